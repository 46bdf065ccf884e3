//! Whether the real things still do what was recorded of them: [`ask_shells`] those that are installed, [`ask_engine`] a
//! Docker engine.

mod engine;

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use serde_json::Value;

use crate::shells::{Ended, Question, Real, every_shell};

pub use engine::{EngineAsked, ask_engine};

/// Cases whose results name the folder they were recorded in, which was a new one each time.
const OF_ITS_FOLDER: [&str; 1] = ["control/81"];

/// What came of asking.
#[derive(Debug, Default)]
pub struct Asked {
    /// The shells that are there in the version that was recorded.
    pub shells: Vec<Answers>,
    /// Why the others were left out.
    pub skipped: Vec<String>,
}

/// What a shell answered.
#[derive(Debug)]
pub struct Answers {
    /// The shell, by its name in the recordings.
    pub shell: &'static str,
    /// How many answers are as recorded.
    pub same: usize,
    /// The others: each with its script, what was recorded and what is now.
    pub changed: Vec<String>,
}

impl Answers {
    /// The counts in a line.
    #[must_use]
    pub fn line(&self) -> String {
        let (same, changed) = (self.same, self.changed.len());
        format!("{}: {same} as recorded, {changed} changed", self.shell)
    }
}

/// Asks every installed shell for the cases of `fixture`; `argv` is the program of that name.
///
/// # Errors
///
/// When the fixture cannot be read, or a shell cannot be started.
pub fn ask_shells(fixture: &Path, argv: &Path) -> io::Result<Asked> {
    let (shells, skipped) = every_shell();
    let content = fs::read_to_string(fixture)?;
    let cases = content.lines().map(serde_json::from_str::<Value>);
    let cases = cases.collect::<Result<Vec<Value>, _>>()?;
    let answers = shells.iter().map(|it| ask(it, &cases, argv));
    Ok(Asked {
        shells: answers.collect::<io::Result<_>>()?,
        skipped,
    })
}

fn ask(shell: &Real, cases: &[Value], argv: &Path) -> io::Result<Answers> {
    let name = shell.name.name();
    let mut answers = Answers {
        shell: name,
        same: 0,
        changed: Vec::new(),
    };
    let names_its_folder = |it: &&Value| OF_ITS_FOLDER.contains(&it["id"].as_str().unwrap_or(""));
    for case in cases.iter().filter(|it| !names_its_folder(it)) {
        let recorded = &case["results"][name];
        let Some(exit) = recorded["exit"].as_i64() else {
            continue;
        };
        let Some(now) = shell.ask(&question(case, argv))? else {
            continue;
        };
        let text = |key: &str| recorded[key].as_str().unwrap_or_default().to_owned();
        let before = Ended {
            exit: i32::try_from(exit).unwrap_or(i32::MAX),
            stdout: text("stdout"),
            stderr: text("stderr"),
        };
        match now == before {
            true => answers.same += 1,
            false => answers.changed.push(change(case, &before, &now)),
        }
    }
    Ok(answers)
}

fn question<'c>(case: &'c Value, argv: &'c Path) -> Question<'c> {
    let words = case["args"].as_array().into_iter().flatten();
    let variables = case["env"].as_object().into_iter().flatten();
    let files = case["files"].as_object().into_iter().flatten();
    let home = ("HOME", "/root");
    Question {
        script: case["script"].as_str().unwrap_or_default(),
        arguments: words.filter_map(Value::as_str).collect(),
        environment: std::iter::once(home)
            .chain(variables.filter_map(|(name, it)| Some((name.as_str(), it.as_str()?))))
            .collect(),
        files: files
            .map(|(path, it)| (path.as_str(), it.as_str()))
            .collect(),
        input: case["stdin"].as_str().unwrap_or_default(),
        argv: Some(argv),
    }
}

fn change(case: &Value, before: &Ended, now: &Ended) -> String {
    let mut text = String::new();
    let id = case["id"].as_str().unwrap_or_default();
    let script = case["script"].as_str().unwrap_or_default();
    // Writing to a string cannot fail.
    let _ = write!(
        text,
        "{id}: {script:?}\n  recorded {before:?}\n  now      {now:?}"
    );
    text
}
