//! Redirections of programs in bash: the process that becomes the program expands what stands behind their operators.
//!
//! So `cat <<< "${x:=5}"` leaves `x` unset, and `cat > ${x?bad}` ends that process alone. Recorded of bash 5.2.

use super::dynamic::Underscore;
use super::evaluator::{Divert, Evaluator, Failure, Family, Flow, Position};
use super::event::Error;
use super::options::ShellOption;
use super::program::Found;
use super::simple::{Assigned, Scoped};
use crate::shell::syntax::{
    DefaultKind, Descriptor, HereDocumentQuoting, ParameterOperation, RedirectionTarget,
    SimpleCommand, Visit, Word, WordUnit,
};
use crate::text::Span;

/// What the expansions of a word may do.
#[derive(Debug, Default)]
struct Changes {
    /// Whether one changes a variable, or fails.
    found: bool,
    /// Whether there is one at all.
    expands: bool,
}

impl Visit for Changes {
    fn word(&mut self, word: &Word) {
        for unit in &word.units {
            match unit {
                WordUnit::Arithmetic(_) => self.found = true,
                WordUnit::Parameter(it) => {
                    self.expands = true;
                    self.found |= it.subscript.is_some()
                        || matches!(
                            it.operation,
                            ParameterOperation::Substring(_)
                                | ParameterOperation::Bad(_)
                                | ParameterOperation::Default {
                                    kind: DefaultKind::Assign | DefaultKind::Error,
                                    ..
                                }
                        );
                }
                _ => {}
            }
        }
    }
}

impl Evaluator {
    /// Whether what stands behind the redirection operators is expanded by the process that becomes the program, as it
    /// is in bash: what the expansions change or end is not of this shell.
    pub(super) fn expands_in_child(&self, found: &Found, simple: &SimpleCommand) -> bool {
        if self.dialect().family() != Family::Bash
            || !matches!(found, Found::Program(_) | Found::Nothing(_))
        {
            return false;
        }
        simple.redirections.iter().any(|redirection| {
            if matches!(redirection.descriptor, Some(Descriptor::Variable(_))) {
                return true;
            }
            let word = match &redirection.target {
                RedirectionTarget::Word(word) => word,
                RedirectionTarget::HereDocument(id) => {
                    let document = self.here_documents.get(id.0 as usize);
                    let plain = document.filter(|it| it.quoting == HereDocumentQuoting::Plain);
                    match plain {
                        Some(document) => &document.body,
                        None => return false,
                    }
                }
            };
            let mut changes = Changes::default();
            word.visit(&mut changes);
            changes.found || self.has(ShellOption::NoUnset) && changes.expands
        })
    }

    /// Runs a program in a process that carries out the redirections, too.
    pub(super) async fn run_with_child(
        &mut self,
        simple: &SimpleCommand,
        arguments: Vec<Span>,
        found: Found,
        saved: Option<Assigned>,
        error: Error,
    ) -> Flow {
        let mut found = found;
        if let Some(saved) = &saved {
            self.trace_command(saved, &arguments, None).await?;
            if saved.assigns("PATH") {
                let name = self.str(arguments[0]).to_owned();
                found = self.find_program(&name)?;
            }
        }
        let (simple, own) = (simple.clone(), arguments.clone());
        let status = match self.has(ShellOption::ErrExit) {
            true => 1,
            false => self.status_of_error(),
        };
        self.status = self
            .in_subshell(async move |shell| {
                match shell.redirect(&simple.redirections).await {
                    Err(Divert::Fatal) => {
                        shell.status = status;
                        return Err(Divert::Fatal);
                    }
                    redirected => redirected.map(drop)?,
                }
                shell.position = Position::Last;
                shell.run_found(found, &own).await
            })
            .await?;
        if saved.is_some_and(|it| it.scoped == Scoped::Yes) {
            self.environment.variables.pop_scope();
        }
        let generators = &mut self.environment.state.generators;
        generators.last_argument = arguments.last().copied();
        generators.underscore = Underscore::Own;
        match (error, self.failure) {
            (Error::Unheard, Failure::Counts) if self.status != 0 => self.end_by_failure(),
            _ => self.check_failure().await,
        }
    }
}
