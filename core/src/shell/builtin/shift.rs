//! `shift` (XCU 2.14).

use super::number::Number;
use crate::shell::dialect::Dialect;
use crate::shell::execution::{Evaluator, Flow};
use crate::text::Span;

pub(super) async fn run(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    let count = match shell.number_argument(arguments).await? {
        Number::Missing => 1,
        Number::Given(count) => count,
        Number::Other(text) => {
            let text = format!("{text}: numeric argument required");
            return complain(shell, &text).await;
        }
    };
    shell.check_single(arguments).await?;
    let positional = &mut shell.environment.positional;
    let taken = usize::try_from(count).ok();
    if let Some(taken) = taken.filter(|it| *it <= positional.len()) {
        positional.drain(..taken);
        shell.restart_options();
        return Ok(0);
    }
    // bash names the first argument as it stands, be it `--`.
    let text = match shell.argument(arguments, 1) {
        None => "shift count out of range".to_owned(),
        Some(first) => format!("{first}: shift count out of range"),
    };
    match shell.dialect() {
        Dialect::Dash => shell.error("shift", "can't shift that many").await,
        Dialect::Bash if count < 0 => complain(shell, &text).await,
        Dialect::BusyboxAsh | Dialect::Bash => Ok(1),
        Dialect::BashAsSh => complain(shell, &text).await,
    }
}

async fn complain(shell: &mut Evaluator, text: &str) -> Flow<u8> {
    shell.complain(Some("shift"), text).await?;
    Ok(1)
}
