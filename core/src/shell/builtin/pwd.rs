//! `pwd` (XCU 4).

use super::options::Takes;
use crate::shell::dialect::Dialect;
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
    let is_physical = given.last_of("LP") == Some('P');
    let directory = match is_physical {
        true => shell.process.directory(),
        false => &shell.environment.directory,
    };
    let directory = directory.to_owned();
    let text = shell.shell_text(&format!("{directory}\n"), "working directory");
    let status = shell.output("pwd", text).await?;
    // In POSIX mode bash takes over what it has found.
    if is_physical && shell.dialect() == Dialect::BashAsSh {
        let directory = shell.shell_text(&directory, "working directory");
        shell.set_variable("PWD", directory, Some("pwd")).await?;
    }
    Ok(status)
}
