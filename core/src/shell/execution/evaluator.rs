//! [`Evaluator`]: the state of a script that is being followed, and how control leaves a command.

use std::rc::{Rc, Weak};

use super::descriptors::{OpenFile, OpenFileHandle};
use super::environment::ExecutionEnvironment;
use super::fuel::Fuel;
use super::host::Host;
use super::options::ShellOption;
use super::variables::Variable;
use crate::session::Session;
use crate::shell::Shell;
use crate::shell::dialect::Dialect;
use crate::shell::syntax::HereDocument;
use crate::text::{Built, Source, Span};
use crate::trace::{Action, Cause, Outcome, Pid, Resource, Step, Trace};

/// What a step gives, or how control leaves it.
pub(in crate::shell) type Flow<T = ()> = Result<T, Divert>;

/// How control leaves a command other than by its end.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::shell) enum Divert {
    /// `break`: out of as many loops.
    Break(u32),
    /// `continue`: the next turn of the loop that many out.
    Continue(u32),
    /// `return`: out of the function or the file.
    Return,
    /// The process ends.
    Exit,
    /// A redirection that failed; its message has been printed.
    Redirection,
    /// An error that ends the shell, unless a built-in that is not special catches it (XCU 2.8.1).
    Error,
    /// bash: an error that ends the complete command.
    Discard,
    /// The simulation ends.
    Stop(Box<Outcome>),
}

/// Whether a failing command may end the shell (`set -e`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::shell) enum Failure {
    /// It may.
    Counts,
    /// It is tested: a condition, what stands before `&&` and `||`, behind `!`.
    IsTested,
}

/// What becomes of a command's redirections behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::shell) enum Redirections {
    /// They end with it.
    #[default]
    Undone,
    /// They stay: `exec` without a program.
    Kept,
}

/// The variables that `local` has saved, of one call of a function.
pub(in crate::shell) type SavedVariables = Vec<(String, Option<Variable>)>;

/// A script that is being followed.
pub(in crate::shell) struct Evaluator<'e> {
    pub(in crate::shell) cx: &'e mut Session,
    pub(in crate::shell) host: &'e mut dyn Host,
    pub(in crate::shell) shell: Shell,
    pub(in crate::shell) environment: ExecutionEnvironment,
    pub(in crate::shell) trace: Trace,
    pub(super) fuel: Fuel,
    /// The process that runs.
    pub(in crate::shell) process: Pid,
    /// `$?`
    pub(in crate::shell) status: u8,
    /// The status of the last command substitution of a command, when it had any.
    pub(in crate::shell) substitution_status: Option<u8>,
    /// The line that messages name.
    pub(in crate::shell) line: u32,
    /// The characters that are being followed.
    pub(in crate::shell) cause: Cause,
    pub(in crate::shell) here_documents: Rc<[HereDocument]>,
    pub(super) failure: Failure,
    /// How many loops are around the command, in this function.
    pub(in crate::shell) loops: u32,
    /// How many files are being read by `.`.
    pub(in crate::shell) sourced: u32,
    /// What `local` has saved, of each function that is being called.
    pub(in crate::shell) calls: Vec<SavedVariables>,
    /// What reads the script: `eval`, or the file that `.` reads; messages of the shell name it in some dialects.
    pub(in crate::shell) speaker: Option<Rc<str>>,
    /// What becomes of the redirections of the command.
    pub(in crate::shell) redirections: Redirections,
    /// The files that are or were open.
    pub(super) files: Vec<Weak<std::cell::RefCell<OpenFile>>>,
}

impl Evaluator<'_> {
    /// Ends the simulation: `what` is not simulated.
    pub(in crate::shell) fn unsupported<T>(&self, what: impl Into<String>) -> Flow<T> {
        Err(Divert::Stop(Box::new(Outcome::Unsupported(what.into()))))
    }

    /// Takes one step.
    pub(in crate::shell) fn step(&mut self) -> Flow {
        self.fuel.step().map_err(out_of)?;
        self.check_text(0)
    }

    /// Stops when `more` bytes would be too many.
    pub(in crate::shell) fn check_text(&self, more: usize) -> Flow {
        if self.cx.texts.derived_bytes() + more > self.fuel.bytes {
            return Err(out_of(Resource::Text));
        }
        Ok(())
    }

    /// Runs `inner` one level deeper.
    pub(in crate::shell) fn deeper<T>(
        &mut self,
        inner: impl FnOnce(&mut Self) -> Flow<T>,
    ) -> Flow<T> {
        self.fuel.deeper().map_err(out_of)?;
        let result = inner(self);
        self.fuel.shallower();
        result
    }

    /// Notes a step.
    pub(in crate::shell) fn note(&mut self, action: Action) {
        self.trace.steps.push(Step {
            process: self.process,
            cause: self.cause,
            action,
        });
    }

    /// Adds a text that a builder has made.
    pub(in crate::shell) fn finish(&mut self, built: Built) -> Flow<Span> {
        self.check_text(built.as_str().len())?;
        Ok(match built.as_copy() {
            Some(span) => span,
            None => self.cx.texts.finish(built),
        })
    }

    /// The characters at `span`.
    pub(in crate::shell) fn str(&self, span: Span) -> &str {
        self.cx.texts.str(span)
    }

    /// A text that the shell itself makes.
    pub(in crate::shell) fn shell_text(&mut self, content: &str, what: &str) -> Span {
        let what = what.to_owned();
        self.cx.texts.add_source(Source::Shell { what }, content)
    }

    pub(in crate::shell) fn has(&self, option: ShellOption) -> bool {
        self.environment.options.has(option)
    }

    pub(in crate::shell) fn dialect(&self) -> Dialect {
        self.shell.dialect
    }

    /// Notes an open file, so that two that meet in one path are found.
    pub(super) fn open(&mut self, file: OpenFile) -> OpenFileHandle {
        let handle = file.handle();
        self.files.retain(|it| it.strong_count() > 0);
        self.files.push(Rc::downgrade(&handle));
        handle
    }
}

fn out_of(resource: Resource) -> Divert {
    Divert::Stop(Box::new(Outcome::OutOfFuel(resource)))
}

/// Whether a family of shells is meant: the one of Almquist's shell, or bash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::shell) enum Family {
    /// dash, busybox
    Ash,
    /// bash, under either name
    Bash,
}

impl Dialect {
    /// The family it belongs to.
    pub(in crate::shell) fn family(self) -> Family {
        match self {
            Self::Dash | Self::BusyboxAsh => Family::Ash,
            Self::Bash | Self::BashAsSh => Family::Bash,
        }
    }
}
