//! `command` (XCU 4): a command without functions, or what a name stands for.

use super::describe::{describe, identify};
use super::dot;
use super::options::{Given, Takes};
use crate::shell::builtin::{Builtin, Class};
use crate::shell::dialect::Dialect;
use crate::shell::execution::{Divert, Evaluator, Family, Flow, Found};
use crate::text::Span;

const TAKES: Takes = Takes {
    letters: "pvV",
    usage: "command [-pVv] command [arg ...]",
};

pub(super) async fn run(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    let given = match shell.read_options(arguments, TAKES).await? {
        Ok(given) => given,
        Err(status) => return Ok(status),
    };
    let operands = arguments[given.operands..].to_vec();
    let Some(name) = operands.first().map(|it| shell.str(*it).to_owned()) else {
        return Ok(0);
    };
    if given.has('p') {
        return run_with_usual_path(shell, &given, &operands, &name).await;
    }
    match given.last_of("vV") {
        Some('v') => identify(shell, &operands).await,
        Some(_) => describe(shell, "command", &operands).await,
        None => {
            if name == "local" && shell.dialect().family() == Family::Ash && !shell.is_in_function()
            {
                return shell.unsupported("command local outside of a function");
            }
            let found = shell.find_without_functions(&name)?;
            if let Found::Builtin(builtin) = &found
                && forgives(shell, builtin, &operands)
            {
                return match (builtin.run)(shell, &operands).await {
                    Err(Divert::Error | Divert::Failed | Divert::FailedAssignment) => {
                        Ok(shell.status)
                    }
                    result => result,
                };
            }
            let found = shell.used(&name, found)?;
            match shell.run_found(found, &operands).await {
                Err(divert) => Err(divert),
                Ok(()) => Ok(shell.status),
            }
        }
    }
}

/// Whether the error of a special built-in does not end bash in POSIX mode: `eval` and `.` still end it by what they
/// run.
fn forgives(shell: &Evaluator, builtin: &Builtin, operands: &[Span]) -> bool {
    let option = operands.get(1).map_or("", |it| shell.str(*it));
    let is_option = option.len() > 1 && option.starts_with('-') && option != "--";
    let runs_script = matches!(builtin.name, "eval" | "." | "source");
    shell.dialect() == Dialect::BashAsSh
        && builtin.class == Class::Special
        && (is_option || !runs_script || builtin.name != "eval" && !dot::finds(shell, option))
}

/// `command -p`: looks in the directories where the standard programs are.
async fn run_with_usual_path(
    shell: &mut Evaluator,
    given: &Given,
    operands: &[Span],
    name: &str,
) -> Flow<u8> {
    let found = match shell.find_without_functions(name)? {
        found @ (Found::Builtin(_) | Found::Function(_)) => found,
        _ if name.contains('/') => shell.find_program(name)?,
        _ => shell.find_in_usual_path(name)?,
    };
    let shows = given.last_of("vV");
    match (shows, found) {
        (None, found) => {
            let found = match shell.dialect().family() {
                Family::Bash => shell.used(name, found)?,
                Family::Ash => found,
            };
            shell.run_found(found, operands).await?;
            Ok(shell.status)
        }
        (Some('v'), Found::Program(path)) if !path.starts_with("applet:") => {
            let text = shell.shell_text(&format!("{path}\n"), "description of a command");
            shell.output("command", text).await
        }
        (Some('v'), Found::Builtin(_)) => identify(shell, operands).await,
        (Some(_), _) => shell.unsupported("command -p with -v or -V"),
    }
}
