//! `suites.jsonl`: cases of public test suites of shells. Standard output and exit status decide; standard error is
//! counted beside.

use serde_json::Value;
use shellform::ShellName;

use super::Tallies;
use super::script::{Deciding, Recorded, Stderr, compare, input};

const SHELLS: [(&str, ShellName); 5] = [
    ("dash", ShellName::Dash),
    ("bash", ShellName::Bash),
    ("bash_sh", ShellName::BashAsSh),
    ("busybox", ShellName::Busybox),
    ("alpine", ShellName::Alpine),
];

pub(super) fn add(tallies: &mut Tallies, case: &Value) {
    for (name, shell) in SHELLS {
        let Some(recorded) = Recorded::of(&case["results"][name]) else {
            continue;
        };
        let mut input = input(shell, case, "/usr/bin:/bin");
        // The recorders put the shell's path in place of this.
        for value in input.env.values_mut().flatten() {
            *value = value.replace("@SH@", shell.path());
        }
        let compared = compare(&input, &recorded, Deciding::OutputAndExit);
        let tally = tallies.of(name);
        tally.other_stderr += usize::from(compared.stderr == Stderr::Differs);
        tally.add(&super::name(case), compared.outcome);
    }
}
