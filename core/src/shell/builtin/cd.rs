//! `cd` (XCU 4).

use crate::shell::dialect::Dialect;
use crate::shell::execution::{Evaluator, FileKind, Flow, absolute};
use crate::text::Span;

pub(super) fn run(shell: &mut Evaluator<'_>, arguments: &[Span]) -> Flow<u8> {
    let target = match (arguments.get(1), arguments.len()) {
        (None, _) => match shell.environment.variables.value("HOME") {
            Some(home) => home,
            None => return shell.unsupported("cd where HOME is not set"),
        },
        (Some(target), 2) => *target,
        (Some(_), _) => return shell.unsupported("cd with several arguments"),
    };
    let name = shell.str(target).to_owned();
    if name.starts_with('-') || name.is_empty() {
        return shell.unsupported("cd with options or an empty name");
    }
    if shell.environment.variables.value("CDPATH").is_some() {
        return shell.unsupported("CDPATH");
    }
    let path = absolute(&shell.environment.directory, &name);
    match shell.host.file(&path) {
        FileKind::Directory => {}
        FileKind::Unknown => {
            return shell.unsupported("cd to a directory of which nobody knows whether it exists");
        }
        FileKind::Missing => return missing(shell, &name),
        FileKind::Regular(_) | FileKind::Null | FileKind::Device => {
            return shell.unsupported("cd to a file");
        }
    }
    let before = shell.environment.variables.value("PWD");
    if let Some(before) = before {
        shell.set_variable("OLDPWD", before, Some("cd"))?;
    }
    let directory = shell.shell_text(&path, "working directory");
    shell.set_variable("PWD", directory, Some("cd"))?;
    shell.environment.directory = path;
    Ok(0)
}

fn missing(shell: &mut Evaluator<'_>, name: &str) -> Flow<u8> {
    match shell.dialect() {
        Dialect::Dash => shell.error("cd", &format!("can't cd to {name}")),
        Dialect::BusyboxAsh => {
            let text = format!("can't cd to {name}: No such file or directory");
            shell.error("cd", &text)
        }
        Dialect::Bash | Dialect::BashAsSh => {
            shell.complain(Some("cd"), &format!("{name}: No such file or directory"))?;
            Ok(1)
        }
    }
}
