//! A variable used in the instruction that sets it.
//!
#![doc = include_str!("env_sees_old_value.md")]

use crate::build::Step;
use crate::diagnostic::{Authority, Diagnostic, Rule, Severity};
use crate::dockerfile::word::Reference;
use crate::dockerfile::{Body, Instruction, Keyword, Pair};
use crate::simulation::Simulation;
use crate::text::Span;

use super::inspect::{code, in_file, is_unknown, replace, steps};

/// The rule.
pub const RULE: Rule = Rule {
    code: "env-sees-old-value",
    authority: Authority::Shellform,
    severity: Severity::Warning,
    url: None,
};

/// Finds values in an `ENV` that name a variable set further left in it.
#[must_use]
pub fn check(simulation: &Simulation) -> Vec<Diagnostic> {
    steps(simulation)
        .filter(|(_, instruction, _)| instruction.keyword == Keyword::Env)
        .flat_map(|(_, instruction, step)| in_instruction(simulation, instruction, step))
        .collect()
}

fn in_instruction(
    simulation: &Simulation,
    instruction: &Instruction,
    step: &Step,
) -> Vec<Diagnostic> {
    let Body::Pairs(pairs) = &instruction.body else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (index, pair) in pairs.iter().enumerate().skip(1) {
        let expanded = step.expanded.iter().find(|it| it.written == pair.value);
        for reference in expanded.iter().flat_map(|it| &it.references) {
            let set = pairs[..index]
                .iter()
                .rev()
                .find(|it| is_named(simulation, it, reference));
            let new = set.and_then(|it| value(simulation, step, it));
            let old = reference.value.map(|it| simulation.str(it));
            if let (Some(set), true) = (set, new != old) {
                let gap = pairs[index - 1].value.at_end().to(pair.name.at_start());
                found.push(diagnostic(simulation, reference, set, gap));
            }
        }
    }
    found
}

fn is_named(simulation: &Simulation, pair: &Pair, reference: &Reference) -> bool {
    simulation.str(pair.name).trim_matches(['"', '\'']) == reference.name
}

/// The value the pair has set.
fn value<'s>(simulation: &'s Simulation, step: &Step, pair: &Pair) -> Option<&'s str> {
    let expanded = step.expanded.iter().find(|it| it.written == pair.value);
    Some(simulation.str(expanded.map_or(pair.value, |it| it.result)))
}

fn diagnostic(simulation: &Simulation, reference: &Reference, set: &Pair, gap: Span) -> Diagnostic {
    let written = code(simulation.str(reference.written));
    let value = match reference.value {
        None => "which is nothing: it was not set".to_owned(),
        Some(value) if is_unknown(simulation, value) => {
            "which only the base image can have set".to_owned()
        }
        Some(value) if value.is_empty() => "which is empty".to_owned(),
        Some(value) => format!("which is {}", code(simulation.str(value))),
    };
    let message = format!("{written} has its value from before this instruction here, {value}");
    let diagnostic = Diagnostic::new(RULE, reference.written, message)
        .label(
            set.name,
            "the value set here is for the instructions that follow",
        )
        .help("An instruction sees the variables as they were before it: use a second ENV.");
    match in_file(simulation, gap) {
        Some(gap) => diagnostic.fix(replace("Begin a second ENV", gap, "\nENV ")),
        None => diagnostic,
    }
}
