//! What a shell did with a script alone, in reading order: the verdict in a sentence, why the shell refuses the
//! script, what was printed, the programs that were started, what had to be assumed or is not simulated, the steps.

mod marks;
mod programs;
mod steps;
mod verdict;

use crate::document::{Block, Document, Inline, Tag};
use crate::input::TraceDetail;
use crate::simulation::{Reached, ShellSimulation};
use crate::text::Span;
use crate::trace::Outcome;

use super::page::Page;
use super::writer::paragraph;

/// What becomes of a script.
pub(super) fn document(simulation: &ShellSimulation) -> Document {
    let page = Page::new(&simulation.session.texts, simulation.script);
    let mut blocks = vec![Block::Summary(verdict::sentence(simulation))];
    blocks.extend(refusal(simulation, &page));
    blocks.extend(output(
        simulation,
        "Standard output:",
        &simulation.trace.stdout,
    ));
    blocks.extend(output(
        simulation,
        "Standard error:",
        &simulation.trace.stderr,
    ));
    blocks.extend(programs::blocks(simulation, &page));
    blocks.extend(assumed(simulation));
    blocks.extend(unknown(simulation));
    match simulation.detail {
        TraceDetail::Outcome => {}
        TraceDetail::Steps => blocks.extend(steps::blocks(simulation)),
    }
    Document { blocks }
}

/// Why the shell refuses the script: the characters, what it takes them for, what to write instead.
fn refusal(simulation: &ShellSimulation, page: &Page<'_>) -> Vec<Block> {
    let Some(refusal) = &simulation.refusal else {
        return Vec::new();
    };
    let mut blocks = marks::together(page.diagnostic(&refusal.explanation));
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

/// What was written to a stream, if anything was.
fn output(simulation: &ShellSimulation, heading: &str, written: &[Span]) -> Vec<Block> {
    match simulation.joined(written) {
        text if text.is_empty() => Vec::new(),
        text => vec![paragraph(heading), Block::Output(text)],
    }
}

/// What was taken to be so, and what of the input cannot be used.
fn assumed(simulation: &ShellSimulation) -> Vec<Block> {
    let mut blocks: Vec<Block> = simulation.unusable.iter().map(|it| unusable(it)).collect();
    let items: Vec<Vec<Inline>> = simulation
        .assumptions()
        .map(|it| vec![Inline::plain(it)])
        .collect();
    if !items.is_empty() {
        blocks.push(paragraph(
            "Taken to be so, because nobody here knows it; a stub says otherwise:",
        ));
        blocks.push(Block::List(items));
    }
    blocks
}

fn unusable(what: &str) -> Block {
    Block::Message {
        tag: Tag::Warning,
        speaker: "Shellform".to_owned(),
        content: vec![Inline::plain(what)],
        help: Vec::new(),
    }
}

/// What is not simulated.
fn unknown(simulation: &ShellSimulation) -> Option<Block> {
    let Outcome::Unsupported(what) = &simulation.trace.outcome else {
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
