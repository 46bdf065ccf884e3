//! `export` and `readonly` (XCU 2.14) of dash and busybox; bash's are forms of `declare`.

use super::declare;
use super::options::Takes;
use crate::shell::characters::is_name;
use crate::shell::dialect::Dialect;
use crate::shell::execution::{Access, Evaluator, Export, Family, Flow, Variable};
use crate::shell::quoting;
use crate::text::Span;

const EXPORT: Takes = Takes {
    letters: "p",
    usage: "",
};

pub(super) async fn export(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    if shell.dialect().family() == Family::Bash {
        return declare::run(shell, arguments).await;
    }
    mark(shell, arguments, |it| it.export = Export::Exported).await
}

pub(super) async fn readonly(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    if shell.dialect().family() == Family::Bash {
        return declare::run(shell, arguments).await;
    }
    mark(shell, arguments, |it| it.access = Access::ReadOnly).await
}

/// Marks the variables that the arguments name, and gives those a value that have one.
async fn mark(shell: &mut Evaluator, arguments: &[Span], mark: fn(&mut Variable)) -> Flow<u8> {
    let by = shell.argument(arguments, 0).unwrap_or_default();
    let takes = Takes {
        letters: match shell.dialect() {
            Dialect::BusyboxAsh => "pn",
            Dialect::Dash | Dialect::Bash | Dialect::BashAsSh => EXPORT.letters,
        },
        ..EXPORT
    };
    // dash reads no further than the first option.
    let first = shell.argument(arguments, 1).unwrap_or_default();
    if shell.dialect() == Dialect::Dash && first.starts_with("-p") {
        return list(shell, &by).await;
    }
    let given = match shell.read_options(arguments, takes).await? {
        Ok(given) => given,
        Err(status) => return Ok(status),
    };
    let operands = arguments[given.operands..].to_vec();
    if operands.is_empty() {
        return list(shell, &by).await;
    }
    for argument in operands {
        let (name, value) = split_assignment(shell, argument);
        if !is_name(&name) {
            return shell
                .error(&by, &format!("{name}: bad variable name"))
                .await;
        }
        if let Some(value) = value {
            shell.set_variable(&name, value, Some(&by)).await?;
        }
        let variable = shell.environment.variables.entry(&name);
        match (given.has('n'), &*by) {
            (true, "export") => variable.export = Export::Local,
            (true, _) => {}
            (false, _) => mark(variable),
        }
    }
    Ok(0)
}

/// The variables that are marked so, by name, as commands.
async fn list(shell: &mut Evaluator, by: &str) -> Flow<u8> {
    let all = shell.environment.variables.iter();
    let mut found: Vec<(String, Option<Span>)> = all
        .filter(|(_, it)| match by {
            "export" => it.export == Export::Exported,
            _ => it.access == Access::ReadOnly,
        })
        .map(|(name, it)| (name.to_owned(), it.value))
        .collect();
    found.sort();
    // Newer busybox keeps such variables of the environment for programs (recorded); how it lists them is not.
    if found.iter().any(|(name, _)| !is_name(name)) {
        return shell.unsupported("a list of variables with one that has no name");
    }
    let mut lines = String::new();
    for (name, value) in found {
        lines += &match value {
            Some(value) => {
                let quoted = quoting::single(shell.str(value), shell.dialect());
                format!("{by} {name}={quoted}\n")
            }
            None => format!("{by} {name}\n"),
        };
    }
    let text = shell.shell_text(&lines, "list of variables");
    shell.output(by, text).await
}

/// What dash and busybox take for the name where they are given one: what stands before `=`.
pub(super) fn name_part(text: &str) -> &str {
    text.split('=').next().unwrap_or_default()
}

/// The name in an argument, and the value behind `=`.
pub(super) fn split_assignment(shell: &Evaluator, argument: Span) -> (String, Option<Span>) {
    let text = shell.str(argument);
    let end = text.find('=').unwrap_or(text.len());
    let name = text[..end].to_owned();
    let value = (end < text.len()).then(|| argument.slice_from(end + 1));
    (name, value)
}
