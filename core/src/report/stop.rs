//! [`StopReport`]: what became of a container that was told to end, as data.

use serde::{Deserialize, Serialize};

use crate::input::StopBy;
use crate::simulation::StopRun;
use crate::trace::{Pid, Receives, SeenProcess, SeenReaction, Stopped};

use super::shell::{Maker, OutcomeReport};
use super::traced::Traced;

/// What became of a container that was told to end.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StopReport {
    /// By what.
    pub by: StopBy,
    /// After how many seconds `SIGKILL` follows; `null` when none does.
    pub grace: Option<u64>,
    /// The signal as it comes; `null` when the container has ended by itself before.
    pub came: Option<CameReport>,
    /// What it printed from its start on, and how it ended.
    pub outcome: OutcomeReport,
    /// The container's exit status: its own, or 128 and the signal's number; `null` where nobody knows, and where it
    /// goes on.
    pub exit: Option<u8>,
    /// What was taken to be so because nobody here knows it, each as a sentence.
    pub assumptions: Vec<String>,
}

/// A signal that came from outside, and how the container took it. Times are in milliseconds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CameReport {
    /// When it came, counted from the start.
    pub at: u64,
    /// Its number.
    pub signal: u8,
    /// The processes there were.
    pub processes: Vec<ProcessReport>,
    /// How long after it the first process ended; `null` when it goes on.
    pub ended_after: Option<u64>,
    /// How long after it `SIGKILL` came; `null` when none did.
    pub killed_after: Option<u64>,
}

/// A process as it is seen from outside.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProcessReport {
    /// Its number; 1 is the first process of the container.
    pub pid: u32,
    /// The number of its parent; `null` for the first.
    pub parent: Option<u32>,
    /// Its arguments.
    pub argv: Vec<Traced>,
    /// Whether the signal is sent to it.
    pub receives_signal: bool,
    /// What it does with that signal.
    pub reaction: ReactionReport,
}

/// What a process does with a signal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ReactionReport {
    /// It leaves it to the kernel, which gives PID 1 no such signal.
    Default,
    /// Nothing.
    Ignored,
    /// It has a handler.
    Caught,
}

const MILLISECOND: u64 = 1_000_000;

impl Maker<'_> {
    pub(super) fn stop(&mut self, stop: &StopRun) -> StopReport {
        StopReport {
            by: stop.by,
            grace: stop.grace,
            came: stop.trace.stopped.as_ref().map(|it| self.came(it)),
            outcome: self.outcome(&stop.trace),
            exit: stop.exit(),
            assumptions: stop.trace.assumptions().map(str::to_owned).collect(),
        }
    }

    fn came(&mut self, stopped: &Stopped) -> CameReport {
        let in_milliseconds = |it: u64| it / MILLISECOND;
        CameReport {
            at: in_milliseconds(stopped.at),
            signal: stopped.signal,
            processes: stopped
                .processes
                .iter()
                .map(|it| self.process(it))
                .collect(),
            ended_after: stopped.ended_after.map(in_milliseconds),
            killed_after: stopped.killed_after.map(in_milliseconds),
        }
    }

    fn process(&mut self, process: &SeenProcess) -> ProcessReport {
        ProcessReport {
            pid: process.pid.0,
            parent: match process.parent {
                Pid(0) => None,
                Pid(parent) => Some(parent),
            },
            argv: self.all(&process.argv),
            receives_signal: process.receives == Receives::Yes,
            reaction: match process.reaction {
                SeenReaction::Default => ReactionReport::Default,
                SeenReaction::Ignored => ReactionReport::Ignored,
                SeenReaction::Caught => ReactionReport::Caught,
            },
        }
    }
}
