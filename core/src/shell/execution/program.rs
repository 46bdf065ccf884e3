//! Looking for a command (XCU 2.9.1.4), and starting programs.

use std::rc::Rc;

use super::environment::Function;
use super::evaluator::{Divert, Evaluator, Family, Flow};
use crate::kernel::{Errno, Follow, Missing, Node, Permission};
use crate::shell::builtin::{Builtin, Class, builtin, is_unsimulated};
use crate::shell::dialect::{Applets, runs_applets};
use crate::text::Span;

/// What the name of a command has turned out to be.
#[derive(Debug, Clone)]
pub(in crate::shell) enum Found {
    /// A built-in.
    Builtin(&'static Builtin),
    /// A function.
    Function(Rc<Function>),
    /// The program at a path.
    Program(String),
    /// Nothing that can be run.
    Nothing(NotRunnable),
}

/// Why a name cannot be run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::shell) enum NotRunnable {
    /// No directory of `PATH` has it.
    NotInPath,
    /// No directory of `PATH` has it, but one has a directory of that name.
    DirectoryInPath,
    /// There is no such file.
    Missing,
    /// It is a directory.
    Directory,
    /// It may not be executed.
    NotExecutable,
}

impl Evaluator {
    /// What a name stands for.
    pub(in crate::shell) fn find(&mut self, name: &str) -> Flow<Found> {
        let builtin = builtin(name, self.dialect());
        if let Some(special) = builtin.filter(|it| it.class == Class::Special) {
            return Ok(Found::Builtin(special));
        }
        if let Some(function) = self.environment.state.functions.get(name) {
            return Ok(Found::Function(Rc::clone(function)));
        }
        self.find_without_functions(name)
    }

    /// What a name stands for when functions do not count.
    pub(in crate::shell) fn find_without_functions(&mut self, name: &str) -> Flow<Found> {
        if let Some(builtin) = builtin(name, self.dialect()) {
            return Ok(Found::Builtin(builtin));
        }
        if is_unsimulated(name, self.dialect()) {
            return self.unsupported(format!("the built-in {name}"));
        }
        self.find_program(name)
    }

    /// The program that a name stands for.
    pub(in crate::shell) fn find_program(&mut self, name: &str) -> Flow<Found> {
        if name.contains('/') {
            return Ok(match self.runnable(name) {
                Ok(()) => Found::Program(name.to_owned()),
                Err(why) => Found::Nothing(why),
            });
        }
        let Some(path) = self.environment.variables.value("PATH") else {
            return self.unsupported("looking for a program where PATH is not set");
        };
        let directories: Vec<String> = self.str(path).split(':').map(str::to_owned).collect();
        let mut why = NotRunnable::NotInPath;
        let mut may_be_in = None;
        for directory in &directories {
            let path = match &**directory {
                "" => format!("./{name}"),
                directory => format!("{}/{name}", directory.trim_end_matches('/')),
            };
            match self.process.inode_at(&path, Follow::Links) {
                Err(Missing::NobodyKnows) => may_be_in = may_be_in.or(Some(path)),
                Err(Missing::Error(_)) => {}
                Ok(_) => match self.runnable(&path) {
                    Ok(()) => return Ok(Found::Program(path)),
                    Err(NotRunnable::Directory) => why = NotRunnable::DirectoryInPath,
                    Err(_) => {
                        return self.unsupported("a file in PATH that may not be executed");
                    }
                },
            }
        }
        if let Some(path) = may_be_in.filter(|_| self.process.may_exist(name)) {
            return Ok(Found::Program(path));
        }
        if self.may_be_applet(name) {
            return self.unsupported("applets of busybox that run without PATH");
        }
        Ok(Found::Nothing(why))
    }

    /// Whether the file at a path can be run, as far as its kind and mode say.
    fn runnable(&self, path: &str) -> Result<(), NotRunnable> {
        let id = match self.process.inode_at(path, Follow::Links) {
            Ok(id) => id,
            Err(Missing::NobodyKnows) => return Ok(()),
            Err(Missing::Error(_)) => return Err(NotRunnable::Missing),
        };
        match self.process.files.inode(id).node {
            Node::Directory { .. } => Err(NotRunnable::Directory),
            Node::Regular(_) if self.process.may(id, Permission::Execute) => Ok(()),
            _ => Err(NotRunnable::NotExecutable),
        }
    }

    /// Whether a name that `PATH` does not lead to may be one that Debian's busybox runs by itself.
    fn may_be_applet(&mut self, name: &str) -> bool {
        runs_applets(self.shell) == Applets::First
            && ["/bin", "/sbin", "/usr/bin", "/usr/sbin"].iter().any(|it| {
                let path = format!("{it}/{name}");
                self.process.inode_at(&path, Follow::Links).is_ok()
            })
    }

    /// The message of a command that cannot be run, and its exit status.
    pub(in crate::shell) async fn not_found(
        &mut self,
        arguments: &[Span],
        why: NotRunnable,
    ) -> Flow<u8> {
        let name = arguments
            .first()
            .map(|it| self.str(*it))
            .unwrap_or_default();
        let family = self.dialect().family();
        let (text, status) = match (why, family) {
            (NotRunnable::DirectoryInPath, Family::Ash) => ("Permission denied", 127),
            (NotRunnable::NotInPath | NotRunnable::Missing, Family::Ash) => ("not found", 127),
            (NotRunnable::NotInPath | NotRunnable::DirectoryInPath, Family::Bash) => {
                ("command not found", 127)
            }
            (NotRunnable::Missing, Family::Bash) => ("No such file or directory", 127),
            (NotRunnable::Directory, Family::Bash) => ("Is a directory", 126),
            (NotRunnable::Directory, Family::Ash) | (NotRunnable::NotExecutable, _) => {
                ("Permission denied", 126)
            }
        };
        let text = format!("{name}: {text}");
        self.complain(None, &text).await?;
        Ok(status)
    }

    /// Starts the program at `path` in a process of its own, and waits for it.
    pub(super) async fn run_program(&mut self, path: String, arguments: &[Span]) -> Flow {
        let arguments = arguments.to_vec();
        let run = async move |shell: &mut Self| shell.execute(path, &arguments).await;
        self.status = self.in_subshell(run).await?;
        Ok(())
    }

    /// Makes this process the program at `path`.
    pub(in crate::shell) async fn execute(&mut self, path: String, arguments: &[Span]) -> Flow {
        let environment = self.environment.variables.exported();
        match self.process.image(&path, arguments, environment) {
            Ok(image) => {
                let cause = self.cause;
                let end = self.process.exec(image, cause).await;
                Err(Divert::Replaced(end))
            }
            Err(Errno::NoExec) => self.unsupported("a script without #!"),
            Err(errno) => {
                let name = self.str(arguments[0]).to_owned();
                self.cannot_execute(&name, &path, errno).await
            }
        }
    }

    /// What the shell says when `exec` fails although the file was found.
    async fn cannot_execute(&mut self, name: &str, path: &str, errno: Errno) -> Flow {
        let text = match (self.dialect().family(), errno) {
            (Family::Ash, Errno::NoEntry) => format!("{name}: not found"),
            (Family::Bash, Errno::NoEntry) => {
                return self.unsupported(format!("{path} with an interpreter that is missing"));
            }
            (_, errno) => format!("{name}: {}", errno.message()),
        };
        self.complain(None, &text).await?;
        self.status = if errno == Errno::NoEntry { 127 } else { 126 };
        Err(Divert::Exit)
    }
}
