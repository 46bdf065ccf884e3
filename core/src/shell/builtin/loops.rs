//! `break` and `continue` (XCU 2.14).

use crate::shell::dialect::Dialect;
use crate::shell::execution::{Divert, Evaluator, Flow};
use crate::text::Span;

pub(super) async fn break_loop(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    leave(shell, arguments, Divert::Break).await
}

pub(super) async fn continue_loop(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    leave(shell, arguments, Divert::Continue).await
}

/// Leaves as many loops as the argument says, at most all. Without a loop nothing happens.
async fn leave(shell: &mut Evaluator, arguments: &[Span], how: fn(u32) -> Divert) -> Flow<u8> {
    let count = shell.number_argument(arguments, 1).await?.unwrap_or(1);
    if count == 0 {
        return shell.unsupported("leaving no loop");
    }
    match (shell.loops, shell.dialect()) {
        (0, Dialect::Bash) => {
            let by = shell.argument(arguments, 0).unwrap_or_default();
            let text = "only meaningful in a `for', `while', or `until' loop";
            shell.complain(Some(&by), text).await?;
            Ok(0)
        }
        (0, Dialect::Dash | Dialect::BusyboxAsh | Dialect::BashAsSh) => Ok(0),
        (loops, _) => {
            shell.status = 0;
            Err(how(count.min(loops)))
        }
    }
}
