//! A whole command in one string.
//!
#![doc = include_str!("exec_form_one_string.md")]

use crate::diagnostic::{Authority, Diagnostic, Rule, Severity};
use crate::dockerfile::json::array_text;
use crate::document;
use crate::simulation::Simulation;
use crate::text::Span;

use super::inspect::{CommandLine, array_in_file, code, command_lines, replace};

/// The rule.
pub const RULE: Rule = Rule {
    code: "exec-form-one-string",
    authority: Authority::Shellform,
    severity: Severity::Warning,
    url: None,
};

/// Finds programs with blanks in their names.
#[must_use]
pub fn check(simulation: &Simulation) -> Vec<Diagnostic> {
    command_lines(simulation)
        .filter_map(|line| {
            let program = line.program()?;
            looks_like_a_command(simulation.str(program))
                .then(|| diagnostic(simulation, &line, program))
        })
        .collect()
}

/// A path may have blanks in it; a command has words of its own behind the first.
fn looks_like_a_command(program: &str) -> bool {
    let mut words = program.split_ascii_whitespace();
    let (Some(first), Some(second)) = (words.next(), words.next()) else {
        return false;
    };
    let may_be_path =
        first.contains('/') && second.contains('/') && !second.starts_with(['/', '.', '-']);
    !may_be_path && !program.contains('\\')
}

fn diagnostic(simulation: &Simulation, line: &CommandLine<'_>, program: Span) -> Diagnostic {
    let written = simulation.str(program);
    let message = format!(
        "{} is a single string: Docker looks for a program of that whole name{}",
        code(written),
        line.unless_entrypoint()
    );
    let diagnostic = Diagnostic::new(RULE, program, message);
    let Some(words) = plain_words(written) else {
        return diagnostic
            .help("Where a shell is to read it, leave the brackets and quotes away: shell form.");
    };
    let others = line
        .exec_arguments()
        .iter()
        .skip(1)
        .map(|it| simulation.str(*it));
    let words: Vec<&str> = words.into_iter().chain(others).collect();
    let array = array_text(&words);
    let diagnostic = diagnostic.help(format!(
        "Give each word its own string: {}.",
        document::code(&array)
    ));
    match array_in_file(simulation, line) {
        Some(span) => diagnostic.fix(replace("Give each word its own string", span, array)),
        None => diagnostic,
    }
}

/// The words of a command that a shell would split in no other way.
fn plain_words(command: &str) -> Option<Vec<&str>> {
    let is_plain = |it: char| it.is_alphanumeric() || " _-./:=,@%+".contains(it);
    let assigns = command.split(' ').next().is_some_and(|it| it.contains('='));
    let is_plain = command.chars().all(is_plain) && !assigns;
    is_plain.then(|| command.split_ascii_whitespace().collect())
}
