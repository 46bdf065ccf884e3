//! The error with which a shell refuses the rest of a script, and what follows from it.

use super::evaluator::{Divert, Evaluator, Flow};
use super::options::ShellOption;
use super::script::Before;
use crate::shell::dialect::Dialect;
use crate::shell::error::{ArithmeticForFault, Fault, Opener, Place, SyntaxError};
use crate::shell::message::{ScriptSource, exit_status, message};
use crate::text::Span;

impl Evaluator {
    /// Prints the error with which the rest of a script is refused, and does what follows from it.
    pub(super) async fn refuse(
        &mut self,
        error: &SyntaxError,
        source: ScriptSource,
        before: Before,
    ) -> Flow {
        self.print_refusal(error, source).await?;
        // bash's own reader ends the shell then.
        if matches!(error.fault, Fault::Conditional { .. }) && self.has(ShellOption::ErrExit) {
            self.status = 2;
            return Err(Divert::Exit);
        }
        let top = self.environment.source;
        match self.dialect() {
            Dialect::Dash | Dialect::BusyboxAsh => self.raise(2),
            Dialect::Bash | Dialect::BashAsSh if source == top => {
                let invocation = self.invocation(source);
                self.status = exit_status(error, &invocation, self.shell, self.status);
                Ok(())
            }
            Dialect::Bash if error.place == Place::Array => {
                self.status = 1;
                Ok(())
            }
            Dialect::Bash if matches!(error.fault, Fault::LookingFor(_)) => {
                self.status = 2;
                Ok(())
            }
            Dialect::Bash | Dialect::BashAsSh if error.place != Place::Script => {
                if top != ScriptSource::CommandString {
                    return self.unsupported("what follows from an error in a substitution");
                }
                let invocation = self.invocation(top);
                self.status = exit_status(error, &invocation, self.shell, self.status);
                Err(Divert::Exit)
            }
            Dialect::BashAsSh
                if before == Before::Nothing
                    && self.is_special_reader(source)
                    && !is_forgiven(error) =>
            {
                self.raise(2)
            }
            Dialect::Bash | Dialect::BashAsSh => {
                self.status = 2;
                Ok(())
            }
        }
    }

    /// Whether a special built-in reads the script.
    fn is_special_reader(&self, source: ScriptSource) -> bool {
        match source {
            ScriptSource::Evaluated | ScriptSource::Sourced => true,
            ScriptSource::CommandString
            | ScriptSource::File
            | ScriptSource::StandardInput
            | ScriptSource::Trap
            | ScriptSource::ExitTrap
            | ScriptSource::Substitution => false,
        }
    }

    /// bash reads backquotes when it expands them, and finds their errors then.
    pub(in crate::shell) async fn refuse_substitution(&mut self, error: &SyntaxError) -> Flow {
        let mut error = error.clone();
        error.line = self.line_of(error.line);
        self.print_refusal(&error, ScriptSource::Substitution)
            .await?;
        self.status = 2;
        Ok(())
    }

    /// The same of a substitution in a here-document, nothing of which runs. Its lines are counted from the one behind
    /// the first line of the command.
    pub(in crate::shell) async fn refuse_unread(
        &mut self,
        error: &SyntaxError,
        span: Span,
    ) -> Flow {
        let missing_end = error.fault == Fault::LookingFor(")") && ends_substitution(error);
        if !missing_end {
            return self.unsupported("a substitution of a here-document that cannot be read");
        }
        let written = self.str(span);
        let breaks = written.matches('\n').count() + usize::from(!written.ends_with('\n'));
        let mut error = error.clone();
        error.line = self.line + 1 + u32::try_from(breaks).unwrap_or(0);
        self.print_refusal(&error, ScriptSource::Substitution)
            .await?;
        self.status = 1;
        Ok(())
    }

    /// Prints the error with which a script is refused.
    pub(in crate::shell) async fn print_refusal(
        &mut self,
        error: &SyntaxError,
        source: ScriptSource,
    ) -> Flow {
        let invocation = self.invocation(source);
        let mut error = error.clone();
        if source == ScriptSource::CommandString && self.dialect() == Dialect::BusyboxAsh {
            error.line += 1;
        }
        let text = message(&self.process.cx.texts, &error, &invocation, self.shell);
        let Some(text) = text else {
            return self.unsupported("a syntax error of which the message is not known");
        };
        self.print_error(&text).await
    }
}

/// Whether bash in POSIX mode goes on behind the error in what `eval` or `.` reads: where it misses the end of quotes
/// or braces, or does not understand `[[`; not where it misses that of `$(` (recorded).
fn is_forgiven(error: &SyntaxError) -> bool {
    match error.fault {
        Fault::LookingFor(_) => !ends_substitution(error),
        Fault::Conditional { .. } | Fault::ArithmeticFor(ArithmeticForFault::NotClosed) => true,
        _ => false,
    }
}

/// Whether it is the parenthesis of a substitution that is missing, and not what is open in it.
fn ends_substitution(error: &SyntaxError) -> bool {
    let mut open = error.open.iter();
    open.any(|it| it.by == Opener::Substitution && it.span == error.span)
}
