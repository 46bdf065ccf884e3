//! The syntax of a Dockerfile: what each part is called and where it stands.
//!
//! Every part is a [`Span`]. An instruction that stands on one line is read from the file itself;
//! one that continues over several lines is read from its *logical line*, a derived text.

mod body;
mod keyword;
mod refusal;

use serde::{Deserialize, Serialize};

use crate::text::Span;

pub use body::{
    ArgumentDefinition, Body, Command, Delimiter, Form, Healthcheck, Heredoc, HeredocDelimiter,
    HeredocTabs, Onbuild, Pair, Paths, PathsForm, ShellReason,
};
pub use keyword::Keyword;
pub(super) use refusal::NO_STAGE;
pub use refusal::{Refusal, RefusalStep};

/// Spans, of which there are mostly one to three.
pub type Spans = smallvec::SmallVec<[Span; 3]>;

/// Flags, of which there is mostly one if any.
pub type Flags = smallvec::SmallVec<[Flag; 1]>;

/// A Dockerfile as BuildKit's reader sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct Dockerfile {
    /// All of the file.
    pub file: Span,
    /// The escape token.
    pub escape: Escape,
    /// The parser directives.
    pub directives: Vec<Directive>,
    /// Every physical line; they tile the file.
    pub lines: Vec<Line>,
    /// The instructions, in order.
    pub instructions: Vec<Instruction>,
    /// The comment lines right above instructions, without `#` and blanks.
    pub comments: Vec<Span>,
    /// With what BuildKit refuses the file, if it does.
    pub refusal: Option<Refusal>,
}

/// The escape token: continues lines and takes the meaning from a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Escape {
    /// `\`, the default.
    #[default]
    Backslash,
    /// `` ` ``, by the directive ``# escape=` ``.
    Backtick,
}

impl Escape {
    /// The character.
    #[must_use]
    pub fn char(self) -> char {
        char::from(self.byte())
    }

    /// The character as a byte.
    #[must_use]
    pub fn byte(self) -> u8 {
        match self {
            Self::Backslash => b'\\',
            Self::Backtick => b'`',
        }
    }
}

/// A parser directive: `# name=value` at the very top of the file.
#[derive(Debug, Clone, PartialEq)]
pub struct Directive {
    /// Which.
    pub name: DirectiveName,
    /// Its value, without blanks around it.
    pub value: Span,
    /// The whole line, without its ending.
    pub span: Span,
}

/// The parser directives BuildKit knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum DirectiveName {
    /// Which frontend image reads the file.
    Syntax,
    /// The escape token.
    Escape,
    /// Which build checks run.
    Check,
}

impl DirectiveName {
    /// As written.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Syntax => "syntax",
            Self::Escape => "escape",
            Self::Check => "check",
        }
    }
}

/// A physical line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// Its first byte; it ends where the next one starts.
    pub start: u32,
    /// What it is.
    pub role: LineRole,
}

/// What a physical line is to the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum LineRole {
    /// Nothing but blanks, between instructions.
    Blank,
    /// A comment between instructions.
    Comment,
    /// A parser directive.
    Directive,
    /// The first line of an instruction.
    Instruction,
    /// A line that continues an instruction.
    Continuation,
    /// A comment inside a continued instruction: left out.
    InnerComment,
    /// A blank line inside a continued instruction: left out, with a warning.
    InnerBlank,
    /// A line of a here-document.
    Heredoc,
    /// The line that ends a here-document.
    HeredocEnd,
}

/// One instruction.
///
/// ```text
/// RUN --network=none apt-get update && \     keyword, flags, arguments
///     apt-get install -y curl                (arguments go on in the logical line)
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Instruction {
    /// Which.
    pub keyword: Keyword,
    /// The keyword as written, in the logical line.
    pub keyword_span: Span,
    /// Physical lines, from one.
    pub lines: LineRange,
    /// The logical line: of one physical line the line itself, of several a derived text.
    pub logical: Span,
    /// The flags, in order.
    pub flags: Flags,
    /// Everything behind the flags, blanks around it taken off, in the logical line.
    pub arguments: Span,
    /// What the arguments are.
    pub body: Body,
    /// The here-documents.
    pub heredocs: Vec<Heredoc>,
    /// The comment lines right above: a range of the file's [`comments`](Dockerfile::comments).
    pub comments: std::ops::Range<u32>,
    /// Why BuildKit refuses it, if it does.
    pub refusal: Option<Box<Refusal>>,
}

/// Physical lines, counted from one, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LineRange {
    /// The first.
    pub first: u32,
    /// The last.
    pub last: u32,
}

/// A flag of an instruction, `--name` or `--name=value`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Flag {
    /// All of it, quotes and backslashes taken off.
    pub span: Span,
    /// How far into it its first `=` stands; its length if there is none.
    pub(in crate::dockerfile) equals: u32,
}

impl Flag {
    /// What stands between `--` and `=`.
    #[must_use]
    pub fn name(self) -> Span {
        self.span.slice(2..self.equals.max(2) as usize)
    }

    /// What stands behind `=`, if there is one.
    #[must_use]
    pub fn value(self) -> Option<Span> {
        let behind = self.equals as usize + 1;
        (behind <= self.span.len()).then(|| self.span.slice_from(behind))
    }
}

impl Dockerfile {
    /// The comment lines right above an instruction, without `#` and blanks.
    #[must_use]
    pub fn comments(&self, instruction: &Instruction) -> &[Span] {
        let range = instruction.comments.start as usize..instruction.comments.end as usize;
        self.comments.get(range).unwrap_or_default()
    }

    /// Line `number` (from one), with its ending.
    #[must_use]
    pub fn line(&self, number: u32) -> Option<Span> {
        let index = (number as usize).checked_sub(1)?;
        let start = self.lines.get(index)?.start;
        let end = self
            .lines
            .get(index + 1)
            .map_or(self.file.end, |next| next.start);
        Some(Span {
            start,
            end,
            ..self.file
        })
    }

    /// The lines from the first to the last of `range`, with their endings.
    #[must_use]
    pub fn line_span(&self, range: LineRange) -> Span {
        match (self.line(range.first), self.line(range.last)) {
            (Some(first), Some(last)) => first.to(last),
            _ => self.file.at_end(),
        }
    }

    /// The instruction that stands on line `number` (from one).
    #[must_use]
    pub fn instruction_at(&self, number: u32) -> Option<usize> {
        let index = self
            .instructions
            .partition_point(|it| it.lines.last < number);
        let found = self.instructions.get(index)?;
        (found.lines.first <= number).then_some(index)
    }
}
