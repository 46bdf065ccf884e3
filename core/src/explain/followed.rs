//! [`Followed`]: what following commands adds to the explanation of a file; for a page that draws the rest without.

use crate::container::ProgramIs;
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::{Block, Packer, Tag, Unpacker};
use crate::simulation::{Command, Simulation};
use crate::text::{Source, Span, TextId};

use super::chapters::kernel;
use super::page::severity_tag;
use super::script;
use super::stopped;
use super::writer::Writer;

/// What following commands adds to the explanation of a file.
///
/// Spans are those of sources: of the file, of what else the same input supplies, or of [`sources`](Self::sources).
#[derive(Debug, Clone, PartialEq)]
pub struct Followed {
    /// What becomes of the command that the container starts; empty when there is nothing to say.
    pub launch: Vec<Block>,
    /// The same of the `RUN` that was asked about.
    pub run: Vec<Block>,
    /// Why shells refuse scripts.
    pub findings: Vec<FollowedFinding>,
    /// The sources that only following has brought.
    pub sources: Vec<(TextId, Source)>,
}

/// Why a shell refuses a script.
#[derive(Debug, Clone, PartialEq)]
pub struct FollowedFinding {
    /// How bad it is.
    pub severity: Severity,
    /// The characters it is about, and those it names beside them.
    pub spans: Vec<Span>,
    /// What there is to say.
    pub blocks: Vec<Block>,
}

/// What following has added to `simulation`, packed for [`Followed::unpack`]: `known` diagnostics there were before,
/// and `instruction` is the one whose `RUN` is asked about.
#[must_use]
pub fn followed(simulation: &Simulation, known: usize, instruction: Option<usize>) -> String {
    let writer = Writer::new(simulation);
    let run = instruction.map(Command::Run);
    let mut packer = Packer::new(&simulation.session.texts);
    let mut launch = command(&writer, Command::Launch);
    let run_of_launch = simulation.run(Command::Launch);
    launch.extend(
        run_of_launch
            .into_iter()
            .flat_map(|it| stopped::blocks(&writer, it)),
    );
    packer.blocks(&launch);
    packer.blocks(&run.map_or_else(Vec::new, |it| command(&writer, it)));
    let found = simulation.session.diagnostics.get(known..);
    packer.all(found.unwrap_or_default(), |packer, it| {
        finding(packer, &writer, it);
    });
    packer.sources();
    packer.finish()
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

impl Followed {
    /// What [`followed`] has packed.
    #[must_use]
    pub fn unpack(packed: &str) -> Option<Self> {
        let packed = &mut Unpacker::new(packed);
        Some(Self {
            launch: packed.blocks()?,
            run: packed.blocks()?,
            findings: packed.all(|packed| {
                Some(FollowedFinding {
                    severity: match packed.tag()? {
                        Tag::Error => Severity::Error,
                        Tag::Warning => Severity::Warning,
                        _ => Severity::Note,
                    },
                    spans: packed.all(Unpacker::span)?,
                    blocks: packed.blocks()?,
                })
            })?,
            sources: packed.sources()?,
        })
    }
}
