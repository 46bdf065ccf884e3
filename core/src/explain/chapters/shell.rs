//! *Shell*: which shell gets the script, and what is its script and what are its parameters.

use crate::build::CommandShell;
use crate::document::{Block, Inline, Tag, prose};
use crate::images::BaseImage;
use crate::knowledge::Known;
use crate::text::Span;

use super::super::writer::{Writer, paragraph};

/// Of a `RUN`.
pub(super) fn run(writer: &Writer<'_>, index: usize) -> Vec<Block> {
    let step = writer.simulation.step(index);
    let run = step.and_then(|it| it.run.as_deref());
    let stage = step.and_then(|it| writer.simulation.build.stages.get(it.stage?));
    match (run, stage) {
        (Some(run), Some(stage)) if run.command.shell != CommandShell::None => {
            let image = stage.base_image(&writer.simulation.build.stages);
            blocks(writer, &run.command.argv, image)
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
    let image = stage.base_image(&simulation.build.stages);
    blocks(writer, &launch.argv, image)
}

/// `/bin/sh -c SCRIPT ARGUMENT…`
fn blocks(writer: &Writer<'_>, argv: &[Span], image: Option<&BaseImage>) -> Vec<Block> {
    let Some((program, script, parameters)) = split(writer, argv) else {
        return Vec::new();
    };
    let mut blocks = vec![which(writer, program, image)];
    blocks.push(paragraph("Its script, as one argument:"));
    blocks.push(writer.argv(&[script]));
    if !parameters.is_empty() {
        blocks.push(paragraph(
            "What follows the script is not given to the programs in it: these are the shell's own parameters `$0`, `$1`, …, and count only where the script names them.",
        ));
        blocks.push(writer.argv(parameters));
    }
    blocks.push(Block::Message {
        tag: Tag::Unknown,
        speaker: "Not simulated".to_owned(),
        content: prose("What the shell then makes of its script. Shellform shows the script as the argument that it is."),
        help: Vec::new(),
    });
    blocks
}

/// The shell, its script and what follows, if the argv is that of a shell with `-c`.
fn split<'a>(writer: &Writer<'_>, argv: &'a [Span]) -> Option<(Span, Span, &'a [Span])> {
    let program = *argv.first()?;
    let name = writer.str(program).rsplit('/').next().unwrap_or_default();
    if !matches!(name, "sh" | "bash" | "dash" | "ash" | "zsh" | "ksh") {
        return None;
    }
    let option = argv.iter().skip(1).position(|it| {
        let text = writer.str(*it);
        text.starts_with('-') && !text.starts_with("--") && text.ends_with('c')
    })?;
    let script = *argv.get(option + 2)?;
    Some((program, script, &argv[option + 3..]))
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
