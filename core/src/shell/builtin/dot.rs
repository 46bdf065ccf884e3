//! `.` (XCU 2.14): a file is read as a script.

use crate::shell::dialect::Dialect;
use crate::shell::execution::{Divert, Evaluator, FileKind, Flow, absolute};
use crate::text::Span;

pub(super) fn run(shell: &mut Evaluator<'_>, arguments: &[Span]) -> Flow<u8> {
    let Some(file) = shell.argument(arguments, 1).filter(|it| it.contains('/')) else {
        return shell.unsupported("looking for the file of . in PATH");
    };
    if arguments.len() > 2 {
        return shell.unsupported("arguments of a file that . reads");
    }
    let path = absolute(&shell.environment.directory, &file);
    match shell.host.file(&path) {
        FileKind::Regular(_) => {}
        FileKind::Missing => {
            let by = shell.argument(arguments, 0).unwrap_or_default();
            return missing(shell, &by, &file);
        }
        FileKind::Directory | FileKind::Null | FileKind::Device | FileKind::Unknown => {
            return shell.unsupported("reading what is no regular file by .");
        }
    }
    let Some(content) = shell.host.read(&path) else {
        return shell.unsupported(format!("reading {file}, of which the content is not known"));
    };
    let mut builder = shell.cx.texts.builder();
    for piece in content {
        builder.copy(piece);
    }
    let built = builder.build();
    let script = shell.finish(built)?;
    shell.status = 0;
    shell.sourced += 1;
    let speaker = shell.speaker.replace(file.into());
    let result = shell.run_text(script);
    shell.speaker = speaker;
    shell.sourced -= 1;
    match result {
        Ok(()) | Err(Divert::Return) => Ok(shell.status),
        Err(divert) => Err(divert),
    }
}

fn missing(shell: &mut Evaluator<'_>, by: &str, file: &str) -> Flow<u8> {
    match shell.dialect() {
        Dialect::Dash => shell.error(by, &format!("cannot open {file}: No such file")),
        Dialect::BusyboxAsh => {
            let text = format!("can't open '{file}': No such file or directory");
            shell.error(by, &text)
        }
        Dialect::Bash | Dialect::BashAsSh => {
            shell.complain(None, &format!("{file}: No such file or directory"))?;
            match shell.dialect() {
                Dialect::BashAsSh => shell.raise(1),
                _ => Ok(1),
            }
        }
    }
}
