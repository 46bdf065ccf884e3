//! [`Redirection`] (XCU 2.7) and [`HereDocument`] (XCU 2.7.4).

use super::word::Word;
use crate::text::Span;

/// One redirection.
///
/// ```text
/// 2>&1     descriptor, operator, target
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Redirection {
    /// All of it; of a here-document without its lines.
    pub span: Span,
    /// What stands before the operator.
    pub descriptor: Option<Descriptor>,
    /// The operator.
    pub operator: RedirectionOperator,
    /// Where the operator stands.
    pub operator_span: Span,
    /// What stands behind it.
    pub target: RedirectionTarget,
}

/// What stands before a redirection operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Descriptor {
    /// A number: its digits.
    Number(Span),
    /// `{name}` (bash): the name.
    Variable(Span),
}

/// What a redirection does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RedirectionOperator {
    /// `<`
    Input,
    /// `>`
    Output,
    /// `>>`
    Append,
    /// `>|`
    Clobber,
    /// `<>`
    ReadWrite,
    /// `<&`
    DuplicateInput,
    /// `>&`
    DuplicateOutput,
    /// `<<`, `<<-`
    HereDocument,
    /// `<<<` (bash, busybox 1.38)
    HereString,
    /// `&>` (bash, busybox)
    OutputAndError,
    /// `&>>` (bash)
    AppendOutputAndError,
}

/// What a redirection leads to.
#[derive(Debug, Clone, PartialEq)]
pub enum RedirectionTarget {
    /// A file, a descriptor, or the text of a here-string.
    Word(Word),
    /// The here-document with this number.
    HereDocument(HereDocumentId),
}

/// The number of a here-document in its [`Parse`](crate::shell::Parse).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct HereDocumentId(pub u32);

/// A here-document.
#[derive(Debug, Clone, PartialEq)]
pub struct HereDocument {
    /// The operator, `<<` or `<<-`.
    pub operator: Span,
    /// The delimiter as written.
    pub delimiter: Word,
    /// The delimiter without its quotes: the line that ends the here-document.
    pub end_line: String,
    /// Whether the delimiter is quoted.
    pub quoting: HereDocumentQuoting,
    /// Whether tabs at the start of its lines are taken off.
    pub tabs: HereDocumentTabs,
    /// Its lines.
    pub body: Word,
    /// What ended it.
    pub end: HereDocumentEnd,
}

/// Whether the delimiter of a here-document is quoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HereDocumentQuoting {
    /// Not quoted: its lines are expanded.
    Plain,
    /// Quoted: its lines are left alone.
    Quoted,
}

/// Whether tabs at the start of the lines of a here-document are taken off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HereDocumentTabs {
    /// `<<`
    Kept,
    /// `<<-`
    Stripped,
}

/// What ended a here-document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HereDocumentEnd {
    /// The line with the delimiter.
    Delimiter(Span),
    /// The end of the script; bash warns of it.
    EndOfInput,
    /// It was never read: the substitution it stands in ended before the next line began.
    NotRead,
}
