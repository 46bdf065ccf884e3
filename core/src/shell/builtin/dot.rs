//! `.` (XCU 2.14): a file is read as a script. bash and busybox give it positional parameters of its own.

use super::options::Takes;
use crate::kernel::{Errno, Follow, Missing, Node, Open};
use crate::shell::dialect::{Dialect, Release};
use crate::shell::execution::{Divert, Evaluator, Event, Family, Flow};
use crate::text::Span;

const TAKES: Takes = Takes {
    letters: "",
    usage: ". filename [arguments]",
};

pub(super) async fn run(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    let by = shell.argument(arguments, 0).unwrap_or_default();
    let takes = Takes {
        usage: match &*by {
            "source" => "source filename [arguments]",
            _ => TAKES.usage,
        },
        ..TAKES
    };
    let given = match shell.read_options(arguments, takes).await? {
        Ok(given) => given,
        Err(status) => return Ok(status),
    };
    let Some(file) = shell.argument(arguments, given.operands) else {
        return no_file(shell, &by).await;
    };
    let Some(path) = find(shell, &file) else {
        return missing(shell, &by, &file, Errno::NoEntry).await;
    };
    let script = match read(shell, &path).await? {
        Ok(script) => script,
        Err(errno) => return missing(shell, &by, &file, errno).await,
    };
    let own = arguments[given.operands + 1..].to_vec();
    let takes_arguments = shell.dialect() != Dialect::Dash && !own.is_empty();
    let before = takes_arguments.then(|| std::mem::replace(&mut shell.environment.positional, own));
    let was_set = std::mem::replace(&mut shell.sets_positional, false);
    shell.status = 0;
    shell.sourced += 1;
    let result = shell.run_sourced(path.into(), script).await;
    shell.sourced -= 1;
    let is_set = std::mem::replace(&mut shell.sets_positional, was_set);
    if let Some(before) = before
        && !(is_set && shell.dialect().family() == Family::Bash)
    {
        shell.environment.positional = before;
    }
    match result {
        Ok(()) | Err(Divert::Return) => {
            shell.run_event(Event::Return).await?;
            Ok(shell.status)
        }
        Err(divert) => Err(divert),
    }
}

async fn no_file(shell: &mut Evaluator, by: &str) -> Flow<u8> {
    match shell.dialect() {
        Dialect::Dash => Ok(0),
        Dialect::BusyboxAsh => Ok(2),
        Dialect::Bash | Dialect::BashAsSh => {
            shell
                .complain(Some(by), "filename argument required")
                .await?;
            let takes = Takes {
                usage: match by {
                    "." if shell.shell.release == Release::Bash5_3 => {
                        ". [-p path] filename [arguments]"
                    }
                    "." => TAKES.usage,
                    _ => "source filename [arguments]",
                },
                ..TAKES
            };
            shell.show_usage(by, takes).await
        }
    }
}

/// Whether there is a file of this name to read.
pub(super) fn finds(shell: &Evaluator, file: &str) -> bool {
    let path = find(shell, file);
    path.is_some_and(|it| shell.process.inode_at(&it, Follow::Links).is_ok())
}

/// The path of a file: a name without a slash is looked for in `PATH`, in bash then here.
fn find(shell: &Evaluator, file: &str) -> Option<String> {
    let is_bash = shell.dialect().family() == Family::Bash;
    if file.contains('/') || is_bash && matches!(file, "." | "..") {
        return Some(file.to_owned());
    }
    let path = shell.environment.variables.value("PATH");
    let path = path.map_or("", |it| shell.str(it));
    for directory in path.split(':') {
        let candidate = match directory {
            "" => file.to_owned(),
            directory => format!("{directory}/{file}"),
        };
        let found = shell.process.inode_at(&candidate, Follow::Links);
        let is_file =
            found.is_ok_and(|it| matches!(shell.process.files.inode(it).node, Node::Regular(_)));
        if is_file {
            return Some(candidate);
        }
    }
    match shell.dialect() {
        Dialect::Bash => Some(file.to_owned()),
        Dialect::Dash | Dialect::BusyboxAsh | Dialect::BashAsSh => None,
    }
}

async fn read(shell: &mut Evaluator, path: &str) -> Flow<Result<Span, Errno>> {
    let opened = match shell.process.open(path, Open::Read).await {
        Ok(opened) => opened,
        Err(Missing::Error(errno)) => return Ok(Err(errno)),
        Err(Missing::NobodyKnows) => {
            let what = format!("reading {path}, of which nobody knows whether it exists");
            return shell.unsupported(what);
        }
    };
    let mut pieces = Vec::new();
    loop {
        match shell.process.read_from(&opened, usize::MAX).await {
            Ok(Some(piece)) => pieces.push(piece),
            Ok(None) => {
                let script = shell.process.join(&pieces);
                shell.note_script(path, script);
                return Ok(Ok(script));
            }
            Err(Errno::Unknown) => {
                let what = format!("reading {path}, of which the content is not known");
                return shell.unsupported(what);
            }
            // A directory reads as nothing in dash and busybox.
            Err(Errno::IsDirectory) if shell.dialect().family() == Family::Ash => {
                return Ok(Ok(shell.process.join(&pieces)));
            }
            Err(errno) => return Ok(Err(errno)),
        }
    }
}

async fn missing(shell: &mut Evaluator, by: &str, file: &str, errno: Errno) -> Flow<u8> {
    let why = errno.message();
    let is_path = file.contains('/');
    match shell.dialect() {
        Dialect::Dash | Dialect::BusyboxAsh if !is_path => {
            shell.error(by, &format!("{file}: not found")).await
        }
        Dialect::Dash => {
            let why = match errno {
                Errno::NoEntry | Errno::NotDirectory => "No such file",
                errno => errno.message(),
            };
            shell.error(by, &format!("cannot open {file}: {why}")).await
        }
        Dialect::BusyboxAsh => {
            let text = shell.cannot_open(file, errno);
            shell.error(by, &text).await
        }
        Dialect::Bash | Dialect::BashAsSh => {
            let text = match errno {
                Errno::IsDirectory => format!("{file}: is a directory"),
                _ if !is_path && shell.dialect() == Dialect::BashAsSh => {
                    format!("{file}: file not found")
                }
                _ => format!("{file}: {why}"),
            };
            let is_built_in =
                errno == Errno::IsDirectory || !is_path && shell.dialect() == Dialect::BashAsSh;
            shell.complain(is_built_in.then_some(by), &text).await?;
            match shell.dialect() {
                Dialect::BashAsSh if errno != Errno::IsDirectory => shell.raise(1),
                _ => Ok(1),
            }
        }
    }
}
