//! [`Trace`]: what processes did, step by step, and how it ended.
//!
//! Takes nothing but spans: a step names its process, the characters that caused it, and what it did. Steps are named
//! after the clauses of POSIX.1 (XCU 2.6 to 2.14, `fork`, `exec`). Nothing here decides what a shell does.

use std::collections::BTreeSet;

use crate::text::Span;

/// What happened, in order.
#[derive(Debug, Clone, PartialEq)]
pub struct Trace {
    /// The steps.
    pub steps: Vec<Step>,
    /// The programs that were started, in order.
    pub programs: Vec<Execution>,
    /// The files that shells have read as scripts, each once.
    pub scripts: Vec<ScriptFile>,
    /// What was written to standard output, write by write.
    pub stdout: Vec<Span>,
    /// What was written to standard error, write by write.
    pub stderr: Vec<Span>,
    /// How it ended.
    pub outcome: Outcome,
    /// The signal that came from outside, if one came before the end.
    pub stopped: Option<Stopped>,
}

/// A signal that came from outside. Times are in nanoseconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stopped {
    /// When it came, counted from the start.
    pub at: u64,
    /// Its number.
    pub signal: u8,
    /// The processes there were, by number.
    pub processes: Vec<SeenProcess>,
    /// How long after it the first process ended; nothing when it goes on.
    pub ended_after: Option<u64>,
    /// How long after it `SIGKILL` came; nothing when that was not needed.
    pub killed_after: Option<u64>,
}

/// A process as it is seen from outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenProcess {
    /// Its number.
    pub pid: Pid,
    /// The number of its parent; 0 for the first.
    pub parent: Pid,
    /// Its arguments.
    pub argv: Vec<Span>,
    /// Whether the signal is sent to it.
    pub receives: Receives,
    /// What it does with such a signal.
    pub reaction: SeenReaction,
}

/// Whether a signal is sent to a process.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Receives {
    /// It is.
    Yes,
    /// It is not.
    No,
}

/// What a process does with a signal (XSH 2.4.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SeenReaction {
    /// It leaves it to the kernel, which gives the first process of a container no such signal.
    Default,
    /// Nothing.
    Ignored,
    /// It has a handler.
    Caught,
}

/// The number of a process.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Pid(pub u32);

/// One thing that one process did.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// The process.
    pub process: Pid,
    /// Why.
    pub cause: Cause,
    /// What.
    pub action: Action,
}

/// Why a step was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cause {
    /// These characters say so.
    Written(Span),
    /// The script came to its end.
    End,
}

/// What a step did.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// A word became fields.
    Expanded(Vec<Span>),
    /// A variable got a value.
    Assigned {
        /// Its name.
        name: String,
        /// The value.
        value: Span,
    },
    /// A parameter was read that nothing has set, and stood for nothing: its name, as in `x` or `a[3]`.
    Unset(String),
    /// A descriptor was led elsewhere.
    Redirected(u32),
    /// A process was made that goes on with the same script.
    Forked(Pid),
    /// A program was started: its place in [`Trace::programs`].
    Executed(usize),
    /// Something that is not known was taken to be so.
    Assumed(String),
    /// The process ended.
    Exited(u8),
}

/// A program as it was started.
#[derive(Debug, Clone, PartialEq)]
pub struct Execution {
    /// The process.
    pub process: Pid,
    /// The file.
    pub path: String,
    /// Its arguments, the name first.
    pub argv: Vec<Span>,
    /// Its environment.
    pub environment: Vec<(String, Span)>,
    /// Its working directory.
    pub directory: String,
}

/// A file that was read as a script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScriptFile {
    /// Its absolute path.
    pub path: String,
    /// What it holds.
    pub text: Span,
    /// The name of the shell that reads it.
    pub shell: &'static str,
}

/// How it ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// With an exit status.
    Exited(u8),
    /// Ended by a signal: its number.
    Signalled(u8),
    /// With something that is not simulated: what it is.
    Unsupported(String),
    /// It went on for longer than it was followed.
    OutOfFuel(Resource),
}

/// What there is only so much of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Resource {
    /// Commands.
    Steps,
    /// Functions, substitutions and scripts within one another.
    Depth,
    /// Characters that were made.
    Text,
    /// Processes.
    Processes,
    /// Seconds of the simulation, or everything waits for something that never comes.
    Time,
}

impl Trace {
    /// The programs that were started behind the first one.
    #[must_use]
    pub fn further_programs(&self) -> &[Execution] {
        self.programs.get(1..).unwrap_or_default()
    }

    /// What was taken to be so because nobody knows it, each once.
    pub fn assumptions(&self) -> impl Iterator<Item = &str> {
        let mut told = BTreeSet::new();
        let assumed = self.steps.iter().filter_map(|it| match &it.action {
            Action::Assumed(what) => Some(what.as_str()),
            Action::Expanded(_)
            | Action::Assigned { .. }
            | Action::Unset(_)
            | Action::Redirected(_)
            | Action::Forked(_)
            | Action::Executed(_)
            | Action::Exited(_) => None,
        });
        assumed.filter(move |it| told.insert(*it))
    }
}

impl Default for Trace {
    /// Nothing has happened yet, and nothing went wrong.
    fn default() -> Self {
        Self {
            steps: Vec::new(),
            programs: Vec::new(),
            scripts: Vec::new(),
            stdout: Vec::new(),
            stderr: Vec::new(),
            outcome: Outcome::Exited(0),
            stopped: None,
        }
    }
}
