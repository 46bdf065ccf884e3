//! `command` (XCU 4): a command without functions, or what a name stands for.

use crate::shell::dialect::{Applets, reserved_word, runs_applets};
use crate::shell::execution::{Evaluator, Family, Flow, Found};
use crate::text::Span;

pub(super) async fn run(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    match shell.argument(arguments, 1).as_deref() {
        None => Ok(0),
        Some("-v") => identify(shell, &arguments[2..]).await,
        Some("--") => shell.unsupported("command with --"),
        Some(option) if option.starts_with('-') => shell.unsupported(format!("command {option}")),
        Some(name) => {
            let found = shell.find_without_functions(name)?;
            shell.run_found(found, &arguments[1..]).await?;
            Ok(shell.status)
        }
    }
}

/// `command -v`
async fn identify(shell: &mut Evaluator, names: &[Span]) -> Flow<u8> {
    let [name] = names else {
        return shell.unsupported("command -v with several names");
    };
    let name = shell.str(*name).to_owned();
    if name.contains('/') {
        return shell.unsupported("command -v of a path");
    }
    let line = if reserved_word(shell.shell, &name).is_some() {
        format!("{name}\n")
    } else {
        match shell.find(&name)? {
            Found::Builtin(_) | Found::Function(_) => format!("{name}\n"),
            Found::Program(_) if runs_applets(shell.shell) == Applets::First => {
                return shell.unsupported("what busybox says of the programs that it holds itself");
            }
            Found::Program(path) => format!("{path}\n"),
            Found::Nothing(_) => {
                return Ok(match shell.dialect().family() {
                    Family::Ash => 127,
                    Family::Bash => 1,
                });
            }
        }
    };
    let text = shell.shell_text(&line, "description of a command");
    shell.output("command", text).await
}
