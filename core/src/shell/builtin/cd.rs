//! `cd` (XCU 4): the logical path by default; with `-P` the one without links.

use super::options::Takes;
use crate::kernel::{Errno, Missing, absolute};
use crate::shell::dialect::{Dialect, Release};
use crate::shell::execution::{Evaluator, Export, Family, Flow};
use crate::text::Span;

const TAKES: Takes = Takes {
    letters: "LPe",
    usage: "cd [-L|[-P [-e]] [-@]] [dir]",
};

/// Whether links are followed by their names or taken out of the path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Path {
    Logical,
    Physical,
}

/// Whether the new directory is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Echo {
    Printed,
    Silent,
}

pub(super) async fn run(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    let is_bash = shell.dialect().family() == Family::Bash;
    let takes = Takes {
        letters: if is_bash { TAKES.letters } else { "LP" },
        ..TAKES
    };
    let given = match shell.read_options(arguments, takes).await? {
        Ok(given) => given,
        Err(status) => return Ok(status),
    };
    let path = match given.last_of("LP") {
        Some('P') => Path::Physical,
        _ => Path::Logical,
    };
    let operands = &arguments[given.operands..];
    // bash 5.3 refuses with another status, and an empty name, too (`err/592`, `err/596`).
    let is_new = shell.shell.release == Release::Bash5_3;
    if is_bash && operands.len() > 1 {
        shell.complain(Some("cd"), "too many arguments").await?;
        return Ok(if is_new { 2 } else { 1 });
    }
    if is_new && operands.first().is_some_and(|it| it.is_empty()) {
        shell.complain(Some("cd"), "null directory").await?;
        return Ok(1);
    }
    let operand = operands.first().map(|it| shell.str(*it).to_owned());
    let (target, echo) = match operand.as_deref() {
        None => match shell.variable_or_complain("cd", "HOME").await? {
            Some(home) => (home, Echo::Silent),
            None => return Ok(u8::from(is_bash)),
        },
        Some("-") => match shell.variable_or_complain("cd", "OLDPWD").await? {
            Some(before) => (before, Echo::Printed),
            None if is_bash => return Ok(1),
            None => (String::new(), Echo::Printed),
        },
        Some(target) => (target.to_owned(), Echo::Silent),
    };
    // dash and busybox have it as `chdir` too.
    let by = shell.argument(arguments, 0).unwrap_or_default();
    change(shell, &by, &target, path, echo).await
}

/// Goes to a directory on behalf of another built-in of bash; `-` is the one before.
pub(super) async fn go(shell: &mut Evaluator, by: &str, target: &str, path: Path) -> Flow<u8> {
    if target != "-" {
        return change(shell, by, target, path, Echo::Silent).await;
    }
    match shell.variable_or_complain(by, "OLDPWD").await? {
        Some(before) => change(shell, by, &before, path, Echo::Printed).await,
        None => Ok(1),
    }
}

async fn change(shell: &mut Evaluator, by: &str, target: &str, path: Path, echo: Echo) -> Flow<u8> {
    for prefix in search_path(shell, target) {
        let candidate = match &*prefix {
            "" => target.to_owned(),
            prefix => format!("{}/{target}", prefix.trim_end_matches('/')),
        };
        let logical = logical(&shell.environment.directory, &candidate);
        match shell.process.change_directory(&logical) {
            Ok(()) => {
                let echo = if prefix.is_empty() {
                    echo
                } else {
                    Echo::Printed
                };
                let directory = match path {
                    Path::Logical => logical,
                    Path::Physical => shell.process.directory().to_owned(),
                };
                return enter(shell, by, directory, echo).await;
            }
            Err(Missing::NobodyKnows) => {
                return shell
                    .unsupported("cd to a directory of which nobody knows whether it exists");
            }
            Err(Missing::Error(errno)) if prefix.is_empty() => {
                return fail(shell, by, target, errno).await;
            }
            Err(Missing::Error(_)) => {}
        }
    }
    Ok(0)
}

/// Where a relative path is looked for: in the directories of `CDPATH`, then here.
fn search_path(shell: &Evaluator, target: &str) -> Vec<String> {
    let mut prefixes = Vec::new();
    let is_relative =
        !target.starts_with('/') && !matches!(target.split('/').next(), Some("." | ".."));
    if is_relative
        && !target.is_empty()
        && let Some(path) = shell.environment.variables.value("CDPATH")
    {
        prefixes.extend(shell.str(path).split(':').map(str::to_owned));
    }
    prefixes.push(String::new());
    prefixes
}

/// The absolute path without `.` and `..`; two slashes at the beginning stay (XBD 4.16).
fn logical(directory: &str, path: &str) -> String {
    let whole = absolute(directory, path);
    let has_two = |it: &str| it.starts_with("//") && !it.starts_with("///");
    let begins_with_two = match path.starts_with('/') {
        true => has_two(path),
        false => has_two(directory),
    };
    if begins_with_two {
        format!("/{whole}")
    } else {
        whole
    }
}

/// The directory is another: `PWD` and `OLDPWD` say so.
async fn enter(shell: &mut Evaluator, by: &str, directory: String, echo: Echo) -> Flow<u8> {
    if let Some(before) = shell.environment.variables.value("PWD") {
        shell.set_variable("OLDPWD", before, Some(by)).await?;
    }
    let text = shell.shell_text(&directory, "working directory");
    shell.set_variable("PWD", text, Some(by)).await?;
    export_directories(shell);
    shell.environment.directory.clone_from(&directory);
    shell.doubt_programs();
    if echo == Echo::Printed {
        let line = shell.shell_text(&format!("{directory}\n"), "working directory");
        return shell.output(by, line).await;
    }
    Ok(0)
}

/// dash and busybox export both (`docker.jsonl run/cd-lost`); bash has done so when it started, where it does.
fn export_directories(shell: &mut Evaluator) {
    if shell.dialect().family() == Family::Bash {
        return;
    }
    for name in ["OLDPWD", "PWD"] {
        if shell.environment.variables.get(name).is_some() {
            shell.environment.variables.entry(name).export = Export::Exported;
        }
    }
}

async fn fail(shell: &mut Evaluator, by: &str, target: &str, errno: Errno) -> Flow<u8> {
    let why = errno.message();
    match shell.dialect() {
        Dialect::Dash => shell.error(by, &format!("can't cd to {target}")).await,
        Dialect::BusyboxAsh => {
            let text = format!("can't cd to {target}: {why}");
            shell.error(by, &text).await
        }
        Dialect::Bash | Dialect::BashAsSh => {
            shell
                .complain(Some(by), &format!("{}: {why}", shell.printable(target)))
                .await?;
            Ok(1)
        }
    }
}

impl Evaluator {
    /// The value of `HOME` or `OLDPWD`; where it is not set, bash says so.
    async fn variable_or_complain(&mut self, by: &str, name: &str) -> Flow<Option<String>> {
        if let Some(value) = self.environment.variables.value(name) {
            return Ok(Some(self.str(value).to_owned()));
        }
        if self.dialect().family() == Family::Bash {
            self.complain(Some(by), &format!("{name} not set")).await?;
        }
        Ok(None)
    }
}
