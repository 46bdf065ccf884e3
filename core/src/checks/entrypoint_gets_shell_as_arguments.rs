//! An ENTRYPOINT in exec form with a CMD in shell form.
//!
#![doc = include_str!("entrypoint_gets_shell_as_arguments.md")]

use crate::build::{CommandShell, SetBy};
use crate::diagnostic::{Authority, Diagnostic, Rule, Severity};
use crate::launch::{LaunchPlan, Supplier};
use crate::simulation::Simulation;
use crate::text::Span;

use super::inspect::{base_name, codes};

/// The rule.
pub const RULE: Rule = Rule {
    code: "entrypoint-gets-shell-as-arguments",
    authority: Authority::Shellform,
    severity: Severity::Warning,
    url: None,
};

/// Programs that run the arguments they get.
const WRAPPERS: &[&str] = &[
    "tini",
    "tini-static",
    "dumb-init",
    "docker-init",
    "catatonit",
    "init",
    "gosu",
    "su-exec",
    "setpriv",
    "env",
    "exec",
    "nice",
    "ionice",
    "nohup",
    "timeout",
    "stdbuf",
    "sudo",
    "xvfb-run",
    "catchsegv",
    "with-contenv",
    "_entrypoint",
    "run-parts",
];

/// Finds programs that get `/bin/sh -c …` as their arguments.
#[must_use]
pub fn check(simulation: &Simulation) -> Vec<Diagnostic> {
    let found = simulation.launch.as_ref().and_then(|it| {
        let script = script(simulation, it)?;
        Some(diagnostic(simulation, it, script))
    });
    found.into_iter().collect()
}

/// The script of the CMD, when it is in shell form behind an ENTRYPOINT in exec form.
fn script(simulation: &Simulation, launch: &LaunchPlan) -> Option<Span> {
    let Supplier::Image(SetBy::Instruction(index)) = launch.command.supplier else {
        return None;
    };
    let made = simulation.step(index)?.command.as_ref()?;
    let is_shell_form = made.shell != CommandShell::None;
    let has_program = !launch.entrypoint.argv.is_empty();
    let shell_ahead = match launch.entrypoint.supplier {
        Supplier::Image(SetBy::Instruction(ahead)) => simulation
            .step(ahead)
            .and_then(|it| it.command.as_ref())
            .is_some_and(|it| it.shell != CommandShell::None),
        Supplier::Image(_) | Supplier::Operator(_) | Supplier::Engine => false,
    };
    let script = made.argv.last().copied();
    script.filter(|_| is_shell_form && has_program && !shell_ahead)
}

/// Whether a program is one that usually runs its arguments.
fn is_wrapper(program: &str) -> bool {
    let name = base_name(program);
    WRAPPERS.contains(&name) || name.contains("entrypoint") || name.ends_with(".sh")
}

fn diagnostic(simulation: &Simulation, launch: &LaunchPlan, script: Span) -> Diagnostic {
    let entrypoint = &launch.entrypoint.argv;
    let program = entrypoint
        .first()
        .map(|it| simulation.str(*it))
        .unwrap_or_default();
    let arguments = launch.command.argv.iter().map(|it| simulation.str(*it));
    let message = format!(
        "the ENTRYPOINT {} gets {} as arguments: CMD in shell form brings its shell along",
        codes([program]),
        codes(arguments)
    );
    let (severity, help) = match is_wrapper(program) {
        true => (
            Severity::Note,
            "This is right when the ENTRYPOINT ends by running its arguments, as `exec \"$@\"` does.",
        ),
        false => (
            Severity::Warning,
            "Where they are meant for the program, write CMD in exec form: one string for each argument.",
        ),
    };
    let diagnostic = Diagnostic::new(Rule { severity, ..RULE }, script, message).help(help);
    match entrypoint.first() {
        Some(first) => diagnostic.label(*first, "this program gets them"),
        None => diagnostic,
    }
}
