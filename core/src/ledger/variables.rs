//! The variables: those of the environment, and those that are read though nobody sets them.

use std::collections::BTreeSet;

use crate::knowledge::Known;
use crate::launch::LaunchPlan;
use crate::shell::{CommandString, Otherwise, Reads, reads};
use crate::simulation::{Command, Simulation};
use crate::text::Span;
use crate::trace::{Action, Cause};

use super::{By, Entry, Kind};

/// Variables that a shell sets by itself, beside those whose names begin with `BASH`.
const OF_SHELLS: [&str; 27] = [
    "COMP_WORDBREAKS",
    "DIRSTACK",
    "EPOCHREALTIME",
    "EPOCHSECONDS",
    "EUID",
    "FUNCNAME",
    "GROUPS",
    "HISTCMD",
    "HOSTNAME",
    "HOSTTYPE",
    "IFS",
    "LINENO",
    "MACHTYPE",
    "OLDPWD",
    "OPTARG",
    "OPTERR",
    "OPTIND",
    "OSTYPE",
    "PIPESTATUS",
    "PPID",
    "PS4",
    "PWD",
    "RANDOM",
    "REPLY",
    "SECONDS",
    "SHLVL",
    "UID",
];

pub(super) fn add(simulation: &Simulation, launch: &LaunchPlan, entries: &mut Vec<Entry>) {
    let known = entries.len();
    for variable in &launch.environment {
        entries.push(Entry {
            kind: Kind::Variable,
            name: simulation.str(variable.name).to_owned(),
            value: Some(simulation.str(variable.value).to_owned()),
            by: variable.supplier.into(),
            at: Some(simulation.session.texts.source_span(variable.name)),
            note: String::new(),
        });
    }
    let mut told: BTreeSet<String> = entries[known..].iter().map(|it| it.name.clone()).collect();
    let mut finder = Finder {
        simulation,
        launch,
        told: &mut told,
        entries,
    };
    finder.of_script();
    finder.of_trace();
    finder.of_arguments();
}

struct Finder<'f> {
    simulation: &'f Simulation,
    launch: &'f LaunchPlan,
    told: &'f mut BTreeSet<String>,
    entries: &'f mut Vec<Entry>,
}

impl Finder<'_> {
    fn push(&mut self, name: &str, by: By, at: Span, note: String) {
        if self.told.insert(name.to_owned()) {
            self.entries.push(Entry {
                kind: Kind::Variable,
                name: name.to_owned(),
                value: None,
                by,
                at: Some(self.simulation.session.texts.source_span(at)),
                note,
            });
        }
    }

    /// Who supplies a variable that is not in the environment.
    fn nobody(&self) -> By {
        match &self.launch.environment_known {
            Known::Yes(()) => By::Nobody,
            Known::No(why) => By::Unknown(format!("the base image may set it: {why}")),
        }
    }

    /// What the script of the launch reads, and the files that were read as scripts.
    fn of_script(&mut self) {
        let Some(run) = self.simulation.run(Command::Launch) else {
            return;
        };
        let own = run.script.iter().map(|it| &it.parse);
        let found: Vec<Reads> = own.chain(&run.script_files).map(reads).collect();
        let str = |it: Span| self.simulation.str(it);
        let set = found.iter().flat_map(|it| &it.set);
        let set: BTreeSet<&str> = set.map(|it| str(*it)).collect();
        for read in found.iter().flat_map(|it| &it.read) {
            let name = str(read.name);
            let by = match name {
                name if set.contains(name) => By::Script,
                name if name.starts_with("BASH") || OF_SHELLS.contains(&name) => By::Shell,
                name if self.is_assigned(name) => By::Script,
                _ => self.nobody(),
            };
            let note = match (&by, read.otherwise) {
                (By::Script | By::Shell, _) => String::new(),
                (_, Otherwise::Nothing) => "it expands to nothing".to_owned(),
                (_, Otherwise::Word(word)) => match str(word) {
                    "" => "it expands to nothing, as the script says".to_owned(),
                    word => format!("the script goes on with {word}"),
                },
                (_, Otherwise::Failure) => "the script ends with a message".to_owned(),
            };
            self.push(name, by, read.at, note);
        }
        if let Some(script) = &run.script
            && script.refused().is_some()
        {
            self.of_refused(script.script);
        }
    }

    /// What a script names that its shell refuses, and so has not read as a whole.
    fn of_refused(&mut self, script: Span) {
        let simulation = self.simulation;
        let text = simulation.str(script);
        for (name, start, end) in named(text) {
            let name = &text[name.0..name.1];
            let by = match sets(text, name) {
                true => By::Script,
                false => self.nobody(),
            };
            let note = match by {
                By::Script => String::new(),
                _ => "the shell refuses the script before it reads this".to_owned(),
            };
            self.push(name, by, script.slice(start..end), note);
        }
    }

    /// Whether the script has assigned a variable while it ran.
    fn is_assigned(&self, wanted: &str) -> bool {
        let run = self.simulation.run(Command::Launch);
        let mut steps = run.into_iter().flat_map(|it| &it.trace.steps);
        steps.any(|it| matches!(&it.action, Action::Assigned { name, .. } if name == wanted))
    }

    /// What other scripts have read on the way.
    fn of_trace(&mut self) {
        let run = self.simulation.run(Command::Launch);
        let steps = run.into_iter().flat_map(|it| &it.trace.steps);
        for step in steps {
            if let (Action::Unset(name), Cause::Written(span)) = (&step.action, step.cause) {
                let by = self.nobody();
                self.push(name, by, span, "it expands to nothing".to_owned());
            }
        }
    }

    /// What arguments name as a shell would, where no shell reads them.
    fn of_arguments(&mut self) {
        let texts = &self.simulation.session.texts;
        let argv = &self.launch.argv;
        let script = CommandString::of(texts, argv).map(|it| it.script);
        for argument in argv.iter().filter(|it| Some(**it) != script) {
            for (name, start, end) in named(texts.str(*argument)) {
                let note = "no shell reads this argument: it stays as it is written".to_owned();
                let at = argument.slice(start..end);
                let text = texts.str(*argument)[name.0..name.1].to_owned();
                self.push(&text, By::Nobody, at, note);
            }
        }
    }
}

/// Whether a text looks like a script that sets a variable: `for name`, `read name`, `name=`.
fn sets(text: &str, name: &str) -> bool {
    let mut words = text.split_ascii_whitespace();
    let mut before = "";
    words.any(|word| {
        let by_command = matches!(before, "for" | "read" | "export" | "local") && word == name;
        before = word;
        let assigned = word.strip_prefix(name);
        by_command || assigned.is_some_and(|it| it.starts_with('='))
    })
}

/// `$name` and `${name…}` in a text: where the name is, and where all of it begins and ends.
fn named(text: &str) -> impl Iterator<Item = ((usize, usize), usize, usize)> + '_ {
    text.match_indices('$').filter_map(|(start, _)| {
        let rest = &text[start + 1..];
        let braced = rest.starts_with('{');
        let from = start + 1 + usize::from(braced);
        let length = text[from..]
            .find(|it: char| !it.is_ascii_alphanumeric() && it != '_')
            .unwrap_or(text.len() - from);
        let is_name = length > 0 && !text[from..].starts_with(|it: char| it.is_ascii_digit());
        let end = match braced {
            true => from + text[from..].find('}')? + 1,
            false => from + length,
        };
        is_name.then_some(((from, from + length), start, end))
    })
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn names_are_found_as_a_shell_would() {
        let text = "a$B ${C:-x} $1 ${ $ $D";
        let found: Vec<&str> = named(text).map(|it| &text[it.0.0..it.0.1]).collect();
        assert_eq!(found, ["B", "C", "D"]);
    }
}
