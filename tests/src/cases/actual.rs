//! What the simulation gives, in the form of an expected block.

use serde_json::{Map, Value};
use shellform::Simulation;
use shellform::build::{Action, StepOf};
use shellform::diagnostic::{Authority, REFUSED};
use shellform::dockerfile::json::array_text;
use shellform::text::Span;

use super::Block;

/// The text of the block as the simulation gives it.
pub(super) fn render(simulation: &Simulation, expected: &Block) -> Result<String, String> {
    let lines = match expected.name.as_str() {
        "argv" => vec![argv(simulation)],
        "run-argv" => run_argvs(simulation),
        "config" => return config(simulation, &expected.text),
        "error" => error(simulation),
        "warnings" => warnings(simulation),
        "changes" => changes(simulation),
        _ => diagnostics(simulation),
    };
    Ok(lines.iter().map(|it| format!("{it}\n")).collect())
}

fn array(simulation: &Simulation, spans: &[Span]) -> String {
    let strings: Vec<&str> = spans.iter().map(|it| simulation.str(*it)).collect();
    array_text(&strings)
}

fn argv(simulation: &Simulation) -> String {
    let launch = simulation.launch.as_ref();
    launch.map_or_else(|| "[]".to_owned(), |it| array(simulation, &it.pid1))
}

fn run_argvs(simulation: &Simulation) -> Vec<String> {
    let steps = simulation.build.steps.iter();
    let runs = steps.filter_map(|it| it.run.as_deref());
    runs.map(|it| array(simulation, &it.command.argv)).collect()
}

/// The fields that the expected text names.
fn config(simulation: &Simulation, expected: &str) -> Result<String, String> {
    let named: Map<String, Value> =
        serde_json::from_str(expected).map_err(|it| format!("config: {it}"))?;
    let mut all = crate::facts::config(simulation);
    let fields = named.keys().map(|name| (name.clone(), all[name].take()));
    let fields: Map<String, Value> = fields.collect();
    serde_json::to_string_pretty(&fields)
        .map(|it| format!("{it}\n"))
        .map_err(|it| it.to_string())
}

fn error(simulation: &Simulation) -> Vec<String> {
    let refusal = simulation.refusal();
    refusal
        .map(shellform::dockerfile::Refusal::full_message)
        .into_iter()
        .collect()
}

/// In the order of the alphabet: BuildKit's own order is that of its work, several stages at once.
fn warnings(simulation: &Simulation) -> Vec<String> {
    let diagnostics = simulation.session.diagnostics.iter();
    let warnings =
        diagnostics.filter(|it| it.rule.authority == Authority::BuildKit && it.rule != REFUSED);
    let mut lines: Vec<String> = warnings
        .map(|it| {
            format!(
                "{}: {} (line {})",
                it.rule.code,
                it.message,
                it.line.unwrap_or_default()
            )
        })
        .collect();
    lines.sort();
    lines
}

fn changes(simulation: &Simulation) -> Vec<String> {
    let steps = simulation.build.steps.iter();
    let changes = steps.flat_map(|step| {
        let index = match &step.of {
            StepOf::Instruction(index) => *index,
            StepOf::Trigger(trigger) => trigger.from,
        };
        let line = simulation.dockerfile.instructions[index].lines.first;
        step.changes.iter().map(move |it| {
            let action = match it.action {
                Action::Set => "set",
                Action::Added => "added",
                Action::Cleared => "cleared",
                Action::Declared => "declared",
            };
            let name = it
                .name
                .map(|it| format!(" {}", simulation.str(it)))
                .unwrap_or_default();
            format!(
                "line {line}: {}{name} {action}: {}",
                it.field.name(),
                array(simulation, &it.value)
            )
        })
    });
    changes.collect()
}

fn diagnostics(simulation: &Simulation) -> Vec<String> {
    let diagnostics = simulation.session.diagnostics.iter();
    let ours = diagnostics.filter(|it| it.rule.authority == Authority::Shellform);
    ours.map(|it| {
        let severity = format!("{:?}", it.rule.severity).to_lowercase();
        format!("{}: {severity}: {}", it.rule.code, it.message)
    })
    .collect()
}
