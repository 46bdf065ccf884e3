//! A NUL character in a command.
//!
#![doc = include_str!("nul_character.md")]

use crate::build::Command;
use crate::diagnostic::{Authority, Diagnostic, Rule, Severity};
use crate::simulation::Simulation;
use crate::text::Span;

use super::inspect::{command_lines, steps};

/// The rule.
pub const RULE: Rule = Rule {
    code: "nul-character",
    authority: Authority::Shellform,
    severity: Severity::Warning,
    url: None,
};

/// Finds command lines that no kernel can start.
#[must_use]
pub fn check(simulation: &Simulation) -> Vec<Diagnostic> {
    let made = steps(simulation).filter_map(|(_, _, step)| match &step.run {
        Some(run) => Some(&run.command),
        None => step.command.as_ref(),
    });
    let made = made.flat_map(|it: &Command| it.argv.iter());
    let written = command_lines(simulation)
        .filter(|it| {
            simulation
                .step(it.index)
                .is_none_or(|it| it.run.is_none() && it.command.is_none())
        })
        .flat_map(|it| it.command.arguments.iter());
    let places = made.chain(written).filter_map(|it| nul(simulation, *it));
    places.map(diagnostic).collect()
}

/// The first NUL of an argument.
fn nul(simulation: &Simulation, argument: Span) -> Option<Span> {
    let at = simulation.str(argument).find('\0')?;
    Some(argument.slice(at..at + 1))
}

fn diagnostic(nul: Span) -> Diagnostic {
    let message =
        "this NUL character ends the argument for the kernel, so the command cannot be started";
    Diagnostic::new(RULE, nul, message)
        .help("No argument of a program can hold a NUL; write it to a file, or as an escape the program reads.")
}
