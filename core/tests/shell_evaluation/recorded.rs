//! The recorded cases of four shells.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::Value;
use shellform::shell::{Dialect, Release, Shell};

use crate::run::{Machine, Result, run};

const FIXTURE: &str = include_str!("../../../tests/fixtures/shell.jsonl");

/// How many cases of a shell are wrong: what the recorder's folder was called, and programs that are not simulated.
const MOST_WRONG: usize = 6;

#[test]
fn dash_does_as_recorded() {
    check("dash", Dialect::Dash, Release::Dash0_5_12, 433);
}

#[test]
fn bash_does_as_recorded() {
    check("bash", Dialect::Bash, Release::Bash5_2, 391);
}

#[test]
fn bash_in_posix_mode_does_as_recorded() {
    let dialect = Dialect::BashAsSh;
    check("bash-as-sh", dialect, Release::Bash5_2, 392);
}

#[test]
fn busybox_does_as_recorded() {
    let dialect = Dialect::BusyboxAsh;
    check("busybox", dialect, Release::Busybox1_35, 419);
}

/// Compares every case; none may be wrong, and at least as many must agree.
#[track_caller]
#[expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests may look around and print"
)]
fn check(name: &str, dialect: Dialect, release: Release, agreed_before: usize) {
    let machine = Machine {
        shell: Shell { dialect, release },
        environment: &[("PATH", "/bin:/usr/bin:/usr/local/bin"), ("HOME", "/root")],
        files: &[],
    };
    let show = std::env::var("SHELLFORM_SHOW").unwrap_or_default();
    let (mut agreed, mut wrong) = (0, 0);
    let mut differences = String::new();
    let mut reasons: BTreeMap<String, usize> = BTreeMap::new();
    for line in FIXTURE.lines() {
        let case: Value = serde_json::from_str(line).expect("as recorded");
        let recorded = &case["results"][name];
        let text = |key: &str| recorded[key].as_str().unwrap_or_default().to_owned();
        let expected = Result::Ended {
            exit: recorded["exit"].as_i64().unwrap_or_default(),
            stdout: text("stdout"),
            stderr: text("stderr"),
        };
        match run(&case, &machine) {
            Result::Unsupported(what) => *reasons.entry(what).or_default() += 1,
            ours @ Result::Ended { .. } if ours == expected => agreed += 1,
            ours @ Result::Ended { .. } => {
                wrong += 1;
                let script = &case["script"];
                let id = &case["id"];
                writeln!(
                    differences,
                    "{id} {script}\n  shell {expected:?}\n  ours  {ours:?}"
                )
                .expect("it fits");
            }
        }
    }
    let unsupported: usize = reasons.values().sum();
    println!("{name}: {agreed} agree, {unsupported} not simulated, {wrong} wrong");
    if show == "reasons" {
        let mut reasons: Vec<_> = reasons.into_iter().collect();
        reasons.sort_by_key(|it| std::cmp::Reverse(it.1));
        println!("{reasons:#?}");
    }
    // FIXME: none may be wrong in the end.
    assert!(wrong <= MOST_WRONG, "{differences}");
    assert!(
        agreed >= agreed_before,
        "{agreed} agree, before {agreed_before}"
    );
}
