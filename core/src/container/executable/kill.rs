//! `kill` (XCU 4): sends signals to processes. Debian's is the one of procps.

use super::{Call, Flavour};
use crate::kernel::{Errno, Signal};
use crate::trace::Pid;

/// The signal of this name or number, or none for 0; nothing when there is no such signal.
pub(super) fn signal(text: &str) -> Option<Option<Signal>> {
    let upper = text.to_ascii_uppercase();
    let name = upper.strip_prefix("SIG").unwrap_or(&upper);
    match text.parse::<u8>() {
        Ok(0) => Some(None),
        Ok(number) if number <= 64 => Some(Some(Signal(number))),
        Ok(_) => None,
        Err(_) => Signal::of_name(name).map(Some),
    }
}

pub(super) async fn run(mut call: Call<'_>) -> u8 {
    let mut operands = call.operands();
    let mut sent = Some(Signal::TERM);
    match operands.first().map(String::as_str) {
        None => call.unsupported("without operands").await,
        Some("--") => {
            operands.remove(0);
        }
        Some("-s") if operands.len() > 1 => {
            sent = named(&mut call, &operands[1]).await;
            operands.drain(..2);
        }
        Some(option) if option.starts_with('-') => {
            let name = option[1..].to_owned();
            sent = named(&mut call, &name).await;
            operands.remove(0);
        }
        Some(_) => {}
    }
    if operands.first().is_some_and(|it| it == "--") {
        operands.remove(0);
    }
    let mut status = 0;
    for operand in operands {
        let Ok(number) = operand.parse::<i32>() else {
            call.unsupported(&format!("with {operand}")).await
        };
        let group = match number {
            ..=-2 => Some(Pid(number.unsigned_abs())),
            0 => call.process.process_group(),
            _ => None,
        };
        let killed = match (group, u32::try_from(number)) {
            (Some(group), _) => call.process.kill_group(group, sent).await,
            (None, Ok(pid @ 1..)) => call.process.kill(Pid(pid), sent).await,
            (None, _) if number == -1 && call.process.is_alone() => {
                call.process.kill_others(sent).await
            }
            (None, _) => {
                call.unsupported("of processes that others have started")
                    .await
            }
        };
        if let Err(errno) = killed {
            status = 1;
            cannot_kill(&mut call, number, errno).await;
        }
    }
    status
}

async fn named(call: &mut Call<'_>, name: &str) -> Option<Signal> {
    match signal(name) {
        Some(signal) => signal,
        None => call.unsupported(&format!("with {name}")).await,
    }
}

async fn cannot_kill(call: &mut Call<'_>, pid: i32, errno: Errno) {
    let text = match call.flavour {
        Flavour::Debian => format!("({pid}): {}", errno.message()),
        Flavour::Busybox => format!("can't kill pid {pid}: {}", errno.message()),
    };
    call.complain(&text).await;
}
