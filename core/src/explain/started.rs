//! What a line or a file runs that starts the container, in the order in which a page shows it.

use crate::document::{Block, Packer};
use crate::simulation::{FileSimulation, LineSimulation, Simulation};
use crate::text::{Span, TextId, Texts};

use super::page::Page;
use super::writer::Writer;
use super::{file, follow, line};

/// What starts a container, when it is not the options of a page.
#[derive(Debug, Clone, Copy)]
pub enum Starter<'s> {
    /// A line as it is typed.
    Line(&'s LineSimulation),
    /// A service of a Compose file or a container of a Kubernetes object.
    File(&'s FileSimulation),
}

/// What it runs, packed: `dockerfile` is the text of the image's Dockerfile on the other side.
pub(super) fn pack(starter: Starter<'_>, dockerfile: TextId) -> String {
    let here = starter
        .simulation()
        .map(|it| [it.dockerfile.file.text, dockerfile]);
    let mut packer = Packer::abroad(starter.texts(), here);
    packer.blocks(&blocks(starter));
    packer.blocks(&becomes(starter));
    packer.sources();
    packer.finish()
}

/// The argv, or in a sentence why there is none; what stands in the way; the chapters.
fn blocks(starter: Starter<'_>) -> Vec<Block> {
    let document = match starter {
        Starter::Line(it) => line::document(it),
        Starter::File(it) => file::document(it),
    };
    let mut blocks = document.blocks;
    // A page has its own title, and shows the argv that the summary tells.
    blocks.retain(|it| !matches!(it, Block::Title(_)));
    if let Some(summary) = blocks.iter_mut().find(|it| matches!(it, Block::Summary(_)))
        && let Some(argv) = starter.argv()
    {
        *summary = argv;
    }
    blocks
}

fn becomes(starter: Starter<'_>) -> Vec<Block> {
    match starter.simulation() {
        Some(simulation) if !starter.is_exec() => {
            follow::launched(&Writer::on(simulation, starter.shown()))
        }
        Some(_) | None => Vec::new(),
    }
}

impl<'s> Starter<'s> {
    fn texts(self) -> &'s Texts {
        match self {
            Self::Line(it) => it.texts(),
            Self::File(it) => it.texts(),
        }
    }

    /// The image and the command, where it gets so far.
    fn simulation(self) -> Option<&'s Simulation> {
        match self {
            Self::Line(it) => it.simulation.as_ref(),
            Self::File(it) => it.simulation.as_ref(),
        }
    }

    /// What was typed or written.
    fn shown(self) -> Span {
        match self {
            Self::Line(it) => it.host.line,
            Self::File(it) => it.file,
        }
    }

    /// Whether it starts a process beside PID 1, which is not followed.
    fn is_exec(self) -> bool {
        match self {
            Self::Line(it) => matches!(&it.docker, Ok(line) if line.verb.is_exec()),
            Self::File(_) => false,
        }
    }

    /// The argv of PID 1, where one is started.
    fn argv(self) -> Option<Block> {
        let simulation = self.simulation()?;
        let launch = simulation.launch.as_ref()?;
        let is_started = simulation.has_image() && !launch.pid1.is_empty() && !self.is_exec();
        is_started.then(|| Page::new(self.texts(), self.shown()).argv(&launch.pid1))
    }
}
