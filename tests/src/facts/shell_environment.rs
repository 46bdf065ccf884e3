//! `shell-environment.jsonl`: the variables each shell sets by itself, `$0`, its options.

use serde_json::Value;
use shellform::input::InputFile;

use super::Tallies;
use super::script::{Deciding, Recorded, compare, input};
use super::shell_errors::SHELLS;

pub(super) fn add(tallies: &mut Tallies, case: &Value) {
    for (name, shell) in SHELLS {
        let Some(recorded) = Recorded::of(&case[name]) else {
            continue;
        };
        let mut input = input(shell, case, "/usr/bin:/bin");
        // What `ENV` and `BASH_ENV` name.
        input.files = vec![InputFile {
            path: "e.sh".to_owned(),
            content: Some("X=fromenv\n".to_owned()),
            mode: None,
        }];
        let compared = compare(&input, &recorded, Deciding::All);
        tallies.of(name).add(&super::name(case), compared.outcome);
    }
}
