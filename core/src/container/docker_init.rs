//! `docker-init`, which `--init` puts in front: tini. It starts the command as a child, passes on the signals it gets,
//! collects what has ended, and ends as the command does (`docker.jsonl stop/init-exec-sleep`, `world/init-pid`).

use super::executable::{BusyboxBuild, Call, Debian, Flavour};
use super::world::OwnProgram;
use crate::kernel::{Children, Disposition, End, Errno, Image, Process, Running, Signal, Waited};
use crate::shell::CLibrary;
use crate::text::Span;
use crate::trace::{Cause, Pid};

/// The signals it keeps: those that mean a mistake of its own, and those of a terminal.
const KEPT: [&str; 9] = [
    "FPE", "ILL", "SEGV", "BUS", "ABRT", "TRAP", "SYS", "TTIN", "TTOU",
];

/// The signals it passes on: all others that can be caught, those without a name too.
fn passed_on() -> impl Iterator<Item = Signal> {
    let all = (1..=64).map(Signal);
    all.filter(|it| it.can_be_caught() && *it != Signal::CHLD)
        .filter(|it| it.name().is_none_or(|name| !KEPT.contains(&name)))
}

/// The program, where the runtime puts it.
#[must_use]
pub fn docker_init() -> OwnProgram {
    OwnProgram {
        path: "/sbin/docker-init".to_owned(),
        run,
    }
}

/// Who a signal is passed on to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// The command.
    Child,
    /// The command and all that it has started.
    Everyone,
}

fn run(process: &mut Process, image: Image) -> Running<'_> {
    Box::pin(async move {
        let words = image.argv.iter().skip(1);
        let mut words: Vec<Span> = words.copied().collect();
        if words
            .first()
            .is_some_and(|it| process.cx.texts.str(*it) == "--")
        {
            words.remove(0);
        }
        start_under(process, words, image.environment, Reach::Child).await
    })
}

/// Starts a command as a child, passes signals on to it, and ends as it does.
pub(super) async fn start_under(
    process: &mut Process,
    words: Vec<Span>,
    environment: Vec<(String, Span)>,
    reach: Reach,
) -> End {
    let cause = words.first().map_or(Cause::End, |it| Cause::Written(*it));
    let child = process
        .fork(cause, |mut process| async move {
            process.lead_process_group();
            start(process, words, environment).await
        })
        .await;
    for signal in passed_on() {
        process.set_disposition(signal, Disposition::Caught);
    }
    loop {
        match process.wait(Children::Any).await {
            Waited::Ended(pid, end) if pid == child => return End::Exited(end.status()),
            Waited::Ended(..) => {}
            Waited::NoChild => return End::Exited(0),
            Waited::Interrupted => pass_on(process, child, reach).await,
        }
    }
}

async fn pass_on(process: &mut Process, child: Pid, reach: Reach) {
    while let Some(signal) = process.take_signal() {
        if !passed_on().any(|it| it == signal) {
            continue;
        }
        let own = process.pid();
        let receivers: Vec<Pid> = match reach {
            Reach::Child => vec![child],
            Reach::Everyone => process
                .processes()
                .map(|it| it.0)
                .filter(|it| *it != own)
                .collect(),
        };
        for pid in receivers {
            // One that has ended needs no signal.
            let _ = process.kill(pid, Some(signal)).await;
        }
    }
}

/// The child becomes the command.
async fn start(mut process: Process, words: Vec<Span>, environment: Vec<(String, Span)>) -> End {
    let pid = process.pid().0;
    let mut call = Call {
        process: &mut process,
        arguments: words.clone(),
        environment: environment.clone(),
        flavour: Flavour::Debian,
        library: CLibrary::Glibc,
        debian: Debian::Twelve,
        build: BusyboxBuild::Debian,
    };
    match call.find_program(&words, environment).await {
        Ok(image) => {
            let cause = words.first().map_or(Cause::End, |it| Cause::Written(*it));
            process.exec(image, cause).await
        }
        Err(errno) => {
            let name = words.first().map_or("", |it| process.cx.texts.str(*it));
            let why = errno.message();
            let line = format!("[FATAL tini ({pid})] exec {name} failed: {why}\n");
            process.say(2, "docker-init", &line).await;
            End::Exited(match errno {
                Errno::NoEntry => 127,
                _ => 126,
            })
        }
    }
}
