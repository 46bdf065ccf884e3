//! `local`: a variable of the function alone.

use super::export::split_assignment;
use crate::shell::dialect::Dialect;
use crate::shell::execution::{Evaluator, Family, Flow};
use crate::text::Span;

pub(super) async fn run(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    if shell.calls.is_empty() {
        return match shell.dialect() {
            Dialect::Dash => shell.error("local", "not in a function").await,
            Dialect::BusyboxAsh => shell.error("local", "not in a function").await,
            Dialect::Bash | Dialect::BashAsSh => {
                shell
                    .complain(Some("local"), "can only be used in a function")
                    .await?;
                Ok(1)
            }
        };
    }
    for argument in &arguments[1..] {
        let (name, value) = split_assignment(shell, *argument)?;
        let before = shell.environment.variables.get(&name);
        if let Some(call) = shell.calls.last_mut()
            && !call.iter().any(|(it, _)| *it == name)
        {
            call.push((name.clone(), before));
        }
        match (value, shell.dialect().family()) {
            (Some(value), _) => shell.set_variable(&name, value, Some("local")).await?,
            // dash and busybox keep the value from outside.
            (None, Family::Ash) => {}
            (None, Family::Bash) => shell.environment.variables.entry(&name).value = None,
        }
    }
    Ok(0)
}
