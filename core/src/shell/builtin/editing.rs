//! `bind`, `compopt`, `history` and `fc` (bash) where nobody types: there are no lines to edit, and none were kept.

use super::complete::OPTIONS;
use super::options::Takes;
use crate::shell::execution::{Evaluator, Flow};
use crate::text::Span;

const BIND: Takes = Takes {
    letters: "lvpPsSVXf:q:u:m:r:x:",
    usage: "bind [-lpsvPSVX] [-m keymap] [-f filename] [-q name] [-u name] [-r keyseq] [-x \
            keyseq:shell-command] [keyseq:readline-function or readline-command]",
};

const COMPOPT: Takes = Takes {
    letters: "o:DEI",
    usage: "compopt [-o|+o option] [-DEI] [name ...]",
};

const HISTORY: Takes = Takes {
    letters: "acd:npsrw",
    usage: "history [-c] [-d offset] [n] or history -anrw [filename] or history -ps arg [arg...]",
};

const FC: Takes = Takes {
    letters: "e:lnrs",
    usage: "fc [-e ename] [-lnr] [first] [last] or fc -s [pat=rep] [command]",
};

pub(super) async fn bind(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    let text = "warning: line editing not enabled";
    shell.complain(Some("bind"), text).await?;
    let given = match shell.read_options(arguments, BIND).await? {
        Ok(given) => given,
        Err(status) => return Ok(status),
    };
    let harmless = given.options.iter().all(|it| matches!(it.0, 'x' | 'r'));
    let mut bindings = arguments[given.operands..].iter();
    // Other words may be refused by the library that would take them.
    let is_binding = |it: &Span| {
        let text = shell.str(*it);
        text.is_empty() || text.starts_with('"') && text.contains("\":") || text.starts_with("set ")
    };
    match harmless && bindings.all(is_binding) {
        true => Ok(0),
        false => shell.unsupported("bind with these arguments"),
    }
}

/// `compopt`: there is no completion under way.
pub(super) async fn compopt(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    let first = shell.argument(arguments, 1).unwrap_or_default();
    if first.starts_with('+') {
        return shell.unsupported("compopt with +o");
    }
    let given = match shell.read_options(arguments, COMPOPT).await? {
        Ok(given) => given,
        Err(status) => return Ok(status),
    };
    for (letter, value) in &given.options {
        let Some(value) = value.filter(|_| *letter == 'o') else {
            return shell.unsupported("compopt with these arguments");
        };
        let name = shell.str(value).to_owned();
        if !OPTIONS.contains(&&*name) {
            let text = format!("{name}: invalid option name");
            shell.complain(Some("compopt"), &text).await?;
            return Ok(2);
        }
    }
    if arguments.len() > given.operands {
        return shell.unsupported("compopt with these arguments");
    }
    let text = "not currently executing completion function";
    shell.complain(Some("compopt"), text).await?;
    Ok(1)
}

/// `history`: nothing is kept where nobody types.
pub(super) async fn history(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    let given = match shell.read_options(arguments, HISTORY).await? {
        Ok(given) => given,
        Err(status) => return Ok(status),
    };
    let is_plain = given.options.iter().all(|it| it.0 == 'c');
    let operands = &arguments[given.operands..];
    let number = operands.first().map(|it| shell.str(*it).to_owned());
    match number {
        None if is_plain => Ok(0),
        Some(number) if given.options.is_empty() && operands.len() == 1 => {
            if !number.is_empty() && number.bytes().all(|it| it.is_ascii_digit()) {
                return Ok(0);
            }
            let text = format!("{number}: numeric argument required");
            shell.complain(Some("history"), &text).await?;
            Ok(1)
        }
        _ => shell.unsupported("history with these arguments"),
    }
}

/// `fc`: there is nothing to edit, to list or to run again.
pub(super) async fn fc(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    let given = match shell.read_options(arguments, FC).await? {
        Ok(given) => given,
        Err(status) => return Ok(status),
    };
    let editor = given.argument('e').map(|it| shell.str(it).to_owned());
    if given.has('s') || editor.as_deref() == Some("-") {
        shell.complain(Some("fc"), "no command found").await?;
        return Ok(1);
    }
    Ok(0)
}
