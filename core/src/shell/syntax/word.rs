//! [`Word`]: a row of quoting units, which tile its characters.

use smallvec::SmallVec;

use super::parameter::Parameter;
use super::script::Script;
use crate::text::Span;

/// Units, of which there is mostly one.
pub type Units = SmallVec<[WordUnit; 1]>;

/// A word (XCU 2.3), the content of quotes, or the body of a here-document.
///
/// ```text
/// a'b c'"$d"     Literal a, SingleQuoted 'b c', DoubleQuoted "$d"
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    /// All of it.
    pub span: Span,
    /// Its units; they tile the span.
    pub units: Units,
}

/// A stretch of a word that is quoted, or expanded, in one way.
///
/// Tildes, `*`, `?` and `[…]`, and bash's `{a,b}` are literal characters here; what they become is
/// expansion, which needs values.
#[derive(Debug, Clone, PartialEq)]
pub enum WordUnit {
    /// Characters that stand for themselves.
    Literal(Span),
    /// A backslash and the character it quotes.
    Escaped(Span),
    /// A backslash and a line break: nothing.
    Continuation(Span),
    /// Tabs that `<<-` takes off.
    StrippedTabs(Span),
    /// `'…'`, with the quotes.
    SingleQuoted(Span),
    /// `$'…'`, with `$` and the quotes; the escape sequences are as written.
    DollarSingleQuoted(Span),
    /// `"…"`
    DoubleQuoted(Box<Quoted>),
    /// `$"…"`, which bash translates.
    Translated(Box<Quoted>),
    /// `$name`, `${…}`
    Parameter(Box<Parameter>),
    /// `$(…)`, `` `…` ``
    CommandSubstitution(Box<CommandSubstitution>),
    /// `$((…))`, bash's `$[…]`
    Arithmetic(Box<Arithmetic>),
    /// `<(…)`, `>(…)`
    ProcessSubstitution(Box<ProcessSubstitution>),
    /// `@(…)` and its like, where bash has turned them on.
    ExtendedGlob(Box<ExtendedGlob>),
    /// The value `(…)` of an array assignment.
    Array(Box<ArrayLiteral>),
}

impl WordUnit {
    /// Its characters.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Self::Literal(span)
            | Self::Escaped(span)
            | Self::Continuation(span)
            | Self::StrippedTabs(span)
            | Self::SingleQuoted(span)
            | Self::DollarSingleQuoted(span) => *span,
            Self::DoubleQuoted(it) | Self::Translated(it) => it.span,
            Self::Parameter(it) => it.span,
            Self::CommandSubstitution(it) => it.span,
            Self::Arithmetic(it) => it.span,
            Self::ProcessSubstitution(it) => it.span,
            Self::ExtendedGlob(it) => it.span,
            Self::Array(it) => it.span,
        }
    }
}

/// Something in double quotes.
#[derive(Debug, Clone, PartialEq)]
pub struct Quoted {
    /// All of it, with the quotes.
    pub span: Span,
    /// What stands between them.
    pub content: Word,
}

/// A command substitution.
#[derive(Debug, Clone, PartialEq)]
pub struct CommandSubstitution {
    /// All of it.
    pub span: Span,
    /// How it is written.
    pub style: SubstitutionStyle,
    /// Its script. Between backquotes that is a derived text, with one level of backslashes taken off.
    pub script: Script,
}

/// How a command substitution is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SubstitutionStyle {
    /// `$(…)`
    Parentheses,
    /// `` `…` ``
    Backquotes,
}

/// An arithmetic expansion.
#[derive(Debug, Clone, PartialEq)]
pub struct Arithmetic {
    /// All of it.
    pub span: Span,
    /// The expression as written; it is expanded like text in double quotes before it is calculated.
    pub expression: Word,
}

/// A process substitution.
#[derive(Debug, Clone, PartialEq)]
pub struct ProcessSubstitution {
    /// All of it.
    pub span: Span,
    /// Which way the data goes.
    pub direction: ProcessDirection,
    /// Its script.
    pub script: Script,
}

/// Which way the data of a process substitution goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProcessDirection {
    /// `<(…)`: the output of the script is read.
    Read,
    /// `>(…)`: what is written is the input of the script.
    Write,
}

/// An extended glob, `?(…)`, `*(…)`, `+(…)`, `@(…)`, `!(…)`.
#[derive(Debug, Clone, PartialEq)]
pub struct ExtendedGlob {
    /// All of it; its first character says which.
    pub span: Span,
    /// What stands between the parentheses, with the bars.
    pub alternatives: Word,
}

/// The value of an array assignment.
#[derive(Debug, Clone, PartialEq)]
pub struct ArrayLiteral {
    /// All of it, with the parentheses.
    pub span: Span,
    /// Its elements.
    pub elements: Vec<ArrayElement>,
}

/// One element of an array's value.
#[derive(Debug, Clone, PartialEq)]
pub struct ArrayElement {
    /// `[subscript]`, without the brackets, when it is written.
    pub subscript: Option<Word>,
    /// The value; for `[k]=v` only `v`.
    pub value: Word,
    /// All of it.
    pub span: Span,
}
