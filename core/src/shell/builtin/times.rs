//! `times` (XCU 2.14): the processor time of the shell and its children. A simulation takes none.

use super::options::Takes;
use crate::shell::dialect::Dialect;
use crate::shell::execution::{Evaluator, Family, Flow};
use crate::text::Span;

const TAKES: Takes = Takes {
    letters: "",
    usage: "times",
};

pub(super) async fn run(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    if shell.dialect().family() == Family::Bash
        && let Err(status) = shell.read_options(arguments, TAKES).await?
    {
        return Ok(status);
    }
    let time = match shell.dialect() {
        Dialect::Dash => "0m0.000000s",
        Dialect::BusyboxAsh | Dialect::Bash | Dialect::BashAsSh => "0m0.000s",
    };
    let lines = format!("{time} {time}\n{time} {time}\n");
    let text = shell.shell_text(&lines, "processor time");
    shell.output("times", text).await
}
