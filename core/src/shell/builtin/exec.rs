//! `exec` (XCU 2.14): the shell becomes a program; without one, the redirections stay.

use crate::shell::dialect::Dialect;
use crate::shell::execution::{Divert, Evaluator, Flow, Found, NotRunnable, Redirections};
use crate::text::Span;

pub(super) async fn run(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    let Some(name) = shell.argument(arguments, 1) else {
        shell.redirections = Redirections::Kept;
        return Ok(0);
    };
    if name.starts_with('-') {
        return shell.unsupported("options of exec");
    }
    match shell.find_program(&name)? {
        Found::Program(path) => {
            shell.execute(path, &arguments[1..]).await?;
            shell.environment.state.exit_trap = None;
            Err(Divert::Exit)
        }
        Found::Nothing(NotRunnable::DirectoryInPath) => {
            shell.unsupported("exec of what is a directory in PATH")
        }
        Found::Nothing(_) if name.contains('/') => {
            shell.unsupported("exec of a path that cannot be run")
        }
        _ => {
            if shell.dialect() == Dialect::BusyboxAsh && shell.line > 1 {
                return shell.unsupported("the line that busybox names in a message");
            }
            shell
                .complain(Some("exec"), &format!("{name}: not found"))
                .await?;
            shell.status = 127;
            Err(Divert::Exit)
        }
    }
}
