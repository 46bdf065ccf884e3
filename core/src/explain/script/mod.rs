//! What a shell did with a script alone, in reading order: the verdict in a sentence, why the shell refuses the
//! script, what was printed, the programs that were started, what had to be assumed or is not simulated, the steps.

mod programs;
mod steps;
mod verdict;

use std::collections::BTreeMap;

use crate::document::{Block, Document, Inline, Tag};
use crate::input::TraceDetail;
use crate::simulation::{CommandRun, Reached, ScriptReading, ShellSimulation};
use crate::text::{Span, Texts};
use crate::trace::{Action, Cause, Outcome, Trace};

use super::page::Page;
use super::writer::{Writer, paragraph};

/// What was run, and the page that shows it.
pub(super) struct View<'s> {
    texts: &'s Texts,
    page: &'s Page<'s>,
    /// How the shell reads its script; nothing for a command without a shell.
    reading: Option<&'s ScriptReading>,
    trace: &'s Trace,
}

/// What becomes of a script.
pub(super) fn document(simulation: &ShellSimulation) -> Document {
    let texts = &simulation.session.texts;
    let page = Page::new(texts, simulation.reading.script);
    let view = View {
        texts,
        page: &page,
        reading: Some(&simulation.reading),
        trace: &simulation.trace,
    };
    let mut blocks = vec![Block::Summary(verdict::sentence(&view))];
    blocks.extend(view.refusal());
    blocks.extend(view.unset());
    blocks.extend(view.outputs());
    blocks.extend(programs::blocks(&view));
    blocks.extend(simulation.unusable.iter().map(|it| unusable(it)));
    blocks.extend(view.assumed(&[]));
    blocks.extend(view.unknown());
    match simulation.detail {
        TraceDetail::Outcome => {}
        TraceDetail::Steps => blocks.extend(steps::blocks(&view)),
    }
    Document { blocks }
}

/// What becomes of a command of a Dockerfile. Why its shell refuses its script stands among the diagnostics.
pub(super) fn command(writer: &Writer<'_>, run: &CommandRun) -> Vec<Block> {
    let view = View::of(writer, run);
    let mut blocks = vec![Block::Paragraph(verdict::sentence(&view))];
    blocks.extend(view.unset());
    blocks.extend(view.outputs());
    blocks.extend(programs::blocks(&view));
    blocks.extend(view.assumed(&run.assumptions));
    blocks.extend(view.unknown());
    match writer.simulation.detail {
        TraceDetail::Outcome => {}
        TraceDetail::Steps => blocks.extend(steps::blocks(&view)),
    }
    blocks
}

/// What becomes of a command, in a sentence, what it prints, and what that hangs on.
pub(super) fn in_short(writer: &Writer<'_>, run: &CommandRun) -> Vec<Block> {
    let view = View::of(writer, run);
    let mut blocks = vec![Block::Paragraph(verdict::sentence(&view))];
    blocks.extend(view.unset());
    blocks.extend(view.outputs());
    blocks.extend(view.assumed(&run.assumptions));
    blocks
}

impl<'s> View<'s> {
    fn of(writer: &'s Writer<'_>, run: &'s CommandRun) -> Self {
        Self {
            texts: &writer.simulation.session.texts,
            page: writer.page(),
            reading: run.script.as_ref(),
            trace: &run.trace,
        }
    }
}

impl View<'_> {
    fn str(&self, span: Span) -> &str {
        self.texts.str(span)
    }

    fn joined(&self, spans: &[Span]) -> String {
        spans.iter().map(|it| self.str(*it)).collect()
    }

    /// Why the shell refuses the script: the characters, what it takes them for, what to write instead.
    fn refusal(&self) -> Vec<Block> {
        let Some(refusal) = self.reading.and_then(|it| it.refusal.as_ref()) else {
            return Vec::new();
        };
        let mut blocks = self.page.diagnostic(&refusal.explanation);
        if refusal.reached == Reached::Never {
            blocks.insert(
                0,
                paragraph(
                    "The shell ends before it reads the rest of the script. It would refuse that:",
                ),
            );
        }
        blocks
    }

    /// What was printed.
    fn outputs(&self) -> Vec<Block> {
        let mut blocks = self.output("Standard output:", &self.trace.stdout);
        blocks.extend(self.output("Standard error:", &self.trace.stderr));
        blocks
    }

    /// What was written to a stream, if anything was.
    fn output(&self, heading: &str, written: &[Span]) -> Vec<Block> {
        match self.joined(written) {
            text if text.is_empty() => Vec::new(),
            text => vec![paragraph(heading), Block::Output(text)],
        }
    }

    /// The variables that are read and that nothing has set, each at the first place that reads it.
    fn unset(&self) -> Option<Block> {
        let mut names = BTreeMap::new();
        for step in &self.trace.steps {
            if let (Action::Unset(name), Cause::Written(span)) = (&step.action, step.cause) {
                names.entry(name.as_str()).or_insert(span);
            }
        }
        let named = |(name, span)| {
            let span: Span = span;
            Inline::new(Tag::Variable, name).at(self.texts.source_span(span))
        };
        let mut names: Vec<Inline> = names.into_iter().map(named).collect();
        let last = names.pop()?;
        let mut sentence = vec![Inline::plain("Nobody sets ")];
        let end = match names.len() {
            0 => ": it expands to nothing.",
            _ => ": they expand to nothing.",
        };
        for (index, name) in names.into_iter().enumerate() {
            if index > 0 {
                sentence.push(Inline::plain(", "));
            }
            sentence.push(name);
        }
        if sentence.len() > 1 {
            sentence.push(Inline::plain(" and "));
        }
        sentence.extend([last, Inline::plain(end)]);
        Some(Block::Paragraph(sentence))
    }

    /// What was taken to be so.
    fn assumed(&self, before: &[String]) -> Vec<Block> {
        let before = before.iter().map(String::as_str);
        let items: Vec<Vec<Inline>> = before
            .chain(self.trace.assumptions())
            .map(|it| vec![Inline::plain(it)])
            .collect();
        if items.is_empty() {
            return Vec::new();
        }
        let heading =
            "Taken to be so, because nobody here knows it; a stub or a file says otherwise:";
        vec![paragraph(heading), Block::List(items)]
    }

    /// What is not simulated.
    fn unknown(&self) -> Option<Block> {
        let Outcome::Unsupported(what) = &self.trace.outcome else {
            return None;
        };
        Some(Block::Message {
            tag: Tag::Unknown,
            speaker: "Not simulated".to_owned(),
            content: vec![
                Inline::plain(what.as_str()),
                Inline::plain(". What stands above is what happens before it."),
            ],
            help: Vec::new(),
        })
    }
}

fn unusable(what: &str) -> Block {
    Block::Message {
        tag: Tag::Warning,
        speaker: "Shellform".to_owned(),
        content: vec![Inline::plain(what)],
        help: Vec::new(),
    }
}
