//! The schemas of `schemas/` are those the program prints, and what it prints has the form they say.
//!
//! `UPDATE_EXPECT=1` rewrites them. They are compared as data: the order of names hangs on serde_json's features.

use std::path::PathBuf;

use serde_json::Value;
use shellform::report::{LineReport, ReadReport};
use shellform::{Input, Report, ShellInput, ShellReport};

use crate::run::{file, run};

fn schema(of: &str) -> String {
    let run = run("schemas", &["schema", of], "");
    assert_eq!((run.stderr.as_str(), run.status), ("", 0));
    run.stdout
}

#[track_caller]
fn check_is_current(of: &str) {
    let path = format!("{}/../schemas/{of}.json", env!("CARGO_MANIFEST_DIR"));
    let printed = schema(of);
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(&path, &printed).unwrap();
    }
    let committed = std::fs::read_to_string(PathBuf::from(&path)).unwrap_or_default();
    let as_data = |text: &str| serde_json::from_str::<Value>(text).unwrap_or_default();
    assert!(
        as_data(&committed) == as_data(&printed),
        "{path} is stale: UPDATE_EXPECT=1 rewrites it"
    );
}

#[test]
fn the_committed_schemas_are_current() {
    for of in [
        "input",
        "report",
        "read",
        "line-report",
        "contract-report",
        "shell-input",
        "shell-report",
    ] {
        check_is_current(of);
    }
}

/// Every name the schema requires of the whole is there.
fn has_required(schema: &str, found: &Value) {
    let schema: Value = serde_json::from_str(schema).unwrap();
    let required = schema["required"].as_array().unwrap();
    assert!(!required.is_empty());
    for name in required {
        assert!(found.get(name.as_str().unwrap()).is_some(), "{name}");
    }
}

const DOCKERFILE: &str = "FROM debian:12 AS a\nENV A=\"b c\"\nRUN --mount=type=cache,target=/x <<EOF\nls\nEOF\n\
                          HEALTHCHECK CMD true\nONBUILD RUN x\nCMD ['a']\n";

#[test]
fn a_report_has_the_form_of_its_schema() {
    file("schemas-report", "Dockerfile", DOCKERFILE);
    let run = run(
        "schemas-report",
        &["explain", "--format", "json", "-e", "A", "--init"],
        "",
    );
    let found: Value = serde_json::from_str(&run.stdout).unwrap();
    let report: Report = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(serde_json::to_value(report).unwrap(), found);
    has_required(&schema("report"), &found);
}

#[test]
fn what_the_reader_saw_has_the_form_of_its_schema() {
    file("schemas-read", "Dockerfile", DOCKERFILE);
    let run = run("schemas-read", &["read", "--format", "json"], "");
    let found: Value = serde_json::from_str(&run.stdout).unwrap();
    let report: ReadReport = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(serde_json::to_value(report).unwrap(), found);
    has_required(&schema("read"), &found);
}

#[test]
fn what_a_shell_did_has_the_form_of_its_schema() {
    let arguments = [
        "sh",
        "x=1; echo $x | cat; done",
        "--trace",
        "--format",
        "json",
    ];
    let run = run("schemas-shell", &arguments, "");
    let found: Value = serde_json::from_str(&run.stdout).unwrap();
    let report: ShellReport = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(serde_json::to_value(report).unwrap(), found);
    has_required(&schema("shell-report"), &found);
}

#[test]
fn what_a_line_does_has_the_form_of_its_schema() {
    let line = "docker run -it -e A=\"$B\" -v /x:/x debian:12 sh -c 'echo $A'";
    let run = run("schemas-line", &["run", line, "--format", "json"], "");
    let found: Value = serde_json::from_str(&run.stdout).unwrap();
    let report: LineReport = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(serde_json::to_value(report).unwrap(), found);
    has_required(&schema("line-report"), &found);
}

#[test]
fn every_name_of_a_shell_input_is_in_its_schema() {
    let schema: Value = serde_json::from_str(&schema("shell-input")).unwrap();
    let input = serde_json::to_value(ShellInput::default()).unwrap();
    let names: Vec<&String> = input.as_object().unwrap().keys().collect();
    let described: Vec<&String> = schema["properties"].as_object().unwrap().keys().collect();
    assert_eq!(names, described);
}

#[test]
fn every_name_of_an_input_is_in_its_schema() {
    let schema: Value = serde_json::from_str(&schema("input")).unwrap();
    let input = serde_json::to_value(Input::default()).unwrap();
    let names: Vec<&String> = input.as_object().unwrap().keys().collect();
    let described: Vec<&String> = schema["properties"].as_object().unwrap().keys().collect();
    assert_eq!(names, described);
}
