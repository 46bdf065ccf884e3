//! `exit` and `return` (XCU 2.14).

use super::number::Number;
use crate::shell::dialect::Dialect;
use crate::shell::execution::{BashOption, Divert, Evaluator, Flow};
use crate::text::Span;

pub(super) async fn exit(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    let before = shell.environment.state.before_trap;
    if let Some(before) = before.filter(|_| shell.operands(arguments).is_empty()) {
        shell.status = before;
    }
    take_status(shell, arguments).await?;
    Err(Divert::Exit)
}

pub(super) async fn return_from(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    take_status(shell, arguments).await?;
    if !shell.is_in_function() && shell.sourced == 0 {
        match shell.dialect() {
            // The script ends as a file read by `.` would.
            Dialect::Dash | Dialect::BusyboxAsh => {}
            Dialect::Bash | Dialect::BashAsSh => {
                let text = "can only `return' from a function or sourced script";
                shell.complain(Some("return"), text).await?;
                shell.status = 2;
                return Err(Divert::Failed);
            }
        }
    }
    Err(Divert::Return)
}

/// `logout` (bash): only a login shell ends by it.
pub(super) async fn logout(shell: &mut Evaluator, _arguments: &[Span]) -> Flow<u8> {
    if shell.has_bash(BashOption::LoginShell) {
        return shell.unsupported("the end of a login shell by logout");
    }
    let text = "not login shell: use `exit'";
    shell.complain(Some("logout"), text).await?;
    Ok(1)
}

/// The status in the argument; without one, that of the last command stays.
async fn take_status(shell: &mut Evaluator, arguments: &[Span]) -> Flow {
    match shell.number_argument(arguments).await? {
        Number::Missing => {}
        Number::Given(number) => {
            shell.check_single(arguments).await?;
            // DIFFERENCE: dash's `return 300` gives `$?` the number 300, which is kept as 44 here; the action of
            // `trap … EXIT` sees it, too.
            let is_seen = shell.is_in_function() || shell.environment.state.exit_trap.is_some();
            if number > 255 && shell.dialect() == Dialect::Dash && is_seen {
                return shell.unsupported("a status of more than 255");
            }
            shell.status = u8::try_from(number.rem_euclid(256)).unwrap_or_default();
        }
        Number::Other(text) => {
            let by = shell.argument(arguments, 0).unwrap_or_default();
            let text = format!("{text}: numeric argument required");
            shell.complain(Some(&by), &text).await?;
            shell.status = 2;
        }
    }
    Ok(())
}
