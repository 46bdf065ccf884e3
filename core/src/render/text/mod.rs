//! Explanations as text, for a terminal or a file.
//!
//! Plain and coloured text have the same characters; colours only add to what words, marks and quotes already say.
//! Prose wraps at the width; source lines, code and arguments are never broken.

mod argv;
mod look;
mod pen;
mod table;
mod wrap;

use crate::document::{Block, Document, Inline, Tag};

use super::lead::{self, Lead};
use super::place::Places;
use super::{source, visible};

pub(super) use argv::text as argument_text;
pub(super) use look::Look;
use pen::Pen;
pub(super) use pen::{Line, Run};
pub(super) use wrap::hanging;

/// How text is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Where prose wraps, in columns.
    pub width: usize,
    /// Whether there are colours.
    pub colour: Colour,
}

/// Whether there are colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Colour {
    /// Nothing but characters.
    #[default]
    Plain,
    /// With the escape sequences of terminals.
    Ansi,
}

impl Default for Style {
    fn default() -> Self {
        Self {
            width: 80,
            colour: Colour::default(),
        }
    }
}

/// Writes `document` as text.
#[must_use]
pub fn render(document: &Document, places: &Places<'_>, style: &Style) -> String {
    let mut pen = Pen::new(style);
    blocks(&mut pen, places, &document.blocks);
    pen.finish()
}

fn blocks(pen: &mut Pen<'_>, places: &Places<'_>, blocks: &[Block]) {
    for (index, it) in blocks.iter().enumerate() {
        if index > 0 {
            pen.gap();
        }
        block(pen, places, it);
    }
}

fn block(pen: &mut Pen<'_>, places: &Places<'_>, block: &Block) {
    match block {
        Block::Title(title) => pen.lines(titled(title, pen.width())),
        Block::Summary(sentence) | Block::Paragraph(sentence) => {
            pen.lines(hanging(Vec::new(), sentence, 0, pen.width()));
        }
        Block::Chapter {
            chapter,
            blocks: inner,
        } => {
            pen.line(&heading(chapter.title(), pen.width()));
            pen.indented(2, |pen| blocks(pen, places, inner));
        }
        Block::List(items) => {
            for item in items {
                pen.lines(hanging(vec![Run::frame("- ")], item, 2, pen.width()));
            }
        }
        Block::Source(block) => pen.lines(source::lines(block, pen.width())),
        Block::Argv(arguments) if arguments.is_empty() => {
            pen.line(&[Run::new(Look::Tag(Tag::Comment), "(no arguments)")]);
        }
        Block::Argv(arguments) => pen.lines(argv::lines(arguments, places, pen.width())),
        Block::Output(text) => output(pen, text),
        Block::Table { head, rows } => pen.lines(table::lines(head, rows, pen.width())),
        Block::Message {
            tag,
            speaker,
            content,
            help,
        } => message(pen, *tag, speaker, content, help),
        Block::Fix {
            title,
            before,
            after,
            ..
        } => fix(pen, title, before, after),
    }
}

/// Every line behind a bar; a last line that does not end says so.
fn output(pen: &mut Pen<'_>, text: &str) {
    for line in text.lines() {
        let shown = visible::draw(line, |it| it == '\t').into_owned();
        pen.line(&[Run::frame("│ "), Run::new(Look::Tag(Tag::Plain), shown)]);
    }
    if !text.is_empty() && !text.ends_with('\n') {
        pen.line(&[Run::frame("└ (no line break at the end)")]);
    }
}

fn titled(title: &[Inline], columns: usize) -> Vec<Line> {
    let plain = |it: &Inline| match it.tag {
        Tag::Plain => Inline::new(Tag::Strong, it.text.as_str()),
        _ => it.clone(),
    };
    let title: Vec<Inline> = title.iter().map(plain).collect();
    let mut lines = hanging(Vec::new(), &title, 0, columns);
    let widest = lines.iter().map(|it| pen::width(it)).max().unwrap_or(0);
    lines.push(vec![Run::frame("═".repeat(widest.min(columns)))]);
    lines
}

/// `── Form ─────────`
fn heading(title: &str, columns: usize) -> Line {
    let rest = columns.min(80).saturating_sub(title.len() + 4);
    vec![
        Run::frame("── "),
        Run::new(Look::Heading, title),
        Run::frame(format!(" {}", "─".repeat(rest))),
    ]
}

fn message(pen: &mut Pen<'_>, tag: Tag, speaker: &str, content: &[Inline], help: &[Vec<Inline>]) {
    let Lead { word, speaker } = lead::of(tag, speaker);
    let mut lead = Vec::new();
    if !word.is_empty() {
        let word = visible::in_sentence(word);
        lead.push(Run::new(Look::Label(tag), format!("{word}:")));
        lead.push(Run::blanks(1));
    }
    if let Some(speaker) = speaker {
        let says = format!("{} says: ", visible::in_sentence(speaker));
        lead.push(Run::new(Look::Tag(Tag::Origin), says));
    }
    pen.lines(hanging(lead, content, 2, pen.width()));
    for sentence in help {
        let lead = vec![Run::new(Look::Heading, "  help: ")];
        pen.lines(hanging(lead, sentence, 4, pen.width()));
    }
}

fn fix(pen: &mut Pen<'_>, title: &str, before: &str, after: &str) {
    let lead = vec![Run::new(Look::Heading, "fix: ")];
    pen.lines(hanging(lead, &[Inline::plain(title)], 2, pen.width()));
    for (sign, tag, text) in [("- ", Tag::Error, before), ("+ ", Tag::Good, after)] {
        for line in text.lines() {
            let shown = visible::draw(line, |_| false);
            pen.line(&[Run::new(Look::Tag(tag), format!("  {sign}{shown}"))]);
        }
    }
}
