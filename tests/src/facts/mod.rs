//! Agreement with recorded results of real Docker, BuildKit and shells.
//!
//! A file of facts holds one JSON object a line. Each has its own comparison; every case ends as
//! [`Outcome::Agreed`], [`Outcome::Wrong`] with what differs, or [`Outcome::Unsupported`] by name.

mod builder_words;
mod docker;
mod dockerfiles;

use std::fmt::Write as _;

use serde_json::Value;

pub(crate) use docker::{config, probe_images};

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
        format!(
            "{name}: {} agreed, {wrong} wrong, {unsupported} unsupported",
            self.agreed
        )
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
pub const FILES: &[&str] = &["dockerfiles", "builder-words", "docker"];

/// Compares every line of a file of facts.
///
/// # Errors
///
/// When the file is not one of [`FILES`], or a line of it is not JSON.
pub fn compare(name: &str, content: &str) -> Result<Tally, String> {
    let mut environment = builder_words::Environment::default();
    let mut tally = Tally::default();
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
            other => {
                return Err(format!(
                    "no comparison for `{other}`; there are: {}",
                    FILES.join(", ")
                ));
            }
        };
        tally.add(case["id"].as_str().unwrap_or("(no id)"), outcome);
    }
    Ok(tally)
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

    fn outcome(self) -> Outcome {
        match self.0.is_empty() {
            true => Outcome::Agreed,
            false => Outcome::Wrong(self.0),
        }
    }
}
