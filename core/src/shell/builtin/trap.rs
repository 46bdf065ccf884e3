//! `trap` (XCU 2.14): what happens on a signal, and at the end.

use super::options::Takes;
use super::signal_names::{is_listed, signal_name, table};
use crate::kernel::Signal;
use crate::shell::dialect::{Dialect, Release};
use crate::shell::execution::{Evaluator, Event, Family, Flow, TrapAction, Traps};
use crate::shell::quoting;
use crate::text::Span;

const TAKES: Takes = Takes {
    letters: "lp",
    usage: "trap [-lp] [[arg] signal_spec ...]",
};

/// All that bash lists in POSIX mode: the end, the signals, and the events behind them.
const EVERY: [Condition; 68] = {
    let mut all = [Condition::Exit; 68];
    let mut signal: u8 = 1;
    while signal <= 64 {
        all[signal as usize] = Condition::Signal(Signal(signal));
        signal += 1;
    }
    all[65] = Condition::Event(Event::Debug);
    all[66] = Condition::Event(Event::Error);
    all[67] = Condition::Event(Event::Return);
    all
};

/// What a trap is set for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Condition {
    Exit,
    Signal(Signal),
    Event(Event),
}

pub(super) async fn run(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    let takes = Takes {
        letters: if shell.dialect().family() == Family::Bash {
            TAKES.letters
        } else {
            ""
        },
        ..TAKES
    };
    let given = match shell.read_options(arguments, takes).await? {
        Ok(given) => given,
        Err(status) => return Ok(status),
    };
    if given.has('l') {
        let text = shell.shell_text(&table(), "list of signals");
        return shell.output("trap", text).await;
    }
    let operands = arguments[given.operands..].to_vec();
    if given.has('p') || operands.is_empty() {
        let in_posix_mode = shell.dialect() == Dialect::BashAsSh;
        if in_posix_mode && operands.is_empty() && given.has('p') {
            return list(shell, EVERY.to_vec()).await;
        }
        return list_named(shell, &operands).await;
    }
    set(shell, &operands).await
}

/// `trap action condition…`; without an action the conditions are reset.
async fn set(shell: &mut Evaluator, operands: &[Span]) -> Flow<u8> {
    let [first, behind @ ..] = operands else {
        return Ok(0);
    };
    let word = shell.str(*first).to_owned();
    let is_number = !word.is_empty() && word.bytes().all(|it| it.is_ascii_digit());
    let resets_first = match shell.dialect() {
        Dialect::Dash | Dialect::BusyboxAsh => behind.is_empty() || is_number,
        Dialect::Bash => {
            is_number && condition(&word, shell.dialect()).is_some()
                || behind.is_empty() && condition(&word, shell.dialect()).is_some()
        }
        Dialect::BashAsSh => is_number && condition(&word, shell.dialect()).is_some(),
    };
    if behind.is_empty() && !resets_first {
        let takes = Takes {
            usage: match shell.shell.release {
                Release::Bash5_3 => "trap [-Plp] [[action] signal_spec ...]",
                _ => TAKES.usage,
            },
            ..TAKES
        };
        return shell.show_usage("trap", takes).await;
    }
    let (action, conditions) = match resets_first {
        true => (TrapAction::Default, operands),
        false => {
            let action = match &*word {
                "-" => TrapAction::Default,
                "" => TrapAction::Ignore,
                _ => TrapAction::Run(*first),
            };
            (action, behind)
        }
    };
    shell.environment.state.hidden.traps = None;
    let mut status = 0;
    for name in conditions {
        let name = shell.str(*name).to_owned();
        match condition(&name, shell.dialect()) {
            Some(Condition::Exit) => {
                shell.environment.state.exit_trap = match action {
                    TrapAction::Run(action) => Some(action),
                    TrapAction::Default | TrapAction::Ignore => None,
                };
            }
            Some(Condition::Signal(signal)) => shell.set_trap(signal, action),
            Some(Condition::Event(event)) => shell.set_event_trap(event, action),
            None => {
                status = bad_condition(shell, &name).await?;
                // dash goes no further.
                if shell.dialect() == Dialect::Dash {
                    return Ok(status);
                }
            }
        }
    }
    Ok(status)
}

/// The condition of this name or number: bash and busybox take it in small letters too, and with `SIG`.
fn condition(name: &str, dialect: Dialect) -> Option<Condition> {
    if name.bytes().all(|it| it.is_ascii_digit())
        && let Ok(number) = name.parse::<u8>()
    {
        return match number {
            0 => Some(Condition::Exit),
            1..=64 => Some(Condition::Signal(Signal(number))),
            _ => None,
        };
    }
    let upper = name.to_ascii_uppercase();
    let event_name = match dialect {
        Dialect::Dash | Dialect::BusyboxAsh => name,
        Dialect::Bash | Dialect::BashAsSh => &upper,
    };
    if let Some(event) = Event::named(event_name, dialect) {
        return Some(Condition::Event(event));
    }
    let name = match dialect {
        Dialect::Dash => name,
        Dialect::BusyboxAsh | Dialect::Bash | Dialect::BashAsSh => {
            upper.strip_prefix("SIG").unwrap_or(&upper)
        }
    };
    match name {
        "EXIT" => Some(Condition::Exit),
        _ => Signal::of_name(name).map(Condition::Signal),
    }
}

async fn bad_condition(shell: &mut Evaluator, name: &str) -> Flow<u8> {
    match shell.dialect() {
        Dialect::Dash => {
            shell
                .print_error(&format!("trap: {name}: bad trap\n"))
                .await?;
        }
        Dialect::BusyboxAsh | Dialect::Bash | Dialect::BashAsSh => {
            let text = format!("{name}: invalid signal specification");
            shell.complain(Some("trap"), &text).await?;
        }
    }
    Ok(1)
}

/// `trap -p` of conditions, one after the other.
async fn list_named(shell: &mut Evaluator, operands: &[Span]) -> Flow<u8> {
    if operands.is_empty() {
        return list(shell, Vec::new()).await;
    }
    let mut status = 0;
    for operand in operands {
        let name = shell.str(*operand).to_owned();
        status = match condition(&name, shell.dialect()) {
            Some(condition) => list(shell, vec![condition]).await?.max(status),
            None => bad_condition(shell, &name).await?,
        };
    }
    Ok(status)
}

/// `trap`, `trap -p`: what is set of these, or at all where none is named, as commands that set it. In POSIX mode also
/// what is not set of these.
async fn list(shell: &mut Evaluator, wanted: Vec<Condition>) -> Flow<u8> {
    let state = &shell.environment.state;
    let traps = match (&state.hidden.traps, shell.dialect()) {
        (Some(_), Dialect::BusyboxAsh) => {
            return shell.unsupported("trap in a subshell of a shell that has traps");
        }
        (Some(traps), Dialect::Bash | Dialect::BashAsSh) => Traps::clone(traps),
        (None, _) | (Some(_), Dialect::Dash) => Traps {
            exit: state.exit_trap,
            signals: state.traps.clone(),
            events: shell.event_traps(),
        },
    };
    let mut set: Vec<(Condition, Option<Span>)> = Vec::new();
    set.extend(traps.exit.map(|it| (Condition::Exit, Some(it))));
    let signals = traps.signals.into_iter();
    set.extend(signals.map(|(signal, action)| (Condition::Signal(signal), action)));
    let events = traps.events.into_iter();
    set.extend(events.map(|(event, action)| (Condition::Event(event), action)));
    let listed = match wanted.is_empty() {
        true => set.iter().map(|it| it.0).collect(),
        false => wanted,
    };
    let mut lines = String::new();
    for condition in listed {
        let name = name(condition, shell.dialect());
        let Some((_, action)) = set.iter().find(|it| it.0 == condition) else {
            if shell.dialect() == Dialect::BashAsSh {
                lines += &format!("trap -- - {name}\n");
            }
            continue;
        };
        let action = action.map_or("", |it| shell.str(it));
        let quoted = match shell.dialect().family() {
            Family::Ash => quoting::single(action, shell.dialect()),
            Family::Bash => format!("'{}'", action.replace('\'', "'\\''")),
        };
        lines += &format!("trap -- {quoted} {name}\n");
    }
    let text = shell.shell_text(&lines, "list of traps");
    shell.output("trap", text).await
}

/// The name with which a condition is listed: with `SIG` in bash.
fn name(condition: Condition, dialect: Dialect) -> String {
    match (condition, dialect) {
        (Condition::Exit, _) => "EXIT".to_owned(),
        (Condition::Event(event), _) => event.name().to_owned(),
        (Condition::Signal(signal), Dialect::Bash) if is_listed(signal.0) => {
            format!("SIG{}", signal_name(signal.0, dialect))
        }
        (Condition::Signal(signal), _) => signal_name(signal.0, dialect),
    }
}
