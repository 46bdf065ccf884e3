//! The chapters of an instruction, in the order in which things happen to it.

mod build;
mod expansion;
mod form;
pub(super) mod kernel;
mod read_lines;
mod run_arguments;
mod shell;
mod signals;

use crate::dockerfile::{Instruction, Keyword};
use crate::document::{Block, Chapter};

use super::writer::Writer;
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
        ],
        Keyword::Cmd | Keyword::Entrypoint if starts_the_container(writer, index) => launch(writer),
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
