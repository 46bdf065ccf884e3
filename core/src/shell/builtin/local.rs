//! `local`: a variable of the function alone.

use super::declare;
use super::export::split_assignment;
use crate::shell::characters::is_name;
use crate::shell::dialect::Dialect;
use crate::shell::execution::{Access, Evaluator, Family, Flow, Variable};
use crate::text::Span;

pub(super) async fn run(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    if shell.dialect().family() == Family::Bash {
        return declare::run(shell, arguments).await;
    }
    if !shell.is_in_function() {
        return shell.error("local", "not in a function").await;
    }
    for argument in &arguments[1..] {
        let (name, value) = split_assignment(shell, *argument);
        if name == "-" && value.is_some() {
            return shell.unsupported("a value of the options");
        }
        if name == "-" {
            shell.make_options_local();
            continue;
        }
        if !is_name(&name) {
            return shell
                .error("local", &format!("{name}: bad variable name"))
                .await;
        }
        let before = shell.environment.variables.get(&name);
        let is_read_only = before.is_some_and(|it| it.access == Access::ReadOnly);
        // busybox makes it anew, which it may not.
        if is_read_only && shell.dialect() == Dialect::BusyboxAsh {
            return shell.is_read_only(&name, Some("local")).await;
        }
        shell.make_local(&name);
        if let Some(value) = value {
            shell.set_variable(&name, value, Some("local")).await?;
        }
    }
    Ok(0)
}

impl Evaluator {
    /// Makes a variable one of the function that runs; dash keeps the value from outside, the others only that of an
    /// assignment before the call.
    pub(in crate::shell) fn make_local(&mut self, name: &str) {
        let is_bash = self.dialect().family() == Family::Bash;
        let variables = &mut self.environment.variables;
        if is_bash && variables.hand_to_function(name) {
            return;
        }
        let is_kept = variables.is_own(name) || variables.is_of_call(name);
        variables.save_in_function(name);
        if self.dialect() != Dialect::Dash && !is_kept {
            let variables = &mut self.environment.variables;
            variables.replace(name, Some(Variable::default()));
        }
    }
}
