//! Agreement with recorded facts: with those that the project carries, and with the others where they lie.
//!
//! `cargo xtask facts` shows the differences.

use std::path::PathBuf;

use shellform_tests::facts;

#[track_caller]
fn check(name: &str, cases: usize) {
    let content = fixture(name).expect("the fixture is there");
    check_content(name, &content, cases);
}

#[track_caller]
fn check_content(name: &str, content: &str, cases: usize) {
    let tallies = facts::compare(name, content, "").expect("a kind of facts that is compared");
    let (_, tally) = tallies.named(name).next().expect("a tally");
    assert!(
        tally.wrong.is_empty(),
        "{}\n{}",
        tally.first_differences(10),
        tally.line(name)
    );
    assert_eq!(tally.agreed + tally.unsupported.len(), cases);
}

fn fixture(name: &str) -> Option<String> {
    let path = format!("{}/fixtures/{name}.jsonl", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).ok()
}

/// A file of the folder of facts; nothing where there is none.
fn recorded(file: &str) -> Option<String> {
    let folder = match std::env::var_os("SHELLFORM_FACTS") {
        Some(folder) => PathBuf::from(folder),
        None => PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/facts"),
    };
    std::fs::read_to_string(folder.join(file)).ok()
}

/// How many cases of one shell may be wrong, and how many not simulated.
struct Most {
    wrong: usize,
    unsupported: usize,
}

/// Compares a file about shells, each of which is held to `most`.
#[track_caller]
fn check_shells(name: &str, most: &Most) {
    let Some(content) = fixture(name).or_else(|| recorded(&format!("{name}.jsonl"))) else {
        println!("skipped: there is no {name}.jsonl");
        return;
    };
    let beside = facts::beside(name).and_then(recorded).unwrap_or_default();
    let tallies = facts::compare(name, &content, &beside).expect("a kind of facts");
    for (name, tally) in tallies.named(name) {
        println!("{}", tally.line(&name));
    }
    for (name, tally) in tallies.named(name) {
        assert!(
            tally.wrong.len() <= most.wrong && tally.unsupported.len() <= most.unsupported,
            "{}{}\n{}",
            tally.first_differences(10),
            tally.reasons(10),
            tally.line(&name)
        );
    }
}

#[test]
fn words_expand_as_buildkit_expands_them() {
    check("builder-words", 3000);
}

#[test]
fn dockerfiles_are_read_as_buildkit_reads_them() {
    let Some(content) = recorded("dockerfiles.jsonl") else {
        println!("skipped: there is no dockerfiles.jsonl");
        return;
    };
    check_content("dockerfiles", &content, 1664);
}

#[test]
fn builds_and_launches_agree_with_a_real_engine() {
    check("docker", 315);
}

#[test]
fn random_dockerfiles_agree_with_a_real_engine() {
    check_content(
        "docker",
        &fixture("docker-random").expect("the fixture"),
        860,
    );
}

#[test]
fn what_copy_brings_agrees_with_a_real_engine() {
    check_content("docker", &fixture("docker-copy").expect("the fixture"), 75);
}

#[test]
fn entrypoints_and_stops_agree_with_a_real_engine() {
    let content = fixture("docker-mixed").expect("the fixture");
    check_content("docker", &content, content.lines().count());
}

// FIXME: these are the counts of today. Nothing may be wrong in the end, of the suites less than one in a hundred.

#[test]
fn small_scripts_do_as_in_the_real_shells() {
    check_shells(
        "shell",
        &Most {
            wrong: 0,
            unsupported: 6,
        },
    );
}

#[test]
fn scripts_that_go_wrong_do_as_in_the_real_shells() {
    check_shells(
        "shell-errors",
        &Most {
            wrong: 0,
            unsupported: 10,
        },
    );
}

#[test]
fn shells_end_by_their_last_command_as_the_real_ones() {
    check_shells(
        "exec-tail",
        &Most {
            wrong: 0,
            unsupported: 4,
        },
    );
}

#[test]
fn shells_as_pid_1_take_signals_as_the_real_ones() {
    check_shells(
        "pid1-signals",
        &Most {
            wrong: 0,
            unsupported: 0,
        },
    );
}

#[test]
fn shells_begin_as_the_real_ones() {
    check_shells(
        "shell-environment",
        &Most {
            wrong: 0,
            unsupported: 6,
        },
    );
}

#[test]
fn cases_of_public_suites_do_as_in_the_real_shells() {
    check_shells(
        "suites",
        &Most {
            wrong: 5,
            unsupported: 75,
        },
    );
}
