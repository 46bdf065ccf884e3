//! Expansions that fail: what the shell says, and what ends with them (XCU 2.8.1).

use crate::shell::dialect::Dialect;
use crate::shell::execution::{Divert, Evaluator, Family, Flow, ShellOption};
use crate::shell::message::ScriptSource;
use crate::shell::syntax::{NullRule, Parameter, ParameterName, Word};
use crate::text::Span;

impl Evaluator {
    /// An error of an expansion, of which the message has been printed: it ends the shell.
    pub(super) fn expansion_fails<T>(&mut self) -> Flow<T> {
        if self.dialect().family() == Family::Ash {
            self.status = 2;
            return Err(Divert::Exit);
        }
        self.status = match self.has(ShellOption::ErrExit) {
            true => 1,
            false => self.status_of_error(),
        };
        Err(Divert::Fatal)
    }

    /// The status with which an error ends bash: a script behind `-c` ends otherwise than one in a file.
    pub(in crate::shell) fn status_of_error(&self) -> u8 {
        let is_command = self.environment.source == ScriptSource::CommandString;
        let is_shell = !self.is_subshell() || self.environment.state.bare.is_some();
        if is_command && is_shell { 127 } else { 1 }
    }

    /// A parameter that is not set where `set -u` wants a value.
    pub(super) async fn is_unset<T>(&mut self, parameter: &Parameter) -> Flow<T> {
        let mut name = self.written(parameter);
        let is_bare = parameter.span.len() == parameter.name.span().len() + 1;
        // Recorded of `$1` and `${1}`.
        if is_bare
            && matches!(parameter.name, ParameterName::Positional(_))
            && self.dialect().family() == Family::Bash
        {
            name.insert(0, '$');
        }
        if parameter.indirection.is_some() {
            name.insert(0, '!');
        }
        let what = match self.dialect().family() {
            Family::Ash => "parameter not set",
            Family::Bash => "unbound variable",
        };
        self.complain(None, &format!("{name}: {what}")).await?;
        self.expansion_fails()
    }

    /// The name of a parameter with its subscript, as it is written.
    pub(super) fn written(&self, parameter: &Parameter) -> String {
        let mut name = self.str(parameter.name.span()).to_owned();
        if let Some(subscript) = &parameter.subscript {
            name.push('[');
            name.push_str(self.str(subscript.span));
            name.push(']');
        }
        name
    }

    /// `${name?word}`
    pub(super) async fn default_error<T>(
        &mut self,
        parameter: &Parameter,
        null: NullRule,
        word: &Word,
    ) -> Flow<T> {
        let name = self.written(parameter);
        let text = match self.dialect().family() {
            Family::Ash => {
                let text = self.expand_text(word).await?;
                self.check_known(text)?;
                self.str(text).to_owned()
            }
            Family::Bash => {
                self.status = 1;
                self.error_text(word).await?
            }
        };
        let text = match (text.as_str(), null, self.dialect().family()) {
            ("", NullRule::IsSet, _) if word.span.is_empty() => "parameter not set".to_owned(),
            ("", NullRule::IsUnset, Family::Ash) if word.span.is_empty() => {
                "parameter not set or null".to_owned()
            }
            ("", NullRule::IsUnset, Family::Bash) if word.span.is_empty() => {
                "parameter null or not set".to_owned()
            }
            (text, _, _) => text.to_owned(),
        };
        self.complain(None, &format!("{name}: {text}")).await?;
        self.expansion_fails()
    }

    /// What is no parameter expansion.
    pub(super) async fn bad_substitution<T>(&mut self, parameter: &Parameter) -> Flow<T> {
        match self.dialect() {
            Dialect::Dash => {
                self.complain(None, "Bad substitution").await?;
                self.raise(2)
            }
            Dialect::BusyboxAsh => {
                self.complain(None, "syntax error: bad substitution")
                    .await?;
                self.raise(2)
            }
            Dialect::Bash => {
                self.say_bad_substitution(parameter.span).await?;
                self.status = 1;
                Err(Divert::Discard)
            }
            Dialect::BashAsSh => {
                self.say_bad_substitution(parameter.span).await?;
                self.expansion_fails()
            }
        }
    }

    /// bash repeats the whole text that it is expanding.
    pub(super) async fn say_bad_substitution(&mut self, span: Span) -> Flow {
        let written = self.str(self.expanding.unwrap_or(span));
        let written = written.replace("\\\n", "");
        self.complain(None, &format!("{written}: bad substitution"))
            .await
    }
}
