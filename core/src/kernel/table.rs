//! The table of processes.

use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use super::clock::Instant;
use super::descriptor::Descriptors;
use super::pipe::Pipe;
use super::proc::Told;
use super::process::Children;
use super::resources::ResourceLimits;
use super::signal::{Disposition, Signal};
use crate::text::Span;
use crate::trace::Pid;

/// How a process ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum End {
    /// With a status.
    Exited(u8),
    /// By a signal.
    Signalled(Signal),
}

impl End {
    /// What a shell puts into `$?` for it: the status, or 128 and the signal's number (XCU 2.8.2).
    #[must_use]
    pub fn status(self) -> u8 {
        match self {
            Self::Exited(status) => status,
            Self::Signalled(signal) => signal.0.saturating_add(128),
        }
    }
}

impl From<u8> for End {
    fn from(status: u8) -> Self {
        Self::Exited(status)
    }
}

/// What a process is doing.
pub(super) enum Task {
    /// Its body: with its end the process ends.
    Body(Pin<Box<dyn Future<Output = End>>>),
    /// A part of it that has a stack of its own.
    Call(Pin<Box<dyn Future<Output = ()>>>),
}

/// What a process waits for.
#[derive(Debug, Clone)]
pub(super) enum Condition {
    /// A pipe that has something to read.
    Readable(Rc<Pipe>),
    /// A pipe that has room.
    Writable(Rc<Pipe>),
    /// Somebody who opens the other end of a named pipe for writing.
    Writer(Rc<Pipe>),
    /// Somebody who opens the other end of a named pipe for reading.
    Reader(Rc<Pipe>),
    /// A child that has ended.
    Child(Children),
    /// A child that has ended, or a time.
    ChildUntil(Children, Instant),
    /// A time.
    Until(Instant),
    /// A signal.
    Signal,
}

/// Whether a process goes on.
#[derive(Debug, Clone)]
pub(super) enum State {
    /// It does.
    Ready,
    /// It waits.
    Waiting(Condition),
    /// It has ended, and its parent has not asked how.
    Ended(End),
}

/// A process.
pub(super) struct Entry {
    pub(super) parent: Pid,
    pub(super) descriptors: Descriptors,
    /// The descriptors that `exec` closes.
    pub(super) closed_by_exec: BTreeSet<u32>,
    pub(super) directory: String,
    pub(super) mask: u16,
    pub(super) user: u32,
    pub(super) group: u32,
    /// The number of the group of processes it belongs to: that of the one that leads it.
    pub(super) process_group: Pid,
    pub(super) state: State,
    /// What it is doing; the last one runs, the others wait for it.
    pub(super) tasks: Vec<Task>,
    /// What the running task has begun.
    pub(super) begun: Option<Task>,
    /// Its own time.
    pub(super) time: Instant,
    pub(super) dispositions: BTreeMap<Signal, Disposition>,
    /// Signals that have come and not been seen to.
    pub(super) pending: BTreeSet<Signal>,
    /// The signal that ends it as soon as it suspends.
    pub(super) fatal: Option<Signal>,
    /// The arguments of the program it runs.
    pub(super) argv: Vec<Span>,
    /// What `/proc` tells of the program it runs.
    pub(super) told: Told,
    /// What it may use.
    pub(super) limits: ResourceLimits,
}

impl Entry {
    /// What a fork has of this process; its time begins when its parent's stands at `time`.
    pub(super) fn child(&self, parent: Pid, time: Instant) -> Self {
        Self {
            parent,
            descriptors: self.descriptors.clone(),
            closed_by_exec: self.closed_by_exec.clone(),
            directory: self.directory.clone(),
            mask: self.mask,
            user: self.user,
            group: self.group,
            process_group: self.process_group,
            state: State::Ready,
            tasks: Vec::new(),
            begun: None,
            time,
            dispositions: self.dispositions.clone(),
            pending: BTreeSet::new(),
            fatal: None,
            argv: self.argv.clone(),
            told: self.told.clone(),
            limits: self.limits.clone(),
        }
    }

    pub(super) fn disposition(&self, signal: Signal) -> Disposition {
        self.dispositions.get(&signal).copied().unwrap_or_default()
    }
}
