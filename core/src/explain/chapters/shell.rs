//! *Shell*: which shell gets the script, and what is its script and what are its parameters.

use crate::build::CommandShell;
use crate::document::{Block, Inline, Tag, prose};
use crate::images::BaseImage;
use crate::knowledge::Known;
use crate::shell::CommandString;
use crate::simulation::Command;
use crate::text::Span;

use super::super::script;
use super::super::writer::{Writer, paragraph};

/// Who speaks of a command that was not followed.
pub(in crate::explain) const NOT_FOLLOWED: &str = "Not followed";

/// Of a `RUN`.
pub(super) fn run(writer: &Writer<'_>, index: usize) -> Vec<Block> {
    let step = writer.simulation.step(index);
    let run = step.and_then(|it| it.run.as_deref());
    let stage = step.and_then(|it| writer.simulation.build.stages.get(it.stage?));
    match (run, stage) {
        (Some(run), Some(stage)) if run.command.shell != CommandShell::None => {
            let image = stage.base_image();
            blocks(writer, Command::Run(index), &run.command.argv, image)
        }
        _ => Vec::new(),
    }
}

/// Of the container, when its command begins with a shell and a script.
pub(super) fn launch(writer: &Writer<'_>) -> Vec<Block> {
    let simulation = writer.simulation;
    let (Some(launch), Some(stage)) = (&simulation.launch, simulation.build.target_stage()) else {
        return Vec::new();
    };
    let image = stage.base_image();
    blocks(writer, Command::Launch, &launch.argv, image)
}

/// `/bin/sh -c SCRIPT ARGUMENT…`
fn blocks(
    writer: &Writer<'_>,
    command: Command,
    argv: &[Span],
    image: Option<&BaseImage>,
) -> Vec<Block> {
    let simulation = writer.simulation;
    let Some(found) = CommandString::of(&simulation.session.texts, argv) else {
        return Vec::new();
    };
    let mut blocks = vec![which(writer, found.program, image)];
    blocks.push(paragraph("Its script, as one argument:"));
    blocks.push(writer.argv(&[found.script]));
    if !found.parameters.is_empty() {
        blocks.push(paragraph(
            "What follows the script is not given to the programs in it: these are the shell's own parameters `$0`, `$1`, …, and count only where the script names them.",
        ));
        blocks.push(writer.argv(found.parameters));
    }
    match simulation.run(command) {
        Some(run) if run.not_started.is_some() => {}
        Some(run) => blocks.extend(script::command(writer, run)),
        None => blocks.push(Block::Message {
            tag: Tag::Unknown,
            speaker: NOT_FOLLOWED.to_owned(),
            content: prose(
                "What the shell makes of its script. It is shown as the argument that it is.",
            ),
            help: Vec::new(),
        }),
    }
    blocks
}

/// Which shell the program is.
fn which(writer: &Writer<'_>, program: Span, image: Option<&BaseImage>) -> Block {
    let mut sentence = vec![writer.code(program)];
    if writer.str(program) != "/bin/sh" {
        sentence.extend(prose(" is the shell."));
        return Block::Paragraph(sentence);
    }
    let Some(image) = image else {
        sentence.extend(prose(
            " has to come from a file of the image: `scratch` has no shell.",
        ));
        return Block::Paragraph(sentence);
    };
    sentence.extend(prose(" in "));
    sentence.push(Inline::code(image.name.clone()));
    match &image.shell {
        Known::Yes(shell) => match shell.dialect {
            Some(dialect) => {
                let version = shell
                    .version
                    .as_deref()
                    .map_or_else(String::new, |it| format!(" {it}"));
                sentence.push(Inline::plain(" is "));
                sentence.push(Inline::new(
                    Tag::Strong,
                    format!("{}{version}", dialect.name()),
                ));
                sentence.push(Inline::plain("."));
            }
            None => sentence.extend(prose(" does not exist: the start fails.")),
        },
        Known::No(why) => sentence.push(Inline::new(
            Tag::Unknown,
            format!(": which shell it is, is not known ({why})."),
        )),
    }
    Block::Paragraph(sentence)
}
