//! [`run`]: lets processes run, the one whose own clock is behind first.

use std::future::Future;
use std::task::{Context, Poll, Waker};

use super::baton::Slot;
use super::clock::Instant;
use super::machine::Kernel;
use super::process::Process;
use super::table::{End, State, Task};
use crate::trace::{Action, Cause, Outcome, Pid, Resource};

/// When a simulation ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ending {
    /// With its first process: a container.
    WithFirst,
    /// When every process has ended.
    WithLast,
}

/// Runs `body` as the process `first`, and what that starts, to the end; the outcome stands in the trace.
pub fn run<F>(
    kernel: Kernel,
    first: Pid,
    ending: Ending,
    body: impl FnOnce(Process) -> F + 'static,
) -> Kernel
where
    F: Future<Output = End> + 'static,
{
    let slot = Slot::default();
    let mut kernel = Box::new(kernel);
    let process = Process::new(first, slot.clone());
    kernel.begin(first, process, body);
    let mut outcome = Outcome::OutOfFuel(Resource::Time);
    let mut now = Instant::default();
    while kernel.halted.is_none() {
        let next = kernel.next(now);
        if let Some(time) = kernel.outside_due(now, next.map(|it| it.1)) {
            now = time;
            kernel.come(first, time);
        } else {
            let Some((pid, time)) = next else { break };
            if time.seconds() > kernel.fuel.seconds {
                break;
            }
            now = time;
            kernel = resume(kernel, &slot, pid, time);
        }
        if let Some(State::Ended(end)) = kernel.table.get(&first).map(|it| it.state.clone()) {
            outcome = match end {
                End::Exited(status) => Outcome::Exited(status),
                End::Signalled(signal) => Outcome::Signalled(signal.0),
            };
            kernel.note_end(now);
            if ending == Ending::WithFirst || kernel.processes().next().is_none() {
                break;
            }
        }
    }
    for entry in kernel.table.values_mut() {
        drop((std::mem::take(&mut entry.tasks), entry.begun.take()));
    }
    for sentence in kernel.files.take_assumptions() {
        kernel.note(first, Cause::End, Action::Assumed(sentence));
    }
    kernel.trace.outcome = kernel.halted.take().unwrap_or(outcome);
    *kernel
}

/// Lets one process run until it suspends.
fn resume(mut kernel: Box<Kernel>, slot: &Slot, pid: Pid, time: Instant) -> Box<Kernel> {
    let Some(entry) = kernel.table.get_mut(&pid) else {
        return kernel;
    };
    entry.time = time;
    entry.state = State::Ready;
    let Some(mut task) = entry.tasks.pop() else {
        kernel.end(pid, End::Exited(0));
        return kernel;
    };
    slot.put(kernel);
    let mut context = Context::from_waker(Waker::noop());
    let poll = match &mut task {
        Task::Body(body) => body.as_mut().poll(&mut context).map(Some),
        Task::Call(call) => call.as_mut().poll(&mut context).map(|()| None),
    };
    let mut kernel = match slot.take() {
        Some(kernel) => kernel,
        None => unreachable!("a process that suspends or ends gives the kernel back"),
    };
    let Some(entry) = kernel.table.get_mut(&pid) else {
        return kernel;
    };
    match poll {
        Poll::Ready(Some(end)) => kernel.end(pid, end),
        Poll::Ready(None) => {}
        Poll::Pending => {
            entry.tasks.push(task);
            let begun = entry.begun.take();
            entry.tasks.extend(begun);
        }
    }
    if let Some(signal) = kernel.table.get(&pid).and_then(|it| it.fatal) {
        kernel.end(pid, End::Signalled(signal));
    }
    kernel
}

impl Kernel {
    /// The process that is next, and when it goes on.
    fn next(&self, now: Instant) -> Option<(Pid, Instant)> {
        let ready = self.table.iter().filter_map(|(pid, entry)| {
            let time = self.ready_at(*pid, entry, now)?;
            Some((*pid, time))
        });
        ready.min_by_key(|(pid, time)| (*time, *pid))
    }

    /// Gives a process its body.
    pub(super) fn begin<F>(
        &mut self,
        pid: Pid,
        mut process: Process,
        body: impl FnOnce(Process) -> F + 'static,
    ) where
        F: Future<Output = End> + 'static,
    {
        let task = Box::pin(async move {
            process.take_kernel();
            body(process).await
        });
        if let Some(entry) = self.table.get_mut(&pid) {
            entry.tasks.push(Task::Body(task));
        }
    }
}
