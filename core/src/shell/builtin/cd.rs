//! `cd` (XCU 4).

use crate::kernel::{Errno, Missing as KernelMissing, absolute};
use crate::shell::dialect::Dialect;
use crate::shell::execution::{Evaluator, Flow};
use crate::text::Span;

pub(super) async fn run(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
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
    match shell.process.change_directory(&path) {
        Ok(()) => {}
        Err(KernelMissing::NobodyKnows) => {
            return shell.unsupported("cd to a directory of which nobody knows whether it exists");
        }
        Err(KernelMissing::Error(errno)) => return missing(shell, &name, errno).await,
    }
    let before = shell.environment.variables.value("PWD");
    if let Some(before) = before {
        shell.set_variable("OLDPWD", before, Some("cd")).await?;
    }
    let directory = shell.shell_text(&path, "working directory");
    shell.set_variable("PWD", directory, Some("cd")).await?;
    shell.environment.directory = path;
    Ok(0)
}

async fn missing(shell: &mut Evaluator, name: &str, errno: Errno) -> Flow<u8> {
    match shell.dialect() {
        Dialect::Dash => shell.error("cd", &format!("can't cd to {name}")).await,
        Dialect::BusyboxAsh => {
            let text = format!("can't cd to {name}: {}", errno.message());
            shell.error("cd", &text).await
        }
        Dialect::Bash | Dialect::BashAsSh => {
            shell
                .complain(Some("cd"), &format!("{name}: {}", errno.message()))
                .await?;
            Ok(1)
        }
    }
}
