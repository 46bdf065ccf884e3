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

/// The case that prints the name of the recorder's temporary folder.
const FOLDER: &str = "control/81";

pub(super) fn add(tallies: &mut Tallies, case: &Value) {
    for (name, shell) in SHELLS {
        let Some(mut recorded) = Recorded::of(&case["results"][name]) else {
            continue;
        };
        if super::name(case) == FOLDER {
            recorded.stdout = without_folder(&recorded.stdout);
        }
        let mut input = input(shell, case, "/bin:/usr/bin:/usr/local/bin");
        let home = input.env.entry("HOME".to_owned()).or_default();
        home.get_or_insert_with(|| "/root".to_owned());
        let compared = compare(&input, &recorded, Deciding::All);
        tallies.of(name).add(&super::name(case), compared.outcome);
    }
}

/// The same with the name of the simulation's folder in place of the recorder's, `sf` and eight more characters.
fn without_folder(stdout: &str) -> String {
    let is_folder = |it: &&str| it.len() == 10 && it.starts_with("sf");
    let words = stdout.split('"');
    let words = words.map(|it| if is_folder(&it) { "srv" } else { it });
    words.collect::<Vec<_>>().join("\"")
}
