//! Every case of `tests/conformance` holds.

use std::path::{Path, PathBuf};

use shellform_tests::cases;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("conformance")
}

/// The files of cases, by their names.
fn topics() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder()).expect("the folder of cases");
    let paths = entries.map(|it| it.expect("an entry of it").path());
    let mut paths: Vec<PathBuf> = paths
        .filter(|it| it.extension().is_some_and(|it| it == "md"))
        .collect();
    paths.sort();
    paths
}

#[test]
fn every_case_holds() {
    let mut differences = Vec::new();
    for path in topics() {
        let markdown = std::fs::read_to_string(&path).unwrap();
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            std::fs::write(&path, cases::update(&markdown).unwrap()).unwrap();
            continue;
        }
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        differences.extend(
            cases::compare(&markdown)
                .into_iter()
                .map(|it| format!("{name}, {it}\n")),
        );
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn every_case_expects_something() {
    let mut count = 0;
    for path in topics() {
        let markdown = std::fs::read_to_string(&path).unwrap();
        for case in cases::parse(&markdown).unwrap() {
            assert!(
                !case.expected.is_empty(),
                "{}: {}",
                path.display(),
                case.name
            );
            count += 1;
        }
    }
    assert!(count >= 60, "{count}");
}

#[test]
fn what_holds_is_not_changed_by_an_update() {
    for path in topics() {
        let markdown = std::fs::read_to_string(&path).unwrap();
        if cases::compare(&markdown).is_empty() {
            assert_eq!(cases::update(&markdown).unwrap(), markdown);
        }
    }
}

#[test]
fn the_oracle_is_named() {
    let oracle = std::fs::read_to_string(folder().join("oracle.toml")).unwrap();
    for key in ["docker = ", "buildkit = ", "recorded = "] {
        assert!(oracle.lines().any(|it| it.starts_with(key)), "{key}");
    }
}
