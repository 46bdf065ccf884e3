//! [`CommandRun`]: what became of a command when it was started; [`ScriptReading`]: how a shell reads its script.

use crate::container::{NotStarted, ProgramIs};
use crate::diagnostic::Diagnostic;
use crate::shell::{Parse, Shell};
use crate::text::Span;
use crate::trace::Trace;

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
    /// What had to be assumed before it started, each a sentence without its full stop.
    pub assumptions: Vec<String>,
    /// Why it does not start, if it does not.
    pub not_started: Option<NotStarted>,
    /// Whether anybody knows what its program does.
    pub program: ProgramIs,
    /// What happened.
    pub trace: Trace,
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
