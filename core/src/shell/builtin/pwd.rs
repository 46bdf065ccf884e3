//! `pwd` (XCU 4).

use crate::shell::execution::{Evaluator, Flow};
use crate::text::Span;

pub(super) async fn run(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    match (shell.argument(arguments, 1).as_deref(), arguments.len()) {
        (None, _) | (Some("-L" | "-P"), 2) => {}
        (Some(_), _) => return shell.unsupported("other arguments of pwd than -L and -P"),
    }
    let line = format!("{}\n", shell.environment.directory);
    let text = shell.shell_text(&line, "working directory");
    shell.output("pwd", text).await
}
