//! `times` (XCU 2.14): the processor time of the shell and its children. A simulation takes none.

use crate::shell::dialect::Dialect;
use crate::shell::execution::{Evaluator, Flow};
use crate::text::Span;

pub(super) async fn run(shell: &mut Evaluator, _: &[Span]) -> Flow<u8> {
    let time = match shell.dialect() {
        Dialect::Dash => "0m0.000000s",
        Dialect::BusyboxAsh | Dialect::Bash | Dialect::BashAsSh => "0m0.000s",
    };
    let lines = format!("{time} {time}\n{time} {time}\n");
    let text = shell.shell_text(&lines, "processor time");
    shell.output("times", text).await
}
