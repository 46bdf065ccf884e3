//! The scripts to compare: those of the recordings, and those of the recorded Dockerfiles.

use std::collections::BTreeSet;
use std::path::PathBuf;

use serde_json::Value;
use shellform::dockerfile::{self, Body, Form};
use shellform::session::Session;
use shellform::text::Source;

use crate::tally::say;

/// The lines of a file of facts as JSON; nothing, with the reason printed, when there is none.
#[expect(clippy::disallowed_methods, reason = "tests may read files")]
pub(crate) fn facts(file: &str) -> Option<Vec<Value>> {
    let folder = std::env::var("SHELLFORM_FACTS").map_or_else(
        |_| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/facts"),
        PathBuf::from,
    );
    let path = folder.join(file);
    let Ok(text) = std::fs::read_to_string(&path) else {
        say(&format!("skipped: there is no {}", path.display()));
        return None;
    };
    let line = |line: &str| serde_json::from_str(line).expect("as recorded");
    Some(text.lines().map(line).collect())
}

/// Every script of the recordings.
pub(crate) fn recorded() -> BTreeSet<String> {
    let files = ["shell-errors.jsonl", "shell.jsonl", "suites.jsonl"];
    let cases = files.iter().filter_map(|file| facts(file)).flatten();
    cases
        .filter_map(|case| Some(case["script"].as_str()?.to_owned()))
        .filter(|script| can_be_an_argument(script))
        .collect()
}

/// Every script in shell form of the recorded Dockerfiles.
pub(crate) fn of_dockerfiles() -> BTreeSet<String> {
    let cases = facts("dockerfiles.jsonl").into_iter().flatten();
    cases
        .flat_map(|case| in_shell_form(case["text"].as_str().unwrap_or_default()))
        .filter(|script| can_be_an_argument(script))
        .collect()
}

/// An argument of a program has no zero byte, and one that begins with a sign is an option to the shells.
fn can_be_an_argument(script: &str) -> bool {
    !script.contains('\0') && !script.starts_with(['-', '+'])
}

fn in_shell_form(dockerfile: &str) -> Vec<String> {
    let mut cx = Session::default();
    let name = "Dockerfile".to_owned();
    let file = cx.texts.add_source(Source::File { name }, dockerfile);
    let dockerfile = dockerfile::parse(&mut cx, file);
    let scripts = dockerfile
        .instructions
        .iter()
        .filter_map(|it| match &it.body {
            Body::Command(command) if matches!(command.form, Form::Shell(_)) => {
                command.arguments.first()
            }
            _ => None,
        });
    scripts.map(|it| cx.texts.str(*it).to_owned()).collect()
}
