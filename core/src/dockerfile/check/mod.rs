//! The second look: is each instruction, as read, one that BuildKit takes?
//!
//! BuildKit's `instructions/parse.go`: flags, the number of arguments, stage names, health checks. BuildKit looks only
//! when the whole file could be read, instruction by instruction, and stops at the first refusal.

mod flags;
mod healthcheck;
mod letter_case;

use crate::diagnostic::Diagnostic;
use crate::text::go::go_quote;
use crate::text::{Span, Texts, case};

use super::heredoc::{self, Operators};
use super::lint;
use super::suggest::{self, Case};
use super::syntax::{
    Body, Command, Form, Instruction, Keyword, Onbuild, Paths, PathsForm, Refusal, RefusalStep,
};
use flags::{flags, run_flags};
use healthcheck::healthcheck;
use letter_case::warn_about_from;

pub use flags::flag;
pub(crate) use healthcheck::{interval, retries};

/// The second look, taken at each instruction as soon as it is read: then its characters and its keyword are at hand.
/// What it finds in the file counts when all of it could be read.
pub(super) struct Check {
    stages: Stages,
    operators: Operators,
    /// The first refusal.
    pub(super) refusal: Option<Refusal>,
    /// What BuildKit warns about before it.
    pub(super) warnings: Vec<Diagnostic>,
}

impl Check {
    pub(super) fn new(stages: Stages, operators: Operators) -> Self {
        Self {
            stages,
            operators,
            refusal: None,
            warnings: Vec::new(),
        }
    }

    /// Checks the next instruction, and notes in it why BuildKit refuses it.
    pub(super) fn instruction(&mut self, texts: &mut Texts, instruction: &mut Instruction) {
        if instruction.refusal.is_some() {
            return;
        }
        if self.refusal.is_none() {
            self.warn(texts, instruction);
        }
        let checked = one(texts, instruction, self.operators);
        if let Err(problem) = checked.and_then(|()| self.stage(instruction)) {
            let refusal = refuse(instruction, *problem);
            self.refusal.get_or_insert_with(|| refusal.clone());
        }
    }

    /// Only `ARG` stands before the first stage.
    fn stage(&mut self, instruction: &Instruction) -> Checked {
        match (instruction.keyword, self.stages) {
            (Keyword::From, _) => {
                self.stages = Stages::Begun;
                Ok(())
            }
            (Keyword::Arg, _) | (_, Stages::Begun) => Ok(()),
            (_, Stages::None) => Err(problem(super::syntax::NO_STAGE, instruction.keyword_span)),
        }
    }

    fn warn(&mut self, texts: &Texts, instruction: &Instruction) {
        let line = instruction.lines.first;
        match (&instruction.body, instruction.keyword) {
            (Body::Words(words), Keyword::From) => {
                warn_about_from(&mut self.warnings, texts, instruction, words);
            }
            (_, Keyword::Maintainer) => {
                let warning = lint::maintainer_deprecated(instruction.keyword_span, line);
                self.warnings.push(warning);
            }
            _ => {}
        }
    }
}

/// Notes with what BuildKit refuses an instruction.
#[cold]
fn refuse(instruction: &mut Instruction, problem: Problem) -> &Refusal {
    instruction.refusal.insert(Box::new(Refusal {
        message: problem.message,
        step: RefusalStep::Instruction,
        lines: instruction.lines,
        span: problem.span,
    }))
}

/// Whether an instruction stands in a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::dockerfile) enum Stages {
    /// No `FROM` yet.
    None,
    /// There was one, or the text goes without.
    Begun,
}

/// A message with the characters at fault.
pub(super) struct Problem {
    pub(super) message: String,
    pub(super) span: Span,
}

type Checked = Result<(), Box<Problem>>;

#[cold]
fn problem(message: impl Into<String>, span: Span) -> Box<Problem> {
    Box::new(Problem {
        message: message.into(),
        span,
    })
}

/// Looks at the flags and at the number and the shape of the arguments, in BuildKit's order.
fn one(texts: &mut Texts, instruction: &mut Instruction, operators: Operators) -> Checked {
    match instruction.keyword {
        Keyword::Run if instruction.flags.is_empty() => Ok(()),
        Keyword::Run => {
            flags(texts, instruction)?;
            run_flags(texts, instruction)
        }
        Keyword::Cmd | Keyword::Entrypoint => flags(texts, instruction),
        Keyword::Env | Keyword::Label => {
            flags(texts, instruction)?;
            pairs(instruction)
        }
        // BuildKit looks at the number of words first, and at the flags then.
        Keyword::Add | Keyword::Copy => {
            at_least_two(instruction)?;
            flags(texts, instruction)?;
            destination(texts, instruction, operators)
        }
        Keyword::From => {
            stage(texts, instruction)?;
            flags(texts, instruction)
        }
        Keyword::Workdir | Keyword::User | Keyword::Maintainer => {
            exactly_one(instruction)?;
            flags(texts, instruction)
        }
        // These flags are never looked at.
        Keyword::Arg => definitions(instruction),
        Keyword::Stopsignal => exactly_one(instruction),
        Keyword::Expose => {
            at_least_one(instruction)?;
            flags(texts, instruction)
        }
        Keyword::Volume => {
            at_least_one(instruction)?;
            flags(texts, instruction)?;
            volumes(texts, instruction)
        }
        Keyword::Shell => {
            flags(texts, instruction)?;
            shell(instruction)
        }
        Keyword::Healthcheck => healthcheck(texts, instruction),
        Keyword::Onbuild => onbuild(texts, instruction),
        Keyword::Unknown => Err(unknown(texts, instruction)),
    }
}

fn unknown(texts: &Texts, instruction: &Instruction) -> Box<Problem> {
    let written = texts.str(instruction.keyword_span);
    let names = Keyword::ALL.iter().map(|it| it.name());
    let near = suggest::nearest(written, names, Case::Insensitive);
    let message = format!("unknown instruction: {written}");
    problem(
        suggest::with_suggestion(message, near),
        instruction.keyword_span,
    )
}

fn at_least_one(instruction: &Instruction) -> Checked {
    let words = match &instruction.body {
        Body::Words(words) => words,
        Body::Paths(paths) => &paths.paths,
        _ => return Ok(()),
    };
    match words.is_empty() {
        true => Err(no_argument(instruction)),
        false => Ok(()),
    }
}

#[cold]
fn no_argument(instruction: &Instruction) -> Box<Problem> {
    let name = instruction.keyword.name();
    problem(
        format!("{name} requires at least one argument"),
        instruction.keyword_span,
    )
}

fn at_least_two(instruction: &Instruction) -> Checked {
    match &instruction.body {
        Body::Paths(paths) if paths.paths.len() < 2 => Err(only_one(instruction)),
        _ => Ok(()),
    }
}

#[cold]
fn only_one(instruction: &Instruction) -> Box<Problem> {
    let name = instruction.keyword.name();
    let message = format!(
        "{name} requires at least two arguments, but only one was provided. Destination could not be determined"
    );
    problem(message, instruction.keyword_span)
}

fn exactly_one(instruction: &Instruction) -> Checked {
    match &instruction.body {
        Body::Text(None) => {
            let name = instruction.keyword.name();
            let message = format!("{name} requires exactly one argument");
            Err(problem(message, instruction.keyword_span))
        }
        _ => Ok(()),
    }
}

fn volumes(texts: &Texts, instruction: &Instruction) -> Checked {
    let Body::Paths(Paths { paths, .. }) = &instruction.body else {
        return Ok(());
    };
    match paths.iter().find(|it| texts.str(**it).trim().is_empty()) {
        Some(path) => {
            let message = "VOLUME specified can not be an empty string";
            Err(problem(message, *path))
        }
        None => Ok(()),
    }
}

fn pairs(instruction: &Instruction) -> Checked {
    let Body::Pairs(pairs) = &instruction.body else {
        return Ok(());
    };
    if pairs.is_empty() {
        return Err(no_argument(instruction));
    }
    match pairs.iter().find(|it| it.name.is_empty()) {
        Some(pair) => {
            let message = format!("{} names can not be blank", instruction.keyword.name());
            Err(problem(message, pair.name.to(pair.value)))
        }
        None => Ok(()),
    }
}

fn definitions(instruction: &Instruction) -> Checked {
    let Body::Arguments(definitions) = &instruction.body else {
        return Ok(());
    };
    if definitions.is_empty() {
        return Err(no_argument(instruction));
    }
    match definitions.iter().find(|it| it.name.is_empty()) {
        Some(definition) => Err(problem("ARG names can not be blank", definition.span)),
        None => Ok(()),
    }
}

fn shell(instruction: &Instruction) -> Checked {
    match &instruction.body {
        Body::Shell(command) if command.arguments.is_empty() => Err(no_argument(instruction)),
        Body::Shell(Command {
            form: Form::Shell(_),
            ..
        }) => {
            let message = "SHELL requires the arguments to be in JSON form";
            Err(problem(message, instruction.arguments))
        }
        _ => Ok(()),
    }
}

/// `FROM image [AS name]`.
fn stage(texts: &Texts, instruction: &Instruction) -> Checked {
    let Body::Words(words) = &instruction.body else {
        return Ok(());
    };
    match **words {
        [_] => Ok(()),
        [_, word, name] if texts.str(word).eq_ignore_ascii_case("as") => {
            let written = texts.str(name);
            if is_stage_name(written) {
                return Ok(());
            }
            let written = go_quote(written);
            let message = format!(
                "invalid name for build stage: {written}, name can't start with a number or contain symbols"
            );
            Err(problem(message, name))
        }
        _ => {
            let message = "FROM requires either one or three arguments";
            let span = if words.is_empty() {
                instruction.keyword_span
            } else {
                instruction.arguments
            };
            Err(problem(message, span))
        }
    }
}

/// `^[a-z][a-z0-9-_.]*$`, in lower case.
fn is_stage_name(name: &str) -> bool {
    let mut lower = name.chars().map(case::lower);
    lower.next().is_some_and(|it| it.is_ascii_lowercase())
        && lower.all(|it| matches!(it, 'a'..='z' | '0'..='9' | '-' | '_' | '.'))
}

/// The destination of `ADD` and `COPY` cannot be a here-document.
fn destination(texts: &mut Texts, instruction: &Instruction, operators: Operators) -> Checked {
    let Body::Paths(paths) = &instruction.body else {
        return Ok(());
    };
    // The strings of an array may be others than their characters in the file.
    if operators == Operators::None && paths.form == PathsForm::Words {
        return Ok(());
    }
    let Some(last) = paths.paths.last() else {
        return Ok(());
    };
    if !heredoc::has_operator(texts.str(*last).as_bytes()) {
        return Ok(());
    }
    match heredoc::read_word(texts, *last) {
        Ok(Some(_)) => {
            let name = instruction.keyword.name();
            Err(problem(
                format!("{name} cannot accept a heredoc as a destination"),
                *last,
            ))
        }
        Ok(None) | Err(_) => Ok(()),
    }
}

fn onbuild(texts: &mut Texts, instruction: &mut Instruction) -> Checked {
    let Body::Onbuild(Onbuild {
        trigger: Some(trigger),
        ..
    }) = &instruction.body
    else {
        return Err(no_argument(instruction));
    };
    flags(texts, instruction)?;
    match trigger.keyword {
        Keyword::Onbuild => {
            let message = "Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed";
            Err(problem(message, trigger.keyword_span))
        }
        Keyword::From | Keyword::Maintainer => {
            let name = trigger.keyword.name();
            let message = format!("{name} isn't allowed as an ONBUILD trigger");
            Err(problem(message, trigger.keyword_span))
        }
        _ => {
            let expression = super::onbuild::expression(texts, instruction);
            if let Body::Onbuild(onbuild) = &mut instruction.body {
                onbuild.expression = expression;
            }
            Ok(())
        }
    }
}
