//! Parameter expansion (XCU 2.6.2): the value of a parameter, and what an operator makes of it.

use super::pieces::{AllParameters, Characters, ExpandedWord, Piece};
use super::word::Inside;
use crate::shell::dialect::Dialect;
use crate::shell::execution::{Divert, Evaluator, Family, Flow, ShellOption};
use crate::shell::syntax::{
    DefaultKind, NullRule, Parameter, ParameterName, ParameterOperation, Word,
};
use crate::text::Span;

/// What a parameter holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// Nothing.
    Unset,
    /// A text.
    Text(Span),
    /// All positional parameters: `$@`, `$*`.
    All(AllParameters, Vec<Span>),
}

/// Whether a parameter has a value that an operator accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Presence {
    Present,
    Absent,
}

impl Evaluator {
    pub(super) async fn expand_parameter(
        &mut self,
        parameter: &Parameter,
        inside: Inside,
        expanded: &mut ExpandedWord,
    ) -> Flow {
        if parameter.subscript.is_some() || parameter.indirection.is_some() {
            return self.unsupported("arrays and indirect expansion");
        }
        match &parameter.operation {
            ParameterOperation::Value => {
                let value = self.value_that_is_set(parameter).await?;
                self.push_value(parameter.span, &value, inside, expanded)
            }
            ParameterOperation::Length => {
                let length = self.length(parameter).await?;
                let value = Value::Text(length);
                self.push_value(parameter.span, &value, inside, expanded)
            }
            ParameterOperation::Default { kind, null, word } => {
                let value = self.value(parameter.name).await?;
                match (self.presence(&value, *null)?, kind) {
                    (Presence::Absent, DefaultKind::Use)
                    | (Presence::Present, DefaultKind::Alternative) => {
                        self.expand_units(word, inside.operand(), expanded).await
                    }
                    (Presence::Absent, DefaultKind::Alternative) => Ok(()),
                    (Presence::Absent, DefaultKind::Assign) => {
                        let value = self.assign_default(parameter, word).await?;
                        self.push_value(parameter.span, &value, inside, expanded)
                    }
                    (Presence::Absent, DefaultKind::Error) => {
                        self.default_error(parameter, *null, word).await
                    }
                    (
                        Presence::Present,
                        DefaultKind::Use | DefaultKind::Assign | DefaultKind::Error,
                    ) => self.push_value(parameter.span, &value, inside, expanded),
                }
            }
            ParameterOperation::Bad(_) => self.bad_substitution(parameter).await,
            ParameterOperation::Trim { .. } => self.unsupported("the operators # and % of ${…}"),
            ParameterOperation::Substring(_) => self.unsupported("the operator : of ${…}"),
            ParameterOperation::Replace { .. } => self.unsupported("the operator / of ${…}"),
            ParameterOperation::ChangeCase { .. } => {
                self.unsupported("the operators ^ and , of ${…}")
            }
            ParameterOperation::Transform(_) => self.unsupported("the operator @ of ${…}"),
            ParameterOperation::Names(_) => self.unsupported("names by their prefix in ${!…}"),
        }
    }

    /// The value of a parameter; an error where it has none and `set -u` wants one.
    async fn value_that_is_set(&mut self, parameter: &Parameter) -> Flow<Value> {
        let value = self.value(parameter.name).await?;
        if value == Value::Unset && self.has(ShellOption::NoUnset) {
            let name = self.str(parameter.name.span()).to_owned();
            let what = match self.dialect().family() {
                Family::Ash => "parameter not set",
                Family::Bash => "unbound variable",
            };
            self.complain(None, &format!("{name}: {what}")).await?;
            return self.expansion_fails();
        }
        Ok(value)
    }

    /// An error of an expansion, of which the message has been printed: it ends the shell.
    fn expansion_fails<T>(&mut self) -> Flow<T> {
        self.status = match self.dialect().family() {
            Family::Ash => 2,
            Family::Bash if self.is_subshell() => 1,
            Family::Bash => 127,
        };
        Err(Divert::Exit)
    }

    /// Puts a value into the word.
    fn push_value(
        &mut self,
        written: Span,
        value: &Value,
        inside: Inside,
        expanded: &mut ExpandedWord,
    ) -> Flow {
        let quoting = inside.expanded();
        let characters = |span| Characters {
            span,
            written: Some(written),
            quoting,
        };
        match value {
            Value::Unset => {}
            Value::Text(span) => expanded.push(characters(*span)),
            Value::All(AllParameters::Star, values) if inside == Inside::Quotes => {
                let separator = self.separator();
                for (index, value) in values.iter().enumerate() {
                    if index > 0 {
                        separator
                            .into_iter()
                            .for_each(|it| expanded.push(characters(it)));
                    }
                    expanded.push(characters(*value));
                }
            }
            Value::All(of, values) => {
                for (index, value) in values.iter().enumerate() {
                    if index > 0 {
                        expanded.pieces.push(Piece::FieldBreak { of: *of, quoting });
                    }
                    expanded.push(characters(*value));
                }
            }
        }
        Ok(())
    }

    /// Whether there is a value, or one that is not empty.
    fn presence(&self, value: &Value, null: NullRule) -> Flow<Presence> {
        let (is_set, is_empty) = match value {
            Value::Unset => (false, true),
            Value::Text(span) => (true, span.is_empty()),
            Value::All(_, values) => {
                let is_empty = values.iter().all(|it| it.is_empty());
                if is_empty && values.len() > 1 {
                    return self
                        .unsupported("positional parameters that are all empty, as one value");
                }
                (!values.is_empty(), is_empty)
            }
        };
        Ok(match (null, is_set, is_empty) {
            (NullRule::IsSet, true, _) | (NullRule::IsUnset, true, false) => Presence::Present,
            (_, false, _) | (NullRule::IsUnset, true, true) => Presence::Absent,
        })
    }

    /// `${#name}`: in bytes, which are the characters of the locale that a container has when nobody sets one.
    async fn length(&mut self, parameter: &Parameter) -> Flow<Span> {
        let length = match self.value_that_is_set(parameter).await? {
            Value::Unset => 0,
            Value::Text(span) => {
                let text = self.str(span);
                if !text.is_ascii() && self.has_locale() {
                    return self.unsupported("the length of a text in a locale");
                }
                text.len()
            }
            Value::All(_, values) if self.dialect().family() == Family::Bash => values.len(),
            Value::All(..) => return self.unsupported("the length of $@ and $*"),
        };
        Ok(self.shell_text(&length.to_string(), "length of a value"))
    }

    fn has_locale(&self) -> bool {
        ["LC_ALL", "LC_CTYPE", "LANG"].iter().any(|name| {
            let value = self.environment.variables.value(name);
            value.is_some_and(|it| !matches!(self.str(it), "" | "C" | "POSIX"))
        })
    }

    /// `${name=word}`
    async fn assign_default(&mut self, parameter: &Parameter, word: &Word) -> Flow<Value> {
        let ParameterName::Variable(name) = parameter.name else {
            return self.unsupported("assigning to a parameter that is no variable");
        };
        let name = self.str(name).to_owned();
        let value = self.expand_assigned(word).await?;
        self.set_variable(&name, value, None).await?;
        Ok(Value::Text(value))
    }

    /// `${name?word}`
    async fn default_error(&mut self, parameter: &Parameter, null: NullRule, word: &Word) -> Flow {
        let name = self.str(parameter.name.span()).to_owned();
        let text = self.expand_text(word).await?;
        let text = match (self.str(text), null, self.dialect().family()) {
            ("", NullRule::IsSet, _) => "parameter not set".to_owned(),
            ("", NullRule::IsUnset, Family::Ash) => "parameter not set or null".to_owned(),
            ("", NullRule::IsUnset, Family::Bash) => "parameter null or not set".to_owned(),
            (text, _, _) => text.to_owned(),
        };
        self.complain(None, &format!("{name}: {text}")).await?;
        self.expansion_fails()
    }

    /// What is no parameter expansion.
    async fn bad_substitution(&mut self, parameter: &Parameter) -> Flow {
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
            Dialect::Bash | Dialect::BashAsSh => {
                let written = self.str(parameter.span).to_owned();
                self.complain(None, &format!("{written}: bad substitution"))
                    .await?;
                self.unsupported("what follows from a bad substitution in bash")
            }
        }
    }
}
