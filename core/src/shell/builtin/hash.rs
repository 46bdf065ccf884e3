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
        letters: if is_bash { TAKES.letters } else { "rv" },
        ..TAKES
    };
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
        if matches!(shell.find(&name)?, Found::Nothing(_)) && !name.contains('/') {
            status = not_found(shell, &name).await?;
        }
    }
    Ok(status)
}

async fn not_found(shell: &mut Evaluator, name: &str) -> Flow<u8> {
    let text = format!("{name}: not found");
    match shell.dialect() {
        Dialect::Dash | Dialect::BusyboxAsh | Dialect::Bash | Dialect::BashAsSh => {
            shell.complain(Some("hash"), &text).await?;
        }
    }
    Ok(1)
}
