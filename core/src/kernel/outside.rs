//! [`Outside`]: a signal from outside the container, as `docker stop`, `docker kill` and a terminal send it.
//!
//! The kernel gives the first process of a container only signals that it catches; `SIGKILL` and `SIGSTOP` from
//! outside are the exception (`pid_namespaces(7)`). What is left when the grace period is over gets `SIGKILL`.

use super::clock::Instant;
use super::machine::Kernel;
use super::signal::{Disposition, Signal};
use super::table::{End, State};
use crate::trace::{Outcome, Pid, Receives, Resource, SeenProcess, SeenReaction, Stopped};

/// When nothing happens for so long, a container is at rest.
const REST: u64 = 1_000_000_000;

/// One that never comes to rest gets its signal then.
const LATEST: u64 = 30_000_000_000;

/// So long it is watched what comes of a signal that no `SIGKILL` follows.
const WATCHED: u64 = 60_000_000_000;

/// When a signal comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Moment {
    /// When nothing more happens by itself for a second.
    AtRest,
    /// So many nanoseconds after the start.
    After(u64),
    /// As soon as more than so many steps have been taken.
    AtStep(usize),
}

/// Who gets a signal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Receiver {
    /// The first process.
    First,
    /// Every process: a terminal sends it to the whole group in its foreground.
    Everyone,
}

/// A signal from outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Outside {
    /// When it comes.
    pub when: Moment,
    /// Which one.
    pub signal: Signal,
    /// Who gets it.
    pub receiver: Receiver,
    /// After how many nanoseconds `SIGKILL` follows; nothing when none does.
    pub grace: Option<u64>,
}

/// When `SIGKILL` follows, or the watching ends.
fn end_of_grace(stopped: &Stopped, outside: Outside) -> Instant {
    Instant(stopped.at).after(outside.grace.unwrap_or(WATCHED))
}

impl Kernel {
    /// Whether something comes from outside before a process goes on at `time` without giving way.
    pub(super) fn is_due_from_outside(&self, time: Instant) -> bool {
        match (&self.trace.stopped, self.outside) {
            (_, None) => false,
            (None, Some(outside)) => match outside.when {
                Moment::AtRest => time > Instant(LATEST),
                Moment::After(due) => time > Instant(due),
                Moment::AtStep(step) => self.trace.steps.len() > step,
            },
            (Some(stopped), Some(outside)) => time > end_of_grace(stopped, outside),
        }
    }

    /// When something comes from outside, if that is before the processes go on at `next`.
    pub(super) fn outside_due(&self, now: Instant, next: Option<Instant>) -> Option<Instant> {
        let outside = self.outside?;
        let due = match (&self.trace.stopped, outside.when) {
            (None, Moment::AtRest) => Instant(LATEST).min(now.after(REST)),
            (None, Moment::After(time)) => Instant(time),
            (None, Moment::AtStep(step)) => match self.trace.steps.len() > step {
                true => return Some(now),
                // That step is never taken.
                false => now.after(REST),
            },
            (Some(stopped), _) => end_of_grace(stopped, outside),
        };
        next.is_none_or(|next| next > due).then_some(due.max(now))
    }

    /// The signal comes to the container whose first process is `first`, or `SIGKILL` after it.
    pub(super) fn come(&mut self, first: Pid, time: Instant) {
        let Some(outside) = self.outside else { return };
        for entry in self.table.values_mut() {
            if !matches!(entry.state, State::Ended(_)) {
                entry.time = match entry.state {
                    State::Waiting(_) => entry.time.max(time),
                    State::Ready | State::Ended(_) => entry.time,
                };
            }
        }
        if let Some(stopped) = &mut self.trace.stopped {
            match outside.grace {
                Some(_) => {
                    stopped.killed_after = Some(time.0 - stopped.at);
                    self.end(first, End::Signalled(Signal::KILL));
                }
                None => self.halt(Outcome::OutOfFuel(Resource::Time)),
            }
            return;
        }
        let processes = self.processes().map(|(pid, parent, argv)| SeenProcess {
            pid,
            parent,
            argv: argv.to_vec(),
            receives: match outside.receiver {
                Receiver::First if pid != first => Receives::No,
                Receiver::First | Receiver::Everyone => Receives::Yes,
            },
            reaction: self.reaction(pid, outside.signal),
        });
        let processes = processes.collect();
        self.trace.stopped = Some(Stopped {
            at: time.0,
            signal: outside.signal.0,
            processes,
            ended_after: None,
            killed_after: None,
        });
        match outside.signal {
            Signal::KILL => self.end(first, End::Signalled(Signal::KILL)),
            it if it.stops_by_default() && !it.can_be_caught() => {
                let what = "a container that is stopped by SIGSTOP";
                self.halt(Outcome::Unsupported(what.to_owned()));
            }
            signal => self.deliver(first, outside.receiver, signal),
        }
    }

    fn reaction(&self, pid: Pid, signal: Signal) -> SeenReaction {
        let disposition = self.table.get(&pid).map(|it| it.disposition(signal));
        match disposition.unwrap_or_default() {
            Disposition::Default => SeenReaction::Default,
            Disposition::Ignored => SeenReaction::Ignored,
            Disposition::Caught => SeenReaction::Caught,
        }
    }

    fn deliver(&mut self, first: Pid, receiver: Receiver, signal: Signal) {
        let receivers: Vec<Pid> = match receiver {
            Receiver::First => vec![first],
            Receiver::Everyone => self.processes().map(|it| it.0).collect(),
        };
        for pid in receivers {
            self.signal(pid, signal, None);
        }
    }

    /// Notes when the first process has ended.
    pub(super) fn note_end(&mut self, now: Instant) {
        if let Some(stopped) = &mut self.trace.stopped {
            stopped.ended_after = Some(now.0.saturating_sub(stopped.at));
        }
    }
}
