//! Recorded syntax errors: which scripts are refused, in which words, with which exit status.

use serde_json::Value;
use shellform::shell::{Dialect, Invocation, exit_status};

use crate::tally::Tally;
use crate::{Named, Ours, SHELLS, read, scripts};

const FIXTURE: &str = include_str!("../../../tests/fixtures/shell.jsonl");

#[test]
fn errors_are_those_recorded() {
    let Some(cases) = scripts::facts("shell-errors.jsonl") else {
        return;
    };
    for shell in &SHELLS {
        let mut tally = Tally::default();
        for case in &cases {
            let recorded = &case[shell.name];
            compare(shell, &case["script"], recorded, "rc", &mut tally);
        }
        tally.close(&format!("recorded errors, {}", shell.name), 0);
    }
}

#[test]
fn scripts_of_the_fixture_are_read_as_recorded() {
    let cases: Vec<Value> = FIXTURE
        .lines()
        .map(|line| serde_json::from_str(line).expect("as recorded"))
        .collect();
    let names = ["dash", "bash", "bash-as-sh", "busybox"];
    for name in names {
        let shell = SHELLS.iter().find(|it| match name {
            "bash-as-sh" => it.name == "bash_sh",
            _ => it.name == name,
        });
        let mut tally = Tally::default();
        for case in &cases {
            let recorded = &case["results"][name];
            compare(
                shell.expect("as recorded"),
                &case["script"],
                recorded,
                "exit",
                &mut tally,
            );
        }
        tally.close(&format!("recorded scripts, {name}"), 0);
    }
}

fn compare(shell: &Named, script: &Value, recorded: &Value, status: &str, tally: &mut Tally) {
    let script = script.as_str().expect("as recorded");
    let printed = recorded["stderr"].as_str().unwrap_or_default();
    let ours = read(shell, script);
    let Some(message) = &ours.message else {
        return tally.unsupported();
    };
    let is_refused = printed.lines().any(|line| is_syntax_error(shell, line));
    // Shells were called by other names here and there; what stands behind the name is compared.
    let printed = printed
        .replace("/bin/bash: ", "NAME: ")
        .replace("/bin/sh: ", "NAME: ");
    let message = message.replace(&format!("{}: ", shell.argv0), "NAME: ");
    let agrees = if is_refused {
        !message.is_empty()
            && printed.ends_with(&message)
            && has_status(shell, &ours, recorded, status)
    } else {
        message.is_empty()
    };
    if agrees {
        tally.agree();
    } else {
        tally.wrong(script, &printed, &message);
    }
}

/// Whether the shell ended as we say it does.
fn has_status(shell: &Named, ours: &Ours, recorded: &Value, status: &str) -> bool {
    let Some(error) = &ours.parse.script.error else {
        return false;
    };
    let recorded = recorded[status]
        .as_u64()
        .and_then(|it| u8::try_from(it).ok());
    let before = 0..=u8::MAX;
    let possible = before.filter(|it| *it == 0 || !ours.parse.script.commands.is_empty());
    let invocation = Invocation::command(shell.argv0);
    possible
        .map(|previous| exit_status(error, &invocation, shell.shell, previous))
        .any(|it| recorded == Some(it))
}

/// Whether a line is what the shell itself prints of its own script's syntax.
fn is_syntax_error(shell: &Named, line: &str) -> bool {
    let Some(text) = line
        .strip_prefix("/bin/sh: ")
        .or_else(|| line.strip_prefix("/bin/bash: "))
    else {
        return false;
    };
    let text = match shell.shell.dialect {
        Dialect::Bash | Dialect::BashAsSh => return text.starts_with("-c: line "),
        Dialect::Dash => text.trim_start_matches(|it: char| it.is_ascii_digit()),
        Dialect::BusyboxAsh => match text.strip_prefix("line ") {
            Some(rest) => rest.trim_start_matches(|it: char| it.is_ascii_digit()),
            None => text,
        },
    };
    let text = text.trim_start_matches([':', ' ']).to_lowercase();
    let Some(what) = text.strip_prefix("syntax error: ") else {
        return false;
    };
    // These are found when the shell expands, not when it reads.
    !what.starts_with("bad substitution") && !what.starts_with("bad fd number")
}
