//! *Form*: shell form or exec form, and why.

use crate::build::RunForm;
use crate::dockerfile::json::{self, JsonBreak};
use crate::dockerfile::{Body, Command, Form, Instruction, Keyword, ShellReason};
use crate::document::{Block, Inline, Tag, prose};

use super::super::writer::{Writer, paragraph};

pub(super) fn blocks(writer: &Writer<'_>, index: usize, instruction: &Instruction) -> Vec<Block> {
    let command: &Command = match &instruction.body {
        Body::Command(command) | Body::Shell(command) => command,
        Body::Healthcheck(check) if !check.command.arguments.is_empty() => &check.command,
        Body::Healthcheck(_)
        | Body::Pairs(_)
        | Body::Arguments(_)
        | Body::Words(_)
        | Body::Paths(_)
        | Body::Text(_)
        | Body::Onbuild(_)
        | Body::Nothing => return Vec::new(),
    };
    match &command.form {
        Form::Exec => exec(writer, command),
        Form::Shell(ShellReason::NoBracket) => shell(writer, index, instruction),
        Form::Shell(ShellReason::Broken(broken)) => fell_back(writer, instruction, command, broken),
    }
}

fn exec(writer: &Writer<'_>, command: &Command) -> Vec<Block> {
    let mut blocks = vec![paragraph(
        "Exec form: the arguments are a JSON array of strings. Docker takes each string as one argument, byte for byte; no shell splits, expands or unquotes it.",
    )];
    if !command.arguments.is_empty() {
        blocks.push(writer.argv(&command.arguments));
    }
    blocks
}

fn shell(writer: &Writer<'_>, index: usize, instruction: &Instruction) -> Vec<Block> {
    let run = writer
        .simulation
        .step(index)
        .and_then(|it| it.run.as_deref());
    let sentence = match run.map(|it| &it.form) {
        Some(RunForm::Heredoc) => {
            "Shell form: the line is nothing but a here-document, so its content is the script."
        }
        Some(RunForm::Shebang { .. }) => {
            "Shell form: the line is nothing but a here-document that begins with `#!`. BuildKit writes it to a file, and the script for the shell is the path of that file."
        }
        Some(RunForm::ShellWithHeredocs) => {
            "Shell form: the script is the line, followed by its here-documents; the shell reads them again by its own rules."
        }
        Some(RunForm::Exec | RunForm::Shell) | None if instruction.arguments.is_empty() => {
            "Shell form with nothing in it: the script is the empty text."
        }
        Some(RunForm::Exec | RunForm::Shell) | None => {
            "Shell form: the text does not begin with `[`, so all of it is one script for a shell. Docker does not look into it."
        }
    };
    vec![paragraph(sentence)]
}

fn fell_back(
    writer: &Writer<'_>,
    instruction: &Instruction,
    command: &Command,
    broken: &JsonBreak,
) -> Vec<Block> {
    let mut sentence = prose(
        "Shell form, though it begins with `[`: Docker asks whether the text is valid JSON, and it is not. At ",
    );
    match writer.str(broken.at) {
        "" => sentence.extend(prose("the end of the line")),
        found => sentence.push(Inline::new(Tag::Error, found).at(broken.at)),
    }
    sentence.extend(prose(&format!(
        " JSON expects {}.",
        broken.expected.phrase()
    )));
    let mut blocks = vec![Block::Paragraph(sentence)];
    let label = format!("expected {}", broken.expected.phrase().replace('`', ""));
    blocks.extend(writer.source(broken.at, &label, Tag::Error));
    blocks.push(paragraph(consequence(instruction.keyword)));
    let arguments = command
        .arguments
        .first()
        .copied()
        .unwrap_or(instruction.arguments);
    match json::repair(writer.str(arguments)) {
        Some(strings) => {
            let mut fix = prose("If a list was meant, write: ");
            fix.push(Inline::new(Tag::Good, json::array_text(&strings)));
            blocks.push(Block::Paragraph(fix));
        }
        None => blocks.push(paragraph(
            "It reads like the shell's own command `[` (a test), and as such it is fine.",
        )),
    }
    blocks
}

fn consequence(keyword: Keyword) -> &'static str {
    match keyword {
        Keyword::Shell => "For `SHELL` that is an error: it takes nothing but a JSON array.",
        Keyword::Run => {
            "Docker says nothing about it and hands the whole text, brackets, quotes and commas included, to a shell."
        }
        _ => {
            "Docker says nothing about it: the build passes, and the container hands the whole text, brackets, quotes and commas included, to a shell."
        }
    }
}
