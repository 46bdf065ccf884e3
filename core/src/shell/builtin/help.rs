//! `help` (bash): only what it says of topics that there are not.

use super::options::Takes;
use crate::shell::execution::{Evaluator, Flow};
use crate::text::Span;

const TAKES: Takes = Takes {
    letters: "dms",
    usage: "help [-dms] [pattern ...]",
};

/// The topics, as `compgen -A helptopic` lists them.
const TOPICS: [&str; 76] = [
    "%",
    "((",
    ".",
    ":",
    "[",
    "[[",
    "alias",
    "bg",
    "bind",
    "break",
    "builtin",
    "caller",
    "case",
    "cd",
    "command",
    "compgen",
    "complete",
    "compopt",
    "continue",
    "coproc",
    "declare",
    "dirs",
    "disown",
    "echo",
    "enable",
    "eval",
    "exec",
    "exit",
    "export",
    "false",
    "fc",
    "fg",
    "for",
    "function",
    "getopts",
    "hash",
    "help",
    "history",
    "if",
    "jobs",
    "kill",
    "let",
    "local",
    "logout",
    "mapfile",
    "popd",
    "printf",
    "pushd",
    "pwd",
    "read",
    "readarray",
    "readonly",
    "return",
    "select",
    "set",
    "shift",
    "shopt",
    "source",
    "suspend",
    "test",
    "time",
    "times",
    "trap",
    "true",
    "type",
    "typeset",
    "ulimit",
    "umask",
    "unalias",
    "unset",
    "until",
    "variables",
    "wait",
    "while",
    "{",
    "job_spec",
];

pub(super) async fn run(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    let given = match shell.read_options(arguments, TAKES).await? {
        Ok(given) => given,
        Err(status) => return Ok(status),
    };
    let operands = arguments[given.operands..].iter();
    let names: Vec<String> = operands.map(|it| shell.str(*it).to_owned()).collect();
    let is_known = |name: &String| {
        name.contains(['*', '?', '[', '\\'])
            || TOPICS.iter().any(|it| it.starts_with(name.as_str()))
    };
    // Of several only the last one that there is not is named.
    let Some(last) = names.last().filter(|_| !names.iter().any(is_known)) else {
        return shell.unsupported("the built-in help");
    };
    let text = format!(
        "no help topics match `{last}'.  Try `help help' or `man -k {last}' or `info {last}'."
    );
    shell.complain(Some("help"), &text).await?;
    Ok(1)
}
