//! Assignments (XCU 2.9.1): a variable gets a value.

use super::evaluator::{Evaluator, Flow};
use super::options::ShellOption;
use super::variables::{Access, Export, Variable};
use crate::shell::dialect::Dialect;
use crate::shell::syntax::{Assignment, AssignmentOperator, WordUnit};
use crate::text::Span;
use crate::trace::Action;

/// The variables bash gives a meaning of their own, which is not simulated.
const SPECIAL_IN_BASH: [&str; 6] = [
    "RANDOM",
    "SECONDS",
    "BASH_COMMAND",
    "FUNCNAME",
    "DIRSTACK",
    "GROUPS",
];

impl Evaluator {
    /// Carries out an assignment of a command and returns the value.
    pub(super) async fn assign(&mut self, assignment: &Assignment) -> Flow<Span> {
        let is_array = assignment
            .value
            .units
            .iter()
            .any(|it| matches!(it, WordUnit::Array(_)));
        if assignment.subscript.is_some() || is_array {
            return self.unsupported("arrays");
        }
        let name = self.str(assignment.name).to_owned();
        let mut value = self.expand_assigned(&assignment.value).await?;
        if assignment.operator == AssignmentOperator::Append {
            let before = self.environment.variables.value(&name);
            let mut builder = self.process.cx.texts.builder();
            if let Some(before) = before {
                builder.copy(before);
            }
            builder.copy(value);
            let built = builder.build();
            value = self.finish(built)?;
        }
        self.set_variable(&name, value, None).await?;
        Ok(value)
    }

    /// Gives a variable a value, on behalf of the built-in `by` when it is one.
    pub(in crate::shell) async fn set_variable(
        &mut self,
        name: &str,
        value: Span,
        by: Option<&str>,
    ) -> Flow {
        if self.is_dynamic(name) {
            return self.unsupported(format!("the variable {name}"));
        }
        let all_export = self.has(ShellOption::AllExport);
        let variable = self.environment.variables.entry(name);
        if variable.access == Access::ReadOnly {
            return self.is_read_only(name, by).await;
        }
        variable.value = Some(value);
        if all_export {
            variable.export = Export::Exported;
        }
        let name = name.to_owned();
        self.note(Action::Assigned { name, value });
        Ok(())
    }

    /// Removes a variable, on behalf of `unset`.
    pub(in crate::shell) async fn unset_variable(&mut self, name: &str) -> Flow {
        let before = self.environment.variables.get(name);
        if before.is_some_and(|it| it.access == Access::ReadOnly) {
            return self.is_read_only(name, Some("unset")).await;
        }
        self.environment.variables.replace(name, None::<Variable>);
        Ok(())
    }

    /// Whether a variable has a value that the shell makes anew each time, which is not simulated.
    pub(in crate::shell) fn is_dynamic(&self, name: &str) -> bool {
        match self.dialect() {
            Dialect::Dash => false,
            Dialect::BusyboxAsh if name.starts_with("EPOCH") => true,
            Dialect::BusyboxAsh => ["RANDOM", "LINENO", "HOSTNAME"].contains(&name),
            Dialect::Bash | Dialect::BashAsSh => {
                SPECIAL_IN_BASH.contains(&name)
                    || ["LINENO", "_", "SHLVL", "UID", "EUID", "HOSTNAME"].contains(&name)
                    || name.starts_with("BASH")
                    || name.starts_with("EPOCH")
                    || ["PIPESTATUS", "HOSTTYPE", "MACHTYPE", "OSTYPE", "SHELLOPTS"].contains(&name)
            }
        }
    }
}
