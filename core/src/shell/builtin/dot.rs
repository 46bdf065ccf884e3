//! `.` (XCU 2.14): a file is read as a script.

use crate::kernel::{Errno, Open};
use crate::shell::dialect::Dialect;
use crate::shell::execution::{Divert, Evaluator, Flow};
use crate::text::Span;

pub(super) async fn run(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    let Some(file) = shell.argument(arguments, 1).filter(|it| it.contains('/')) else {
        return shell.unsupported("looking for the file of . in PATH");
    };
    if arguments.len() > 2 {
        return shell.unsupported("arguments of a file that . reads");
    }
    let opened = match shell.process.open(&file, Open::Read).await {
        Ok(opened) => opened,
        Err(_) => {
            let by = shell.argument(arguments, 0).unwrap_or_default();
            return missing(shell, &by, &file).await;
        }
    };
    let mut pieces = Vec::new();
    loop {
        match shell.process.read_from(&opened, usize::MAX).await {
            Ok(Some(piece)) => pieces.push(piece),
            Ok(None) => break,
            Err(Errno::Unknown) => {
                return shell
                    .unsupported(format!("reading {file}, of which the content is not known"));
            }
            Err(_) => return shell.unsupported("reading what is no regular file by ."),
        }
    }
    let script = shell.process.join(&pieces);
    shell.status = 0;
    shell.sourced += 1;
    let result = shell.run_sourced(file.into(), script).await;
    shell.sourced -= 1;
    match result {
        Ok(()) | Err(Divert::Return) => Ok(shell.status),
        Err(divert) => Err(divert),
    }
}

async fn missing(shell: &mut Evaluator, by: &str, file: &str) -> Flow<u8> {
    match shell.dialect() {
        Dialect::Dash => {
            shell
                .error(by, &format!("cannot open {file}: No such file"))
                .await
        }
        Dialect::BusyboxAsh => {
            let text = format!("can't open '{file}': No such file or directory");
            shell.error(by, &text).await
        }
        Dialect::Bash | Dialect::BashAsSh => {
            shell
                .complain(None, &format!("{file}: No such file or directory"))
                .await?;
            match shell.dialect() {
                Dialect::BashAsSh => shell.raise(1),
                _ => Ok(1),
            }
        }
    }
}
