//! Programs and files: what the container starts, and what it looks for.

use std::collections::BTreeSet;

use crate::build::SetBy;
use crate::container::{ProgramIs, is_known};
use crate::kernel::{NO_FILE, NOTHING_ELSE, absolute};
use crate::launch::LaunchPlan;
use crate::simulation::{Command, CommandRun, Simulation};
use crate::text::Span;
use crate::trace::{Action, Cause};

use super::{By, Entry, Kind};

pub(super) fn add(simulation: &Simulation, launch: &LaunchPlan, entries: &mut Vec<Entry>) {
    let Some(run) = simulation.run(Command::Launch) else {
        return;
    };
    let texts = &simulation.session.texts;
    let mut told = BTreeSet::new();
    if run.trace.programs.is_empty()
        && let Some(first) = launch.argv.first()
    {
        let name = simulation.str(*first).to_owned();
        let by = match (&run.not_started, run.program) {
            (Some(_), _) => By::Nobody,
            (None, ProgramIs::Simulated) => By::Image(SetBy::BaseImage),
            (None, ProgramIs::Assumed) => unknown(),
        };
        let note = run.not_started.as_ref().map(|it| it.message.clone());
        entries.push(program(name, by, Some(texts.source_span(*first)), note));
    }
    for (index, execution) in run.trace.programs.iter().enumerate() {
        let file = execution.path.rsplit('/').next().unwrap_or_default();
        let is_shell = index == 0 && run.script.is_some();
        let first = execution.argv.first();
        let path = absolute(&execution.directory, &execution.path);
        // Where a program lies that nobody knows, nobody knows either.
        let (name, by) = match (run.brought_by.get(&path), is_shell || is_known(file), first) {
            (Some(index), _, _) => (execution.path.as_str(), by_instruction(*index)),
            (None, true, _) | (None, false, None) => {
                (execution.path.as_str(), By::Image(SetBy::BaseImage))
            }
            (None, false, Some(first)) => (simulation.str(*first), unknown()),
        };
        if told.insert(name) {
            let at = first.map(|it| texts.source_span(*it));
            entries.push(program(name.to_owned(), by, at, None));
        }
    }
    for script in &run.trace.scripts {
        if let Some(index) = run.brought_by.get(&script.path)
            && told.insert(&script.path)
        {
            entries.push(Entry {
                kind: Kind::File,
                name: script.path.clone(),
                value: None,
                by: by_instruction(*index),
                at: None,
                note: format!("{} reads it as a script", script.shell),
            });
        }
    }
    missing(run, entries);
}

fn by_instruction(index: usize) -> By {
    By::Image(SetBy::Instruction(index))
}

fn program(name: String, by: By, at: Option<Span>, note: Option<String>) -> Entry {
    Entry {
        kind: Kind::Program,
        name,
        value: None,
        by,
        at,
        note: note.unwrap_or_default(),
    }
}

fn unknown() -> By {
    By::Unknown("a COPY, a RUN or the base image has to bring it".to_owned())
}

/// The files that were looked for and that nobody is known to bring.
fn missing(run: &CommandRun, entries: &mut Vec<Entry>) {
    let mut told = BTreeSet::new();
    for step in &run.trace.steps {
        let Action::Assumed(sentence) = &step.action else {
            continue;
        };
        let (path, note) = match (
            sentence.strip_prefix(NO_FILE),
            sentence.strip_suffix(NOTHING_ELSE),
        ) {
            (Some(path), _) => (
                path.to_owned(),
                "taken to be missing; a COPY or a volume has to bring it",
            ),
            (None, Some(directory)) => (
                format!("{}/*", directory.trim_end_matches('/')),
                "taken to be none beside those that are known; a COPY or a volume has to bring them",
            ),
            (None, None) => continue,
        };
        if !told.insert(path.clone()) {
            continue;
        }
        let at = match step.cause {
            Cause::Written(span) => Some(span),
            Cause::End => None,
        };
        entries.push(Entry {
            kind: Kind::File,
            name: path,
            value: None,
            by: By::Nobody,
            at,
            note: note.to_owned(),
        });
    }
}
