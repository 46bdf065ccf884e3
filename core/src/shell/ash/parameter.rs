//! Parameter expansions (XCU 2.6.2).
//!
//! What cannot be expanded is read to its `}` all the same: the shell fails only when it expands it.

use super::quotes::Stop;
use super::reader::{Outcome, Reader};
use super::word::{Braces, Mode, Quoting};
use crate::shell::characters::{is_name_part, is_name_start, is_special_parameter};
use crate::shell::dialect::{ParameterOperators, parameter_operators};
use crate::shell::syntax::{
    DefaultKind, NullRule, Parameter, ParameterName, ParameterOperation, ReplaceScope, TrimLength,
    TrimSide, Units, Word, WordUnit,
};

/// An operator of `${…}`, as far as it is read before its word.
#[derive(Debug, Clone, Copy)]
enum Operator {
    Default(DefaultKind, NullRule),
    Trim(TrimSide, TrimLength),
    Substring,
    Replace(ReplaceScope),
    /// None that there is, with where it begins.
    Bad(usize),
}

impl Reader<'_> {
    /// `$name`, behind the dollar that stands at `start`.
    pub(super) fn bare_parameter(&mut self, start: usize, units: &mut Units) {
        let name = self.parameter_name(Digits::One);
        let parameter = Parameter {
            span: self.span_from(start),
            name,
            subscript: None,
            indirection: None,
            operation: ParameterOperation::Value,
        };
        units.push(WordUnit::Parameter(Box::new(parameter)));
    }

    /// `${…}`, behind the brace.
    pub(super) fn braced_parameter(
        &mut self,
        mode: Mode,
        start: usize,
        units: &mut Units,
    ) -> Outcome<()> {
        let (name, operation) = match self.length() {
            Some(name) => (name, None),
            None => self.name_and_operator(),
        };
        let operation = match operation {
            None if has_name(name) && self.eat_joined(b'}') => ParameterOperation::Length,
            None => self.operation(Operator::Bad(self.input.at), mode, start)?,
            Some(None) => ParameterOperation::Value,
            Some(Some(operator)) => self.operation(operator, mode, start)?,
        };
        let span = self.span_from(start);
        units.push(WordUnit::Parameter(Box::new(Parameter {
            span,
            name,
            subscript: None,
            indirection: None,
            operation,
        })));
        Ok(())
    }

    /// `#name` of `${#name}`; without it reading stays where it is.
    fn length(&mut self) -> Option<ParameterName> {
        let (at, line) = (self.input.at, self.input.line);
        if self.eat_joined(b'#') {
            match self.peek_joined() {
                Some(byte) if is_name_part(byte) => return Some(self.parameter_name(Digits::All)),
                Some(byte) if byte != b'}' => {
                    let name = self.input.at;
                    self.take_uncounted();
                    if self.peek_joined() == Some(b'}') {
                        return is_special_parameter(byte)
                            .then(|| ParameterName::Special(self.span(name, name + 1)))
                            .or_else(|| Some(ParameterName::Missing(self.span(name, name))));
                    }
                }
                _ => {}
            }
        }
        (self.input.at, self.input.line) = (at, line);
        None
    }

    /// A name and the operator behind it; no operator when the brace closes.
    fn name_and_operator(&mut self) -> (ParameterName, Option<Option<Operator>>) {
        let name = match self.peek_joined() {
            Some(byte) if is_name_part(byte) || is_special_parameter(byte) => {
                self.parameter_name(Digits::All)
            }
            next => {
                let start = self.input.at;
                let missing = ParameterName::Missing(self.span_from(start));
                let operator = match next {
                    Some(b'}') => Operator::Bad(start),
                    _ => self.bad_operator(start),
                };
                return (missing, Some(Some(operator)));
            }
        };
        if self.eat_joined(b'}') {
            return (name, Some(None));
        }
        (name, Some(Some(self.operator())))
    }

    fn operator(&mut self) -> Operator {
        let has_more = parameter_operators(self.shell) != ParameterOperators::Posix;
        let before = self.input.at;
        if self.eat_joined(b':') {
            if let Some(kind) = self.default_kind() {
                return Operator::Default(kind, NullRule::IsUnset);
            }
            if has_more && self.peek_joined() != Some(b'}') {
                return Operator::Substring;
            }
            return self.bad_operator(before);
        }
        if let Some(kind) = self.default_kind() {
            return Operator::Default(kind, NullRule::IsSet);
        }
        if self.eat_joined(b'#') {
            return Operator::Trim(TrimSide::Prefix, self.trim_length(b'#'));
        }
        if self.eat_joined(b'%') {
            return Operator::Trim(TrimSide::Suffix, self.trim_length(b'%'));
        }
        if has_more && self.eat_joined(b'/') {
            return Operator::Replace(if self.eat_joined(b'/') {
                ReplaceScope::All
            } else {
                ReplaceScope::First
            });
        }
        self.bad_operator(before)
    }

    /// What stands where an operator should: one character, which means nothing whatever it is, even `}`.
    /// The line break it may be is not counted.
    fn bad_operator(&mut self, start: usize) -> Operator {
        if self.peek_joined().is_some() {
            self.take_uncounted();
        }
        Operator::Bad(start)
    }

    /// Takes one character; a line break is not counted, as the shells do not count it here.
    fn take_uncounted(&mut self) {
        let line = self.input.line;
        self.take_character();
        self.input.line = line;
    }

    fn default_kind(&mut self) -> Option<DefaultKind> {
        const KINDS: [(u8, DefaultKind); 4] = [
            (b'-', DefaultKind::Use),
            (b'=', DefaultKind::Assign),
            (b'?', DefaultKind::Error),
            (b'+', DefaultKind::Alternative),
        ];
        let found = KINDS.into_iter().find(|(byte, _)| self.eat_joined(*byte));
        found.map(|(_, kind)| kind)
    }

    fn trim_length(&mut self, again: u8) -> TrimLength {
        if self.eat_joined(again) {
            TrimLength::Longest
        } else {
            TrimLength::Shortest
        }
    }

    /// The word of an operator, and the closing brace.
    fn operation(
        &mut self,
        operator: Operator,
        mode: Mode,
        start: usize,
    ) -> Outcome<ParameterOperation> {
        let is_pattern = matches!(operator, Operator::Trim(..) | Operator::Replace(_));
        let inside = Mode {
            quoting: match mode.quoting {
                Quoting::Unquoted => Quoting::Unquoted,
                Quoting::Double | Quoting::Arithmetic if is_pattern => Quoting::Unquoted,
                Quoting::Double | Quoting::Arithmetic => Quoting::Double,
            },
            braces: Braces::Open,
            stop: Stop::CloseBrace,
        };
        let mut word = self.nested_units(inside).map_err(|mut error| {
            if error.span.is_empty() {
                error.span = self.span(start, start + 2);
            }
            error
        })?;
        self.input.at += 1;
        if let Operator::Bad(operator) = operator {
            let written = self.span(operator, operator).to(word.span.at_start());
            if !written.is_empty() {
                word.units.insert(0, WordUnit::Literal(written));
            }
            word.span = written.to(word.span);
        }
        Ok(finish(operator, word))
    }

    /// A name, digits, or one special character; a continued name becomes a text of its own.
    fn parameter_name(&mut self, digits: Digits) -> ParameterName {
        let first = self.peek_joined().unwrap_or_default();
        let start = self.input.at;
        self.input.at += 1;
        let goes_on: fn(u8) -> bool = match (first, digits) {
            (b'0'..=b'9', Digits::All) => |byte| byte.is_ascii_digit(),
            (byte, _) if is_name_start(byte) => is_name_part,
            _ => |_| false,
        };
        let span = self.joined_while(start, goes_on);
        match first {
            b'0'..=b'9' => ParameterName::Positional(span),
            byte if is_name_start(byte) => ParameterName::Variable(span),
            _ => ParameterName::Special(span),
        }
    }

    /// From `start` as long as bytes are `wanted`; without line continuations, and not up to one at the end.
    fn joined_while(&mut self, start: usize, wanted: impl Fn(u8) -> bool) -> crate::text::Span {
        let mut pieces: Vec<crate::text::Span> = Vec::new();
        let mut piece = start;
        loop {
            while self.peek().is_some_and(&wanted) {
                self.input.at += 1;
            }
            let (end, line) = (self.input.at, self.input.line);
            if self.peek_joined().is_some_and(&wanted) && self.input.at > end {
                pieces.push(self.span(piece, end));
                piece = self.input.at;
                continue;
            }
            (self.input.at, self.input.line) = (end, line);
            if pieces.is_empty() {
                return self.span(start, end);
            }
            pieces.push(self.span(piece, end));
            return self.cx.texts.join(&pieces);
        }
    }
}

/// How many digits a positional parameter has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Digits {
    /// One: `$10` is `$1` and a zero.
    One,
    /// All of them: `${10}`.
    All,
}

fn finish(operator: Operator, word: Word) -> ParameterOperation {
    match operator {
        Operator::Default(kind, null) => ParameterOperation::Default { kind, null, word },
        Operator::Trim(side, length) => ParameterOperation::Trim {
            side,
            length,
            pattern: word,
        },
        Operator::Substring => ParameterOperation::Substring(word),
        Operator::Replace(scope) => ParameterOperation::Replace { scope, rule: word },
        Operator::Bad(_) => ParameterOperation::Bad(word),
    }
}

fn has_name(name: ParameterName) -> bool {
    !matches!(name, ParameterName::Missing(_))
}
