//! `shift` (XCU 2.14).

use crate::shell::dialect::Dialect;
use crate::shell::execution::{Evaluator, Flow};
use crate::text::Span;

pub(super) async fn run(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    let count = shell.number_argument(arguments, 1).await?.unwrap_or(1) as usize;
    let positional = &mut shell.environment.positional;
    if count <= positional.len() {
        positional.drain(..count);
        return Ok(0);
    }
    match shell.dialect() {
        Dialect::Dash => shell.error("shift", "can't shift that many").await,
        Dialect::BusyboxAsh | Dialect::Bash => Ok(1),
        Dialect::BashAsSh => {
            let text = format!("{count}: shift count out of range");
            shell.complain(Some("shift"), &text).await?;
            Ok(1)
        }
    }
}
