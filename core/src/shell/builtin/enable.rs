//! `enable` (bash): turns built-ins off and on, and lists them.

use std::rc::Rc;

use super::options::{Given, Takes};
use super::{BUILTINS, builtin, names};
use crate::shell::dialect::Dialect;
use crate::shell::execution::{Evaluator, Flow};
use crate::text::Span;

const TAKES: Takes = Takes {
    letters: "adnpsf:",
    usage: "enable [-a] [-dnps] [-f filename] [name ...]",
};

/// The special built-ins (XCU 2.14), as bash counts them.
const SPECIAL: [&str; 16] = [
    ".", ":", "break", "continue", "eval", "exec", "exit", "export", "readonly", "return", "set",
    "shift", "source", "times", "trap", "unset",
];

/// The reserved words that other lists count among the built-ins.
const KEYWORDS: [&str; 2] = ["time", "coproc"];

pub(super) async fn run(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    let given = match shell.read_options(arguments, TAKES).await? {
        Ok(given) => given,
        Err(status) => return Ok(status),
    };
    let operands: Vec<String> = arguments[given.operands..]
        .iter()
        .map(|it| shell.str(*it).to_owned())
        .collect();
    if given.has('f') {
        return shell.unsupported("enable -f");
    }
    if operands.is_empty() || given.has('p') {
        return list(shell, &given).await;
    }
    let mut status = 0;
    for name in operands {
        let Some(known) = all(shell.dialect()).into_iter().find(|it| *it == name) else {
            let text = format!("{name}: not a shell builtin");
            shell.complain(Some("enable"), &text).await?;
            status = 1;
            continue;
        };
        if given.has('d') {
            let text = format!("{name}: not dynamically loaded");
            shell.complain(Some("enable"), &text).await?;
            status = 1;
            continue;
        }
        let disabled = Rc::make_mut(&mut shell.environment.state.disabled);
        match given.has('n') {
            true => disabled.insert(known),
            false => disabled.remove(known),
        };
    }
    Ok(status)
}

/// The names of the built-ins, in order, simulated or not.
pub(super) fn all(dialect: Dialect) -> Vec<&'static str> {
    let simulated = BUILTINS.iter().map(|it| it.name);
    let mut names: Vec<&str> = simulated
        .filter(|it| builtin(it, dialect).is_some())
        .chain(names::unsimulated(dialect))
        .filter(|it| !KEYWORDS.contains(it))
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}

async fn list(shell: &mut Evaluator, given: &Given) -> Flow<u8> {
    let mut lines = String::new();
    for name in all(shell.dialect()) {
        let is_off = shell.environment.state.disabled.contains(name);
        let is_wanted = given.has('a') || is_off == given.has('n');
        if !is_wanted || given.has('s') && !SPECIAL.contains(&name) {
            continue;
        }
        lines += &match is_off {
            true => format!("enable -n {name}\n"),
            false => format!("enable {name}\n"),
        };
    }
    let text = shell.shell_text(&lines, "list of built-ins");
    shell.output("enable", text).await
}
