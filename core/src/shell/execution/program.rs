//! Looking for a command (XCU 2.9.1.4), and starting programs.

use std::rc::Rc;

use super::environment::Function;
use super::evaluator::{Divert, Evaluator, Family, Flow};
use super::program_environment::Level;
use crate::kernel::{Content, Errno, Missing, Node, Permission, absolute};
use crate::shell::builtin::{Builtin, Class, builtin, is_unsimulated};
use crate::shell::dialect::{Applets, Dialect, Release, runs_applets};
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
    /// Something on its path is no directory.
    BelowFile,
    /// It has no characters.
    Unnamed,
}

impl Evaluator {
    /// What a name stands for.
    pub(in crate::shell) fn find(&mut self, name: &str) -> Flow<Found> {
        let builtin = self.builtin(name);
        // bash called as sh does not let functions stand in for special built-ins; dash and older busybox do not let
        // them be defined.
        let comes_first = self.dialect() == Dialect::BashAsSh;
        if let Some(special) = builtin.filter(|it| it.class == Class::Special && comes_first) {
            return Ok(Found::Builtin(special));
        }
        // A name with a slash is that of a file to dash and busybox.
        let is_file = name.contains('/') && self.dialect().family() == Family::Ash;
        if let Some(function) = self.environment.state.functions.get(name)
            && !is_file
        {
            return Ok(Found::Function(Rc::clone(function)));
        }
        self.find_without_functions(name)
    }

    /// The built-in of this name that has not been turned off.
    pub(in crate::shell) fn builtin(&self, name: &str) -> Option<&'static Builtin> {
        let is_on = |it: &&Builtin| !self.environment.state.disabled.contains(it.name);
        builtin(name, self.dialect()).filter(is_on)
    }

    /// What a name stands for when functions do not count.
    pub(in crate::shell) fn find_without_functions(&mut self, name: &str) -> Flow<Found> {
        // bash: a word for a job is `fg` of it (`describe` says of it what it says of a name that there is not).
        if name.starts_with('%')
            && self.dialect().family() == Family::Bash
            && let Some(foreground) = self.builtin("fg")
        {
            return Ok(Found::Builtin(foreground));
        }
        if let Some(builtin) = self.builtin(name) {
            return Ok(Found::Builtin(builtin));
        }
        if is_unsimulated(name, self.dialect()) {
            return self.unsupported(format!("the built-in {name}"));
        }
        self.find_remembered(name)
    }

    /// The program that a name stands for.
    pub(in crate::shell) fn find_program(&mut self, name: &str) -> Flow<Found> {
        if name.contains('/') {
            return Ok(match self.runnable(name) {
                Ok(()) => Found::Program(name.to_owned()),
                Err(why) => Found::Nothing(why),
            });
        }
        if name.is_empty() {
            return Ok(Found::Nothing(NotRunnable::Unnamed));
        }
        if self.runs_own_applets(name) {
            return Ok(Found::Program(format!("applet:{name}")));
        }
        let path = self.environment.variables.value("PATH");
        let path = path.map_or("", |it| self.str(it)).to_owned();
        if path.is_empty() {
            return self.find_here(name);
        }
        self.find_in(&path, name)
    }

    /// The program where `PATH` is empty or not set: one in the working directory.
    fn find_here(&mut self, name: &str) -> Flow<Found> {
        let is_set = self.environment.variables.value("PATH").is_some();
        let is_new = is_set && self.shell.release == Release::Bash5_3;
        Ok(match (self.runnable(name), self.dialect().family()) {
            (_, Family::Ash) if !is_set => Found::Nothing(NotRunnable::NotInPath),
            // bash 5.3 says of a program that is nowhere what it says with any `PATH` (`err/810`).
            (Ok(()), Family::Bash) if is_new => {
                return self.unsupported("a program where PATH is empty");
            }
            (Err(_), Family::Bash) if is_new => Found::Nothing(NotRunnable::NotInPath),
            (Ok(()), _) => Found::Program(name.to_owned()),
            (Err(why), Family::Bash) => Found::Nothing(why),
            (Err(_), Family::Ash) => Found::Nothing(NotRunnable::NotInPath),
        })
    }

    /// The program that the directories have in which those of the standard are (`command -p`).
    pub(in crate::shell) fn find_in_usual_path(&mut self, name: &str) -> Flow<Found> {
        if self.runs_own_applets(name) {
            return Ok(Found::Program(format!("applet:{name}")));
        }
        let path = match self.dialect().family() {
            Family::Ash => "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            Family::Bash => "/bin:/usr/bin",
        };
        self.find_in(path, name)
    }

    /// The program that the directories of `path` have.
    fn find_in(&mut self, path: &str, name: &str) -> Flow<Found> {
        let mut why = NotRunnable::NotInPath;
        let mut may_be_in = None;
        let mut not_executable = None;
        for directory in path.split(':') {
            let path = match (directory, self.dialect().family()) {
                ("", Family::Bash) => format!("./{name}"),
                ("", Family::Ash) => name.to_owned(),
                (directory, _) if directory.ends_with('/') => format!("{directory}{name}"),
                (directory, _) => format!("{directory}/{name}"),
            };
            match self.process.program_at(&path) {
                Err(Missing::NobodyKnows) => may_be_in = may_be_in.or(Some(path)),
                Err(Missing::Error(_)) => {}
                Ok(_) => match self.runnable(&path) {
                    Ok(()) => return Ok(Found::Program(path)),
                    Err(NotRunnable::Directory) => why = NotRunnable::DirectoryInPath,
                    Err(_) => not_executable = not_executable.or(Some(path)),
                },
            }
        }
        if let Some(path) = may_be_in.filter(|_| self.process.may_exist(name)) {
            return Ok(Found::Program(path));
        }
        if let Some(path) = not_executable {
            return Ok(match self.dialect() {
                // bash runs what it has found, and finds out then.
                Dialect::Bash | Dialect::BashAsSh => Found::Program(path),
                Dialect::Dash => Found::Nothing(NotRunnable::DirectoryInPath),
                Dialect::BusyboxAsh => Found::Nothing(NotRunnable::NotExecutable),
            });
        }
        Ok(Found::Nothing(why))
    }

    /// Whether Debian's busybox runs a program of this name by itself.
    fn runs_own_applets(&self, name: &str) -> bool {
        runs_applets(self.shell) == Applets::First && self.process.is_applet(name)
    }

    /// Whether the file at a path can be run, as far as its kind and mode say.
    pub(super) fn runnable(&self, path: &str) -> Result<(), NotRunnable> {
        let id = match self.process.program_at(path) {
            Ok(id) => id,
            Err(Missing::NobodyKnows) => return Ok(()),
            Err(Missing::Error(Errno::NotDirectory)) => return Err(NotRunnable::BelowFile),
            Err(Missing::Error(Errno::Access)) => return Err(NotRunnable::NotExecutable),
            Err(Missing::Error(_)) => return Err(NotRunnable::Missing),
        };
        match self.process.files.inode(id).node {
            Node::Directory { .. } => Err(NotRunnable::Directory),
            Node::Regular(_) if self.process.may(id, Permission::Execute) => Ok(()),
            _ => Err(NotRunnable::NotExecutable),
        }
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
            (NotRunnable::Unnamed, Family::Ash) => ("Permission denied", 127),
            (
                NotRunnable::NotInPath | NotRunnable::Missing | NotRunnable::BelowFile,
                Family::Ash,
            ) => ("not found", 127),
            (
                NotRunnable::NotInPath | NotRunnable::DirectoryInPath | NotRunnable::Unnamed,
                Family::Bash,
            ) => ("command not found", 127),
            (NotRunnable::BelowFile, Family::Bash) => ("Not a directory", 126),
            (NotRunnable::Missing, Family::Bash) => ("No such file or directory", 127),
            (NotRunnable::Directory, Family::Bash) => ("Is a directory", 126),
            (NotRunnable::Directory, Family::Ash) | (NotRunnable::NotExecutable, _) => {
                ("Permission denied", 126)
            }
        };
        let text = format!("{}: {text}", self.printable(name));
        self.complain(None, &text).await?;
        Ok(status)
    }

    /// Starts the program at `path` in a process of its own, and waits for it.
    pub(super) async fn run_program(&mut self, path: String, arguments: &[Span]) -> Flow {
        let arguments = arguments.to_vec();
        let run = async move |shell: &mut Self| shell.execute(path, &arguments, Level::Kept).await;
        self.status = self.in_subshell(run).await?;
        Ok(())
    }

    /// Makes this process the program at `path`.
    pub(in crate::shell) async fn execute(
        &mut self,
        path: String,
        arguments: &[Span],
        level: Level,
    ) -> Flow {
        let cause = self.cause;
        self.restore_quit();
        if let Some(name) = path.strip_prefix("applet:") {
            let environment = self.environment_for(name, level);
            let image = self.process.applet(name, arguments, environment);
            return Err(Divert::Replaced(self.process.exec(image, cause).await));
        }
        let environment = self.environment_for(&path, level);
        match self.process.image(&path, arguments, environment) {
            Ok(image) => {
                let end = self.process.exec(image, cause).await;
                Err(Divert::Replaced(end))
            }
            Err(Errno::NoExec) => Box::pin(self.execute_text(path, arguments, level)).await,
            Err(errno) => self.cannot_execute(None, &path, arguments, errno).await,
        }
    }

    /// Makes this process the program at `path`, on behalf of the built-in `exec`.
    pub(in crate::shell) async fn execute_for_exec(
        &mut self,
        path: String,
        arguments: &[Span],
    ) -> Flow {
        let path = match self.dialect().family() {
            Family::Ash => path,
            Family::Bash => absolute(self.process.directory(), &path),
        };
        if path.starts_with("applet:") {
            return Box::pin(self.execute(path, arguments, Level::LeftByExec)).await;
        }
        let environment = self.environment_for(&path, Level::LeftByExec);
        match self.process.image(&path, arguments, environment) {
            Err(errno) if errno != Errno::NoExec => {
                self.cannot_execute(Some("exec"), &path, arguments, errno)
                    .await
            }
            _ => Box::pin(self.execute(path, arguments, Level::LeftByExec)).await,
        }
    }

    /// A file that the kernel does not run: a shell reads it as a script (XCU 2.9.1.4), unless it is no text.
    async fn execute_text(&mut self, path: String, arguments: &[Span], level: Level) -> Flow {
        if self.dialect() != Dialect::BusyboxAsh && self.is_binary(&path) {
            let by_exec = level == Level::LeftByExec;
            match self.dialect().family() {
                Family::Ash => {
                    let text = format!("{}: Exec format error", self.str(arguments[0]));
                    self.complain(by_exec.then_some("exec"), &text).await?;
                }
                Family::Bash => {
                    let text = format!("{path}: cannot execute binary file: Exec format error");
                    self.complain(None, &text).await?;
                    // The number of the error has been lost by then; bash 5.3 says no more (`err/658`).
                    if by_exec && self.shell.release != Release::Bash5_3 {
                        self.complain(None, &format!("{path}: Success")).await?;
                    }
                }
            }
            self.status = 126;
            return Err(Divert::Exit);
        }
        let environment = self.environment_for(&path, Level::Kept);
        let name = self.shell_text(&path, "path of the script");
        let mut argv = vec![name, name];
        argv.extend(arguments.iter().skip(1));
        let image = self.process.script_image(&path, argv, environment);
        let absent = self.process.absent();
        let mut process = std::mem::replace(&mut self.process, absent);
        let end = Box::pin(super::main::main(&mut process, self.shell, image)).await;
        self.process = process;
        Err(Divert::Replaced(end))
    }

    /// Whether the first line of a file holds a byte that is zero.
    fn is_binary(&self, path: &str) -> bool {
        let Ok(id) = self.process.program_at(path) else {
            return false;
        };
        let Node::Regular(Content::Known(rope)) = &self.process.files.inode(id).node else {
            return false;
        };
        let text = rope.text(&self.process.cx.texts);
        let first = text.split('\n').next().unwrap_or_default();
        first.contains('\0')
    }

    /// What the shell says when `exec` fails although the file was found.
    async fn cannot_execute(
        &mut self,
        by: Option<&str>,
        path: &str,
        arguments: &[Span],
        errno: Errno,
    ) -> Flow {
        let name = self.str(arguments[0]).to_owned();
        match (self.dialect().family(), errno) {
            (Family::Ash, Errno::NoEntry) => {
                self.complain(by, &format!("{name}: not found")).await?;
            }
            (Family::Ash, errno) => {
                let text = format!("{name}: {}", errno.message());
                self.complain(by, &text).await?;
            }
            (Family::Bash, Errno::NoEntry) if self.process.program_at(path).is_err() => {
                let text = format!("{path}: {}", errno.message());
                self.complain(None, &text).await?;
                self.status = 127;
                return Err(Divert::Exit);
            }
            (Family::Bash, Errno::NoEntry) if self.shell.release != Release::Bash5_3 => {
                let text = format!("{path}: cannot execute: required file not found");
                self.complain(None, &text).await?;
            }
            (Family::Bash, errno) => match self.interpreter_of(path) {
                Some(interpreter) => {
                    let shell = self.error_name().to_owned();
                    let why = errno.message();
                    let text = format!("{shell}: {path}: {interpreter}: bad interpreter: {why}\n");
                    self.print_error(&text).await?;
                }
                None => {
                    let text = format!("{path}: {}", errno.message());
                    self.complain(None, &text).await?;
                }
            },
        }
        self.status = match (self.dialect().family(), errno) {
            (Family::Bash, Errno::NoEntry) if self.shell.release == Release::Bash5_3 => 126,
            (_, Errno::NoEntry) | (Family::Ash, Errno::Loop) => 127,
            _ => 126,
        };
        Err(Divert::Exit)
    }

    /// The interpreter that the first line of a file names.
    fn interpreter_of(&self, path: &str) -> Option<String> {
        let id = self.process.program_at(path).ok()?;
        if !self.process.may(id, Permission::Execute) {
            return None;
        }
        let Node::Regular(Content::Known(rope)) = &self.process.files.inode(id).node else {
            return None;
        };
        let text = rope.text(&self.process.cx.texts);
        let line = text.strip_prefix("#!")?.split('\n').next()?;
        let is_blank = |it: char| matches!(it, ' ' | '\t');
        let interpreter = line.split(is_blank).find(|it| !it.is_empty())?;
        Some(match interpreter.strip_suffix('\r') {
            Some(rest) => format!("{rest}^M"),
            None => interpreter.to_owned(),
        })
    }
}
