//! What a simulation means, in plain sentences.
//!
//! Takes a [`Simulation`]; gives [`Document`]s: of a single instruction with its chapters, of the launch, of the
//! whole file. Decides what is worth saying and in which words; knows no output format.

use crate::document::{Block, Document, Inline, Tag};
use crate::simulation::Simulation;

mod highlight;

pub use highlight::{Token, highlight};

/// What one instruction is in a word or two: the label in the margin of an editor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Badge {
    /// The instruction, by index.
    pub instruction: usize,
    /// The word: `shell`, `exec`, `fell back`, `refused`, `unused`.
    pub text: String,
    /// Its meaning.
    pub tag: Tag,
    /// The same as a sentence, for a tooltip or a screen reader.
    pub description: String,
}

/// The badges of a file: one for each command line, refused or unused instruction.
#[must_use]
pub fn badges(simulation: &Simulation) -> Vec<Badge> {
    let _ = simulation;
    Vec::new()
}

/// The whole file in short: what the container runs and why, each other command in a line, what is wrong.
#[must_use]
pub fn overview(simulation: &Simulation) -> Document {
    launch(simulation)
}

/// One instruction, chapter by chapter.
#[must_use]
pub fn instruction(simulation: &Simulation, index: usize) -> Document {
    let Some(found) = simulation.dockerfile.instructions.get(index) else {
        return Document::default();
    };
    let title =
        vec![Inline::new(Tag::Keyword, simulation.str(found.keyword_span)).at(found.keyword_span)];
    Document {
        blocks: vec![Block::Title(title)],
    }
}

/// What the container runs: the chapters from the run arguments on.
#[must_use]
pub fn launch(simulation: &Simulation) -> Document {
    let _ = simulation;
    Document {
        blocks: vec![Block::Title(vec![Inline::plain("What the container runs")])],
    }
}
