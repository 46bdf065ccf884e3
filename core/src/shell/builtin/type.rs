//! `type` (XCU 4): what a name stands for.

use crate::shell::builtin::Class;
use crate::shell::dialect::{Applets, Dialect, reserved_word, runs_applets};
use crate::shell::execution::{Evaluator, Family, Flow, Found};
use crate::text::Span;

pub(super) async fn run(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    let mut status = 0;
    for argument in &arguments[1..] {
        let name = shell.str(*argument).to_owned();
        let is_word = reserved_word(shell.shell, &name).is_some();
        if name.starts_with('-') || name.contains('/') || is_word {
            return shell.unsupported("type of an option, a path or a reserved word");
        }
        let found = shell.find(&name)?;
        status = describe(shell, &name, &found).await?.max(status);
    }
    Ok(status)
}

/// Prints what a name stands for.
async fn describe(shell: &mut Evaluator, name: &str, found: &Found) -> Flow<u8> {
    let line = match (found, shell.dialect().family()) {
        (Found::Builtin(builtin), _) => {
            let is_named = builtin.class == Class::Special
                && !matches!(builtin.name, "local")
                && shell.dialect() != Dialect::Bash;
            let special = if is_named { "special " } else { "" };
            format!("{name} is a {special}shell builtin\n")
        }
        (Found::Function(_), Family::Ash) => format!("{name} is a shell function\n"),
        (Found::Function(_), Family::Bash) => {
            return shell.unsupported("how bash prints a function");
        }
        (Found::Program(_), _) if runs_applets(shell.shell) == Applets::First => {
            return shell.unsupported("what busybox says of the programs that it holds itself");
        }
        (Found::Program(path), _) => format!("{name} is {path}\n"),
        (Found::Nothing(_), Family::Ash) => format!("{name}: not found\n"),
        (Found::Nothing(_), Family::Bash) => {
            shell
                .complain(Some("type"), &format!("{name}: not found"))
                .await?;
            return Ok(1);
        }
    };
    let text = shell.shell_text(&line, "description of a command");
    let status = shell.output("type", text).await?;
    Ok(match found {
        Found::Nothing(_) => 127,
        _ => status,
    })
}
