//! `kill` (XCU 4): sends a signal to processes.

use super::options::Takes;
use crate::kernel::{Errno, Signal};
use crate::shell::dialect::Dialect;
use crate::shell::execution::{Evaluator, Flow};
use crate::text::Span;
use crate::trace::Pid;

const TAKES: Takes = Takes {
    letters: "",
    usage: "kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]",
};

pub(super) async fn run(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    let mut rest = &arguments[1..];
    let mut signal = Some(Signal::TERM);
    if let [first, behind @ ..] = rest {
        let word = shell.str(*first).to_owned();
        match &*word {
            "-l" | "-L" => return list(shell, behind).await,
            "--" => rest = behind,
            "-s" | "-n" => {
                let [name, behind @ ..] = behind else {
                    return usage(shell).await;
                };
                let name = shell.str(*name).to_owned();
                match parse(&name) {
                    Some(found) => signal = found,
                    None => return bad_signal(shell, &name).await,
                }
                rest = behind;
            }
            option if option.len() > 1 && option.starts_with('-') => {
                match parse(&option[1..]) {
                    Some(found) => signal = found,
                    None => return bad_signal(shell, &option[1..]).await,
                }
                rest = behind;
                if let [first, behind @ ..] = rest
                    && shell.str(*first) == "--"
                {
                    rest = behind;
                }
            }
            _ => {}
        }
    }
    if rest.is_empty() {
        return usage(shell).await;
    }
    let mut status = 0;
    for operand in rest {
        let word = shell.str(*operand).to_owned();
        status = send(shell, &word, signal).await?.max(status);
    }
    Ok(status)
}

/// A signal by name or number; 0 is none.
fn parse(name: &str) -> Option<Option<Signal>> {
    if let Ok(number) = name.parse::<u8>() {
        return (number <= 64).then(|| (number > 0).then_some(Signal(number)));
    }
    let upper = name.to_ascii_uppercase();
    let short = upper.strip_prefix("SIG").unwrap_or(&upper);
    match short {
        "EXIT" => Some(None),
        _ => Signal::of_name(short).map(Some),
    }
}

async fn send(shell: &mut Evaluator, word: &str, signal: Option<Signal>) -> Flow<u8> {
    let number = match word.strip_prefix('%') {
        Some(_) => match shell.job(word) {
            Some(pid) => pid.0,
            None => return no_job(shell, word).await,
        },
        None => match word.parse::<i64>() {
            Ok(number) if number > 0 => u32::try_from(number).unwrap_or(u32::MAX),
            Ok(_) => return shell.unsupported("kill of a process group"),
            Err(_) => return no_number(shell, word).await,
        },
    };
    match shell.process.kill(Pid(number), signal).await {
        Ok(()) => Ok(0),
        Err(errno) => no_process(shell, word, errno).await,
    }
}

async fn no_process(shell: &mut Evaluator, word: &str, errno: Errno) -> Flow<u8> {
    let why = errno.message();
    match shell.dialect() {
        Dialect::Dash => shell.complain(Some("kill"), &format!("{why}\n")).await?,
        Dialect::BusyboxAsh => {
            let text = format!("can't kill pid {word}: {why}");
            shell.complain_as_applet(&text).await?;
        }
        Dialect::Bash | Dialect::BashAsSh => {
            let text = format!("({word}) - {why}");
            shell.complain(Some("kill"), &text).await?;
        }
    }
    Ok(1)
}

async fn no_number(shell: &mut Evaluator, word: &str) -> Flow<u8> {
    match shell.dialect() {
        Dialect::Dash => {
            shell
                .error("kill", &format!("Illegal number: {word}"))
                .await
        }
        Dialect::BusyboxAsh => {
            shell
                .complain_as_applet(&format!("invalid number '{word}'"))
                .await?;
            Ok(1)
        }
        Dialect::Bash | Dialect::BashAsSh => {
            let text = format!("{word}: arguments must be process or job IDs");
            shell.complain(Some("kill"), &text).await?;
            Ok(1)
        }
    }
}

async fn no_job(shell: &mut Evaluator, word: &str) -> Flow<u8> {
    match shell.dialect() {
        Dialect::Dash => shell.error("kill", &format!("No such job: {word}")).await,
        Dialect::BusyboxAsh => shell.error("kill", &format!("{word}: no such job")).await,
        Dialect::Bash | Dialect::BashAsSh => {
            shell
                .complain(Some("kill"), &format!("{word}: no such job"))
                .await?;
            Ok(1)
        }
    }
}

async fn bad_signal(shell: &mut Evaluator, name: &str) -> Flow<u8> {
    match shell.dialect() {
        Dialect::Dash => {
            let letter: String = name.chars().take(1).collect();
            shell
                .error("kill", &format!("Illegal option -{letter}"))
                .await
        }
        Dialect::BusyboxAsh => {
            shell
                .complain_as_applet(&format!("bad signal name '{name}'"))
                .await?;
            Ok(1)
        }
        Dialect::Bash | Dialect::BashAsSh => {
            let text = format!("{name}: invalid signal specification");
            shell.complain(Some("kill"), &text).await?;
            Ok(1)
        }
    }
}

async fn usage(shell: &mut Evaluator) -> Flow<u8> {
    match shell.dialect() {
        Dialect::Dash => {
            let text = "Usage: kill [-s sigspec | -signum | -sigspec] [pid | job]... or\n\
                        kill -l [exitstatus]";
            shell.error("kill", text).await
        }
        Dialect::BusyboxAsh => {
            shell
                .complain_as_applet("you need to specify whom to kill")
                .await?;
            Ok(1)
        }
        Dialect::Bash | Dialect::BashAsSh => shell.show_usage("kill", TAKES).await,
    }
}

/// `kill -l`: names for numbers and exit statuses, numbers for names.
async fn list(shell: &mut Evaluator, operands: &[Span]) -> Flow<u8> {
    if operands.is_empty() {
        return shell.unsupported("the table of kill -l");
    }
    let mut status = 0;
    for operand in operands {
        let word = shell.str(*operand).to_owned();
        let line = match word.parse::<u32>() {
            Ok(number) => {
                let number = if number > 128 { number - 128 } else { number };
                let signal = u8::try_from(number).ok().map(Signal);
                signal.and_then(Signal::name).map(str::to_owned)
            }
            Err(_) if shell.dialect() == Dialect::Dash => return no_number(shell, &word).await,
            Err(_) => parse(&word).flatten().map(|it| it.0.to_string()),
        };
        match line {
            Some(line) => {
                let text = shell.shell_text(&format!("{line}\n"), "list of signals");
                status = shell.output("kill", text).await?.max(status);
            }
            None => return unknown_number(shell, &word).await,
        }
    }
    Ok(status)
}

async fn unknown_number(shell: &mut Evaluator, word: &str) -> Flow<u8> {
    match shell.dialect() {
        Dialect::Dash => {
            let text = format!("invalid signal number or exit status: {word}");
            shell.error("kill", &text).await
        }
        Dialect::BusyboxAsh => shell.unsupported("kill -l of a number that is no signal"),
        Dialect::Bash | Dialect::BashAsSh => bad_signal(shell, word).await,
    }
}

impl Evaluator {
    /// The process of a job by its number, `%1`; `%%` and `%+` are the last.
    pub(super) fn job(&self, word: &str) -> Option<Pid> {
        let jobs = &self.environment.state.jobs;
        let job = match word {
            "%" | "%%" | "%+" => jobs.last()?,
            _ => {
                let number: usize = word.strip_prefix('%')?.parse().ok()?;
                jobs.get(number.checked_sub(1)?)?
            }
        };
        Some(job.process)
    }
}
