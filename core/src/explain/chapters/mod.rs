//! The chapters of an instruction, in the order in which things happen to it.

mod build;
mod expansion;
mod form;
#[cfg(feature = "follow")]
mod healthcheck;
pub(super) mod kernel;
mod read_lines;
mod run_arguments;
mod shell;
mod signals;

use crate::dockerfile::{Instruction, Keyword};
use crate::document::{Block, Chapter};

#[cfg(feature = "follow")]
use super::who;
use super::writer::Writer;
#[cfg(feature = "follow")]
use crate::simulation::{Command, expansions_of};
pub(super) use shell::NOT_FOLLOWED;

/// Every chapter that has something to say about an instruction.
pub(super) fn all(writer: &Writer<'_>, index: usize, instruction: &Instruction) -> Vec<Block> {
    let mut chapters = vec![
        (Chapter::ReadLines, read_lines::blocks(writer, instruction)),
        (Chapter::Form, form::blocks(writer, index, instruction)),
    ];
    if instruction.refusal.is_none() {
        chapters.push((
            Chapter::BuilderExpansion,
            expansion::blocks(writer, index, instruction),
        ));
        chapters.push((
            Chapter::ImageConfig,
            build::blocks(writer, index, instruction),
        ));
        chapters.extend(run_time(writer, index, instruction));
    }
    chapters
        .into_iter()
        .filter(|(_, blocks)| !blocks.is_empty())
        .map(|(chapter, blocks)| Block::Chapter { chapter, blocks })
        .collect()
}

/// Who expands what of a command.
#[cfg(feature = "follow")]
fn who_expands(
    writer: &Writer<'_>,
    instruction: &Instruction,
    command: Command,
) -> (Chapter, Vec<Block>) {
    let simulation = writer.simulation;
    let found = expansions_of(simulation, instruction, command);
    let blocks = who::blocks(&simulation.session.texts, writer.page(), &found);
    (Chapter::WhoExpands, blocks)
}

/// What happens when the command starts: at once for `RUN`, with the container for `CMD` and `ENTRYPOINT`.
fn run_time(
    writer: &Writer<'_>,
    index: usize,
    instruction: &Instruction,
) -> Vec<(Chapter, Vec<Block>)> {
    match instruction.keyword {
        Keyword::Run => vec![
            (Chapter::KernelExec, kernel::run(writer, index)),
            (Chapter::Shell, shell::run(writer, index)),
            #[cfg(feature = "follow")]
            who_expands(writer, instruction, Command::Run(index)),
        ],
        // The playground's page has no room for it yet.
        #[cfg(feature = "follow")]
        Keyword::Healthcheck => vec![(Chapter::KernelExec, healthcheck::blocks(writer, index))],
        Keyword::Cmd | Keyword::Entrypoint if starts_the_container(writer, index) => {
            let chapters = launch(writer).into_iter();
            #[cfg(feature = "follow")]
            let chapters = chapters.chain([who_expands(writer, instruction, Command::Launch)]);
            chapters.collect()
        }
        _ => Vec::new(),
    }
}

/// The chapters of the launch.
pub(super) fn launch(writer: &Writer<'_>) -> Vec<(Chapter, Vec<Block>)> {
    vec![
        (Chapter::RunArguments, run_arguments::blocks(writer)),
        (Chapter::KernelExec, kernel::launch(writer)),
        (Chapter::Shell, shell::launch(writer)),
        (Chapter::ProcessesAndSignals, signals::launch(writer)),
    ]
}

/// Whether the container's command comes from this instruction.
fn starts_the_container(writer: &Writer<'_>, index: usize) -> bool {
    let Some(launch) = &writer.simulation.launch else {
        return false;
    };
    let set_by = crate::launch::Supplier::Image(crate::build::SetBy::Instruction(index));
    let dropped = |it: &crate::launch::Part| {
        it.dropped
            .as_ref()
            .is_some_and(|(_, by)| *by == crate::build::SetBy::Instruction(index))
    };
    [&launch.entrypoint, &launch.command]
        .iter()
        .any(|it| it.supplier == set_by || dropped(it))
}
