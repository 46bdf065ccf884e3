//! `wait -n`: until the next one has ended.

use crate::kernel::{Children, End, Waited};
use crate::shell::dialect::{Dialect, Release};
use crate::shell::execution::{Evaluator, Flow};
use crate::text::Span;
use crate::trace::Pid;

/// The first of these that ends, or of all; `last` becomes its process.
pub(super) async fn wait_for_next(
    shell: &mut Evaluator,
    operands: &[Span],
    last: &mut Option<Pid>,
) -> Flow<u8> {
    shell.note_ended_jobs();
    if shell.dialect() == Dialect::BusyboxAsh {
        return wait_in_busybox(shell, operands).await;
    }
    let wanted = match operands.is_empty() {
        true => None,
        false => Some(read(shell, operands).await?),
    };
    let is_wanted = |it: Pid| wanted.as_ref().is_none_or(|wanted| wanted.contains(&it));
    let jobs = shell.environment.state.jobs.iter();
    let (told, candidates): (Vec<_>, Vec<_>) = jobs
        .filter(|it| is_wanted(it.process))
        .cloned()
        .partition(|it| it.is_noticed || it.is_waited_for);
    if wanted.is_some() && !told.is_empty() {
        return shell.unsupported("wait -n of a process of which bash knows the end");
    }
    let mut ended = candidates.iter().filter(|it| it.end.is_some());
    if let Some(job) = ended.next() {
        if wanted.is_some() && ended.next().is_some() {
            return shell.unsupported("wait -n of several processes that have ended");
        }
        return Ok(take(
            shell,
            job.process,
            job.end.unwrap_or(End::Exited(0)),
            last,
        ));
    }
    if candidates.is_empty() {
        return Ok(127);
    }
    loop {
        match shell.process.wait(Children::Any).await {
            Waited::Ended(process, end) => {
                let mut jobs = shell.environment.state.jobs.iter_mut();
                match jobs.find(|it| it.process == process) {
                    Some(_) if is_wanted(process) => return Ok(take(shell, process, end, last)),
                    Some(job) => job.end = Some(end),
                    // One that `disown` has taken off the list.
                    None => {}
                }
            }
            Waited::Interrupted => {
                return Ok(match shell.process.take_signal() {
                    Some(signal) => {
                        shell.environment.state.pending.push(signal);
                        signal.0 + 128
                    }
                    None => 0,
                });
            }
            Waited::NoChild => return Ok(127),
        }
    }
}

/// busybox ends with 0 whatever a process did that has ended, and with 129 behind one that it has to wait for (recorded
/// of 1.35).
async fn wait_in_busybox(shell: &mut Evaluator, operands: &[Span]) -> Flow<u8> {
    for operand in operands {
        let word = shell.str(*operand).to_owned();
        if !word.starts_with('%') && word.parse::<u32>().is_err() {
            let text = format!("Illegal number: {word}");
            return shell.error("wait", &text).await;
        }
    }
    let jobs = &mut shell.environment.state.jobs;
    if jobs.is_empty() {
        return Ok(127);
    }
    if !operands.is_empty() || shell.shell.release != Release::Busybox1_35 {
        return shell.unsupported("wait -n of busybox where there are jobs");
    }
    if let Some(found) = jobs.iter().position(|it| it.end.is_some()) {
        jobs.remove(found);
        return Ok(0);
    }
    match shell.process.wait(Children::Any).await {
        Waited::Ended(process, _) => {
            let jobs = &mut shell.environment.state.jobs;
            jobs.retain(|it| it.process != process);
            Ok(129)
        }
        Waited::Interrupted => shell.unsupported("wait -n of busybox and a signal"),
        Waited::NoChild => Ok(127),
    }
}

/// The processes that the words stand for; what is said of others.
async fn read(shell: &mut Evaluator, operands: &[Span]) -> Flow<Vec<Pid>> {
    let mut wanted = Vec::new();
    for operand in operands {
        let word = shell.str(*operand).to_owned();
        let found = match word.starts_with('%') {
            true => shell.job(&word)?.ok(),
            false => word.parse::<u32>().ok().map(Pid).filter(|it| {
                let mut jobs = shell.environment.state.jobs.iter();
                jobs.any(|job| job.process == *it)
            }),
        };
        match found {
            Some(process) => wanted.push(process),
            None => {
                let text = format!("{word}: no such job");
                shell.complain(Some("wait"), &text).await?;
            }
        }
    }
    Ok(wanted)
}

/// The status of a process that has ended: its job is one no more, but bash remembers how it ended.
fn take(shell: &mut Evaluator, process: Pid, end: End, last: &mut Option<Pid>) -> u8 {
    let status = end.status();
    *last = Some(process);
    let state = &mut shell.environment.state;
    state.jobs.retain(|it| it.process != process);
    match shell.shell.dialect {
        Dialect::Bash => {
            state.former.insert(process, status);
            status
        }
        Dialect::Dash | Dialect::BashAsSh | Dialect::BusyboxAsh => status,
    }
}
