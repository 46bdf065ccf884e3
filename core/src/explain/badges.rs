//! The label of a command in the margin of an editor.

use crate::dockerfile::{Body, Command, Form, Instruction, Keyword, ShellReason};
use crate::document::Tag;
use crate::simulation::{Reached, Simulation};

/// What one instruction is in a word or two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Badge {
    /// The instruction, by index.
    pub instruction: usize,
    /// The word: `shell`, `exec`, `fell back`, `refused`, `not reached`, `unused`.
    pub text: String,
    /// Its meaning.
    pub tag: Tag,
    /// The same as a sentence, for a tooltip or a screen reader.
    pub description: String,
}

/// The badges of a file: one for each command line, refused or unused instruction.
#[must_use]
pub fn badges(simulation: &Simulation) -> Vec<Badge> {
    let instructions = simulation.dockerfile.instructions.iter().enumerate();
    instructions
        .filter_map(|(index, it)| badge(simulation, index, it))
        .collect()
}

fn badge(simulation: &Simulation, index: usize, instruction: &Instruction) -> Option<Badge> {
    let (text, tag, description) =
        refused(simulation, index, instruction).or_else(|| form(instruction))?;
    Some(Badge {
        instruction: index,
        text: text.to_owned(),
        tag,
        description: description.to_owned(),
    })
}

type Words = (&'static str, Tag, &'static str);

fn refused(simulation: &Simulation, index: usize, instruction: &Instruction) -> Option<Words> {
    if instruction.refusal.is_some() {
        return Some(("refused", Tag::Error, "Docker refuses this instruction."));
    }
    match simulation.reached(index) {
        Reached::StopsHere => Some(("refused", Tag::Error, "Docker stops here with an error.")),
        Reached::UnusedStage if instruction.keyword == Keyword::From => Some((
            "unused",
            Tag::Comment,
            "Nothing needs this stage: BuildKit does not build it.",
        )),
        Reached::Yes | Reached::Never | Reached::UnusedStage => None,
    }
}

fn form(instruction: &Instruction) -> Option<Words> {
    let command: &Command = match &instruction.body {
        Body::Command(command) => command,
        Body::Healthcheck(check) if !check.command.arguments.is_empty() => &check.command,
        Body::Healthcheck(_)
        | Body::Shell(_)
        | Body::Pairs(_)
        | Body::Arguments(_)
        | Body::Words(_)
        | Body::Paths(_)
        | Body::Text(_)
        | Body::Onbuild(_)
        | Body::Nothing => return None,
    };
    Some(match &command.form {
        Form::Exec => (
            "exec",
            Tag::Good,
            "Exec form: the strings are the argv, no shell is involved.",
        ),
        Form::Shell(ShellReason::NoBracket) => (
            "shell",
            Tag::Note,
            "Shell form: a shell gets the line as its script.",
        ),
        Form::Shell(ShellReason::Broken(_)) => (
            "shell, not JSON",
            Tag::Warning,
            "It begins like exec form and is no valid JSON, so a shell gets the whole line as its script.",
        ),
    })
}
