//! *Image config*: what the image stores of an instruction.

use crate::build::{Action, Change, Field, SetBy};
use crate::dockerfile::{Instruction, Keyword};
use crate::document::{Block, Inline, prose};

use super::super::summary;
use super::super::writer::{Writer, paragraph, shell_sentence};

/// More changes than these are counted, not listed.
const LISTED: usize = 30;

pub(super) fn blocks(writer: &Writer<'_>, index: usize, instruction: &Instruction) -> Vec<Block> {
    let Some(step) = writer.simulation.step(index) else {
        return Vec::new();
    };
    match instruction.keyword {
        Keyword::Run => vec![paragraph(
            "Nothing: a `RUN` leaves files behind, and nothing else. Variables it exports, directories it changes to and programs it starts are gone when it ends.",
        )],
        Keyword::From => from(writer, index),
        Keyword::Arg => vec![paragraph(
            "Nothing: an `ARG` is a variable of the build. `RUN` sees it as long as the stage goes on; the container does not.",
        )],
        Keyword::Copy | Keyword::Add => Vec::new(),
        Keyword::Cmd | Keyword::Entrypoint => command(writer, &step.changes, step.command.as_ref()),
        _ => changes(writer, &step.changes),
    }
}

fn command(
    writer: &Writer<'_>,
    changes: &[Change],
    command: Option<&crate::build::Command>,
) -> Vec<Block> {
    let mut blocks = Vec::new();
    if let Some(sentence) = command.and_then(|it| shell_sentence(it.shell)) {
        blocks.push(paragraph(sentence));
    }
    for change in changes {
        let field = change.field.name();
        match change.action {
            Action::Cleared => {
                let mut sentence = prose(&format!(
                    "It also empties `{field}`, which {} had set to ",
                    writer.set_by(change.replaced)
                ));
                sentence.push(Inline::code(crate::dockerfile::json::array_text(
                    &writer.strings(&change.value),
                )));
                sentence.extend(prose(
                    ": an `ENTRYPOINT` does that unless the same stage has a `CMD` of its own.",
                ));
                blocks.push(Block::Paragraph(sentence));
            }
            Action::Set | Action::Added | Action::Declared if change.value.is_empty() => {
                blocks.push(paragraph(&format!(
                    "`{field}` becomes an empty list, which counts as unset."
                )));
            }
            Action::Set | Action::Added | Action::Declared => {
                blocks.push(paragraph(&format!(
                    "`{field}` becomes{}:",
                    replaced(writer, change)
                )));
                blocks.push(writer.argv(&change.value));
            }
        }
    }
    blocks
}

/// What was there before, if anything was.
fn replaced(writer: &Writer<'_>, change: &Change) -> String {
    match change.replaced {
        SetBy::Nobody => String::new(),
        set_by => format!(" (in place of what {} had set)", writer.set_by(set_by)),
    }
}

fn changes(writer: &Writer<'_>, changes: &[Change]) -> Vec<Block> {
    let mut items: Vec<Vec<Inline>> = changes
        .iter()
        .take(LISTED)
        .map(|change| {
            let mut item = summary::change(writer, change);
            item.push(Inline::plain(format!("{}.", replaced(writer, change))));
            item
        })
        .collect();
    if changes.len() > LISTED {
        items.push(prose(&format!("… and {} more.", changes.len() - LISTED)));
    }
    let is_shell = changes.iter().any(|it| it.field == Field::Shell);
    let mut blocks = match items.is_empty() {
        true => Vec::new(),
        false => vec![Block::List(items)],
    };
    if let Some(change) = changes.iter().find(|_| is_shell) {
        blocks.push(writer.argv(&change.value));
        blocks.push(paragraph("It stays in force until the next `SHELL`, and images built `FROM` this one inherit it."));
    }
    blocks
}

fn from(writer: &Writer<'_>, index: usize) -> Vec<Block> {
    let Some(stage) = writer.simulation.stage_of(index) else {
        return Vec::new();
    };
    let image = match &stage.base {
        crate::build::Base::Scratch => {
            return vec![paragraph(
                "Empty, but for what BuildKit sets by itself: a default `PATH`, and `/` as the directory.",
            )];
        }
        crate::build::Base::Stage(_) => {
            return vec![paragraph("Everything the earlier stage ends with.")];
        }
        crate::build::Base::Image(image) => image,
    };
    let mut sentence = prose("Begins as that of the base image. ");
    sentence.extend(match image.environment.value() {
        Some(_) => prose("What Shellform knows about it comes from: "),
        None => prose("Shellform knows nothing certain about it: "),
    });
    sentence.push(Inline::plain(format!("{}.", image.evidence)));
    let mut blocks = vec![Block::Paragraph(sentence)];
    let fired: Vec<Vec<Inline>> = writer
        .simulation
        .build
        .triggers(index)
        .filter_map(|it| match &it.of {
            crate::build::StepOf::Trigger(trigger) => {
                Some(vec![writer.code(trigger.dockerfile.file)])
            }
            crate::build::StepOf::Instruction(_) => None,
        })
        .collect();
    if !fired.is_empty() {
        blocks.push(paragraph(
            "Triggers that the base has stored with `ONBUILD` fire here, before the next line:",
        ));
        blocks.push(Block::List(fired));
    }
    blocks
}
