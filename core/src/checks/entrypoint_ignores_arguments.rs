//! Arguments behind an ENTRYPOINT in shell form.
//!
#![doc = include_str!("entrypoint_ignores_arguments.md")]

use crate::build::{CommandShell, SetBy};
use crate::diagnostic::{Authority, Diagnostic, Rule, Severity};
use crate::launch::{LaunchPlan, Supplier};
use crate::simulation::Simulation;
use crate::text::Span;

use super::inspect::{code, is_posix_shell};

/// The rule.
pub const RULE: Rule = Rule {
    code: "entrypoint-ignores-arguments",
    authority: Authority::Shellform,
    severity: Severity::Warning,
    url: None,
};

/// Finds arguments that end up as the shell's own.
#[must_use]
pub fn check(simulation: &Simulation) -> Vec<Diagnostic> {
    let found = simulation.launch.as_ref().and_then(|it| {
        let script = script(simulation, it)?;
        Some(diagnostic(simulation, it, script))
    });
    found.into_iter().collect()
}

/// The script of the ENTRYPOINT, when it is in shell form, arguments follow and it uses none of them.
fn script(simulation: &Simulation, launch: &LaunchPlan) -> Option<Span> {
    let Supplier::Image(SetBy::Instruction(index)) = launch.entrypoint.supplier else {
        return None;
    };
    let made = simulation.step(index)?.command.as_ref()?;
    let (script, shell) = made.argv.split_last()?;
    let shell: Vec<&str> = shell.iter().map(|it| simulation.str(*it)).collect();
    let is_shell_form = made.shell != CommandShell::None && is_posix_shell(&shell);
    let is_ignored = !launch.command.argv.is_empty() && !uses_arguments(simulation.str(*script));
    (is_shell_form && is_ignored).then_some(*script)
}

/// Whether a script may look at its arguments: `$0`, `$1`, `"$@"`, `shift`, `for x; do`, a sourced file.
fn uses_arguments(script: &str) -> bool {
    let is_parameter = |it: char| it.is_ascii_digit() || "@*#".contains(it);
    let names_one = script.match_indices('$').any(|(at, _)| {
        let behind = script[at + 1..].trim_start_matches('{');
        behind.starts_with(is_parameter)
    });
    let words = script.split(|it: char| it.is_whitespace() || ";&|()".contains(it));
    let mut words = words.filter(|it| !it.is_empty());
    let has_word = |it| matches!(it, "shift" | "getopts" | "set" | "eval" | "." | "source");
    names_one || words.any(has_word) || loops_over_arguments(script)
}

fn loops_over_arguments(script: &str) -> bool {
    let words: Vec<&str> = script.split_whitespace().collect();
    words
        .windows(3)
        .any(|it| it[0] == "for" && (it[1].ends_with(';') || matches!(it[2], "do" | ";")))
}

fn diagnostic(simulation: &Simulation, launch: &LaunchPlan, script: Span) -> Diagnostic {
    let arguments = &launch.command.argv;
    let names: Vec<String> = (0..arguments.len().min(3))
        .map(|it| format!("`${it}`"))
        .collect();
    let more = match arguments.len() > 3 {
        true => " and so on",
        false => "",
    };
    let message = format!(
        "no command in this ENTRYPOINT gets the arguments behind it: they become {}{more} of the shell",
        names.join(", ")
    );
    let first = arguments.first().copied().unwrap_or(script);
    let what = match launch.command.supplier {
        Supplier::Operator(_) => "this argument of `docker run`",
        Supplier::Image(_) | Supplier::Engine => "this part of CMD",
    };
    let written = code(simulation.str(script));
    Diagnostic::new(RULE, script, message)
        .label(first, format!("{what} becomes `$0`"))
        .help("Write ENTRYPOINT in exec form: then the arguments reach the program.")
        .help(format!(
            "Or pass them on yourself: the shell has them as `\"$0\" \"$@\"`: write that after {written}."
        ))
}
