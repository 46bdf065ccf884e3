//! What scripts made at random have shown, each made small, against what the shells of Debian 12 did: every case is
//! simulated, and none is wrong.

use serde_json::Value;
use shellform::shell::{Dialect, Release, Shell};

use crate::run::{Machine, recorded, run};

/// Cases as in `shell.jsonl`, run as `sh -c` in a folder that holds the file and the folder below.
const FIXTURE: &str = include_str!("../../../tests/fixtures/random.jsonl");

#[test]
fn dash_does_as_recorded() {
    check("dash", Dialect::Dash, Release::Dash0_5_12);
}

#[test]
fn bash_does_as_recorded() {
    check("bash", Dialect::Bash, Release::Bash5_2);
}

#[test]
fn bash_in_posix_mode_does_as_recorded() {
    check("bash-as-sh", Dialect::BashAsSh, Release::Bash5_2);
}

#[test]
fn busybox_does_as_recorded() {
    check("busybox", Dialect::BusyboxAsh, Release::Busybox1_35);
}

#[track_caller]
fn check(name: &str, dialect: Dialect, release: Release) {
    let machine = Machine {
        shell: Shell { dialect, release },
        environment: &[("PATH", "/usr/bin:/bin")],
        files: &[],
    };
    for line in FIXTURE.lines() {
        let mut case: Value = serde_json::from_str(line).expect("as recorded");
        case["files"] = serde_json::json!({
            "f1": "one two\n a:b\\c \nlast",
            "d": null,
        });
        case["stdin"] = Value::from("in 1\nin 2\n");
        let Some(expected) = recorded(&case, name) else {
            continue;
        };
        assert_eq!(run(&case, &machine), expected, "{}", case["script"]);
    }
}
