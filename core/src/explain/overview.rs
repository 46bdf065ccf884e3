//! The whole file in short.

use crate::container::ProgramIs;
use crate::diagnostic::{Diagnostic, REFUSED, Severity};
use crate::dockerfile::{Instruction, Keyword};
use crate::document::{Block, Document, Inline, Tag, prose};
use crate::simulation::{Command, Reached};

use super::chapters::kernel;
use super::launch;
use super::script;
#[cfg(feature = "follow")]
use super::stopped;
use super::summary;
use super::writer::Writer;

/// More commands than these are counted, not listed.
const LISTED: usize = 40;

/// More findings than these are counted, not told: errors come first.
const TOLD: usize = 200;

pub(super) fn document(writer: &Writer<'_>) -> Document {
    let mut blocks = vec![
        Block::Title(prose("What the container runs")),
        Block::Summary(launch::summary(writer)),
    ];
    blocks.extend(launch::verdict(writer));
    if let Some(plan) = writer
        .simulation
        .launch
        .as_ref()
        .filter(|it| it.nothing_to_run.is_none())
    {
        blocks.push(writer.argv(&plan.pid1));
        blocks.extend(assumptions(&plan.assumptions));
    }
    blocks.extend(started(writer));
    #[cfg(feature = "follow")]
    if let Some(run) = writer.simulation.run(Command::Launch) {
        blocks.extend(stopped::in_short(writer, run));
    }
    let diagnostics = &writer.simulation.session.diagnostics;
    let is_error = |it: &&Diagnostic| it.rule.severity == Severity::Error;
    let told = diagnostics.iter().filter(|it| it.rule != REFUSED);
    let (errors, others): (Vec<_>, Vec<_>) = told.partition(is_error);
    let left = TOLD.saturating_sub(errors.len());
    let more = (errors.len() + others.len()).saturating_sub(TOLD);
    let errors = errors.into_iter().take(TOLD);
    blocks.extend(errors.flat_map(|it| writer.diagnostic(it)));
    blocks.extend(commands(writer));
    let others = others.into_iter().take(left);
    blocks.extend(others.flat_map(|it| writer.diagnostic(it)));
    if more > 0 {
        blocks.push(Block::Paragraph(prose(&format!(
            "… and {more} findings more; `--format json` has all of them."
        ))));
    }
    Document { blocks }
}

/// What becomes of the command when it is started.
fn started(writer: &Writer<'_>) -> Vec<Block> {
    match writer.simulation.run(Command::Launch) {
        Some(run) if run.not_started.is_some() => kernel::not_started(run),
        Some(run) if run.program == ProgramIs::Simulated => script::in_short(writer, run),
        Some(_) | None => Vec::new(),
    }
}

fn assumptions(assumptions: &[String]) -> Option<Block> {
    (!assumptions.is_empty()).then(|| Block::Message {
        tag: Tag::Unknown,
        speaker: "Assumed".to_owned(),
        content: vec![Inline::plain(format!("{}.", assumptions.join("; ")))],
        help: Vec::new(),
    })
}

/// Each command of the file in a line.
fn commands(writer: &Writer<'_>) -> Vec<Block> {
    let instructions = writer.simulation.dockerfile.instructions.iter().enumerate();
    let commands: Vec<(usize, &Instruction)> = instructions
        .filter(|(_, it)| {
            matches!(
                it.keyword,
                Keyword::Run
                    | Keyword::Cmd
                    | Keyword::Entrypoint
                    | Keyword::Healthcheck
                    | Keyword::Shell
            )
        })
        .collect();
    if commands.is_empty() {
        return Vec::new();
    }
    let rows = commands
        .iter()
        .take(LISTED)
        .map(|(index, it)| row(writer, *index, it));
    let mut blocks = vec![
        Block::Paragraph(prose("The commands of the file:")),
        Block::Table {
            head: vec![prose("line"), prose("command"), prose("what it is")],
            rows: rows.collect(),
        },
    ];
    if commands.len() > LISTED {
        blocks.push(Block::Paragraph(prose(&format!(
            "… and {} more.",
            commands.len() - LISTED
        ))));
    }
    blocks
}

fn row(writer: &Writer<'_>, index: usize, instruction: &Instruction) -> Vec<Vec<Inline>> {
    let keyword =
        Inline::new(Tag::Keyword, instruction.keyword.name()).at(instruction.keyword_span);
    let mut what = summary::instruction(writer, index, instruction);
    match writer.simulation.reached(index) {
        Reached::Yes | Reached::StopsHere => {}
        Reached::Never => what.push(Inline::new(Tag::Error, " (never reached)")),
        Reached::UnusedStage => what.push(Inline::new(
            Tag::Comment,
            " (in a stage that nothing needs)",
        )),
    }
    vec![
        vec![Inline::plain(instruction.lines.first.to_string())],
        vec![keyword],
        what,
    ]
}
