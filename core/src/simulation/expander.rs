//! [`expansions`]: who expands each `$`, backquote, `~` and `*` of the characters a container's command comes from.

use super::line::{Expander, Expansion};
use super::{Command, ScriptReading, Simulation};
use crate::dockerfile::Instruction;
use crate::shell::{What, Written, expansions as written_in};
use crate::text::{Span, Texts};
use crate::trace::{Action, Trace};

/// Characters that somebody may expand.
const TELLING: [char; 4] = ['$', '`', '~', '*'];

/// Who expands what of `regions`, all spans of sources: `before` for what has been expanded on the way to the
/// container, the container's shell for what its script says, and nobody for the rest.
#[must_use]
pub fn expansions(
    simulation: Option<&Simulation>,
    texts: &Texts,
    regions: &[Span],
    before: &[Expansion],
) -> Vec<Expansion> {
    let mut found: Vec<Expansion> = before.to_vec();
    if let Some(simulation) = simulation {
        by_shell(simulation, Command::Launch, regions, &mut found);
    }
    complete(texts, regions, found)
}

/// The same of the command of an instruction, which nobody expands before it starts; nothing where it was not followed,
/// or where its shell refuses the script.
#[must_use]
pub fn expansions_of(
    simulation: &Simulation,
    instruction: &Instruction,
    command: Command,
) -> Vec<Expansion> {
    let script = simulation.run(command).map(|it| &it.script);
    let is_refused = script.is_none_or(|it| it.as_ref().is_some_and(|it| it.refusal.is_some()));
    if is_refused {
        return Vec::new();
    }
    let texts = &simulation.session.texts;
    let file = simulation.dockerfile.file.text;
    let documents = instruction.heredocs.iter().map(|it| it.content);
    let written = std::iter::once(instruction.arguments).chain(documents);
    let pieces = written.flat_map(|it| texts.trail(it)).map(|it| it.source);
    let regions: Vec<Span> = pieces.filter(|it| it.text == file).collect();
    let mut found = Vec::new();
    by_shell(simulation, command, &regions, &mut found);
    complete(texts, &regions, found)
}

/// What the shell of a command expands.
fn by_shell(
    simulation: &Simulation,
    command: Command,
    regions: &[Span],
    found: &mut Vec<Expansion>,
) {
    if let Some(run) = simulation.run(command)
        && let Some(script) = &run.script
    {
        let expanded = of_script(simulation, script, &run.trace, command);
        found.extend(expanded.filter(|it| regions.iter().any(|region| region.contains(it.at))));
    }
}

/// With the characters that nobody expands, in their order.
fn complete(texts: &Texts, regions: &[Span], mut found: Vec<Expansion>) -> Vec<Expansion> {
    for region in regions {
        rest(texts, *region, &mut found);
    }
    found.sort_by_key(|it| (it.at.text, it.at.start));
    found
}

/// What the shell of the container makes of its script.
fn of_script<'s>(
    simulation: &'s Simulation,
    script: &'s ScriptReading,
    trace: &'s Trace,
    command: Command,
) -> impl Iterator<Item = Expansion> + 's {
    let texts = &simulation.session.texts;
    let written = written_in(texts, &script.parse);
    let written = written.into_iter().filter(move |it| is_told(texts, *it));
    written.map(move |it| {
        let at = texts.source_span(it.span);
        let (by, value, note) = match it.what {
            What::Quoted => quoted(texts, trace, at),
            What::Pattern => (
                Expander::ContainerShell,
                files(texts, trace, it.span),
                "names of files that match, or the pattern itself".to_owned(),
            ),
            What::Parameter(name) => {
                let is_complete = simulation
                    .launch
                    .as_ref()
                    .is_some_and(|it| it.environment_known.value().is_some());
                let unset = || unset(texts, trace, name).filter(|_| is_complete);
                let value = value(texts, trace, it.span).or_else(unset);
                let note = match (name, command) {
                    (Some(name), Command::Launch) => set_by(simulation, texts.str(name)),
                    (None, _) | (_, Command::Run(_)) => String::new(),
                };
                (Expander::ContainerShell, value, note)
            }
            What::Command | What::Arithmetic | What::Tilde => (
                Expander::ContainerShell,
                value(texts, trace, it.span),
                String::new(),
            ),
        };
        Expansion {
            at,
            by,
            value,
            note,
        }
    })
}

fn is_told(texts: &Texts, written: Written) -> bool {
    written.what != What::Pattern || texts.str(written.span) == "*"
}

/// Who sets a variable of the container, as a phrase.
fn set_by(simulation: &Simulation, name: &str) -> String {
    let Some(launch) = &simulation.launch else {
        return String::new();
    };
    let mut variables = launch.environment.iter();
    match variables.find(|it| simulation.str(it.name) == name) {
        Some(variable) => match variable.supplier {
            crate::launch::Supplier::Image(_) => "set by the image".to_owned(),
            crate::launch::Supplier::Operator(option) => {
                format!("set by {}", simulation.origin.called(option))
            }
            crate::launch::Supplier::Engine => "set by the engine".to_owned(),
        },
        None if launch.environment_known.value().is_none() => "the image may set it".to_owned(),
        None => "not in the container's environment".to_owned(),
    }
}

/// Characters in quotes: another shell that the script starts may come to them.
fn quoted(texts: &Texts, trace: &Trace, at: Span) -> (Expander, Option<String>, String) {
    let begins = |span: Span| span.text == at.text && span.start == at.start;
    let arguments = trace.programs.iter().flat_map(|it| it.argv.as_slice());
    let fields = expanded_fields(trace).chain(arguments);
    let mut pieces = fields.flat_map(|it| texts.trail(*it));
    let written = pieces.find_map(|it| it.written.filter(|it| begins(*it)));
    let is_unset = |it: &crate::trace::Step| match (&it.action, it.cause) {
        (Action::Unset(_), crate::trace::Cause::Written(span)) => {
            texts.source_span(span).contains(at)
        }
        _ => false,
    };
    let unset = || trace.steps.iter().any(is_unset).then(String::new);
    let value = written
        .and_then(|it| value(texts, trace, it))
        .or_else(unset);
    match value {
        Some(value) => {
            let note = "by another shell that the script starts".to_owned();
            (Expander::ContainerShell, Some(value), note)
        }
        None => {
            let note = "quotes in the script keep it from the container's shell".to_owned();
            (Expander::Nobody, None, note)
        }
    }
}

/// The words that a pattern has become.
fn files(texts: &Texts, trace: &Trace, span: Span) -> Option<String> {
    let source = texts.source_span(span);
    let is_it = |field: &&Span| texts.trail(**field).any(|it| it.source.contains(source));
    let fields = expanded_fields(trace).filter(is_it);
    let fields: Vec<&str> = fields.map(|it| texts.str(*it)).collect();
    (!fields.is_empty()).then(|| fields.join(" "))
}

/// Everything that words have become.
fn expanded_fields(trace: &Trace) -> impl Iterator<Item = &Span> {
    trace.steps.iter().flat_map(|it| match &it.action {
        Action::Expanded(fields) => fields.as_slice(),
        _ => &[],
    })
}

/// Nothing, for a variable that was read and that nobody has set.
fn unset(texts: &Texts, trace: &Trace, name: Option<Span>) -> Option<String> {
    let name = texts.str(name?);
    let is_unset = |it: &Action| matches!(it, Action::Unset(unset) if unset == name);
    trace
        .steps
        .iter()
        .any(|it| is_unset(&it.action))
        .then(String::new)
}

/// What has stood for the characters at `span`, as far as steps tell it; several values are separated by commas.
#[must_use]
pub fn value(texts: &Texts, trace: &Trace, span: Span) -> Option<String> {
    let fields = trace.steps.iter().flat_map(|it| match &it.action {
        Action::Expanded(fields) => fields.as_slice(),
        Action::Assigned { value, .. } => std::slice::from_ref(value),
        _ => &[],
    });
    let arguments = trace.programs.iter().flat_map(|it| it.argv.as_slice());
    values_in(texts, fields.chain(arguments).copied(), span)
}

/// What stands for the characters at `written` in these texts, each value once.
pub fn values_in(
    texts: &Texts,
    fields: impl Iterator<Item = Span>,
    written: Span,
) -> Option<String> {
    /// So many values are told.
    const MOST: usize = 3;
    let source = texts.source_span(written);
    let mut values: Vec<String> = Vec::new();
    for field in fields {
        let text = texts.str(field);
        let mut value: Option<String> = None;
        for piece in texts.trail(field) {
            let is_it = piece.written == Some(source)
                || (piece.rewrite.is_some() && piece.source == source);
            if is_it {
                let part = text.get(piece.start as usize..piece.end as usize);
                value
                    .get_or_insert_default()
                    .push_str(part.unwrap_or_default());
            }
        }
        values.extend(value.filter(|it| !values.contains(it)));
        if values.len() == MOST {
            break;
        }
    }
    (!values.is_empty()).then(|| values.join(", "))
}

/// The characters that nobody expands.
fn rest(texts: &Texts, region: Span, found: &mut Vec<Expansion>) {
    let text = texts.str(region);
    let mut more = Vec::new();
    for (at, character) in text.match_indices(TELLING) {
        let at = region.slice(at..at + character.len());
        if !found.iter().any(|it| it.at.contains(at)) {
            more.push(Expansion {
                at,
                by: Expander::Nobody,
                value: None,
                note: "it stays as it is".to_owned(),
            });
        }
    }
    found.extend(more);
}
