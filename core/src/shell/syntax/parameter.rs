//! [`Parameter`]: a parameter expansion (XCU 2.6.2), `$name` or `${…}`.

use super::word::Word;
use crate::text::Span;

/// A parameter expansion.
///
/// ```text
/// ${name[subscript]:-word}
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    /// All of it.
    pub span: Span,
    /// What is expanded.
    pub name: ParameterName,
    /// What stands between `[` and `]` behind the name (bash).
    pub subscript: Option<Word>,
    /// The `!` of bash's `${!name}`.
    pub indirection: Option<Span>,
    /// What is done with the value.
    pub operation: ParameterOperation,
}

/// What a parameter expansion expands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ParameterName {
    /// A variable.
    Variable(Span),
    /// A positional parameter: its digits.
    Positional(Span),
    /// `@`, `*`, `#`, `?`, `-`, `$`, `!`
    Special(Span),
    /// Nothing that can be expanded: the operation is [`Bad`](ParameterOperation::Bad).
    Missing(Span),
}

impl ParameterName {
    /// Its characters; without the line continuations that may be written in it.
    #[must_use]
    pub fn span(self) -> Span {
        match self {
            Self::Variable(span)
            | Self::Positional(span)
            | Self::Special(span)
            | Self::Missing(span) => span,
        }
    }
}

/// What is done with the value of a parameter.
#[derive(Debug, Clone, PartialEq)]
pub enum ParameterOperation {
    /// Nothing: `$name`, `${name}`.
    Value,
    /// `${#name}`
    Length,
    /// `${name-word}` and its like.
    Default {
        /// What is done with the word.
        kind: DefaultKind,
        /// Whether an empty value counts as unset.
        null: NullRule,
        /// The word.
        word: Word,
    },
    /// `${name#pattern}` and its like.
    Trim {
        /// From which side.
        side: TrimSide,
        /// How much.
        length: TrimLength,
        /// The pattern.
        pattern: Word,
    },
    /// `${name:offset:length}` (bash, busybox): what stands behind the first colon.
    ///
    /// The shells find the second colon when they expand, so it is not taken apart here.
    Substring(Word),
    /// `${name/pattern/replacement}` (bash, busybox): what stands behind the operator.
    ///
    /// The shells find the second slash when they expand, so it is not taken apart here.
    Replace {
        /// Which matches.
        scope: ReplaceScope,
        /// The pattern, and the replacement behind the first slash that is not quoted.
        rule: Word,
    },
    /// `${name^pattern}` and its like (bash).
    ChangeCase {
        /// How.
        change: CaseChange,
        /// The pattern; empty for every character.
        pattern: Word,
    },
    /// `${name@Q}` and its like (bash): the letter.
    Transform(Span),
    /// `${!prefix*}`, `${!prefix@}` (bash): the last character.
    Names(Span),
    /// Not a parameter expansion: the shell reads on to the `}`, and fails when it expands this.
    Bad(Word),
}

/// What `${name-word}` and its like do with the word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DefaultKind {
    /// `-`: it stands in for the value.
    Use,
    /// `=`: it is assigned.
    Assign,
    /// `?`: it is the message of the error.
    Error,
    /// `+`: it stands in when there is a value.
    Alternative,
}

/// Whether an empty value counts as unset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NullRule {
    /// No: the operator has no colon.
    IsSet,
    /// Yes: `:-`.
    IsUnset,
}

/// From which side of the value a pattern is taken off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TrimSide {
    /// `#`
    Prefix,
    /// `%`
    Suffix,
}

/// How much a pattern takes off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TrimLength {
    /// One character of the operator.
    Shortest,
    /// Two.
    Longest,
}

/// Which matches are replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReplaceScope {
    /// `/`: the first.
    First,
    /// `//`: every one.
    All,
    /// `/#`: one at the start.
    Prefix,
    /// `/%`: one at the end.
    Suffix,
}

/// How letters change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CaseChange {
    /// `^`
    FirstUpper,
    /// `^^`
    AllUpper,
    /// `,`
    FirstLower,
    /// `,,`
    AllLower,
    /// `~`
    FirstToggle,
    /// `~~`
    AllToggle,
}
