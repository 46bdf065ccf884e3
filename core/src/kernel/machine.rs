//! [`Kernel`]: everything that processes share.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::clock::{Instant, cost};
use super::descriptor::{Descriptors, InputEnd, OpenFile, Stream};
use super::exec::Programs;
use super::files::FileSystem;
use super::fuel::Fuel;
use super::limits::Limits;
use super::outside::Outside;
use super::pipe::{Pipe, WriteEnd};
use super::proc::{ProcessFiles, Told};
use super::process::Children;
use super::resources::ResourceLimits;
use super::signal::{Disposition, Signal};
use super::table::{Condition, End, Entry, State};
use crate::session::Session;
use crate::text::Span;
use crate::trace::{Action, Cause, Outcome, Pid, Resource, Step, Trace};

/// Everything that processes share.
pub struct Kernel {
    /// The texts.
    pub cx: Session,
    /// What has happened.
    pub trace: Trace,
    /// The files.
    pub files: FileSystem,
    /// What may still be used.
    pub fuel: Fuel,
    /// When the simulation began, in seconds since 1970.
    pub began: i64,
    /// The state of the random numbers.
    pub random: u64,
    /// The name of the machine.
    pub hostname: String,
    /// The hardware, as `uname -m` names it.
    pub machine: String,
    /// What the runtime lets the processes do.
    pub limits: Limits,
    /// The signal that comes from outside.
    pub outside: Option<Outside>,
    pub(super) programs: Rc<dyn Programs>,
    pub(super) table: BTreeMap<Pid, Entry>,
    pub(super) last_pid: u32,
    /// The number of the first process.
    pub(super) first_pid: Pid,
    /// Who writes to standard input of the first process, as long as that does not end.
    operator: Option<WriteEnd>,
    pub(super) halted: Option<Outcome>,
    /// The directories of `/proc`, once somebody has asked for them.
    pub(super) process_files: Option<ProcessFiles>,
}

impl std::fmt::Debug for Kernel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Kernel")
            .field("processes", &self.table.keys())
            .field("halted", &self.halted)
            .finish_non_exhaustive()
    }
}

impl Kernel {
    /// A system without processes.
    #[must_use]
    pub fn new(cx: Session, files: FileSystem, programs: Rc<dyn Programs>, fuel: Fuel) -> Self {
        Self {
            cx,
            trace: Trace::default(),
            files,
            fuel,
            began: 0,
            random: 0x2545_f491_4f6c_dd1d,
            hostname: "localhost".to_owned(),
            machine: "x86_64".to_owned(),
            limits: Limits::default(),
            outside: None,
            programs,
            table: BTreeMap::new(),
            last_pid: 0,
            first_pid: Pid(1),
            operator: None,
            halted: None,
            process_files: None,
        }
    }

    /// Makes the first process, with `input` on its standard input; it has the number `pid`.
    pub fn add_first(&mut self, pid: Pid, directory: &str, input: &[Span]) {
        let pipe = Rc::new(Pipe::default());
        let reader = pipe.reader();
        let writer = pipe.writer();
        for piece in input.iter().filter(|it| !it.is_empty()) {
            pipe.write(*piece);
        }
        self.operator = match self.limits.input {
            InputEnd::Comes => None,
            InputEnd::NeverComes => Some(writer),
        };
        let files = [
            OpenFile::Input(reader),
            OpenFile::Standard(Stream::Output),
            OpenFile::Standard(Stream::Error),
        ];
        let descriptors: Descriptors = (0..).zip(files.map(Rc::new)).collect();
        let entry = Entry {
            // Only the first process of a container has none here; others were started by that.
            parent: Pid(u32::from(pid != Pid(1))),
            descriptors,
            closed_by_exec: BTreeSet::new(),
            directory: directory.to_owned(),
            mask: 0o022,
            user: 0,
            group: 0,
            process_group: pid,
            state: State::Ready,
            tasks: Vec::new(),
            begun: None,
            time: Instant::default(),
            dispositions: BTreeMap::new(),
            pending: BTreeSet::new(),
            fatal: None,
            argv: Vec::new(),
            told: Told::default(),
            limits: ResourceLimits::default(),
        };
        self.last_pid = pid.0;
        self.first_pid = pid;
        self.table.insert(pid, entry);
    }

    /// Notes a step.
    pub fn note(&mut self, process: Pid, cause: Cause, action: Action) {
        self.trace.steps.push(Step {
            process,
            cause,
            action,
        });
    }

    /// Ends the simulation; the first to say so has the word.
    pub fn halt(&mut self, outcome: Outcome) {
        self.halted.get_or_insert(outcome);
    }

    /// Random bits: always the same for the same simulation (xorshift).
    pub fn random_bits(&mut self) -> u64 {
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        self.random
    }

    /// Whether a process with this number exists, ended or not.
    #[must_use]
    pub fn exists(&self, pid: Pid) -> bool {
        self.table.contains_key(&pid)
    }

    /// The processes that have not ended: number, parent, arguments.
    pub fn processes(&self) -> impl Iterator<Item = (Pid, Pid, &[Span])> {
        let alive = self.table.iter();
        let alive = alive.filter(|(_, it)| !matches!(it.state, State::Ended(_)));
        alive.map(|(pid, it)| (*pid, it.parent, &*it.argv))
    }

    /// The number of the next process.
    pub(super) fn next_pid(&mut self) -> Result<Pid, Resource> {
        self.fuel.processes = self
            .fuel
            .processes
            .checked_sub(1)
            .ok_or(Resource::Processes)?;
        self.last_pid += 1;
        Ok(Pid(self.last_pid))
    }

    /// Sends a signal to a process (XSH `kill`); nothing comes of it when that has ended.
    pub(super) fn signal(&mut self, pid: Pid, signal: Signal, running: Option<Pid>) {
        let Some(entry) = self.table.get_mut(&pid) else {
            return;
        };
        if matches!(entry.state, State::Ended(_)) {
            return;
        }
        match entry.disposition(signal) {
            Disposition::Caught => {
                entry.pending.insert(signal);
            }
            Disposition::Default if signal.ends_by_default() && pid != Pid(1) => {
                if running == Some(pid) {
                    entry.fatal = Some(signal);
                } else {
                    self.end(pid, End::Signalled(signal));
                }
            }
            Disposition::Default | Disposition::Ignored => {}
        }
    }

    /// Ends a process: its descriptors close, its children get the first process as parent, its parent is told.
    pub(super) fn end(&mut self, pid: Pid, end: End) {
        let Some(entry) = self.table.get_mut(&pid) else {
            return;
        };
        let parent = entry.parent;
        let time = entry.time;
        entry.state = State::Ended(end);
        entry.descriptors.clear();
        let tasks = std::mem::take(&mut entry.tasks);
        drop((tasks, entry.begun.take()));
        self.note(pid, Cause::End, Action::Exited(end.status()));
        let first = self.table.keys().next().copied().unwrap_or(pid);
        let mut reaped = Vec::new();
        for (child, entry) in &mut self.table {
            if entry.parent == pid {
                entry.parent = first;
                if matches!(entry.state, State::Ended(_)) {
                    reaped.push(*child);
                }
            }
        }
        for child in reaped {
            self.table.remove(&child);
        }
        match self.table.get_mut(&parent) {
            Some(entry) if entry.disposition(Signal::CHLD) == Disposition::Caught => {
                entry.pending.insert(Signal::CHLD);
            }
            Some(_) => {}
            None if pid != first => {
                self.table.remove(&pid);
            }
            None => {}
        }
        self.delay_waiting(time);
    }

    /// No waiting process goes on before what it waits for has happened.
    fn delay_waiting(&mut self, time: Instant) {
        for entry in self.table.values_mut() {
            if matches!(entry.state, State::Waiting(_)) {
                entry.time = entry.time.max(time);
            }
        }
    }

    /// When a process could go on; nothing while what it waits for has not happened.
    pub(super) fn ready_at(&self, pid: Pid, entry: &Entry, now: Instant) -> Option<Instant> {
        let woken = entry.time.max(now).after(cost::WAKE);
        match &entry.state {
            State::Ended(_) => None,
            State::Ready => Some(entry.time),
            State::Waiting(_) if !entry.pending.is_empty() => Some(woken),
            State::Waiting(Condition::Until(time)) => Some(*time),
            State::Waiting(Condition::ChildUntil(children, time)) => {
                match self.may_wait(pid, *children) {
                    true => Some(*time),
                    false => Some(woken.min(*time)),
                }
            }
            State::Waiting(condition) => {
                let holds = match condition {
                    Condition::Readable(pipe) => pipe.is_readable(),
                    Condition::Writable(pipe) => pipe.is_writable(),
                    Condition::Writer(pipe) => pipe.has_writer(),
                    Condition::Reader(pipe) => pipe.has_reader(),
                    Condition::Child(children) => !self.may_wait(pid, *children),
                    Condition::ChildUntil(..) | Condition::Until(_) | Condition::Signal => false,
                };
                holds.then_some(woken)
            }
        }
    }

    /// Whether a process has a child of these that has not ended, and none that has.
    fn may_wait(&self, parent: Pid, children: Children) -> bool {
        self.ended_child(parent, children).is_none() && self.has_child(parent, children)
    }

    pub(super) fn has_child(&self, parent: Pid, children: Children) -> bool {
        self.table
            .iter()
            .any(|(pid, entry)| entry.parent == parent && children.include(*pid))
    }

    /// A child of these that has ended.
    pub(super) fn ended_child(&self, parent: Pid, children: Children) -> Option<(Pid, End)> {
        self.table
            .iter()
            .find_map(|(pid, entry)| match entry.state {
                State::Ended(end) if entry.parent == parent && children.include(*pid) => {
                    Some((*pid, end))
                }
                _ => None,
            })
    }
}
