//! `type` (XCU 4): what a name stands for.

use super::describe::{Meaning, describe, identify};
use super::options::Takes;
use crate::shell::dialect::Dialect;
use crate::shell::execution::{Evaluator, Flow, Found};
use crate::text::Span;

const TAKES: Takes = Takes {
    letters: "afptP",
    usage: "type [-afptP] name [name ...]",
};

pub(super) async fn run(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    let first = arguments.get(1).map(|it| shell.str(*it));
    match shell.dialect() {
        // busybox takes any option, and says less then.
        Dialect::BusyboxAsh if first.is_some_and(|it| it.starts_with('-')) => {
            return identify_each(shell, &arguments[2..]).await;
        }
        Dialect::Dash | Dialect::BusyboxAsh => {
            return describe(shell, "type", &arguments[1..]).await;
        }
        Dialect::Bash | Dialect::BashAsSh => {}
    }
    let given = match shell.read_options(arguments, TAKES).await? {
        Ok(given) => given,
        Err(status) => return Ok(status),
    };
    let names = arguments[given.operands..].to_vec();
    match &*given.options.iter().map(|it| it.0).collect::<String>() {
        "" => describe(shell, "type", &names).await,
        "t" => kinds(shell, &names).await,
        letters @ ("p" | "P") => paths(shell, &names, letters).await,
        letters => shell.unsupported(format!("type -{letters}")),
    }
}

/// What `command -v` says, of each name.
async fn identify_each(shell: &mut Evaluator, names: &[Span]) -> Flow<u8> {
    let mut status = 0;
    for name in names {
        status = identify(shell, &[*name]).await?.max(status);
    }
    Ok(status)
}

/// `type -t`: a word for each name that stands for something.
async fn kinds(shell: &mut Evaluator, names: &[Span]) -> Flow<u8> {
    let mut status = 0;
    for name in names {
        let name = shell.str(*name).to_owned();
        let kind = match shell.meaning(&name)? {
            Meaning::Keyword => "keyword",
            Meaning::Alias(_) => "alias",
            Meaning::Found(Found::Builtin(_)) => "builtin",
            Meaning::Found(Found::Function(_)) => "function",
            Meaning::Found(Found::Program(_)) => "file",
            Meaning::Found(Found::Nothing(_)) => {
                status = 1;
                continue;
            }
        };
        let text = shell.shell_text(&format!("{kind}\n"), "kind of a command");
        shell.output("type", text).await?;
    }
    Ok(status)
}

/// `type -p` and `-P`: the path of a program; `-P` looks for one whatever else has the name.
async fn paths(shell: &mut Evaluator, names: &[Span], letters: &str) -> Flow<u8> {
    let mut status = 0;
    for name in names {
        let name = shell.str(*name).to_owned();
        let found = match (letters, shell.meaning(&name)?) {
            ("P", _) => shell.find_program(&name)?,
            (_, Meaning::Found(found)) => found,
            (_, Meaning::Keyword | Meaning::Alias(_)) => continue,
        };
        match found {
            Found::Program(path) => {
                let text = shell.shell_text(&format!("{path}\n"), "path of a command");
                shell.output("type", text).await?;
            }
            Found::Nothing(_) => status = 1,
            Found::Builtin(_) | Found::Function(_) => {}
        }
    }
    Ok(status)
}
