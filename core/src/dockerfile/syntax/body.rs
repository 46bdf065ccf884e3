//! What stands behind the keyword of an instruction, for each kind of instruction.

use serde::{Deserialize, Serialize};

use crate::text::Span;

use super::{Instruction, Keyword, Spans};

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
    pub(in crate::dockerfile) fn unread(keyword: Keyword, arguments: Span) -> Self {
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
    Broken(Box<crate::dockerfile::json::JsonBreak>),
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
