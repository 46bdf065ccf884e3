//! `shell-errors.jsonl`: scripts that go wrong, in eight shells.

use serde_json::Value;
use shellform::ShellName;

use super::Tallies;
use super::script::{Deciding, Recorded, compare, files, input};

/// The shells as these recordings name them.
pub(super) const SHELLS: [(&str, ShellName); 8] = [
    ("dash", ShellName::Dash),
    ("bash", ShellName::Bash),
    ("bash_sh", ShellName::BashAsSh),
    ("busybox", ShellName::Busybox),
    ("alpine", ShellName::Alpine),
    ("dash_sid", ShellName::DashUnstable),
    ("bash53", ShellName::Bash53),
    ("busybox138", ShellName::Busybox138),
];

/// The files that lie in the working directory, as recorded beside the cases.
pub(super) const FILES: &str = "shell-errors-files.json";

pub(super) fn add(tallies: &mut Tallies, case: &Value, given: &Value) {
    if case["host_dependent"] == true {
        return;
    }
    for (name, shell) in SHELLS {
        let Some(recorded) = Recorded::of(&case[name]) else {
            continue;
        };
        let mut input = input(shell, case, "/usr/bin:/bin");
        input.files = files(given);
        let compared = compare(&input, &recorded, Deciding::All);
        tallies.of(name).add(&super::name(case), compared.outcome);
    }
}
