//! The answer in one sentence.

use crate::build::{Action, Change, Field};
use crate::dockerfile::{Body, Form, Instruction, Keyword, ShellReason};
use crate::document::{Inline, prose};
use crate::text::Span;

use super::writer::{Writer, count};

/// What an instruction does, in one sentence.
pub(super) fn instruction(writer: &Writer<'_>, index: usize, found: &Instruction) -> Vec<Inline> {
    if let Some(refusal) = &found.refusal {
        let mut sentence = prose("Docker refuses this: ");
        sentence.push(Inline::plain(refusal.full_message()));
        sentence.push(Inline::plain("."));
        return sentence;
    }
    match &found.body {
        Body::Command(command) => match (&command.form, found.keyword) {
            (Form::Exec, Keyword::Run) => {
                prose("Exec form: BuildKit starts the program itself, without a shell.")
            }
            (Form::Exec, _) => exec(found.keyword, &command.arguments),
            (Form::Shell(ShellReason::Broken(_)), _) => prose(
                "It looks like exec form and is not: the array is no valid JSON, so a shell gets the whole line, brackets and all.",
            ),
            (Form::Shell(ShellReason::NoBracket), Keyword::Run) => run_shell(writer, index),
            (Form::Shell(ShellReason::NoBracket), _) => prose(
                "Shell form: the image stores a shell with this line as its script; the container starts that shell.",
            ),
        },
        Body::Shell(_) => prose(
            "Sets the shell for every shell form that follows: `RUN`, `CMD` and `ENTRYPOINT`.",
        ),
        Body::Healthcheck(_) => prose(
            "Stores a command that the engine runs inside the container, again and again, to see whether it is healthy.",
        ),
        Body::Words(_) if found.keyword == Keyword::From => from(writer, index),
        Body::Words(_) => {
            prose("Notes ports in the image. It opens none: that takes `docker run -p`.")
        }
        Body::Paths(_) if found.keyword == Keyword::Volume => {
            prose("Notes directories that get a volume of their own when a container starts.")
        }
        Body::Paths(_) => {
            prose("Brings files into the image. Shellform shows its words, not the files.")
        }
        Body::Onbuild(_) => prose(
            "Stores an instruction that is carried out when another build starts `FROM` this image.",
        ),
        Body::Pairs(_) | Body::Arguments(_) | Body::Text(_) => {
            changes(writer, index, found.keyword)
        }
        Body::Nothing => prose("Docker does not know this instruction."),
    }
}

fn exec(keyword: Keyword, arguments: &[Span]) -> Vec<Inline> {
    let strings = count(arguments.len(), "string");
    let role = match keyword {
        Keyword::Entrypoint => "what the container always starts",
        _ => "what the container starts, or the arguments of `ENTRYPOINT`",
    };
    prose(&format!(
        "Exec form: the image stores {strings} as {role}, exactly as written. No shell is involved."
    ))
}

fn run_shell(writer: &Writer<'_>, index: usize) -> Vec<Inline> {
    let run = writer
        .simulation
        .step(index)
        .and_then(|it| it.run.as_deref());
    let is_shebang = run.is_some_and(|it| matches!(it.form, crate::build::RunForm::Shebang { .. }));
    match is_shebang {
        true => prose(
            "The here-document begins with `#!`: BuildKit writes it to a file and tells the shell to run that.",
        ),
        false => prose(
            "Shell form: BuildKit starts a shell with this text as its script, in a container of its own, once.",
        ),
    }
}

fn from(writer: &Writer<'_>, index: usize) -> Vec<Inline> {
    let Some(stage) = writer.simulation.stage_of(index) else {
        return prose("Begins a stage.");
    };
    let mut sentence = prose("Begins a stage on top of ");
    sentence.push(writer.code(stage.base_name));
    sentence.push(Inline::plain(match stage.base {
        crate::build::Base::Scratch => ", an empty image.",
        crate::build::Base::Stage(_) => ", an earlier stage of this file.",
        crate::build::Base::Image(_) => ".",
    }));
    sentence
}

/// The first change as a sentence.
fn changes(writer: &Writer<'_>, index: usize, keyword: Keyword) -> Vec<Inline> {
    let changes = writer
        .simulation
        .step(index)
        .map(|it| it.changes.as_slice())
        .unwrap_or_default();
    let [first, rest @ ..] = changes else {
        return prose("It changes nothing.");
    };
    let mut sentence = change(writer, first);
    if !rest.is_empty() {
        let more = count(rest.len(), "more");
        let more = more.trim_end_matches('s');
        sentence.push(Inline::plain(format!(" (and {more})")));
    }
    sentence.push(Inline::plain(match keyword {
        Keyword::Arg => " for this build; the image does not keep it.",
        _ => ".",
    }));
    sentence
}

/// A change as the beginning of a sentence.
pub(super) fn change(writer: &Writer<'_>, change: &Change) -> Vec<Inline> {
    let value = change.value.first().map(|it| writer.code(*it));
    let name = change.name.map(|it| writer.code(it));
    let mut sentence = Vec::new();
    match (change.action, name) {
        (Action::Declared, Some(name)) => {
            sentence.extend(prose("Declares "));
            sentence.push(name);
            sentence.extend(prose(" without a value"));
            return sentence;
        }
        (_, Some(name)) => {
            sentence.extend(prose(if change.field == Field::Labels {
                "Labels the image with "
            } else {
                "Sets "
            }));
            sentence.push(name);
            sentence.extend(prose(" to "));
        }
        (Action::Cleared, None) => {
            sentence.extend(prose(&format!("Empties `{}`", change.field.name())));
            return sentence;
        }
        (Action::Added, None) => {
            sentence.extend(prose(&format!("Adds to `{}`: ", change.field.name())));
        }
        (Action::Set | Action::Declared, None) => {
            sentence.extend(prose(&format!("Sets `{}` to ", change.field.name())));
        }
    }
    match value {
        Some(value) if !value.text.is_empty() => sentence.push(value),
        Some(_) | None => sentence.extend(prose("the empty text")),
    }
    sentence
}
