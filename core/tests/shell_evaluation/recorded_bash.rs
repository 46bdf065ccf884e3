//! What bash alone has: how it prints functions, `declare`, references, `select`, `complete` and the like, as recorded of
//! bash 5.2: every case is simulated, and none is wrong.

use serde_json::Value;
use shellform::shell::{Dialect, Release, Shell};

use crate::run::{Machine, Result, recorded, run};

/// Cases as in `shell.jsonl`, run as `sh -c`.
const FIXTURE: &str = include_str!("../../../tests/fixtures/bash.jsonl");

#[test]
fn bash_does_as_recorded() {
    check("bash", Dialect::Bash);
}

#[test]
fn bash_in_posix_mode_does_as_recorded() {
    check("bash-as-sh", Dialect::BashAsSh);
}

#[track_caller]
fn check(name: &str, dialect: Dialect) {
    let machine = Machine {
        shell: Shell {
            dialect,
            release: Release::Bash5_2,
        },
        environment: &[("PATH", "/usr/bin:/bin"), ("HOME", "/root")],
        files: &[],
    };
    for line in FIXTURE.lines() {
        let case: Value = serde_json::from_str(line).expect("as recorded");
        let Some(expected) = recorded(&case, name) else {
            continue;
        };
        assert_eq!(run(&case, &machine), expected, "{}", case["script"]);
    }
}

/// As recorded of bash 5.2: the shell itself names no line 0, the built-ins do.
#[test]
fn functions_from_the_environment_count_their_lines_from_0() {
    let machine = Machine {
        shell: Shell {
            dialect: Dialect::Bash,
            release: Release::Bash5_2,
        },
        environment: &[
            ("PATH", "/usr/bin:/bin"),
            (
                "BASH_FUNC_f%%",
                "() {  cd /one; : >/one/file;\n cd /two;\n echo $LINENO\n}",
            ),
        ],
        files: &[],
    };
    let case = serde_json::json!({"script": "\nf\ndeclare -F"});
    let expected = Result::Ended {
        exit: 0,
        stdout: "2\ndeclare -fx f\n".to_owned(),
        stderr: "environment: line 0: cd: /one: No such file or directory\n\
                 environment: /one/file: No such file or directory\n\
                 environment: line 1: cd: /two: No such file or directory\n"
            .to_owned(),
    };
    assert_eq!(run(&case, &machine), expected);
}
