//! Agreement with recorded results of real Docker, BuildKit and shells.
//!
//! A file of facts holds one JSON object a line. Each has its own comparison; every case ends as
//! [`Outcome::Agreed`], [`Outcome::Wrong`] with what differs, or [`Outcome::Unsupported`] by name.

mod builder_words;
mod docker;
mod dockerfiles;
mod exec_tail;
mod pid1_signals;
pub(crate) mod script;
mod shell;
mod shell_environment;
mod shell_errors;
mod suites;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::Value;

pub(crate) use docker::{config, masked, probe_images};

/// How one case ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The simulation says what the real thing said.
    Agreed,
    /// It says something else: field, recorded, simulated.
    Wrong(Vec<Difference>),
    /// It says that it does not simulate this, and names it.
    Unsupported(String),
}

/// Where a simulation differs from a recorded result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What was compared.
    pub field: String,
    /// What was recorded.
    pub recorded: String,
    /// What the simulation says.
    pub simulated: String,
}

/// How a file of facts fared.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    /// How many cases agreed.
    pub agreed: usize,
    /// The cases that are wrong, with their names.
    pub wrong: Vec<(String, Vec<Difference>)>,
    /// The cases that are not simulated, with their names and what is missing.
    pub unsupported: Vec<(String, String)>,
    /// How many cases differ in standard error alone, where that does not decide.
    pub other_stderr: usize,
}

impl Tally {
    fn add(&mut self, name: &str, outcome: Outcome) {
        match outcome {
            Outcome::Agreed => self.agreed += 1,
            Outcome::Wrong(differences) => self.wrong.push((name.to_owned(), differences)),
            Outcome::Unsupported(what) => self.unsupported.push((name.to_owned(), what)),
        }
    }

    /// One line: `dockerfiles: 1664 agreed, 0 wrong, 0 unsupported`.
    #[must_use]
    pub fn line(&self, name: &str) -> String {
        let (wrong, unsupported) = (self.wrong.len(), self.unsupported.len());
        let beside = match self.other_stderr {
            0 => String::new(),
            other => format!(" (standard error differs in {other})"),
        };
        format!(
            "{name}: {} agreed, {wrong} wrong, {unsupported} unsupported{beside}",
            self.agreed
        )
    }

    /// What is not simulated, the most frequent first, a line each with a case.
    #[must_use]
    pub fn reasons(&self, most: usize) -> String {
        let mut cases: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (name, what) in &self.unsupported {
            cases.entry(what).or_default().push(name);
        }
        let mut cases: Vec<_> = cases.into_iter().collect();
        cases.sort_by_key(|it| std::cmp::Reverse(it.1.len()));
        let lines = cases.into_iter().take(most);
        lines
            .map(|(what, names)| format!("  {} × {what}, as in {}\n", names.len(), names[0]))
            .collect()
    }

    /// The first differences, a few lines each.
    #[must_use]
    pub fn first_differences(&self, most: usize) -> String {
        let mut shown = String::new();
        for (name, differences) in self.wrong.iter().take(most) {
            for it in differences.iter().take(2) {
                let Difference {
                    field,
                    recorded,
                    simulated,
                } = it;
                let _ = writeln!(
                    shown,
                    "{name}: {field}\n  recorded  {recorded}\n  simulated {simulated}"
                );
            }
        }
        shown
    }
}

/// The files of facts that can be compared, by name without `.jsonl`.
pub const FILES: &[&str] = &[
    "dockerfiles",
    "builder-words",
    "docker",
    "shell",
    "shell-errors",
    "exec-tail",
    "pid1-signals",
    "shell-environment",
    "suites",
];

/// A file that a file of facts needs beside it.
#[must_use]
pub fn beside(name: &str) -> Option<&'static str> {
    (name == "shell-errors").then_some(shell_errors::FILES)
}

/// The tallies of a file of facts: one of the whole, or one for each shell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tallies(Vec<(String, Tally)>);

impl Tallies {
    fn of(&mut self, name: &str) -> &mut Tally {
        let index = self.0.iter().position(|it| it.0 == name);
        let index = index.unwrap_or_else(|| {
            self.0.push((name.to_owned(), Tally::default()));
            self.0.len() - 1
        });
        &mut self.0[index].1
    }

    /// Each with its name: of a whole file the file's, of a shell `file/shell`.
    pub fn named(&self, file: &str) -> impl Iterator<Item = (String, &Tally)> {
        self.0.iter().map(move |(shell, tally)| {
            let name = match shell.as_str() {
                "" => file.to_owned(),
                shell => format!("{file}/{shell}"),
            };
            (name, tally)
        })
    }
}

/// What a case is called.
fn name(case: &Value) -> String {
    let name = ["id", "case", "probe"]
        .iter()
        .find_map(|it| case[*it].as_str());
    name.unwrap_or("(no id)").to_owned()
}

/// Compares every line of a file of facts; `beside` is the content of the file that [`beside()`] names.
///
/// # Errors
///
/// When the file is not one of [`FILES`], or a line of it is not JSON.
pub fn compare(name: &str, content: &str, beside: &str) -> Result<Tallies, String> {
    let mut environment = builder_words::Environment::default();
    let mut tallies = Tallies::default();
    let given: Value = serde_json::from_str(beside).unwrap_or_default();
    for (index, line) in content.lines().enumerate() {
        let case: Value =
            serde_json::from_str(line).map_err(|it| format!("line {}: {it}", index + 1))?;
        if let Some(variables) = case["env"].as_array().filter(|_| index == 0) {
            environment = variables
                .iter()
                .filter_map(|it| it.as_str().map(str::to_owned))
                .collect();
            continue;
        }
        let outcome = match name {
            "dockerfiles" => dockerfiles::compare(&case),
            "builder-words" => builder_words::compare(&case, &environment),
            "docker" => docker::compare(&case),
            "shell" => {
                shell::add(&mut tallies, &case);
                continue;
            }
            "shell-errors" => {
                shell_errors::add(&mut tallies, &case, &given);
                continue;
            }
            "exec-tail" => {
                exec_tail::add(&mut tallies, &case);
                continue;
            }
            "pid1-signals" => {
                pid1_signals::add(&mut tallies, &case);
                continue;
            }
            "shell-environment" => {
                shell_environment::add(&mut tallies, &case);
                continue;
            }
            "suites" => {
                suites::add(&mut tallies, &case);
                continue;
            }
            other => {
                return Err(format!(
                    "no comparison for `{other}`; there are: {}",
                    FILES.join(", ")
                ));
            }
        };
        tallies.of("").add(&self::name(&case), outcome);
    }
    Ok(tallies)
}

/// Collects differences.
#[derive(Debug, Default)]
struct Differences(Vec<Difference>);

impl Differences {
    fn same(&mut self, field: impl Into<String>, recorded: &Value, simulated: &Value) {
        if recorded != simulated {
            self.0.push(Difference {
                field: field.into(),
                recorded: recorded.to_string(),
                simulated: simulated.to_string(),
            });
        }
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn outcome(self) -> Outcome {
        match self.0.is_empty() {
            true => Outcome::Agreed,
            false => Outcome::Wrong(self.0),
        }
    }
}
