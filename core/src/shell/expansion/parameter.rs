//! Parameter expansion (XCU 2.6.2): the value of a parameter, and what an operator makes of it.

use super::pieces::{AllParameters, Characters, ExpandedWord, Piece};
use super::subject::{Subject, Value};
use super::word::Inside;
use crate::shell::dialect::{CLibrary, Dialect, c_library};
use crate::shell::execution::{
    Behalf, Divert, Encoding, Evaluator, Family, Flow, Key, Manner, Place, ShellOption,
};
use crate::shell::syntax::{
    DefaultKind, NullRule, Parameter, ParameterName, ParameterOperation, Word,
};
use crate::text::{Span, raw_byte};
use crate::trace::Action;

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
        let is_bad = match &parameter.operation {
            ParameterOperation::Bad(_) => true,
            ParameterOperation::Substring(range) => {
                range.span.is_empty() && self.dialect().family() == Family::Bash
            }
            _ => false,
        };
        if is_bad {
            return self.bad_substitution(parameter).await;
        }
        let subject = self.subject(parameter).await?;
        if let ParameterOperation::Default { kind, null, word } = &parameter.operation {
            let rule = (*kind, *null);
            return self
                .expand_default(parameter, &subject, rule, word, inside, expanded)
                .await;
        }
        let value = self.value_of(&subject).await?;
        if value == Value::Unset {
            if self.has(ShellOption::NoUnset) {
                return self.is_unset(parameter).await;
            }
            self.note_unset(parameter, &subject);
            // Of what is not set no part is looked for, so nothing is calculated.
            if matches!(parameter.operation, ParameterOperation::Substring(_)) {
                self.push_value(parameter.span, &value, inside, expanded);
                return Ok(());
            }
        }
        let value = self.operate(parameter, &subject, value, inside).await?;
        self.push_value(parameter.span, &value, inside, expanded);
        Ok(())
    }

    /// What the operator makes of a value.
    async fn operate(
        &mut self,
        parameter: &Parameter,
        subject: &Subject,
        value: Value,
        inside: Inside,
    ) -> Flow<Value> {
        match &parameter.operation {
            ParameterOperation::Value | ParameterOperation::Names(_) => Ok(value),
            ParameterOperation::Length => self.length(&value).map(Value::Text),
            ParameterOperation::Trim {
                side,
                length,
                pattern,
            } => {
                let cut = (*side, *length);
                Box::pin(self.trim(value, cut, pattern, inside)).await
            }
            ParameterOperation::Substring(range) => {
                Box::pin(self.substring(parameter, subject, value, range)).await
            }
            ParameterOperation::Replace { scope, rule } => {
                Box::pin(self.replace(value, *scope, rule, inside)).await
            }
            ParameterOperation::ChangeCase { change, pattern } => {
                Box::pin(self.change_case(value, *change, pattern)).await
            }
            ParameterOperation::Transform(letter) => {
                Box::pin(self.transform(parameter, subject, value, *letter)).await
            }
            ParameterOperation::Default { .. } | ParameterOperation::Bad(_) => {
                self.unsupported("an operator of ${…}")
            }
        }
    }

    /// Notes that a parameter stands for nothing because nothing has set it.
    fn note_unset(&mut self, parameter: &Parameter, subject: &Subject) {
        let name = match subject {
            Subject::Parameter(name) => self.str(name.span()).to_owned(),
            Subject::Place(place) => match &place.key {
                None => place.name.to_string(),
                Some(Key::Index(index)) => format!("{}[{index}]", place.name),
                Some(Key::Text(key)) => format!("{}[{}]", place.name, self.str(*key)),
            },
            Subject::Elements(..) | Subject::List(..) | Subject::Nothing => return,
        };
        self.note_at(parameter.span, Action::Unset(name));
    }

    /// `${name-word}` and its like.
    async fn expand_default(
        &mut self,
        parameter: &Parameter,
        subject: &Subject,
        (kind, null): (DefaultKind, NullRule),
        word: &Word,
        inside: Inside,
        expanded: &mut ExpandedWord,
    ) -> Flow {
        let value = self.value_of(subject).await?;
        match (self.presence(&value, null), kind) {
            (Presence::Absent, DefaultKind::Use)
            | (Presence::Present, DefaultKind::Alternative) => {
                let nested = self.with_nested_escapes(word, inside);
                let word = nested.as_ref().unwrap_or(word);
                self.expand_operand(word, inside, expanded).await
            }
            (Presence::Absent, DefaultKind::Alternative) => {
                if let Value::All(AllParameters::At, _) = value {
                    expanded.empties += 1;
                }
                Ok(())
            }
            (Presence::Absent, DefaultKind::Assign) => {
                let value = self
                    .assign_default(parameter, subject, word, inside)
                    .await?;
                self.push_value(parameter.span, &value, inside, expanded);
                Ok(())
            }
            (Presence::Absent, DefaultKind::Error) => {
                self.default_error(parameter, null, word).await
            }
            (Presence::Present, DefaultKind::Use | DefaultKind::Assign | DefaultKind::Error) => {
                self.push_value(parameter.span, &value, inside, expanded);
                Ok(())
            }
        }
    }

    /// The word of an operator; a tilde at its start is followed where it is not quoted.
    async fn expand_operand(
        &mut self,
        word: &Word,
        inside: Inside,
        expanded: &mut ExpandedWord,
    ) -> Flow {
        let tildes = inside.tildes_of_operand(self.dialect());
        self.expand_with_tildes(word, tildes, inside.operand(), expanded)
            .await
    }

    /// Puts a value into the word.
    pub(super) fn push_value(
        &mut self,
        written: Span,
        value: &Value,
        inside: Inside,
        expanded: &mut ExpandedWord,
    ) {
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
                if values.is_empty() && *of == AllParameters::At {
                    expanded.empties += 1;
                }
                for (index, value) in values.iter().enumerate() {
                    if index > 0 {
                        expanded.pieces.push(Piece::FieldBreak { of: *of, quoting });
                    }
                    expanded.push(characters(*value));
                }
            }
        }
    }

    /// Whether there is a value, or one that is not empty.
    fn presence(&mut self, value: &Value, null: NullRule) -> Presence {
        let (is_set, is_empty) = match value {
            Value::Unset => (false, true),
            Value::Text(span) => (true, span.is_empty()),
            Value::All(of, values) => {
                let is_empty = values.iter().all(|it| it.is_empty());
                // Where all are empty, what stands between them is the value.
                let has_separator =
                    values.len() > 1 && (*of == AllParameters::At || self.separator().is_some());
                (!values.is_empty(), is_empty && !has_separator)
            }
        };
        match (null, is_set, is_empty) {
            (NullRule::IsSet, true, _) | (NullRule::IsUnset, true, false) => Presence::Present,
            (_, false, _) | (NullRule::IsUnset, true, true) => Presence::Absent,
        }
    }

    /// `${#name}`: in characters of the locale.
    fn length(&mut self, value: &Value) -> Flow<Span> {
        let length = match value {
            Value::Unset => 0,
            Value::Text(span) => {
                self.check_known(*span)?;
                let text = self.str(*span);
                match c_library(self.shell) {
                    CLibrary::Glibc
                        if self.dialect() == Dialect::BusyboxAsh && self.names_utf8() =>
                    {
                        text.chars().count()
                    }
                    CLibrary::Glibc => self.count_characters(text),
                    CLibrary::Musl if text.chars().any(|it| raw_byte::byte(it).is_some()) => {
                        let what = "the length of a value that is not in UTF-8, in musl";
                        return self.unsupported(what);
                    }
                    // Recorded of Alpine: `x=é; echo ${#x}` prints 1, whatever the locale is.
                    CLibrary::Musl => text.chars().count(),
                }
            }
            Value::All(_, values) if self.dialect().family() == Family::Bash => values.len(),
            Value::All(_, values) => self.length_of_all(values),
        };
        Ok(self.shell_text(&length.to_string(), "length of a value"))
    }

    /// dash and busybox count the characters of all parameters, and what stands between them.
    fn length_of_all(&mut self, values: &[Span]) -> usize {
        let separator = self
            .separator()
            .map_or(0, |it| self.count_characters(self.str(it)));
        let characters = values.iter().map(|it| self.count_characters(self.str(*it)));
        let between = values.len().saturating_sub(1) * separator;
        characters.sum::<usize>() + between
    }

    /// How many characters a text has.
    pub(super) fn count_characters(&self, text: &str) -> usize {
        match self.unit() {
            Encoding::Utf8 => text.chars().count(),
            Encoding::Bytes if text.is_ascii() => text.len(),
            Encoding::Bytes => raw_byte::to_bytes(text).len(),
        }
    }

    /// What counts as a character: dash and busybox work on bytes.
    pub(super) fn unit(&self) -> Encoding {
        match self.dialect().family() {
            Family::Ash => Encoding::Bytes,
            Family::Bash => self.encoding(),
        }
    }

    /// `${name=word}`
    async fn assign_default(
        &mut self,
        parameter: &Parameter,
        subject: &Subject,
        word: &Word,
        inside: Inside,
    ) -> Flow<Value> {
        let place = match subject {
            Subject::Parameter(ParameterName::Variable(name)) => Place {
                name: self.str(*name).into(),
                key: None,
            },
            Subject::Place(place) => place.clone(),
            Subject::Parameter(ParameterName::Positional(_)) => {
                // dash and busybox expand the word before they look at the name.
                if self.dialect().family() == Family::Ash {
                    self.expand_text(word).await?;
                }
                return self.cannot_assign(parameter).await;
            }
            Subject::Parameter(_)
            | Subject::Elements(..)
            | Subject::List(..)
            | Subject::Nothing => {
                return self.unsupported("assigning a default to what is no variable");
            }
        };
        let value = match inside {
            Inside::Quotes => self.expand_expression(word).await?,
            Inside::Word | Inside::Operand | Inside::Value | Inside::OperandOfValue => {
                self.expand_assigned(word).await?
            }
        };
        if let Err(refusal) = self.store(&place, value, Manner::Set) {
            return self.refuse_assignment(refusal, Behalf::Shell).await;
        }
        self.value_of(subject).await
    }

    /// `${1=word}`
    async fn cannot_assign<T>(&mut self, parameter: &Parameter) -> Flow<T> {
        let name = self.written(parameter);
        match self.dialect().family() {
            Family::Ash => {
                self.complain(None, &format!("{name}: bad variable name"))
                    .await?;
                self.raise(2)
            }
            Family::Bash => {
                self.complain(None, &format!("${name}: cannot assign in this way"))
                    .await?;
                self.status = 1;
                Err(Divert::Discard)
            }
        }
    }
}
