//! `pwd` (XCU 4).

use super::options::Takes;
use crate::shell::execution::{Evaluator, Flow};
use crate::text::Span;

const TAKES: Takes = Takes {
    letters: "LP",
    usage: "pwd [-LP]",
};

pub(super) async fn run(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    let given = match shell.read_options(arguments, TAKES).await? {
        Ok(given) => given,
        Err(status) => return Ok(status),
    };
    let directory = match given.last_of("LP") {
        Some('P') => shell.process.directory(),
        _ => &shell.environment.directory,
    };
    let line = format!("{directory}\n");
    let text = shell.shell_text(&line, "working directory");
    shell.output("pwd", text).await
}
