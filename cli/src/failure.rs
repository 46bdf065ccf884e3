//! [`Failure`]: why a run cannot go on, told on standard error as the core tells what is wrong with a file.

use std::io::{self, Write as _};

use shellform::document::{Block, Document, Inline, Mark, SourceBlock, Tag, prose};
use shellform::render::{Places, text};
use shellform::text::{Span, TextId, Texts};

use crate::environment;
use crate::status::Status;

/// Lines longer than this are not shown with a message.
const LONGEST_LINE_SHOWN: usize = 400;

/// Why a run cannot go on.
#[derive(Debug)]
pub(crate) struct Failure {
    status: Status,
    blocks: Vec<Block>,
}

impl Failure {
    /// The arguments make no sense.
    pub(crate) fn usage(message: impl Into<String>, help: Option<&str>) -> Self {
        Self::new(Status::Usage, message, help)
    }

    /// Something cannot be read.
    pub(crate) fn unreadable(message: impl Into<String>, help: Option<&str>) -> Self {
        Self::new(Status::Unreadable, message, help)
    }

    fn new(status: Status, message: impl Into<String>, help: Option<&str>) -> Self {
        let message = Block::Message {
            tag: Tag::Error,
            speaker: String::new(),
            content: vec![Inline::plain(message)],
            help: Vec::new(),
        };
        let help = help.map(|it| {
            let lead = Inline::new(Tag::Strong, "help: ");
            Block::Paragraph(std::iter::once(lead).chain(prose(it)).collect())
        });
        Self {
            status,
            blocks: std::iter::once(message).chain(help).collect(),
        }
    }

    /// With the line at fault and a caret below the character at fault, unless the line is too long to be looked at.
    pub(crate) fn at(mut self, number: usize, line: &str, column: usize, label: &str) -> Self {
        if line.len() > LONGEST_LINE_SHOWN {
            return self;
        }
        let span = Span::new(TextId(0), 0..0);
        let mark = Mark {
            span,
            line: 0,
            columns: column..column + 1,
            label: label.to_owned(),
            tag: Tag::Error,
        };
        let source = SourceBlock {
            span,
            first_line: u32::try_from(number).unwrap_or(u32::MAX),
            lines: vec![line.to_owned()],
            marks: vec![mark],
        };
        self.blocks.insert(1, Block::Source(source));
        self
    }

    /// Tells it on standard error.
    pub(crate) fn tell(self) -> Status {
        let document = Document {
            blocks: self.blocks,
        };
        let texts = Texts::default();
        let style = environment::message_style();
        let message = text::render(&document, &Places::new(&texts), &style);
        // Where there is no standard error, nobody can be told.
        let _ = io::stderr().write_all(message.as_bytes());
        self.status
    }
}
