//! A build argument declared before the first FROM only.
//!
#![doc = include_str!("arg_not_in_stage.md")]

use crate::build::Step;
use crate::diagnostic::{Authority, Diagnostic, Rule, Severity};
use crate::dockerfile::{Body, Dockerfile, Instruction, Keyword};
use crate::simulation::Simulation;
use crate::text::Span;

use super::inspect::{
    CommandLine, Role, Script, code, command_lines, in_file, insert, is_unknown, references, steps,
};

/// The rule.
pub const RULE: Rule = Rule {
    code: "arg-not-in-stage",
    authority: Authority::Shellform,
    severity: Severity::Warning,
    url: None,
};

/// Finds variables in stages that are declared for `FROM` lines only.
#[must_use]
pub fn check(simulation: &Simulation) -> Vec<Diagnostic> {
    let declared = declared(simulation);
    if declared.is_empty() {
        return Vec::new();
    }
    let expanded = steps(simulation)
        .filter(|(_, instruction, _)| instruction.keyword != Keyword::From)
        .filter(|(_, _, step)| step.stage.is_some())
        .flat_map(|(index, _, step)| {
            let places = unset_references(simulation, step, &declared);
            places.map(move |it| diagnostic(simulation, index, it, Severity::Warning))
        });
    let scripts = command_lines(simulation)
        .filter(|it| it.role == Role::Run)
        .flat_map(|line| {
            let places = in_script(simulation, &line, &declared);
            let places = places.into_iter();
            places.map(move |it| diagnostic(simulation, line.index, it, Severity::Note))
        });
    expanded.chain(scripts).collect()
}

/// A variable where it is used, with its name.
#[derive(Clone, Copy)]
struct Use<'s> {
    name: &'s str,
    at: Span,
    declared: Span,
}

/// The names that an `ARG` before the first `FROM` declares.
fn declared(simulation: &Simulation) -> Vec<(&str, Span)> {
    let is_global = |it: &&Instruction| it.keyword != Keyword::From;
    let Dockerfile { instructions, .. } = &simulation.dockerfile;
    let has_stage = instructions.iter().any(|it| it.keyword == Keyword::From);
    let definitions = instructions
        .iter()
        .take_while(is_global)
        .filter_map(|it| match &it.body {
            Body::Arguments(definitions) if has_stage => Some(definitions),
            _ => None,
        });
    let names = definitions.flatten().map(|it| it.name);
    names.map(|it| (simulation.str(it), it)).collect()
}

/// The variables the builder looked for in vain.
fn unset_references<'s>(
    simulation: &'s Simulation,
    step: &'s Step,
    declared: &[(&'s str, Span)],
) -> impl Iterator<Item = Use<'s>> {
    let references = step.expanded.iter().flat_map(|it| &it.references);
    references.filter_map(|reference| {
        let (name, at) = *declared.iter().find(|(name, _)| *name == reference.name)?;
        let is_unset = reference.value.is_none_or(|it| is_unknown(simulation, it));
        is_unset.then_some(Use {
            name,
            at: reference.written,
            declared: at,
        })
    })
}

/// The variables of a script in shell form that neither the builder nor the script itself sets.
fn in_script<'s>(
    simulation: &'s Simulation,
    line: &CommandLine<'s>,
    declared: &[(&'s str, Span)],
) -> Vec<Use<'s>> {
    let step = simulation.step(line.index);
    let run = step.and_then(|it| it.run.as_deref());
    let (Some(script), Some(run), Some(stage)) = (line.script(), run, line.stage()) else {
        return Vec::new();
    };
    let text = simulation.str(script);
    if !line.has_posix_shell() || !text.contains('$') {
        return Vec::new();
    }
    let scanned = Script::read(text);
    let found = references(text).filter_map(|(range, name)| {
        let (name, at) = *declared.iter().find(|(it, _)| *it == name)?;
        let is_used = scanned.expands(range.start)
            && !stage.scope.has_at(name, run.environment)
            && !sets(text, name);
        is_used.then(|| Use {
            name,
            at: script.slice(range),
            declared: at,
        })
    });
    found.collect()
}

/// Whether a script may set a variable itself: its name stands there without `$`, or files are sourced.
fn sets(script: &str, name: &str) -> bool {
    let is_name = |it: char| it.is_ascii_alphanumeric() || it == '_';
    let mut words = script.split(|it: char| !is_name(it) && !"$.{".contains(it));
    words.any(|it| it == name || matches!(it, "." | "source" | "eval"))
}

fn diagnostic(
    simulation: &Simulation,
    index: usize,
    used: Use<'_>,
    severity: Severity,
) -> Diagnostic {
    let message = format!(
        "{} does not have the value of the `ARG {}` before the first FROM: that one is for FROM lines only",
        code(simulation.str(used.at)),
        used.name
    );
    let diagnostic = Diagnostic::new(Rule { severity, ..RULE }, used.at, message)
        .label(used.declared, "declared here, outside every stage")
        .help(format!(
            "Write `ARG {}` once more in the stage, without a value: it takes the one from above.",
            used.name
        ));
    let from = simulation.stage_of(index).and_then(|it| it.from);
    let from = from.and_then(|it| simulation.dockerfile.instructions.get(it));
    match from.and_then(|it| in_file(simulation, it.logical)) {
        Some(span) => {
            let line = simulation.str(span).trim_end_matches(['\r', '\n']);
            let end = span.slice(0..line.len());
            let text = format!("\nARG {}", used.name);
            diagnostic.fix(insert("Declare it in the stage", end, text))
        }
        None => diagnostic,
    }
}
