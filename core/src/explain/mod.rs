//! What a simulation means, in plain sentences.
//!
//! Takes a [`Simulation`]; gives [`Document`]s: of a single instruction with its chapters, of the launch, of the
//! whole file. Decides what is worth saying and in which words; knows no output format.

mod badges;
mod chapters;
#[cfg(feature = "follow")]
mod contract;
#[cfg(feature = "follow")]
mod file;
#[cfg(feature = "follow")]
mod follow;
mod followed;
mod highlight;
mod launch;
#[cfg(feature = "follow")]
mod line;
mod marks;
mod overview;
mod page;
mod script;
#[cfg(feature = "follow")]
mod started;
#[cfg(feature = "follow")]
mod stopped;
mod summary;
#[cfg(feature = "follow")]
mod who;
mod writer;

use crate::document::{Block, Document, Inline, Tag};
use crate::simulation::{Reached, ShellSimulation, Simulation};

pub use badges::{Badge, badges};
#[cfg(feature = "follow")]
pub use follow::followed;
pub use followed::{Followed, FollowedFinding, Started};
pub use highlight::{Token, highlight};
#[cfg(feature = "follow")]
pub use started::Starter;

use writer::Writer;

/// Who speaks of a command that was not followed.
pub const NOT_FOLLOWED: &str = chapters::NOT_FOLLOWED;

/// The whole file in short: what the container runs and why, each other command in a line, what is wrong.
#[must_use]
pub fn overview(simulation: &Simulation) -> Document {
    overview::document(&Writer::new(simulation))
}

/// What the container runs: the chapters from the run arguments on.
#[must_use]
pub fn launch(simulation: &Simulation) -> Document {
    launch::document(&Writer::new(simulation))
}

/// What an image asks of whoever runs it, and who supplies the rest.
#[cfg(feature = "follow")]
#[must_use]
pub fn contract(simulation: &Simulation, ledger: &crate::ledger::Ledger) -> Document {
    contract::document(simulation, ledger)
}

/// A line as it is typed: what the host's shell makes of it, then Docker, then the container.
#[cfg(feature = "follow")]
#[must_use]
pub fn line(simulation: &crate::simulation::LineSimulation) -> Document {
    line::document(simulation)
}

/// A service of a Compose file or a container of a Kubernetes object: what it says, then the container.
#[cfg(feature = "follow")]
#[must_use]
pub fn file(simulation: &crate::simulation::FileSimulation) -> Document {
    file::document(simulation)
}

/// One instruction, chapter by chapter. Empty when there is none of this index.
#[must_use]
pub fn instruction(simulation: &Simulation, index: usize) -> Document {
    let writer = Writer::new(simulation);
    let Some(found) = simulation.dockerfile.instructions.get(index) else {
        return Document::default();
    };
    let keyword = Inline::new(Tag::Keyword, writer.str(found.keyword_span)).at(found.keyword_span);
    let place = Inline::new(Tag::Comment, format!(", {}", Writer::lines(found.lines)));
    let mut blocks = vec![Block::Title(vec![keyword, place])];
    blocks.push(Block::Summary(summary::instruction(&writer, index, found)));
    blocks.extend(not_reached(simulation, index));
    for diagnostic in writer.diagnostics_of(found.lines) {
        blocks.extend(writer.diagnostic(diagnostic));
    }
    blocks.extend(chapters::all(&writer, index, found));
    Document { blocks }
}

/// What becomes of a script alone: how it ends, what it prints, which programs it starts.
#[must_use]
pub fn script(simulation: &ShellSimulation) -> Document {
    script::document(simulation)
}

/// Why an instruction takes no effect, if it takes none.
fn not_reached(simulation: &Simulation, index: usize) -> Option<Block> {
    let sentence = match simulation.reached(index) {
        Reached::Yes | Reached::StopsHere => return None,
        Reached::Never => {
            let line = simulation.refusal().map_or(1, |it| it.lines.first.max(1));
            format!("Docker never gets here: it refuses the file at line {line}. What follows is what would happen otherwise.")
        }
        Reached::UnusedStage => {
            "Nothing needs this stage, so BuildKit does not build it. What follows is what would happen if it did.".to_owned()
        }
    };
    let content = vec![Inline::plain(sentence)];
    Some(Block::Message {
        tag: Tag::Note,
        speaker: "Shellform".to_owned(),
        content,
        help: Vec::new(),
    })
}
