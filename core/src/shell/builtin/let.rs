//! `let` (bash, busybox): each argument is an expression; the last one's value decides.

use crate::shell::dialect::Dialect;
use crate::shell::execution::{Evaluator, Flow};
use crate::text::Span;

pub(super) async fn run(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    let mut words = arguments.get(1..).unwrap_or_default();
    if let [first, behind @ ..] = words
        && shell.str(*first) == "--"
        && shell.dialect() != Dialect::BusyboxAsh
    {
        words = behind;
    }
    if words.is_empty() {
        let text = match shell.dialect() {
            Dialect::BusyboxAsh => return shell.error("let", "expression expected").await,
            Dialect::Dash | Dialect::Bash | Dialect::BashAsSh => "expression expected",
        };
        shell.complain(Some("let"), text).await?;
        return Ok(1);
    }
    let mut value = 0;
    for word in words {
        value = match shell.evaluate(*word) {
            Ok(value) => value,
            Err(error) if shell.dialect() == Dialect::BusyboxAsh => {
                return shell.unsupported(format!("let: {}", error.message));
            }
            Err(error) => {
                shell.say_arithmetic(&error, "let").await?;
                return Ok(1);
            }
        };
    }
    Ok(u8::from(value == 0))
}
