//! An ENTRYPOINT that empties an inherited CMD.
//!
#![doc = include_str!("entrypoint_clears_cmd.md")]

use crate::build::{Action, Base, Change, Field, SetBy, Stage};
use crate::diagnostic::{Authority, Diagnostic, Rule, Severity};
use crate::dockerfile::json::array_text;
use crate::document;
use crate::simulation::Simulation;
use crate::text::Span;

use super::inspect::{base_name, in_file, insert, steps};

/// The rule.
pub const RULE: Rule = Rule {
    code: "entrypoint-clears-cmd",
    authority: Authority::Shellform,
    severity: Severity::Warning,
    url: None,
};

/// Finds the ENTRYPOINT because of which the image has no CMD any more.
#[must_use]
pub fn check(simulation: &Simulation) -> Vec<Diagnostic> {
    let Some(target) = simulation.build.target_stage() else {
        return Vec::new();
    };
    let found = steps(simulation).filter_map(|(index, instruction, step)| {
        let is_final = target.config.cmd.set_by == SetBy::Instruction(index);
        let cleared = step.changes.iter().find(|it| {
            it.field == Field::Cmd && it.action == Action::Cleared && !it.value.is_empty()
        })?;
        let stage = simulation.stage_of(index)?;
        let is_missed =
            matches!(stage.base, Base::Stage(_)) || !is_prompt(simulation, &cleared.value);
        (is_final && is_missed)
            .then(|| diagnostic(simulation, (index, instruction), stage, cleared))
    });
    found.collect()
}

/// Whether a command is nothing but a prompt, which base images have as CMD for want of anything else.
fn is_prompt(simulation: &Simulation, cmd: &[Span]) -> bool {
    const PROMPTS: &[&str] = &[
        "sh",
        "bash",
        "ash",
        "dash",
        "zsh",
        "python",
        "python2",
        "python3",
        "pypy3",
        "node",
        "irb",
        "jshell",
        "julia",
        "R",
        "ghci",
        "iex",
        "lua",
        "psql",
        "cmd",
        "powershell",
        "pwsh",
    ];
    match cmd {
        [program] => PROMPTS.contains(&base_name(simulation.str(*program))),
        _ => false,
    }
}

fn diagnostic(
    simulation: &Simulation,
    (index, instruction): (usize, &crate::dockerfile::Instruction),
    stage: &Stage,
    cleared: &Change,
) -> Diagnostic {
    let cmd: Vec<&str> = cleared.value.iter().map(|it| simulation.str(*it)).collect();
    let array = array_text(&cmd);
    let (severity, owner) = match (&stage.base, cleared.replaced) {
        (Base::Stage(_), SetBy::Instruction(_)) => (Severity::Warning, "the stage it is based on"),
        _ => (Severity::Note, "the base image"),
    };
    let message = format!(
        "this ENTRYPOINT empties the CMD of {owner}, which was {}",
        document::code(&array)
    );
    let diagnostic = Diagnostic::new(Rule { severity, ..RULE }, instruction.keyword_span, message)
        .help(format!(
            "Where the ENTRYPOINT is to get it as arguments, write it again: {}.",
            document::code(&format!("CMD {array}"))
        ));
    let is_last_line = in_file(simulation, instruction.logical);
    let diagnostic = match cleared.replaced {
        SetBy::Instruction(set) if set != index => label(simulation, diagnostic, set),
        _ => diagnostic,
    };
    match is_last_line.filter(|_| !array.contains('\n')) {
        Some(span) => {
            let line = simulation.str(span);
            let end = span.slice(0..line.trim_end_matches(['\r', '\n']).len());
            diagnostic.fix(insert("Write the CMD again", end, format!("\nCMD {array}")))
        }
        None => diagnostic,
    }
}

fn label(simulation: &Simulation, diagnostic: Diagnostic, set: usize) -> Diagnostic {
    match simulation.dockerfile.instructions.get(set) {
        Some(instruction) => diagnostic.label(instruction.arguments, "this is emptied"),
        None => diagnostic,
    }
}
