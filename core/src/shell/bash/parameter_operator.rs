//! The operators of `${…}` (bash's manual, "Shell Parameter Expansion").

use super::reader::Reader;
use crate::shell::syntax::{
    CaseChange, DefaultKind, NullRule, ParameterOperation, ReplaceScope, TrimLength, TrimSide, Word,
};
use crate::text::Span;

/// An operator of `${…}`, as far as it is read before its word.
#[derive(Debug, Clone, Copy)]
pub(super) enum Operator {
    None,
    Default(DefaultKind, NullRule),
    Trim(TrimSide, TrimLength),
    Substring,
    Replace(ReplaceScope),
    ChangeCase(CaseChange),
    Transform,
    Names,
    Bad,
}

impl Reader<'_> {
    /// The operator behind the name; of `${!prefix*}` too, where the name is behind an `indirection`.
    pub(super) fn parameter_operator(&mut self, indirection: Option<Span>) -> Operator {
        let Some(byte) = self.peek_joined() else {
            return Operator::None;
        };
        if let Some(kind) = default_kind(byte) {
            self.input.at += 1;
            return Operator::Default(kind, NullRule::IsSet);
        }
        match byte {
            b'}' => Operator::None,
            b':' => self.colon(),
            b'#' => {
                self.input.at += 1;
                Operator::Trim(TrimSide::Prefix, self.trim_length(b'#'))
            }
            b'%' => {
                self.input.at += 1;
                Operator::Trim(TrimSide::Suffix, self.trim_length(b'%'))
            }
            b'/' => self.replace(),
            b'^' => self.change_case(b'^', CaseChange::FirstUpper, CaseChange::AllUpper),
            b',' => self.change_case(b',', CaseChange::FirstLower, CaseChange::AllLower),
            b'~' => self.change_case(b'~', CaseChange::FirstToggle, CaseChange::AllToggle),
            b'@' | b'*' if indirection.is_some() && self.byte_behind() == Some(b'}') => {
                self.input.at += 1;
                Operator::Names
            }
            b'@' => {
                self.input.at += 1;
                Operator::Transform
            }
            _ => Operator::Bad,
        }
    }

    fn colon(&mut self) -> Operator {
        self.input.at += 1;
        let kind = self.peek_joined().and_then(default_kind);
        match kind {
            Some(kind) => {
                self.input.at += 1;
                Operator::Default(kind, NullRule::IsUnset)
            }
            None => Operator::Substring,
        }
    }

    fn trim_length(&mut self, again: u8) -> TrimLength {
        if self.eat_byte(again) {
            TrimLength::Longest
        } else {
            TrimLength::Shortest
        }
    }

    fn replace(&mut self) -> Operator {
        self.input.at += 1;
        Operator::Replace(match () {
            () if self.eat_byte(b'/') => ReplaceScope::All,
            () if self.eat_byte(b'#') => ReplaceScope::Prefix,
            () if self.eat_byte(b'%') => ReplaceScope::Suffix,
            () => ReplaceScope::First,
        })
    }

    fn change_case(&mut self, sign: u8, first: CaseChange, all: CaseChange) -> Operator {
        self.input.at += 1;
        Operator::ChangeCase(if self.eat_byte(sign) { all } else { first })
    }
}

fn default_kind(byte: u8) -> Option<DefaultKind> {
    Some(match byte {
        b'-' => DefaultKind::Use,
        b'=' => DefaultKind::Assign,
        b'?' => DefaultKind::Error,
        b'+' => DefaultKind::Alternative,
        _ => return None,
    })
}

/// What an operator does, with the word behind it; `written` is the operator itself.
pub(super) fn finish(operator: Operator, word: Word, written: Span) -> ParameterOperation {
    match operator {
        Operator::Default(kind, null) => ParameterOperation::Default { kind, null, word },
        Operator::Trim(side, length) => ParameterOperation::Trim {
            side,
            length,
            pattern: word,
        },
        Operator::Substring => ParameterOperation::Substring(word),
        Operator::Replace(scope) => ParameterOperation::Replace { scope, rule: word },
        Operator::ChangeCase(change) => ParameterOperation::ChangeCase {
            change,
            pattern: word,
        },
        Operator::Transform => ParameterOperation::Transform(word.span),
        Operator::Names => ParameterOperation::Names(written),
        Operator::None | Operator::Bad => ParameterOperation::Bad(word),
    }
}
