//! `exec` (XCU 2.14): the shell becomes a program; without one, the redirections stay.

use super::options::{Given, Takes};
use crate::kernel::{Follow, absolute};
use crate::shell::dialect::{Dialect, Release};
use crate::shell::execution::{Divert, Evaluator, Family, Flow, Found, NotRunnable, Redirections};
use crate::text::Span;

const TAKES: Takes = Takes {
    letters: "cla:",
    usage: "exec [-cl] [-a name] [command [argument ...]] [redirection ...]",
};

pub(super) async fn run(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    let mut given = Given {
        operands: 1,
        ..Given::default()
    };
    let takes = Takes {
        letters: match shell.dialect() {
            Dialect::BusyboxAsh => "a:",
            _ => TAKES.letters,
        },
        ..TAKES
    };
    if shell.dialect() != Dialect::Dash {
        given = match shell.read_options(arguments, takes).await? {
            Ok(given) => given,
            Err(status) => {
                // The redirections have been made, and nothing takes them back.
                shell.redirections = Redirections::Kept;
                return Ok(status);
            }
        };
    }
    let mut argv = arguments[given.operands..].to_vec();
    let Some(name) = argv.first().map(|it| shell.str(*it).to_owned()) else {
        shell.redirections = Redirections::Kept;
        return Ok(0);
    };
    let is_named = given.has('a') && shell.dialect() == Dialect::BusyboxAsh;
    if given.has('c') || given.has('l') || is_named {
        return shell.unsupported("this option of exec");
    }
    if let Some(other) = given.argument('a') {
        argv[0] = other;
    }
    match shell.find_program(&name)? {
        Found::Program(path) => {
            shell.execute_for_exec(path, &argv).await?;
            Ok(shell.status)
        }
        Found::Nothing(NotRunnable::NotInPath) if is_directory_here(shell, &name) => {
            let text = format!("{name}: cannot execute: Is a directory");
            shell.complain(Some("exec"), &text).await?;
            shell.status = 126;
            Err(Divert::Exit)
        }
        Found::Nothing(why) => cannot(shell, &name, why).await,
        Found::Builtin(_) | Found::Function(_) => Ok(0),
    }
}

/// Whether bash, having found nothing in `PATH`, comes upon a directory of that name.
fn is_directory_here(shell: &Evaluator, name: &str) -> bool {
    let found = shell.process.inode_at(name, Follow::Links);
    shell.dialect().family() == Family::Bash && found.is_ok_and(|it| shell.process.is_directory(it))
}

/// The message of a program that cannot be run, with which the shell ends.
async fn cannot(shell: &mut Evaluator, name: &str, why: NotRunnable) -> Flow<u8> {
    let family = shell.dialect().family();
    let is_path = name.contains('/');
    if why == NotRunnable::BelowFile {
        return shell.unsupported("exec of a path below a file");
    }
    // bash makes the path absolute before it tries it.
    let path = absolute(shell.process.directory(), name);
    let name = match family {
        Family::Bash if is_path => &*path,
        Family::Ash | Family::Bash => name,
    };
    match (family, why) {
        (Family::Ash, NotRunnable::Missing | NotRunnable::NotInPath) => {
            shell
                .complain(Some("exec"), &format!("{name}: not found"))
                .await?;
        }
        (Family::Ash, _) => {
            let text = format!("{name}: Permission denied");
            shell.complain(Some("exec"), &text).await?;
        }
        (Family::Bash, NotRunnable::Missing) => {
            let text = format!("{name}: No such file or directory");
            shell.complain(None, &text).await?;
        }
        (Family::Bash, NotRunnable::Directory) => {
            shell
                .complain(None, &format!("{name}: Is a directory"))
                .await?;
            let text = format!("{name}: cannot execute: Is a directory");
            complain_again(shell, &text).await?;
        }
        (Family::Bash, NotRunnable::NotExecutable) if is_path => {
            shell
                .complain(None, &format!("{name}: Permission denied"))
                .await?;
            let text = format!("{name}: cannot execute: Permission denied");
            complain_again(shell, &text).await?;
        }
        (Family::Bash, _) => {
            shell
                .complain(Some("exec"), &format!("{name}: not found"))
                .await?;
        }
    }
    shell.status = match why {
        NotRunnable::Unnamed if family == Family::Ash => 126,
        NotRunnable::Unnamed | NotRunnable::BelowFile => 127,
        NotRunnable::Missing | NotRunnable::NotInPath | NotRunnable::DirectoryInPath => 127,
        NotRunnable::Directory | NotRunnable::NotExecutable => 126,
    };
    Err(Divert::Exit)
}

/// The second line of bash's message, which 5.3 does not have any more (`err/638`).
async fn complain_again(shell: &mut Evaluator, text: &str) -> Flow {
    match shell.shell.release {
        Release::Bash5_3 => Ok(()),
        _ => shell.complain(Some("exec"), text).await,
    }
}
