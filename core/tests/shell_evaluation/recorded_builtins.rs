//! Built-ins with right and wrong arguments, against what the shells of Debian 12 did: none may be wrong.

use serde_json::Value;
use shellform::shell::{Dialect, Release, Shell};

use crate::run::{Machine, Result, recorded, run};

/// Cases as in `shell.jsonl`, run as `sh -c` in a folder that holds the files below.
const FIXTURE: &str = include_str!("../../../tests/fixtures/builtins.jsonl");

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
        environment: &[("PATH", "/usr/bin:/bin"), ("HOME", "/root")],
        files: &[],
    };
    for line in FIXTURE.lines() {
        let mut case: Value = serde_json::from_str(line).expect("as recorded");
        case["files"] = serde_json::json!({
            "f1": "one two\n a:b\\c \nzlast",
            "n": "10\n9\n1\n100\n",
            "e": "",
            "w": "b x 3\na y 2\nc z 1\na y 2\n",
            "d": null,
        });
        case["stdin"] = Value::from("in 1\nin 2\n");
        let Some(expected) = recorded(&case, name) else {
            continue;
        };
        match run(&case, &machine) {
            Result::Unsupported(_) => {}
            ended @ Result::Ended { .. } => assert_eq!(ended, expected, "{}", case["script"]),
        }
    }
}
