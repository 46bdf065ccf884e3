//! `hash` (XCU 4): where programs have been found.

use super::options::{Given, Takes};
use crate::shell::dialect::Dialect;
use crate::shell::execution::{Age, Began, Evaluator, Family, Flow, Found};
use crate::shell::pattern::Locale;
use crate::shell::quoting;
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
        shell.forget_programs();
        return Ok(0);
    }
    let given = match shell.read_options(arguments, takes).await? {
        Ok(given) => given,
        Err(status) => return Ok(status),
    };
    let names: Vec<String> = arguments[given.operands..]
        .iter()
        .map(|it| shell.str(*it).to_owned())
        .collect();
    if is_bash {
        return run_as_bash(shell, &given, &names).await;
    }
    if names.is_empty() {
        return list_as_ash(shell).await;
    }
    let mut status = 0;
    for name in names {
        status = look(shell, &name).await?.max(status);
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

async fn run_as_bash(shell: &mut Evaluator, given: &Given, names: &[String]) -> Flow<u8> {
    for letter in ['d', 't'] {
        if names.is_empty() && given.has(letter) {
            let text = format!("-{letter}: option requires an argument");
            shell.complain(Some("hash"), &text).await?;
            return Ok(1);
        }
    }
    if given.has('t') {
        return show_each(shell, given, names).await;
    }
    if names.is_empty() && !given.has('r') {
        return list_as_bash(shell, given).await;
    }
    if given.has('r') {
        shell.forget_programs();
    }
    let path = given.argument('p').map(|it| shell.str(it).to_owned());
    let mut status = 0;
    for name in names {
        status = match &path {
            _ if name.contains('/') => 0,
            Some(path) => set(shell, name, path).await?,
            None if given.has('d') => forget(shell, name).await?,
            None => look(shell, name).await?,
        }
        .max(status);
    }
    Ok(status)
}

/// Looks for a program, and remembers it anew.
async fn look(shell: &mut Evaluator, name: &str) -> Flow<u8> {
    let found = match name.starts_with('%') {
        true => shell.find_program(name)?,
        false => {
            shell.forget_program(name);
            shell.find(name)?
        }
    };
    match found {
        Found::Nothing(_) if !name.contains('/') => not_found(shell, name).await,
        Found::Program(path) if !name.contains('/') && !path.starts_with("applet:") => {
            shell.remember(name, &path, 0);
            Ok(0)
        }
        _ => Ok(0),
    }
}

/// `hash -p path name`
async fn set(shell: &mut Evaluator, name: &str, path: &str) -> Flow<u8> {
    let found = shell.process.inode_at(path, crate::kernel::Follow::Links);
    if found.is_ok_and(|it| shell.process.is_directory(it)) {
        let text = format!("{path}: Is a directory");
        shell.complain(Some("hash"), &text).await?;
        return Ok(1);
    }
    shell.remember(name, path, 0);
    Ok(0)
}

/// `hash -d name`: without a table there is nothing to miss.
async fn forget(shell: &mut Evaluator, name: &str) -> Flow<u8> {
    let has_table = shell.environment.state.remembered.began == Began::Yes;
    match shell.forget_program(name) || !has_table {
        true => Ok(0),
        false => not_found(shell, name).await,
    }
}

/// `hash -t name …`
async fn show_each(shell: &mut Evaluator, given: &Given, names: &[String]) -> Flow<u8> {
    let mut status = 0;
    for name in names {
        let Some(path) = shell.remembered(name).map(|it| it.path.clone()) else {
            status = not_found(shell, name).await?;
            continue;
        };
        shell.note_look(name, &Found::Program(path.clone()));
        let line = match (given.has('l'), names.len()) {
            // Nothing is quoted here (recorded).
            (true, _) => format!("builtin hash -p {path} {name}\n"),
            (false, 1) => format!("{path}\n"),
            (false, _) => format!("{name}\t{path}\n"),
        };
        let text = shell.shell_text(&line, "path of a command");
        status = shell.output("hash", text).await?.max(status);
    }
    Ok(status)
}

/// `builtin hash -p path name`
fn reusable(name: &str, path: &str) -> String {
    let is_plain = quoting::printed(path, Locale::Posix) == path;
    let path = match is_plain {
        true => path.to_owned(),
        false => quoting::reusable(path, Locale::Posix),
    };
    format!("builtin hash -p {path} {name}\n")
}

async fn list_as_bash(shell: &mut Evaluator, given: &Given) -> Flow<u8> {
    let programs = shell.remembered_programs();
    let is_portable = given.has('l');
    let mut lines = match (programs.is_empty(), is_portable, shell.dialect()) {
        (true, false, Dialect::Bash) => "hash: hash table empty\n".to_owned(),
        (false, false, _) => "hits\tcommand\n".to_owned(),
        _ => String::new(),
    };
    for program in programs {
        lines += &match is_portable {
            true => reusable(&program.name, &program.path),
            false => format!("{:>4}\t{}\n", program.hits, program.path),
        };
    }
    let text = shell.shell_text(&lines, "list of commands");
    shell.output("hash", text).await
}

async fn list_as_ash(shell: &mut Evaluator) -> Flow<u8> {
    let mut lines = String::new();
    for program in shell.remembered_programs() {
        let mark = match program.age {
            Age::Fresh => "",
            Age::Stale => "*",
        };
        lines += &format!("{}{mark}\n", program.path);
    }
    let text = shell.shell_text(&lines, "list of commands");
    shell.output("hash", text).await
}

async fn not_found(shell: &mut Evaluator, name: &str) -> Flow<u8> {
    let text = match (shell.dialect().family(), name) {
        (Family::Ash, "") => format!("{name}: Permission denied"),
        (Family::Ash | Family::Bash, _) => format!("{name}: not found"),
    };
    shell.complain(Some("hash"), &text).await?;
    Ok(1)
}
