//! [`CommandRun`]: what became of a command when it was started; [`ScriptReading`]: how a shell reads its script.

use std::collections::BTreeMap;

use crate::container::{NotStarted, ProgramIs};
use crate::diagnostic::Diagnostic;
use crate::input::StopBy;
use crate::shell::{Parse, Shell};
use crate::text::Span;
use crate::trace::{Outcome, Trace};

use super::Reached;

/// Which command of a Dockerfile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Command {
    /// The one the container starts.
    Launch,
    /// The `RUN` of this index.
    Run(usize),
}

/// What became of a command when it was started.
#[derive(Debug, Clone, PartialEq)]
pub struct CommandRun {
    /// How its shell reads its script, when it is a shell with one.
    pub script: Option<ScriptReading>,
    /// The files that shells have read as scripts, as they read them.
    pub script_files: Vec<Parse>,
    /// The instruction that has brought a program that was started, or a file that was read as a script, by its path.
    pub brought_by: BTreeMap<String, usize>,
    /// What had to be assumed before it started, each a sentence without its full stop.
    pub assumptions: Vec<String>,
    /// Why it does not start, if it does not.
    pub not_started: Option<NotStarted>,
    /// Whether anybody knows what its program does.
    pub program: ProgramIs,
    /// What happened.
    pub trace: Trace,
    /// What happens when the container is told to end while it runs.
    pub stop: Option<StopRun>,
}

/// What happens when a container is told to end.
#[derive(Debug, Clone, PartialEq)]
pub struct StopRun {
    /// By what.
    pub by: StopBy,
    /// After how many seconds `SIGKILL` follows; nothing when none does.
    pub grace: Option<u64>,
    /// What happened, from the start of the container on. [`Trace::stopped`] is empty when it ended by itself before.
    pub trace: Trace,
}

impl StopRun {
    /// The exit status; nothing where nobody knows, and where the container goes on.
    #[must_use]
    pub fn exit(&self) -> Option<u8> {
        exit(&self.trace.outcome)
    }
}

/// The exit status of a container whose first process ended like this.
pub(crate) fn exit(outcome: &Outcome) -> Option<u8> {
    match outcome {
        Outcome::Exited(status) => Some(*status),
        Outcome::Signalled(signal) => Some(signal.saturating_add(128)),
        Outcome::Unsupported(_) | Outcome::OutOfFuel(_) => None,
    }
}

impl CommandRun {
    /// The exit status; nothing where it was not followed to its end.
    #[must_use]
    pub fn exit(&self) -> Option<u8> {
        match &self.not_started {
            Some(not_started) => Some(not_started.exit),
            None => exit(&self.trace.outcome),
        }
    }
}

/// A `RUN` that stops the build.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FailedRun {
    /// Its index among the instructions.
    pub instruction: usize,
    /// What BuildKit says (`docker.jsonl run/fail`).
    pub message: String,
}

/// How a shell reads a script.
#[derive(Debug, Clone, PartialEq)]
pub struct ScriptReading {
    /// The shell.
    pub shell: Shell,
    /// The script.
    pub script: Span,
    /// The script as the shell reads it.
    pub parse: Parse,
    /// Why the shell refuses it, if it does.
    pub refusal: Option<ScriptRefusal>,
}

/// Why a shell refuses a script.
#[derive(Debug, Clone, PartialEq)]
pub struct ScriptRefusal {
    /// What the shell prints; nothing where that is not simulated.
    pub message: Option<String>,
    /// What went wrong, in our own words.
    pub explanation: Diagnostic,
    /// Whether the shell gets there: it runs what stands before, and may end in it.
    pub reached: Reached,
}

impl ScriptReading {
    /// The refusal, when the shell gets there.
    #[must_use]
    pub fn refused(&self) -> Option<&ScriptRefusal> {
        let refusal = self.refusal.as_ref();
        refusal.filter(|it| it.reached == Reached::StopsHere)
    }
}
