//! `exit` and `return` (XCU 2.14).

use crate::shell::dialect::Dialect;
use crate::shell::execution::{Divert, Evaluator, Flow};
use crate::text::Span;

pub(super) fn exit(shell: &mut Evaluator<'_>, arguments: &[Span]) -> Flow<u8> {
    take_status(shell, arguments)?;
    Err(Divert::Exit)
}

pub(super) fn return_from(shell: &mut Evaluator<'_>, arguments: &[Span]) -> Flow<u8> {
    if shell.calls.is_empty() && shell.sourced == 0 {
        match shell.dialect() {
            // The script ends as a file read by `.` would.
            Dialect::Dash | Dialect::BusyboxAsh => {}
            Dialect::Bash | Dialect::BashAsSh => {
                let text = "can only `return' from a function or sourced script";
                shell.complain(Some("return"), text)?;
                if shell.dialect() == Dialect::BashAsSh {
                    return shell.raise(2);
                }
                return Ok(2);
            }
        }
    }
    take_status(shell, arguments)?;
    Err(Divert::Return)
}

/// The status in the argument; without one, that of the last command stays.
fn take_status(shell: &mut Evaluator<'_>, arguments: &[Span]) -> Flow {
    if let Some(number) = shell.number_argument(arguments, 1)? {
        shell.status = u8::try_from(number % 256).unwrap_or_default();
    }
    Ok(())
}
