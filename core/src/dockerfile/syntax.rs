//! The syntax of a Dockerfile: what each part is called and where it stands.
//!
//! Every part is a [`Span`]. An instruction that stands on one line is read from the file itself;
//! one that continues over several lines is read from its *logical line*, a derived text.

use serde::{Deserialize, Serialize};

use crate::text::Span;

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

/// The instructions of a Dockerfile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "UPPERCASE")]
#[expect(missing_docs, reason = "each is the instruction of that name")]
pub enum Keyword {
    Add,
    Arg,
    Cmd,
    Copy,
    Entrypoint,
    Env,
    Expose,
    From,
    Healthcheck,
    Label,
    Maintainer,
    Onbuild,
    Run,
    Shell,
    Stopsignal,
    User,
    Volume,
    Workdir,
    /// None of them.
    Unknown,
}

impl Keyword {
    /// Every instruction BuildKit knows.
    pub const ALL: [Self; 18] = [
        Self::Add,
        Self::Arg,
        Self::Cmd,
        Self::Copy,
        Self::Entrypoint,
        Self::Env,
        Self::Expose,
        Self::From,
        Self::Healthcheck,
        Self::Label,
        Self::Maintainer,
        Self::Onbuild,
        Self::Run,
        Self::Shell,
        Self::Stopsignal,
        Self::User,
        Self::Volume,
        Self::Workdir,
    ];

    /// Its name in capitals; empty for an unknown one.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Add => "ADD",
            Self::Arg => "ARG",
            Self::Cmd => "CMD",
            Self::Copy => "COPY",
            Self::Entrypoint => "ENTRYPOINT",
            Self::Env => "ENV",
            Self::Expose => "EXPOSE",
            Self::From => "FROM",
            Self::Healthcheck => "HEALTHCHECK",
            Self::Label => "LABEL",
            Self::Maintainer => "MAINTAINER",
            Self::Onbuild => "ONBUILD",
            Self::Run => "RUN",
            Self::Shell => "SHELL",
            Self::Stopsignal => "STOPSIGNAL",
            Self::User => "USER",
            Self::Volume => "VOLUME",
            Self::Workdir => "WORKDIR",
            Self::Unknown => "",
        }
    }
}

/// A flag of an instruction, `--name` or `--name=value`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Flag {
    /// All of it, quotes and backslashes taken off.
    pub span: Span,
    /// How far into it its first `=` stands; its length if there is none.
    pub(super) equals: u32,
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

/// What the arguments of an instruction are.
#[derive(Debug, Clone, PartialEq)]
pub enum Body {
    /// `RUN`, `CMD`, `ENTRYPOINT`.
    Command(Command),
    /// `SHELL`.
    Shell(Command),
    /// `HEALTHCHECK`.
    Healthcheck(Box<Healthcheck>),
    /// `ENV`, `LABEL`.
    Pairs(smallvec::SmallVec<[Pair; 1]>),
    /// `ARG`.
    Arguments(smallvec::SmallVec<[ArgumentDefinition; 1]>),
    /// `FROM`, `EXPOSE`: words between blanks.
    Words(Spans),
    /// `ADD`, `COPY`, `VOLUME`: words between blanks, or the strings of a JSON array.
    Paths(Paths),
    /// `WORKDIR`, `USER`, `STOPSIGNAL`, `MAINTAINER`: all of it; `None` when there is nothing.
    Text(Option<Span>),
    /// `ONBUILD`.
    Onbuild(Onbuild),
    /// The reader could not make anything of it: an unknown instruction, or one it refuses.
    Nothing,
}

impl Body {
    /// What is filled when `arguments` of such an instruction are read.
    pub(super) fn unread(keyword: Keyword, arguments: Span) -> Self {
        match keyword {
            Keyword::Run | Keyword::Cmd | Keyword::Entrypoint => Self::Command(Command::unread()),
            Keyword::Shell => Self::Shell(Command::unread()),
            Keyword::Healthcheck => Self::Healthcheck(Box::new(Healthcheck {
                kind: None,
                command: Command::unread(),
            })),
            Keyword::Env | Keyword::Label => Self::Pairs(smallvec::SmallVec::new()),
            Keyword::Arg => Self::Arguments(smallvec::SmallVec::new()),
            Keyword::From | Keyword::Expose => Self::Words(Spans::new()),
            Keyword::Add | Keyword::Copy | Keyword::Volume => Self::Paths(Paths {
                form: PathsForm::Words,
                paths: Spans::new(),
            }),
            Keyword::Workdir | Keyword::User | Keyword::Stopsignal | Keyword::Maintainer => {
                Self::Text(None)
            }
            Keyword::Onbuild => Self::Onbuild(Onbuild {
                trigger: None,
                expression: arguments,
            }),
            Keyword::Unknown => Self::Nothing,
        }
    }
}

/// A command line.
#[derive(Debug, Clone, PartialEq)]
pub struct Command {
    /// Shell form or exec form.
    pub form: Form,
    /// Exec form: the strings of the array. Shell form: the script, or nothing.
    pub arguments: Spans,
}

impl Command {
    /// An empty command line, to be filled.
    fn unread() -> Self {
        Self {
            form: Form::Shell(ShellReason::NoBracket),
            arguments: Spans::new(),
        }
    }
}

/// How a command line is written.
#[derive(Debug, Clone, PartialEq)]
pub enum Form {
    /// A JSON array of strings, taken as it is.
    Exec,
    /// A script for a shell.
    Shell(ShellReason),
}

/// Why a command line is in shell form.
#[derive(Debug, Clone, PartialEq)]
pub enum ShellReason {
    /// It does not begin with `[`.
    NoBracket,
    /// It begins with `[` and is not a JSON array.
    Broken(Box<super::json::JsonBreak>),
}

/// A health check.
#[derive(Debug, Clone, PartialEq)]
pub struct Healthcheck {
    /// `CMD` or `NONE`, as written; `None` when there is nothing.
    pub kind: Option<Span>,
    /// What follows.
    pub command: Command,
}

/// A name with a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// The name, with its quotes.
    pub name: Span,
    /// The value, with its quotes.
    pub value: Span,
    /// What stands between them.
    pub delimiter: Delimiter,
}

/// What separates a name from its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Delimiter {
    /// `NAME=value`.
    Equals,
    /// `NAME value`, the old format.
    Blank,
}

/// One definition of `ARG`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ArgumentDefinition {
    /// All of it.
    pub span: Span,
    /// The name.
    pub name: Span,
    /// The default, with its quotes.
    pub default: Option<Span>,
}

/// Paths, or sources and a destination.
#[derive(Debug, Clone, PartialEq)]
pub struct Paths {
    /// How they are written.
    pub form: PathsForm,
    /// The paths.
    pub paths: Spans,
}

/// How paths are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PathsForm {
    /// A JSON array of strings.
    Json,
    /// Words between blanks.
    Words,
}

/// A trigger for the builds of images based on this one.
#[derive(Debug, Clone, PartialEq)]
pub struct Onbuild {
    /// The instruction, read with BuildKit's reader; `None` when there is none.
    pub trigger: Option<Box<Instruction>>,
    /// What the image stores: the line without `ONBUILD`, and its here-documents.
    pub expression: Span,
}

/// A here-document.
#[derive(Debug, Clone, PartialEq)]
pub struct Heredoc {
    /// The word with `<<`, in the logical line.
    pub word: Span,
    /// The delimiter, quotes taken off.
    pub name: Span,
    /// The number before `<<`; 0 when there is none.
    pub file_descriptor: u64,
    /// Whether its delimiter is quoted.
    pub delimiter: HeredocDelimiter,
    /// Whether tabs at the start of its lines are taken off.
    pub tabs: HeredocTabs,
    /// Its lines, as they stand in the file.
    pub content: Span,
}

/// Whether the delimiter of a here-document is quoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum HeredocDelimiter {
    /// Not quoted: its content is expanded.
    Plain,
    /// Quoted: its content is left alone.
    Quoted,
}

/// Whether tabs at the start of the lines are taken off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum HeredocTabs {
    /// `<<`
    Kept,
    /// `<<-`
    Stripped,
}

/// With what BuildKit refuses a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Refusal {
    /// BuildKit's message, without the line in front.
    pub message: String,
    /// At which step.
    pub step: RefusalStep,
    /// The lines BuildKit names.
    pub lines: LineRange,
    /// The characters at fault.
    pub span: Span,
}

/// The step at which BuildKit refuses a file. Earlier steps see the whole file before later ones begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum RefusalStep {
    /// Reading lines into instructions (BuildKit, `parser/parser.go`).
    Read,
    /// Reading one instruction (BuildKit, `instructions/parse.go`).
    Instruction,
    /// Building the stages (BuildKit, `dockerfile2llb/convert.go`).
    Build,
}

impl Refusal {
    /// The message as Docker prints it.
    #[must_use]
    pub fn full_message(&self) -> String {
        match self.step {
            RefusalStep::Instruction if self.message != NO_STAGE => {
                format!(
                    "dockerfile parse error on line {}: {}",
                    self.lines.first, self.message
                )
            }
            RefusalStep::Instruction | RefusalStep::Read | RefusalStep::Build => {
                self.message.clone()
            }
        }
    }
}

/// BuildKit's message about an instruction before the first `FROM`; the one of its step without a line.
pub(super) const NO_STAGE: &str = "no build stage in current context";

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
