//! `set -x` (XCU 2.14): a command is printed before it runs, behind `PS4`.

use std::rc::Rc;

use super::evaluator::{Evaluator, Family, Flow};
use super::options::ShellOption;
use super::simple::Assigned;
use crate::kernel::OpenFile;
use crate::shell::dialect::Dialect;
use crate::text::Span;

impl Evaluator {
    /// Prints a command to `stderr`, the standard error from before its redirections, when `set -x` is on.
    pub(super) async fn trace_command(
        &mut self,
        assigned: &Assigned,
        arguments: &[Span],
        stderr: Option<Rc<OpenFile>>,
    ) -> Flow {
        if !self.has(ShellOption::XTrace) || assigned.values.is_empty() && arguments.is_empty() {
            return Ok(());
        }
        let prompt = self.environment.variables.value("PS4");
        let is_usual = prompt.is_some_and(|it| self.str(it) == "+ ");
        let is_nested = self.dialect().family() == Family::Bash
            && (self.is_subshell() || self.speaker.is_some() || !assigned.values.is_empty());
        if !is_usual || is_nested {
            return self.unsupported("what set -x prints here");
        }
        let mut words = Vec::new();
        for (name, value) in &assigned.values {
            words.push(format!("{name}={}", self.traced(*value)?));
        }
        for argument in arguments {
            words.push(self.traced(*argument)?);
        }
        let line = format!("+ {}\n", words.join(" "));
        let text = self.shell_text(&line, "trace of commands (set -x)");
        let Some(stderr) = stderr else {
            return self.print_text(text).await;
        };
        let redirected = self.process.descriptor(2);
        self.process.install(2, stderr);
        let result = self.print_text(text).await;
        match redirected {
            Some(file) => self.process.install(2, file),
            None => {
                self.process.close(2);
            }
        }
        result
    }

    /// A compound command with a header of its own, which bash prints too.
    pub(super) fn trace_header(&self) -> Flow {
        if self.has(ShellOption::XTrace) && self.dialect().family() == Family::Bash {
            return self.unsupported("what set -x prints of compound commands");
        }
        Ok(())
    }

    /// An argument as the shell prints it: dash as it is, the others in quotes where it needs them.
    fn traced(&self, argument: Span) -> Flow<String> {
        let text = self.str(argument);
        if self.dialect() == Dialect::Dash {
            return Ok(text.to_owned());
        }
        let is_plain = |it: char| it.is_ascii_alphanumeric() || "_./-".contains(it);
        if !text.is_empty() && text.chars().all(is_plain) {
            return Ok(text.to_owned());
        }
        if text.contains(' ') && text.chars().all(|it| it == ' ' || is_plain(it)) {
            return Ok(format!("'{text}'"));
        }
        self.unsupported("how set -x quotes these characters")
    }
}
