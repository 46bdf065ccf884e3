//! Further recordings, where they lie: scripts that go wrong, and the public test suites of shells.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde_json::Value;
use shellform::container::GivenFile;
use shellform::shell::{Dialect, Release, Shell};

use crate::run::{Machine, Result, given_files, run};

/// A shell as these recordings name it.
const SHELLS: [(&str, Dialect, Release); 4] = [
    ("dash", Dialect::Dash, Release::Dash0_5_12),
    ("bash", Dialect::Bash, Release::Bash5_2),
    ("bash_sh", Dialect::BashAsSh, Release::Bash5_2),
    ("busybox", Dialect::BusyboxAsh, Release::Busybox1_35),
];

#[test]
fn scripts_that_go_wrong_do_as_recorded() {
    let Some(text) = read("shell-errors-files.json") else {
        return;
    };
    let entries: Value = serde_json::from_str(&text).expect("as recorded");
    compare("shell-errors.jsonl", &given_files(&entries));
}

#[test]
fn suites_do_as_recorded() {
    compare("suites.jsonl", &[]);
}

/// Recordings that a developer has made: `SHELLFORM_CASES` names their file, made as `suites.jsonl` is.
#[test]
fn given_cases_do_as_recorded() {
    let Some(text) = read("shell-errors-files.json") else {
        return;
    };
    let entries: Value = serde_json::from_str(&text).expect("as recorded");
    if let Some(file) = std::env::var_os("SHELLFORM_CASES") {
        compare(&file.to_string_lossy(), &given_files(&entries));
    }
}

/// The text of a file of facts; nothing where there is none.
#[expect(clippy::disallowed_methods, reason = "tests may look around")]
fn read(name: &str) -> Option<String> {
    let folder = match std::env::var("SHELLFORM_FACTS") {
        Ok(folder) => PathBuf::from(folder),
        Err(_) => PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/facts"),
    };
    std::fs::read_to_string(folder.join(name)).ok()
}

/// Compares every case of a file with every shell, and prints how many agree.
#[expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests may look around and print"
)]
fn compare(file: &str, files: &[GivenFile]) {
    let Some(text) = read(file) else {
        return;
    };
    let show = std::env::var("SHELLFORM_SHOW").unwrap_or_default();
    for (name, dialect, release) in SHELLS {
        let machine = Machine {
            shell: Shell { dialect, release },
            environment: &[("PATH", "/usr/bin:/bin")],
            files,
        };
        let (mut agreed, mut wrong) = (0, 0);
        let mut reasons: BTreeMap<String, usize> = BTreeMap::new();
        for line in text.lines() {
            let case: Value = serde_json::from_str(line).expect("as recorded");
            let is_plain = case["script"]
                .as_str()
                .is_some_and(|it| !it.starts_with(['-', '+']))
                && case["mode"].is_null();
            if !is_plain || case["host_dependent"] == true {
                continue;
            }
            let recorded = match &case["results"] {
                Value::Null => &case[name],
                results => &results[name],
            };
            let text = |key: &str| recorded[key].as_str().unwrap_or_default().to_owned();
            let Some(exit) = recorded["rc"].as_i64() else {
                continue;
            };
            let expected = Result::Ended {
                exit,
                stdout: text("stdout"),
                stderr: text("stderr"),
            };
            match run(&case, &machine) {
                Result::Unsupported(what) => *reasons.entry(what).or_default() += 1,
                ours @ Result::Ended { .. } if ours == expected => agreed += 1,
                ours @ Result::Ended { .. } => {
                    wrong += 1;
                    if show == name {
                        println!(
                            "{} {}\n  shell {expected:?}\n  ours  {ours:?}",
                            case["id"], case["script"]
                        );
                    }
                }
            }
        }
        let unsupported: usize = reasons.values().sum();
        if show == format!("{name} reasons") {
            let mut reasons: Vec<_> = reasons.iter().collect();
            reasons.sort_by_key(|it| std::cmp::Reverse(*it.1));
            println!("{reasons:#?}");
        }
        println!("{file}, {name}: {agreed} agree, {unsupported} not simulated, {wrong} wrong");
    }
}
