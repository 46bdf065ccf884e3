//! [`followed`]: packs what following commands adds to the explanation of a file.

use crate::container::ProgramIs;
use crate::diagnostic::Diagnostic;
use crate::document::{Block, Packer};
use crate::simulation::{Command, Simulation};
use crate::text::Span;

use super::chapters::kernel;
use super::launch;
use super::page::severity_tag;
use super::script;
use super::started::{self, Starter};
use super::stopped;
use super::writer::Writer;

/// What following has added to `simulation`, packed for [`Followed::unpack`](super::Followed::unpack): `known`
/// diagnostics there were before, and `instruction` is the one whose `RUN` is asked about. `starter` starts the
/// container, unless the options of the same input do.
#[must_use]
pub fn followed(
    simulation: &Simulation,
    known: usize,
    instruction: Option<usize>,
    starter: Option<Starter<'_>>,
) -> String {
    let writer = Writer::new(simulation);
    let run = instruction.map(Command::Run);
    let mut packer = Packer::new(&simulation.session.texts);
    let mut becomes = launch::failed_run(&writer);
    becomes.extend(launched(&writer));
    packer.blocks(&becomes);
    packer.blocks(&run.map_or_else(Vec::new, |it| command(&writer, it)));
    let found = simulation.session.diagnostics.get(known..);
    packer.all(found.unwrap_or_default(), |packer, it| {
        finding(packer, &writer, it);
    });
    packer.sources();
    let started = starter.map(|it| started::pack(it, simulation.dockerfile.file.text));
    packer.number(u32::from(started.is_some()));
    packer.finish() + started.as_deref().unwrap_or_default()
}

/// What becomes of the command that the container starts, and how it ends when it is told to.
pub(super) fn launched(writer: &Writer<'_>) -> Vec<Block> {
    let mut blocks = command(writer, Command::Launch);
    let run = writer.simulation.run(Command::Launch);
    blocks.extend(run.into_iter().flat_map(|it| stopped::blocks(writer, it)));
    blocks
}

/// What becomes of a command.
fn command(writer: &Writer<'_>, command: Command) -> Vec<Block> {
    match writer.simulation.run(command) {
        Some(run) if run.not_started.is_some() => kernel::not_started(run),
        Some(run) if run.program == ProgramIs::Simulated || run.script.is_some() => {
            script::command(writer, run)
        }
        Some(_) | None => Vec::new(),
    }
}

fn finding(packer: &mut Packer<'_>, writer: &Writer<'_>, found: &Diagnostic) {
    packer.tag(severity_tag(found.severity()));
    let labels = found.labels.iter().map(|it| it.span);
    let spans: Vec<Span> = std::iter::once(found.span).chain(labels).collect();
    packer.all(&spans, |packer, it| packer.span(*it));
    packer.blocks(&writer.diagnostic(found));
}
