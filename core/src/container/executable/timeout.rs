//! `timeout`: starts a program and ends it when it takes too long.
//!
//! GNU's waits for the program and says with status 124 that it took too long. busybox becomes the program, and leaves
//! a process behind that watches it, second by second.

use super::options::{Options, Order, Syntax, read};
use super::sleep::duration;
use super::{Call, Flavour};
use crate::kernel::{Children, End, Process, Signal, Waited};
use crate::text::Span;
use crate::trace::{Cause, Pid};

const SYNTAX: Syntax = Syntax {
    debian: "foreground k,kill-after= preserve-status s,signal= v,verbose",
    busybox: "s= !k=",
    order: Order::First,
    failure: 125,
};

/// What is to be done, and when.
#[derive(Debug, Clone, Copy)]
struct Limit {
    after: u64,
    signal: Signal,
    kill_after: Option<u64>,
}

pub(super) async fn run(mut call: Call<'_>) -> End {
    match start(&mut call).await {
        Ok(end) => end,
        Err(status) => End::Exited(status),
    }
}

async fn start(call: &mut Call<'_>) -> Result<End, u8> {
    let options = read(call, &SYNTAX).await?;
    let [time, words @ ..] = &*options.operands else {
        return Err(call.point_to_help(125).await);
    };
    if words.is_empty() {
        return Err(call.point_to_help(125).await);
    }
    let limit = limit(call, &options, *time).await?;
    if call.flavour == Flavour::Busybox {
        return Ok(watched(call, words, limit).await);
    }
    if !options.has("foreground") {
        call.process.lead_process_group();
    }
    let child = start_child(call, words).await;
    Ok(wait(call, &options, child, limit).await)
}

async fn limit(call: &mut Call<'_>, options: &Options, time: Span) -> Result<Limit, u8> {
    let after = read_time(call, time).await?;
    let kill_after = match options.value("kill-after") {
        Some(time) => Some(read_time(call, time).await?),
        None => None,
    };
    let signal = match options.value("signal").or(options.value("s")) {
        Some(name) => read_signal(call, name).await?,
        None => Signal::TERM,
    };
    Ok(Limit {
        after,
        signal,
        kill_after,
    })
}

async fn read_time(call: &mut Call<'_>, time: Span) -> Result<u64, u8> {
    let text = call.text(time);
    match duration(&text) {
        Some(time) => Ok(time),
        None if call.flavour == Flavour::Busybox => {
            call.complain(&format!("invalid number '{text}'")).await;
            Err(1)
        }
        None => {
            let shown = call.quoted(&text);
            let message = format!("invalid time interval {shown}");
            Err(call.refuse(&message, 125).await)
        }
    }
}

async fn read_signal(call: &mut Call<'_>, name: Span) -> Result<Signal, u8> {
    let text = call.text(name);
    match super::kill::signal(&text) {
        Some(Some(signal)) => Ok(signal),
        _ if call.flavour == Flavour::Busybox => {
            call.unsupported(&format!("with the signal {text}")).await
        }
        _ => {
            let shown = call.quoted(&text);
            Err(call.refuse(&format!("{shown}: invalid signal"), 125).await)
        }
    }
}

/// The program, as a process of its own; it says itself when it cannot be started.
async fn start_child(call: &mut Call<'_>, words: &[Span]) -> Pid {
    let cause = words.first().map_or(Cause::End, |it| Cause::Written(*it));
    let (words, arguments) = (words.to_vec(), call.arguments.clone());
    let (environment, flavour) = (call.environment.clone(), call.flavour);
    let (library, debian, build) = (call.library, call.debian, call.build);
    call.process
        .fork(cause, move |mut process| async move {
            let mut call = Call {
                process: &mut process,
                arguments,
                environment: environment.clone(),
                flavour,
                library,
                debian,
                build,
            };
            call.become_program(&words, environment).await
        })
        .await
}

async fn wait(call: &mut Call<'_>, options: &Options, child: Pid, limit: Limit) -> End {
    let children = Children::One(child);
    let after = if limit.after == 0 {
        u64::MAX
    } else {
        limit.after
    };
    let mut waited = call.process.wait_at_most(children, after).await;
    let is_late = waited.is_none();
    if is_late {
        send(call, options, child, limit.signal).await;
        waited = match limit.kill_after.filter(|it| *it > 0) {
            Some(time) => call.process.wait_at_most(children, time).await,
            None => Some(call.process.wait(children).await),
        };
        if waited.is_none() {
            send(call, options, child, Signal::KILL).await;
            waited = Some(call.process.wait(children).await);
        }
    }
    match (waited, is_late) {
        (Some(Waited::Ended(_, end)), false) => end,
        // The signal goes to the whole group, and nobody can catch this one.
        (Some(Waited::Ended(_, End::Signalled(Signal::KILL))), true) => {
            End::Signalled(Signal::KILL)
        }
        (Some(Waited::Ended(_, end)), true) => match options.has("preserve-status") {
            true => End::Exited(end.status()),
            false => End::Exited(124),
        },
        _ => call.unsupported("that is interrupted").await,
    }
}

async fn send(call: &mut Call<'_>, options: &Options, child: Pid, signal: Signal) {
    if options.has("verbose") {
        let name = signal.name().unwrap_or_default();
        let words = options.operands.get(1).map(|it| call.text(*it));
        let shown = call.quoted(&words.unwrap_or_default());
        call.complain(&format!("sending signal {name} to command {shown}"))
            .await;
    }
    let mut all = vec![child];
    if !options.has("foreground") {
        // The program and what it has started are one group.
        let processes: Vec<_> = call.process.processes().map(|it| (it.0, it.1)).collect();
        for (pid, parent) in processes {
            if all.contains(&parent) && !all.contains(&pid) {
                all.push(pid);
            }
        }
    }
    for pid in all.into_iter().rev() {
        // One that has ended needs no signal.
        let _ = call.process.kill(pid, Some(signal)).await;
    }
}

/// Becomes the program, with a process beside it that sends the signal.
async fn watched(call: &mut Call<'_>, words: &[Span], limit: Limit) -> End {
    let watched = call.process.pid();
    call.process
        .fork(Cause::End, move |process| watch(process, watched, limit))
        .await;
    let environment = call.environment.clone();
    call.become_program(words, environment).await
}

async fn watch(mut process: Process, watched: Pid, limit: Limit) -> End {
    const SECOND: u64 = 1_000_000_000;
    let mut left = limit.after;
    while left > 0 {
        process.sleep(left.min(SECOND)).await;
        left = left.saturating_sub(SECOND);
        let is_there = process.processes().any(|it| it.0 == watched);
        if !is_there {
            return End::Exited(0);
        }
    }
    // It may end at the same time.
    let _ = process.kill(watched, Some(limit.signal)).await;
    End::Exited(0)
}
