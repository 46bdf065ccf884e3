//! The programs that scripts lean on, with right and wrong arguments, against what those of Debian 12 and its busybox
//! did: every case is simulated, and none is wrong.

use serde_json::Value;
use shellform::shell::{Dialect, Release, Shell};

use crate::run::{Machine, recorded, run};

/// The files of the folder that every case runs in, then cases as in `shell.jsonl`, run as `sh -c`.
const FIXTURE: &str = include_str!("../../../tests/fixtures/programs.jsonl");

#[test]
fn programs_of_debian_do_as_recorded() {
    check("dash", Dialect::Dash, Release::Dash0_5_12);
}

#[test]
fn programs_of_busybox_do_as_recorded() {
    check("busybox", Dialect::BusyboxAsh, Release::Busybox1_35);
}

#[track_caller]
fn check(name: &str, dialect: Dialect, release: Release) {
    let machine = Machine {
        shell: Shell { dialect, release },
        environment: &[("PATH", "/usr/bin:/bin"), ("HOME", "/root")],
        files: &[],
    };
    let mut lines = FIXTURE.lines();
    let files: Value = serde_json::from_str(lines.next().unwrap_or("")).expect("as recorded");
    for line in lines {
        let mut case: Value = serde_json::from_str(line).expect("as recorded");
        case["files"] = files["files"].clone();
        let Some(expected) = recorded(&case, name) else {
            continue;
        };
        assert_eq!(run(&case, &machine), expected, "{}", case["script"]);
    }
}
