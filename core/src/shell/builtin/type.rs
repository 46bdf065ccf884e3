//! `type` (XCU 4): what a name stands for.

use super::describe::{Meaning, describe, identify, line};
use super::options::{Given, Takes};
use crate::shell::dialect::{Dialect, reserved_word};
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
    let names: Vec<String> = arguments[given.operands..]
        .iter()
        .map(|it| shell.str(*it).to_owned())
        .collect();
    let mut status = 0;
    for name in names {
        status = tell(shell, &given, &name).await?.max(status);
    }
    Ok(status)
}

/// What `command -v` says, of each name.
async fn identify_each(shell: &mut Evaluator, names: &[Span]) -> Flow<u8> {
    let mut status = 0;
    for name in names {
        status = identify(shell, &[*name]).await?.max(status);
    }
    Ok(status)
}

/// Says of one name what it stands for, or everything that it could.
async fn tell(shell: &mut Evaluator, given: &Given, name: &str) -> Flow<u8> {
    let form = given.last_of("tpP");
    let meanings = meanings(shell, given, name)?;
    if meanings.is_empty() {
        if form.is_none() {
            let text = format!("{name}: not found");
            shell.complain(Some("type"), &text).await?;
        }
        return Ok(1);
    }
    let mut lines = String::new();
    for meaning in meanings {
        let line = match form {
            None if given.has('a') => line_of_all(shell, name, meaning)?,
            None => line(shell, name, meaning)?,
            Some(form) => {
                if let (Meaning::Found(found), false) = (&meaning, given.has('a')) {
                    shell.note_look(name, found);
                }
                short(&meaning, form)
            }
        };
        lines.extend(line.map(|it| it + "\n"));
    }
    let text = shell.shell_text(&lines, "description of a command");
    let failed = shell.output("type", text).await?;
    // Where only a word is asked for, nobody looks whether it could be written.
    Ok(if form.is_none() { failed } else { 0 })
}

/// What a name stands for, and with `-a` what else it could.
fn meanings(shell: &mut Evaluator, given: &Given, name: &str) -> Flow<Vec<Meaning>> {
    let (all, forced) = (given.has('a'), given.has('P'));
    let mut meanings = Vec::new();
    if !forced {
        let first = match given.has('f') {
            true => shell.meaning_without_functions(name)?,
            false => shell.meaning(name)?,
        };
        let is_nothing = matches!(first, Meaning::Found(Found::Nothing(_)));
        let is_file = matches!(first, Meaning::Found(Found::Program(_)));
        let is_function = matches!(first, Meaning::Found(Found::Function(_)));
        if !(is_nothing || all && is_file) {
            meanings.push(first);
        }
        if all
            && is_function
            && let Some(builtin) = shell.builtin(name)
        {
            meanings.push(Meaning::Found(Found::Builtin(builtin)));
        }
        if all && matches!(meanings.first(), Some(Meaning::Alias(_) | Meaning::Keyword)) {
            return more_than_one(shell, meanings, name);
        }
    }
    if all
        && forced
        && let Some(known) = shell.remembered(name)
    {
        let path = known.path.clone();
        meanings.push(Meaning::Found(Found::Program(path)));
    } else if all {
        let paths = shell.find_all_programs(name)?.into_iter();
        meanings.extend(paths.map(|it| Meaning::Found(Found::Program(it))));
    } else if forced {
        match shell.find_remembered(name)? {
            Found::Nothing(_) => {}
            found => meanings.push(Meaning::Found(found)),
        }
    }
    Ok(meanings)
}

/// What a reserved word or an alias stands for beside that.
fn more_than_one(
    shell: &mut Evaluator,
    mut meanings: Vec<Meaning>,
    name: &str,
) -> Flow<Vec<Meaning>> {
    let is_keyword = reserved_word(shell.shell, name).is_some();
    if is_keyword && !matches!(meanings.first(), Some(Meaning::Keyword)) {
        meanings.push(Meaning::Keyword);
    }
    if let Some(builtin) = shell.builtin(name) {
        meanings.push(Meaning::Found(Found::Builtin(builtin)));
    }
    if shell.environment.state.functions.contains_key(name) {
        return shell.unsupported("how bash prints a function");
    }
    let paths = shell.find_all_programs(name)?.into_iter();
    meanings.extend(paths.map(|it| Meaning::Found(Found::Program(it))));
    Ok(meanings)
}

/// The sentence about one of several meanings: it looks at no table.
fn line_of_all(shell: &mut Evaluator, name: &str, meaning: Meaning) -> Flow<Option<String>> {
    match meaning {
        Meaning::Found(Found::Program(path)) => Ok(Some(format!("{name} is {path}"))),
        meaning => line(shell, name, meaning),
    }
}

/// `-t`: the kind; `-p` and `-P`: the path, where it is a program.
fn short(meaning: &Meaning, form: char) -> Option<String> {
    if form != 't' {
        return match meaning {
            Meaning::Found(Found::Program(path)) => Some(path.clone()),
            _ => None,
        };
    }
    let kind = match meaning {
        Meaning::Keyword => "keyword",
        Meaning::Alias(_) => "alias",
        Meaning::Found(Found::Builtin(_)) => "builtin",
        Meaning::Found(Found::Function(_)) => "function",
        Meaning::Found(Found::Program(_)) => "file",
        Meaning::Found(Found::Nothing(_)) => return None,
    };
    Some(kind.to_owned())
}
