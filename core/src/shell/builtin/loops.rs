//! `break` and `continue` (XCU 2.14).

use super::number::Number;
use crate::shell::dialect::Dialect;
use crate::shell::execution::{Divert, Evaluator, Family, Flow};
use crate::text::Span;

pub(super) async fn break_loop(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    leave(shell, arguments, Divert::Break).await
}

pub(super) async fn continue_loop(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    leave(shell, arguments, Divert::Continue).await
}

/// Leaves as many loops as the argument says, at most all. Without a loop nothing happens.
async fn leave(shell: &mut Evaluator, arguments: &[Span], how: fn(u32) -> Divert) -> Flow<u8> {
    let by = shell.argument(arguments, 0).unwrap_or_default();
    let is_bash = shell.dialect().family() == Family::Bash;
    if is_bash && shell.loops == 0 {
        if shell.dialect() == Dialect::Bash {
            let text = "only meaningful in a `for', `while', or `until' loop";
            shell.complain(Some(&by), text).await?;
        }
        return Ok(0);
    }
    let count = match shell.number_argument(arguments).await? {
        Number::Missing => 1,
        Number::Given(0) if !is_bash => {
            return shell.illegal_number(arguments, "0").await;
        }
        Number::Given(count) if count <= 0 => {
            let text = format!("{count}: loop count out of range");
            shell.complain(Some(&by), &text).await?;
            shell.status = 1;
            return Err(Divert::Break(shell.loops));
        }
        Number::Given(count) => u32::try_from(count).unwrap_or(u32::MAX),
        Number::Other(text) => {
            let text = format!("{text}: numeric argument required");
            shell.complain(Some(&by), &text).await?;
            shell.status = 128;
            return Err(Divert::Exit);
        }
    };
    shell.check_single(arguments).await?;
    if shell.loops == 0 {
        return Ok(0);
    }
    shell.status = 0;
    Err(how(count.min(shell.loops)))
}
