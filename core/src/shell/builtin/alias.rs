//! `alias` and `unalias` (XCU 4).

use super::options::Takes;
use crate::shell::dialect::Dialect;
use crate::shell::execution::{Evaluator, Family, Flow};
use crate::shell::quoting;
use crate::text::Span;

const ALIAS: Takes = Takes {
    letters: "p",
    usage: "alias [-p] [name[=value] ... ]",
};

const UNALIAS: Takes = Takes {
    letters: "a",
    usage: "unalias [-a] name [name ...]",
};

pub(super) async fn alias(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    let mut first = 1;
    let is_bash = shell.dialect().family() == Family::Bash;
    let mut lists = arguments.len() == 1;
    if is_bash {
        match shell.read_options(arguments, ALIAS).await? {
            Ok(given) => {
                first = given.operands;
                lists |= given.has('p') || arguments.len() == first;
            }
            Err(status) => return Ok(status),
        }
    }
    let mut status = 0;
    if lists && is_bash && shell.environment.state.aliases.is_empty() {
        return Ok(0);
    }
    if lists {
        let prefix = match shell.dialect() {
            Dialect::BashAsSh
                if first > 1
                    && arguments[1..first]
                        .iter()
                        .any(|it| shell.str(*it).contains('p')) =>
            {
                "alias "
            }
            _ => prefix(shell),
        };
        status = list(shell, prefix).await?;
    }
    for argument in &arguments[first..] {
        let text = shell.str(*argument).to_owned();
        // A name may begin with `=` where nothing stands before it.
        match text.char_indices().skip(1).find(|it| it.1 == '=') {
            Some((at, _)) => {
                let name = &text[..at];
                if shell.dialect().family() == Family::Bash && !is_alias_name(name) {
                    let text = format!("`{name}': invalid alias name");
                    shell.complain(Some("alias"), &text).await?;
                    status = 1;
                    continue;
                }
                let value = argument.slice_from(at + 1);
                shell.environment.state.set_alias(name, value);
            }
            None => {
                let prefix = prefix(shell);
                status = show(shell, &text, prefix).await?.max(status);
            }
        }
    }
    Ok(status)
}

/// Whether bash takes a name: nothing that it would have to quote, no slash.
fn is_alias_name(name: &str) -> bool {
    !name.contains(|it: char| " \t\n;&|<>()$`\"'\\/".contains(it))
}

/// The aliases: bash by name, the others by their hash.
async fn list(shell: &mut Evaluator, prefix: &str) -> Flow<u8> {
    let names: Vec<String> = shell.environment.state.aliases.keys().cloned().collect();
    let names = match shell.dialect() {
        Dialect::Bash | Dialect::BashAsSh => names,
        Dialect::Dash | Dialect::BusyboxAsh => {
            let mut names = names;
            names.sort_by_key(|it| row(it));
            if names.windows(2).any(|it| row(&it[0]) == row(&it[1])) {
                return shell.unsupported("the order of aliases that share a row of the table");
            }
            names
        }
    };
    let mut status = 0;
    for name in names {
        status = show(shell, &name, prefix).await?.max(status);
    }
    Ok(status)
}

/// The row of the table in which dash and busybox keep an alias.
fn row(name: &str) -> u32 {
    const ROWS: u32 = 39;
    let first = name.bytes().next().map_or(0, u32::from);
    let sum = name
        .bytes()
        .map(u32::from)
        .fold(first << 4, u32::wrapping_add);
    sum % ROWS
}

/// What stands before an alias that is shown.
fn prefix(shell: &Evaluator) -> &'static str {
    match shell.dialect() {
        Dialect::Bash => "alias ",
        Dialect::Dash | Dialect::BusyboxAsh | Dialect::BashAsSh => "",
    }
}

async fn show(shell: &mut Evaluator, name: &str, prefix: &str) -> Flow<u8> {
    let Some(value) = shell.environment.state.aliases.get(name).copied() else {
        return not_found(shell, "alias", name).await;
    };
    let quoted = match shell.dialect().family() {
        Family::Ash => quoting::single(shell.str(value), shell.dialect()),
        Family::Bash => format!("'{}'", shell.str(value).replace('\'', "'\\''")),
    };
    let line = format!("{prefix}{name}={quoted}\n");
    let text = shell.shell_text(&line, "list of aliases");
    shell.output("alias", text).await
}

async fn not_found(shell: &mut Evaluator, by: &str, name: &str) -> Flow<u8> {
    match shell.dialect().family() {
        Family::Ash => {
            shell
                .print_error(&format!("{by}: {name} not found\n"))
                .await?;
        }
        Family::Bash => {
            shell
                .complain(Some(by), &format!("{name}: not found"))
                .await?;
        }
    }
    Ok(1)
}

pub(super) async fn unalias(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    let given = match shell.read_options(arguments, UNALIAS).await? {
        Ok(given) => given,
        Err(status) => return Ok(status),
    };
    if given.has('a') {
        shell.environment.state.forget_aliases();
        return Ok(0);
    }
    if arguments.len() == given.operands && shell.dialect().family() == Family::Bash {
        return shell.show_usage("unalias", UNALIAS).await;
    }
    let mut status = 0;
    for argument in &arguments[given.operands..] {
        let name = shell.str(*argument).to_owned();
        if !shell.environment.state.forget_alias(&name) {
            status = not_found(shell, "unalias", &name).await?;
        }
    }
    Ok(status)
}
