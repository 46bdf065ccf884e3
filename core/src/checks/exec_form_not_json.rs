//! An array that was meant as exec form and is no JSON.
//!
#![doc = include_str!("exec_form_not_json.md")]

use crate::diagnostic::{Authority, Diagnostic, Rule, Severity};
use crate::dockerfile::json::{self, JsonArray, JsonBreak};
use crate::dockerfile::{Body, Form, Instruction, Keyword, PathsForm, ShellReason};
use crate::document;
use crate::simulation::Simulation;
use crate::text::{Source, Span, Texts};

use super::inspect::{Role, code, command_lines, considered, in_file, replace};

/// The rule.
pub const RULE: Rule = Rule {
    code: "exec-form-not-json",
    authority: Authority::Shellform,
    severity: Severity::Warning,
    url: None,
};

/// Finds arrays that break and are clearly meant as lists.
#[must_use]
pub fn check(simulation: &Simulation) -> Vec<Diagnostic> {
    let commands = command_lines(simulation).filter_map(|line| {
        let Form::Shell(ShellReason::Broken(broken)) = &line.command.form else {
            return None;
        };
        let written = line.command.arguments.first()?;
        diagnostic(simulation, *written, **broken, consequence(line.role))
    });
    let instructions = simulation.dockerfile.instructions.iter().enumerate();
    let paths = instructions
        .filter(|(index, _)| considered(simulation, *index))
        .filter_map(|(_, instruction)| {
            let broken = broken_paths(simulation, instruction)?;
            let consequence = "Docker therefore takes the words between blanks as paths.";
            diagnostic(simulation, instruction.arguments, broken, consequence)
        });
    commands.chain(paths).collect()
}

/// What Docker makes of it instead.
fn consequence(role: Role) -> &'static str {
    match role {
        Role::Shell => "SHELL takes nothing but such an array, so Docker refuses the file.",
        Role::Run | Role::Cmd | Role::Entrypoint | Role::Healthcheck => {
            "Docker therefore takes it as shell form and hands it to the shell, brackets and all."
        }
    }
}

/// Where the array of `COPY`, `ADD` or `VOLUME` breaks; the reader keeps this for command lines only.
fn broken_paths(simulation: &Simulation, instruction: &Instruction) -> Option<JsonBreak> {
    let takes_paths = matches!(
        instruction.keyword,
        Keyword::Add | Keyword::Copy | Keyword::Volume
    );
    let is_json = matches!(&instruction.body, Body::Paths(paths) if paths.form == PathsForm::Json);
    let written = simulation.str(instruction.arguments);
    if !takes_paths || is_json || !written.starts_with('[') {
        return None;
    }
    let mut texts = Texts::default();
    let name = "arguments".to_owned();
    let copy = texts.add_source(Source::File { name }, written);
    match json::read_array(&mut texts, copy) {
        JsonArray::Broken(broken) => Some(JsonBreak {
            at: instruction.arguments.slice(broken.at.range()),
            ..broken
        }),
        JsonArray::NoBracket | JsonArray::Strings(_) | JsonArray::NotStrings { .. } => None,
    }
}

fn diagnostic(
    simulation: &Simulation,
    written: Span,
    broken: JsonBreak,
    consequence: &str,
) -> Option<Diagnostic> {
    let meant = json::array_text(&json::repair(simulation.str(written))?);
    let found = match simulation.str(broken.at) {
        "" => "it ends".to_owned(),
        character => format!("{} stands", code(character)),
    };
    let message = format!(
        "this is no JSON array: where {found}, JSON expects {}",
        broken.expected.phrase()
    );
    let diagnostic = Diagnostic::new(RULE, broken.at, message).help(consequence);
    if simulation.str(written).trim_end().ends_with(',') {
        let escape = code(&simulation.dockerfile.escape.char().to_string());
        let help = format!(
            "Where the array goes on over several lines, end each but the last with {escape}."
        );
        return Some(diagnostic.help(help));
    }
    let mut diagnostic = diagnostic.help(format!("Write {} instead.", document::code(&meant)));
    if let Some(span) = in_file(simulation, written) {
        diagnostic = diagnostic.fix(replace("Write it as JSON", span, meant));
    }
    Some(diagnostic)
}
