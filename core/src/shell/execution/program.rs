//! Looking for a command (XCU 2.9.1.4), and starting programs.

use std::rc::Rc;

use super::environment::Function;
use super::evaluator::{Evaluator, Family, Flow};
use super::host::{Completed, Executable, FileKind, InputUse, Stream};
use super::path::absolute;
use crate::shell::builtin::{Builtin, Class, builtin, is_unsimulated};
use crate::shell::dialect::{Applets, runs_applets};
use crate::text::{Source, Span};
use crate::trace::{Action, Execution};

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

impl Evaluator<'_> {
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
            let path = absolute(&self.environment.directory, name);
            return Ok(match self.host.file(&path) {
                FileKind::Regular(Executable::Yes) | FileKind::Unknown => Found::Program(path),
                FileKind::Missing => Found::Nothing(NotRunnable::Missing),
                FileKind::Directory => Found::Nothing(NotRunnable::Directory),
                FileKind::Regular(Executable::No) | FileKind::Null | FileKind::Device => {
                    Found::Nothing(NotRunnable::NotExecutable)
                }
            });
        }
        let Some(path) = self.environment.variables.value("PATH") else {
            return self.unsupported("looking for a program where PATH is not set");
        };
        let directories: Vec<String> = self.str(path).split(':').map(str::to_owned).collect();
        let mut why = NotRunnable::NotInPath;
        for directory in &directories {
            let directory = absolute(&self.environment.directory, directory);
            let path = absolute(&directory, name);
            match self.host.file(&path) {
                FileKind::Regular(Executable::Yes) | FileKind::Unknown => {
                    return Ok(Found::Program(path));
                }
                FileKind::Regular(Executable::No) => {
                    return self.unsupported("a file in PATH that may not be executed");
                }
                FileKind::Directory => why = NotRunnable::DirectoryInPath,
                FileKind::Missing | FileKind::Null | FileKind::Device => {}
            }
        }
        if self.may_be_applet(name) {
            return self.unsupported("applets of busybox that run without PATH");
        }
        Ok(Found::Nothing(why))
    }

    /// Whether a name that `PATH` does not lead to may be one that Debian's busybox runs by itself.
    fn may_be_applet(&mut self, name: &str) -> bool {
        runs_applets(self.shell) == Applets::First
            && ["/bin", "/sbin", "/usr/bin", "/usr/sbin"].iter().any(|it| {
                let kind = self.host.file(&absolute(it, name));
                matches!(kind, FileKind::Regular(_) | FileKind::Unknown)
            })
    }

    /// The message of a command that cannot be run, and its exit status.
    pub(in crate::shell) fn not_found(&mut self, arguments: &[Span], why: NotRunnable) -> Flow<u8> {
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
        self.complain(None, &text)?;
        Ok(status)
    }

    /// Starts the program at `path` in a process of its own.
    pub(super) fn run_program(&mut self, path: String, arguments: &[Span]) -> Flow {
        let process = self.host.next_pid();
        self.note(Action::Forked(process));
        let before = std::mem::replace(&mut self.process, process);
        let result = self.execute(path, arguments);
        self.note(Action::Exited(self.status));
        self.process = before;
        result
    }

    /// Makes this process the program at `path`.
    pub(in crate::shell) fn execute(&mut self, path: String, arguments: &[Span]) -> Flow {
        let execution = Execution {
            process: self.process,
            path,
            argv: arguments.to_vec(),
            environment: self.environment.variables.exported(),
            directory: self.environment.directory.clone(),
        };
        self.note(Action::Executed(self.trace.programs.len()));
        self.trace.programs.push(execution.clone());
        if (1..3).any(|it| !self.environment.state.descriptors.contains_key(&it)) {
            return self.unsupported("a program without one of its standard descriptors");
        }
        let input = self.unread(0);
        let completed = match self.host.run(self.cx, &execution, input.as_deref()) {
            Some(completed) => completed,
            None => self.assume_success(arguments),
        };
        for (stream, text) in completed.output {
            let descriptor = match stream {
                Stream::Output => 1,
                Stream::Error => 2,
            };
            self.write(descriptor, text)?;
        }
        if completed.input == InputUse::ReadToEnd {
            let pieces = input.iter().flatten();
            self.consume(0, pieces.map(|it| it.len()).sum());
        }
        self.status = completed.status;
        Ok(())
    }

    /// A program that nobody described succeeds, and what it writes is not known.
    fn assume_success(&mut self, arguments: &[Span]) -> Completed {
        let words: Vec<&str> = arguments.iter().map(|it| self.str(*it)).collect();
        let command = words.join(" ");
        let why = format!("nobody here knows what {command} writes");
        let piece = format!("⟨output of {command}⟩");
        let output = self.cx.texts.add_source(Source::Unknown { why }, piece);
        self.note(Action::Assumed(format!("{command} succeeds")));
        Completed {
            status: 0,
            output: vec![(Stream::Output, output)],
            input: InputUse::Untouched,
        }
    }
}
