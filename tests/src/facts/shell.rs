//! `shell.jsonl`: what four shells do with small scripts.

use serde_json::Value;
use shellform::ShellName;

use super::Tallies;
use super::script::{Deciding, Recorded, compare, input};

const SHELLS: [(&str, ShellName); 4] = [
    ("dash", ShellName::Dash),
    ("bash", ShellName::Bash),
    ("bash-as-sh", ShellName::BashAsSh),
    ("busybox", ShellName::Busybox),
];

pub(super) fn add(tallies: &mut Tallies, case: &Value) {
    for (name, shell) in SHELLS {
        let Some(recorded) = Recorded::of(&case["results"][name]) else {
            continue;
        };
        let mut input = input(shell, case, "/bin:/usr/bin:/usr/local/bin");
        let home = input.env.entry("HOME".to_owned()).or_default();
        home.get_or_insert_with(|| "/root".to_owned());
        let compared = compare(&input, &recorded, Deciding::All);
        tallies.of(name).add(&super::name(case), compared.outcome);
    }
}
