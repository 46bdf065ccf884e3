//! [`Document`]: an explanation before it has a format.
//!
//! A tree of blocks and tagged inline text. Renderers know only this tree; explanations know no format.

mod packed;

use crate::text::Span;

pub use packed::{Packer, Unpacker};

/// An explanation.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    /// Its blocks, in reading order.
    pub blocks: Vec<Block>,
}

/// What a reader meets on the way from the file to the process; the same names everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Chapter {
    /// What the shell of the host makes of a line.
    HostShell,
    /// What Docker, Compose or Kubernetes make of what they are given.
    Options,
    /// Physical lines become one logical line.
    ReadLines,
    /// Shell form or exec form.
    Form,
    /// What the builder expands.
    BuilderExpansion,
    /// What the image stores.
    ImageConfig,
    /// What `docker run` adds or replaces.
    RunArguments,
    /// What the kernel starts.
    KernelExec,
    /// What the shell makes of its script.
    Shell,
    /// Who runs, and who gets which signal.
    ProcessesAndSignals,
    /// What is started beside the container's command: health checks, probes, hooks.
    FurtherCommands,
    /// Who expands which characters.
    WhoExpands,
}

impl Chapter {
    /// Every chapter, in order.
    pub const ALL: [Self; 12] = [
        Self::HostShell,
        Self::Options,
        Self::ReadLines,
        Self::Form,
        Self::BuilderExpansion,
        Self::ImageConfig,
        Self::RunArguments,
        Self::KernelExec,
        Self::Shell,
        Self::ProcessesAndSignals,
        Self::FurtherCommands,
        Self::WhoExpands,
    ];

    /// Its heading.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::HostShell => "Host shell",
            Self::Options => "Options",
            Self::FurtherCommands => "Further commands",
            Self::WhoExpands => "Who expands this",
            Self::ReadLines => "Read lines",
            Self::Form => "Form",
            Self::BuilderExpansion => "Builder expansion",
            Self::ImageConfig => "Image config",
            Self::RunArguments => "Run arguments",
            Self::KernelExec => "Kernel exec",
            Self::Shell => "Shell",
            Self::ProcessesAndSignals => "Processes and signals",
        }
    }

    /// Whether it is about the start of a command, not about the file.
    #[must_use]
    pub fn is_about_start(self) -> bool {
        match self {
            Self::HostShell
            | Self::Options
            | Self::RunArguments
            | Self::KernelExec
            | Self::Shell
            | Self::ProcessesAndSignals
            | Self::FurtherCommands
            | Self::WhoExpands => true,
            Self::ReadLines | Self::Form | Self::BuilderExpansion | Self::ImageConfig => false,
        }
    }

    /// Its name in links, classes and JSON.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::HostShell => "host-shell",
            Self::Options => "options",
            Self::FurtherCommands => "further-commands",
            Self::WhoExpands => "who-expands",
            Self::ReadLines => "read-lines",
            Self::Form => "form",
            Self::BuilderExpansion => "builder-expansion",
            Self::ImageConfig => "image-config",
            Self::RunArguments => "run-arguments",
            Self::KernelExec => "kernel-exec",
            Self::Shell => "shell",
            Self::ProcessesAndSignals => "processes-and-signals",
        }
    }
}

/// One block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// The title of a document or of one instruction in it.
    Title(Vec<Inline>),
    /// The answer in one sentence, before the chapters.
    Summary(Vec<Inline>),
    /// A chapter with its blocks.
    Chapter {
        /// Which.
        chapter: Chapter,
        /// What it says.
        blocks: Vec<Block>,
    },
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list without order.
    List(Vec<Vec<Inline>>),
    /// Characters of the file, with line numbers and marks.
    Source(SourceBlock),
    /// An argument vector, each argument with visible boundaries.
    Argv(Vec<Argument>),
    /// What a process wrote, line by line.
    Output(String),
    /// A table.
    Table {
        /// The heads of its columns.
        head: Vec<Vec<Inline>>,
        /// Its rows.
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// A message as Docker, BuildKit or a shell prints it, or Shellform's own.
    Message {
        /// Its kind.
        tag: Tag,
        /// Who says it, for example `BuildKit`.
        speaker: String,
        /// The words.
        content: Vec<Inline>,
        /// What to do, each a sentence.
        help: Vec<Vec<Inline>>,
    },
    /// A change that would mend something.
    Fix {
        /// What it does.
        title: String,
        /// The lines before.
        before: String,
        /// The lines after.
        after: String,
        /// The edits, for those who can apply them.
        edits: Vec<crate::diagnostic::Edit>,
    },
}

/// Characters of the file, shown with line numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceBlock {
    /// What is shown: whole lines.
    pub span: Span,
    /// The number of the first line shown, from one.
    pub first_line: u32,
    /// The lines, without their endings.
    pub lines: Vec<String>,
    /// What is marked, in source order.
    pub marks: Vec<Mark>,
}

/// Marked characters with a label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The characters.
    pub span: Span,
    /// The line within the block, from zero.
    pub line: usize,
    /// The characters (not bytes) within the line.
    pub columns: std::ops::Range<usize>,
    /// What to say about them.
    pub label: String,
    /// Its kind.
    pub tag: Tag,
}

/// One argument of an argument vector.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Argument {
    /// Its characters, piece by piece; the pieces tile it.
    pub pieces: Vec<ArgumentPiece>,
}

/// A stretch of an argument with one origin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArgumentPiece {
    /// The characters.
    pub text: String,
    /// Where they came from: characters of the file or of a supplier.
    pub source: Span,
    /// Who supplied them, when not the file.
    pub supplier: Option<String>,
}

/// A stretch of a line of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inline {
    /// The characters.
    pub text: String,
    /// Their meaning.
    pub tag: Tag,
    /// The characters of the file they speak of.
    pub span: Option<Span>,
    /// Where they lead.
    pub link: Option<String>,
}

/// The meaning of a stretch: gives the CSS class, the terminal style and the accessible label alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tag {
    /// Running text.
    Plain,
    /// What matters most in the sentence.
    Strong,
    /// Characters of a file, an argument or a command.
    Code,
    /// An instruction's keyword.
    Keyword,
    /// A flag of an instruction or option of a command.
    Flag,
    /// A variable's name or reference.
    Variable,
    /// A string, argument or value.
    Value,
    /// A comment, or something left out.
    Comment,
    /// Where something comes from.
    Origin,
    /// Something is wrong and stops here.
    Error,
    /// Something is hardly meant so.
    Warning,
    /// Worth knowing.
    Note,
    /// Something is as it should be.
    Good,
    /// Something that is not known.
    Unknown,
}

impl Tag {
    /// Every tag.
    pub const ALL: [Self; 14] = [
        Self::Plain,
        Self::Strong,
        Self::Code,
        Self::Keyword,
        Self::Flag,
        Self::Variable,
        Self::Value,
        Self::Comment,
        Self::Origin,
        Self::Error,
        Self::Warning,
        Self::Note,
        Self::Good,
        Self::Unknown,
    ];

    /// Its name: the CSS class `sf-<name>` and the key of the terminal style.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Strong => "strong",
            Self::Code => "code",
            Self::Keyword => "keyword",
            Self::Flag => "flag",
            Self::Variable => "variable",
            Self::Value => "value",
            Self::Comment => "comment",
            Self::Origin => "origin",
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
            Self::Good => "good",
            Self::Unknown => "unknown",
        }
    }
}

impl Inline {
    /// A stretch with a meaning.
    #[must_use]
    pub fn new(tag: Tag, text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            tag,
            span: None,
            link: None,
        }
    }

    /// Running text.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Self {
        Self::new(Tag::Plain, text)
    }

    /// Characters of a file, an argument or a command.
    #[must_use]
    pub fn code(text: impl Into<String>) -> Self {
        Self::new(Tag::Code, text)
    }

    /// Ties it to characters of the file.
    #[must_use]
    pub fn at(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    /// Lets it lead somewhere.
    #[must_use]
    pub fn link(mut self, url: impl Into<String>) -> Self {
        self.link = Some(url.into());
        self
    }
}

/// A line of text written with its code between backquotes: ``prose("the word `don`")``.
///
/// Only for the project's own sentences; characters that came from a reader go in with [`Inline::code`].
#[must_use]
pub fn prose(sentence: &str) -> Vec<Inline> {
    let mut inlines = Vec::new();
    let mut rest = sentence;
    while let Some((plain, code, behind)) = next_code(rest) {
        inlines.push(Inline::plain(plain));
        inlines.push(Inline::new(Tag::Code, code));
        rest = behind;
    }
    inlines.push(Inline::plain(rest));
    inlines.retain(|it| !it.text.is_empty());
    inlines
}

/// What stands before the first code of a sentence, the code, and what stands behind it.
fn next_code(sentence: &str) -> Option<(&str, &str, &str)> {
    let (plain, fenced) = sentence.split_at(sentence.find('`')?);
    let opened = fenced.trim_start_matches('`');
    let fence = &fenced[..fenced.len() - opened.len()];
    let is_fence = |at: &usize| {
        let behind = &opened[at + fence.len()..];
        !opened[..*at].ends_with('`') && !behind.starts_with('`')
    };
    let end = opened
        .match_indices(fence)
        .map(|(at, _)| at)
        .find(is_fence)?;
    let code = &opened[..end];
    let padded = code.strip_prefix(' ').and_then(|it| it.strip_suffix(' '));
    let code = padded.filter(|it| it.contains('`')).unwrap_or(code);
    Some((plain, code, &opened[end + fence.len()..]))
}

/// `text` as code for [`prose`]: between more backquotes than it holds side by side, with blanks where it holds any.
#[must_use]
pub fn code(text: &str) -> String {
    let others = text.split(|it| it != '`').map(str::len);
    match others.max() {
        Some(longest) if longest > 0 => {
            let fence = "`".repeat(longest + 1);
            format!("{fence} {text} {fence}")
        }
        Some(_) | None => format!("`{text}`"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Inline, Tag, code, prose};

    #[test]
    fn code_stands_between_backquotes() {
        assert_eq!(
            prose("a `b` c"),
            [
                Inline::plain("a "),
                Inline::new(Tag::Code, "b"),
                Inline::plain(" c")
            ]
        );
        assert_eq!(prose("a ` b"), [Inline::plain("a ` b")]);
    }

    #[test]
    fn code_may_hold_backquotes() {
        for text in ["a`b", "`date`", "``", " ", "a", "x `` y `"] {
            assert_eq!(prose(&code(text)), [Inline::new(Tag::Code, text)], "{text}");
        }
    }
}
