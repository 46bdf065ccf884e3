//! `hash` (XCU 4): where programs have been found. What is remembered changes nothing that can be seen, but a list.

use super::options::Takes;
use crate::shell::dialect::Dialect;
use crate::shell::execution::{Evaluator, Family, Flow, Found};
use crate::text::Span;

const TAKES: Takes = Takes {
    letters: "lrp:dt",
    usage: "hash [-lr] [-p pathname] [-dt] [name ...]",
};

pub(super) async fn run(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    let is_bash = shell.dialect().family() == Family::Bash;
    let takes = Takes {
        letters: if is_bash { TAKES.letters } else { "r" },
        ..TAKES
    };
    // dash and busybox read no further than the first option.
    let first = shell.argument(arguments, 1).unwrap_or_default();
    if first.starts_with("-r") && forgets_at_once(shell, &first) {
        return Ok(0);
    }
    let given = match shell.read_options(arguments, takes).await? {
        Ok(given) => given,
        Err(status) => return Ok(status),
    };
    let names = &arguments[given.operands..];
    if names.is_empty() && given.has('r') {
        return Ok(0);
    }
    if names.is_empty() || given.options.iter().any(|it| it.0 != 'r') {
        return shell.unsupported("what hash lists");
    }
    let mut status = 0;
    for name in names {
        let name = shell.str(*name).to_owned();
        let found = match name.starts_with('%') {
            true => shell.find_program(&name)?,
            false => shell.find(&name)?,
        };
        if matches!(found, Found::Nothing(_)) && !name.contains('/') {
            status = not_found(shell, &name).await?;
        }
    }
    Ok(status)
}

/// Whether `-r` is all that is read of the arguments: dash looks at the other letters of its word.
fn forgets_at_once(shell: &Evaluator, word: &str) -> bool {
    match shell.dialect() {
        Dialect::Dash => word.bytes().skip(1).all(|it| it == b'r'),
        Dialect::BusyboxAsh => true,
        Dialect::Bash | Dialect::BashAsSh => false,
    }
}

async fn not_found(shell: &mut Evaluator, name: &str) -> Flow<u8> {
    let text = match (shell.dialect().family(), name) {
        (Family::Ash, "") => format!("{name}: Permission denied"),
        (Family::Ash | Family::Bash, _) => format!("{name}: not found"),
    };
    shell.complain(Some("hash"), &text).await?;
    Ok(1)
}
