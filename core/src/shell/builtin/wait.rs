//! `wait` (XCU 4): until background processes have ended.

mod next;

use super::job_words::no_job;
use super::options::Takes;
use crate::kernel::{Children, End, Signal, Waited};
use crate::shell::characters::is_name;
use crate::shell::dialect::Dialect;
use crate::shell::execution::{Evaluator, Family, Flow};
use crate::text::Span;
use crate::trace::Pid;

const TAKES: Takes = Takes {
    letters: "fnp:",
    usage: "wait [-fn] [-p var] [id ...]",
};

/// What waiting came to.
enum Ended {
    Status(u8),
    /// A signal came first that has an action; its number counts.
    Interrupted(Signal),
}

pub(super) async fn run(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    let takes = Takes {
        letters: match shell.dialect() {
            Dialect::Dash => "",
            Dialect::BusyboxAsh => "n",
            Dialect::Bash | Dialect::BashAsSh => TAKES.letters,
        },
        ..TAKES
    };
    // busybox reads no further than the first option.
    let first = shell.argument(arguments, 1).unwrap_or_default();
    if shell.dialect() == Dialect::BusyboxAsh && first.starts_with("-n") {
        return next::wait_for_next(shell, &arguments[2..], &mut None).await;
    }
    let given = match shell.read_options(arguments, takes).await? {
        Ok(given) => given,
        Err(status) => return Ok(status),
    };
    let variable = given.argument('p').map(|it| shell.str(it).to_owned());
    if let Some(name) = &variable {
        if !is_name(name) {
            let text = format!("`{name}': not a valid identifier");
            shell.complain(Some("wait"), &text).await?;
            return Ok(1);
        }
        shell.unset_variable(name).await?;
    }
    let operands = arguments[given.operands..].to_vec();
    let mut last = None;
    let status = match (given.has('n'), operands.is_empty()) {
        (true, _) => next::wait_for_next(shell, &operands, &mut last).await?,
        (false, true) => wait_for_all(shell).await?,
        (false, false) => wait_for_each(shell, &operands, &mut last).await?,
    };
    if let (Some(name), Some(process)) = (variable, last) {
        let number = shell.shell_text(&process.0.to_string(), "process number");
        shell.set_variable(&name, number, Some("wait")).await?;
    }
    Ok(status)
}

/// Waits for one after the other; `last` becomes the process of the last one.
async fn wait_for_each(
    shell: &mut Evaluator,
    operands: &[Span],
    last: &mut Option<Pid>,
) -> Flow<u8> {
    let mut status = 0;
    for operand in operands {
        let word = shell.str(*operand).to_owned();
        status = match wait_for_word(shell, &word, last).await? {
            Ok(Ended::Status(status)) => status,
            Ok(Ended::Interrupted(signal)) => return Ok(signal.0 + 128),
            // bash goes on with the next one.
            Err(status) if shell.dialect().family() == Family::Bash => status,
            Err(status) => return Ok(status),
        };
    }
    Ok(status)
}

async fn wait_for_all(shell: &mut Evaluator) -> Flow<u8> {
    for job in shell.environment.state.jobs.clone() {
        if job.end.is_none()
            && let Ended::Interrupted(signal) = wait_for(shell, job.process).await
        {
            return Ok(signal.0 + 128);
        }
        let is_bash = shell.dialect().family() == Family::Bash;
        let jobs = &mut shell.environment.state.jobs;
        match jobs.iter_mut().find(|it| it.process == job.process) {
            Some(job) if !is_bash => job.is_waited_for = true,
            _ => jobs.retain(|it| it.process != job.process),
        }
    }
    Ok(0)
}

/// Waits for a process or job by its word; the error is the status with which `wait` ends.
async fn wait_for_word(
    shell: &mut Evaluator,
    word: &str,
    last: &mut Option<Pid>,
) -> Flow<Result<Ended, u8>> {
    *last = None;
    let process = if word.starts_with('%') {
        match shell.job(word)? {
            Ok(process) => process,
            Err(why) => {
                no_job(shell, "wait", word, why).await?;
                return Ok(Err(127));
            }
        }
    } else {
        let is_number = !word.is_empty() && word.bytes().all(|it| it.is_ascii_digit());
        match word.parse::<u32>() {
            Ok(number) if is_number => Pid(number),
            // busybox takes a number of any length, and there is no such process.
            Err(_) if is_number && shell.dialect() == Dialect::BusyboxAsh => {
                return Ok(Ok(Ended::Status(127)));
            }
            _ => return no_number(shell, word).await.map(Err),
        }
    };
    let forgets = shell.dialect() == Dialect::BashAsSh;
    if let Some(status) = shell.environment.state.former.get(&process) {
        *last = Some(process);
        return Ok(Ok(Ended::Status(*status)));
    }
    let jobs = &mut shell.environment.state.jobs;
    let Some(found) = jobs.iter().position(|it| it.process == process) else {
        return unknown(shell, process)
            .await
            .map(|it| Ok(Ended::Status(it)));
    };
    *last = Some(process);
    jobs[found].is_waited_for = true;
    if let Some(end) = jobs[found].end {
        if forgets {
            jobs.remove(found);
        }
        return Ok(Ok(Ended::Status(end.status())));
    }
    let ended = wait_for(shell, process).await;
    let jobs = shell.environment.state.jobs.iter();
    let end = jobs
        .filter(|it| it.process == process)
        .find_map(|it| it.end);
    if let Some(End::Signalled(signal)) = end {
        shell.tell_signal_of_job(signal).await?;
    }
    if let Ended::Status(_) = ended
        && forgets
    {
        shell
            .environment
            .state
            .jobs
            .retain(|it| it.process != process);
    }
    Ok(Ok(ended))
}

async fn unknown(shell: &mut Evaluator, process: Pid) -> Flow<u8> {
    if shell.dialect().family() == Family::Bash {
        let text = format!("pid {} is not a child of this shell", process.0);
        shell.complain(Some("wait"), &text).await?;
    }
    Ok(127)
}

async fn no_number(shell: &mut Evaluator, word: &str) -> Flow<u8> {
    match shell.dialect().family() {
        Family::Ash => {
            shell
                .error("wait", &format!("Illegal number: {word}"))
                .await
        }
        Family::Bash => {
            let text = format!("`{word}': not a pid or valid job spec");
            shell.complain(Some("wait"), &text).await?;
            Ok(1)
        }
    }
}

/// Waits for a child, and notes how it ended.
async fn wait_for(shell: &mut Evaluator, process: Pid) -> Ended {
    match shell.process.wait(Children::One(process)).await {
        Waited::Ended(_, end) => {
            let jobs = &mut shell.environment.state.jobs;
            if let Some(job) = jobs.iter_mut().find(|it| it.process == process) {
                job.end = Some(end);
            }
            Ended::Status(end.status())
        }
        Waited::Interrupted => match shell.process.take_signal() {
            Some(signal) => {
                shell.environment.state.pending.push(signal);
                Ended::Interrupted(signal)
            }
            None => Ended::Status(0),
        },
        Waited::NoChild => Ended::Status(127),
    }
}
