//! `jobs`, `fg`, `bg`, `suspend` (XCU 4). There is no job control in a script.

use super::job_words::no_job;
use super::options::{Given, Takes};
use crate::kernel::End;
use crate::shell::dialect::Dialect;
use crate::shell::execution::{Divert, Evaluator, Family, Flow, Job, ShellOption};
use crate::text::Span;

const TAKES: Takes = Takes {
    letters: "lpnxrs",
    usage: "jobs [-lnprs] [jobspec ...] or jobs -x command [args]",
};

const SUSPEND: Takes = Takes {
    letters: "f",
    usage: "suspend [-f]",
};

const NO_OPTIONS: Takes = Takes {
    letters: "",
    usage: "",
};

pub(super) async fn jobs(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    let is_bash = shell.dialect().family() == Family::Bash;
    let takes = Takes {
        letters: if is_bash { TAKES.letters } else { "lp" },
        ..TAKES
    };
    let given = match shell.read_options(arguments, takes).await? {
        Ok(given) => given,
        Err(status) => return Ok(status),
    };
    let operands = &arguments[given.operands..];
    if given.has('x') {
        return run_with_jobs(shell, &given, operands).await;
    }
    // dash alone forgets the jobs of the shell around.
    if shell.environment.state.hidden.jobs && shell.dialect() != Dialect::Dash {
        return shell.unsupported("jobs in a subshell of a shell that has jobs");
    }
    shell.note_ended_jobs();
    if is_bash {
        return list_as_bash(shell, &given, operands).await;
    }
    list_as_ash(shell, &given, operands).await
}

/// `jobs -x`: runs a command, words for jobs being replaced by process numbers.
async fn run_with_jobs(shell: &mut Evaluator, given: &Given, operands: &[Span]) -> Flow<u8> {
    if given.options.iter().any(|it| it.0 != 'x') {
        let text = "no other options allowed with `-x'";
        shell.complain(Some("jobs"), text).await?;
        return Ok(1);
    }
    let Some(name) = operands.first().map(|it| shell.str(*it).to_owned()) else {
        return Ok(0);
    };
    if operands.iter().any(|it| shell.str(*it).starts_with('%')) {
        return shell.unsupported("jobs -x with a word for a job");
    }
    let found = shell.find(&name)?;
    let operands = operands.to_vec();
    shell.run_found(found, &operands).await?;
    Ok(shell.status)
}

async fn list_as_bash(shell: &mut Evaluator, given: &Given, operands: &[Span]) -> Flow<u8> {
    let is_empty = shell.environment.state.jobs.is_empty();
    let is_plain = given.options.iter().all(|it| it.0 == 'p') && operands.is_empty();
    if is_empty {
        let mut status = 0;
        for operand in operands {
            let word = shell.str(*operand).to_owned();
            let text = format!("{word}: no such job");
            shell.complain(Some("jobs"), &text).await?;
            status = 1;
        }
        return Ok(status);
    }
    if given.has('p') && is_plain {
        let jobs = shell.environment.state.jobs.iter();
        let lines: String = jobs.map(|it| format!("{}\n", it.process.0)).collect();
        let text = shell.shell_text(&lines, "list of jobs");
        return shell.output("jobs", text).await;
    }
    shell.unsupported("what jobs lists")
}

/// dash and busybox: the last job first; one that has ended is told once. Without job control they have no text of it.
async fn list_as_ash(shell: &mut Evaluator, given: &Given, operands: &[Span]) -> Flow<u8> {
    let mut wanted = Vec::new();
    for operand in operands {
        let word = shell.str(*operand).to_owned();
        match shell.job(&word)? {
            Ok(process) => wanted.push(process),
            Err(why) => {
                no_job(shell, "jobs", &word, why).await?;
                return Ok(2);
            }
        }
    }
    let all: Vec<Job> = shell.environment.state.jobs.iter().rev().cloned().collect();
    if !operands.is_empty() && given.options.is_empty() && all.len() > 1 {
        return shell.unsupported("jobs of certain jobs");
    }
    let mut lines = String::new();
    for (place, job) in all.iter().enumerate() {
        if !wanted.is_empty() && !wanted.contains(&job.process) {
            continue;
        }
        if job.processes > 1 && (given.has('l') || given.has('p')) {
            return shell.unsupported("the processes of a job");
        }
        if given.has('p') {
            lines += &format!("{}\n", job.process.0);
            continue;
        }
        lines += &line(shell, job, place, given);
        let told = job.process;
        if job.end.is_some() {
            let jobs = &mut shell.environment.state.jobs;
            jobs.retain(|it| it.process != told);
        }
    }
    let text = shell.shell_text(&lines, "list of jobs");
    shell.output("jobs", text).await
}

/// `[1] + Running`, filled up to where the text of the job would stand.
fn line(shell: &Evaluator, job: &Job, place: usize, given: &Given) -> String {
    let sign = match place {
        0 => '+',
        1 => '-',
        _ => ' ',
    };
    let mut line = match shell.dialect() {
        Dialect::BusyboxAsh => format!("[{}]{sign}  ", job.number),
        Dialect::Dash | Dialect::Bash | Dialect::BashAsSh => format!("[{}] {sign} ", job.number),
    };
    if given.has('l') {
        line += &format!("{} ", job.process.0);
    }
    line += &match job.end {
        None => "Running".to_owned(),
        Some(End::Exited(0)) => "Done".to_owned(),
        Some(End::Exited(status)) => format!("Done({status})"),
        Some(End::Signalled(signal)) => signal.description().unwrap_or_default().to_owned(),
    };
    let parts = vec![""; job.processes].join(" | ");
    format!("{line:<33}{parts}\n")
}

/// `suspend` (bash): a shell without job control cannot be stopped.
pub(super) async fn suspend(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    let given = match shell.read_options(arguments, SUSPEND).await? {
        Ok(given) => given,
        Err(status) => return Ok(status),
    };
    if arguments.len() > given.operands {
        shell
            .complain(Some("suspend"), "too many arguments")
            .await?;
        shell.status = 1;
        return Err(Divert::Exit);
    }
    if shell.has(ShellOption::Monitor) || given.has('f') {
        return shell.unsupported("a shell that stops itself");
    }
    let text = "cannot suspend: no job control";
    shell.complain(Some("suspend"), text).await?;
    Ok(1)
}

pub(super) async fn fg_bg(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    let by = shell.argument(arguments, 0).unwrap_or_default();
    if shell.dialect().family() == Family::Bash {
        // A word for a job alone is `fg` of it.
        let by = if by == "bg" { "bg" } else { "fg" };
        shell.complain(Some(by), "no job control").await?;
        return Ok(1);
    }
    let given = match shell.read_options(arguments, NO_OPTIONS).await? {
        Ok(given) => given,
        Err(status) => return Ok(status),
    };
    let word = shell.argument(arguments, given.operands);
    match shell.job(word.as_deref().unwrap_or("%"))? {
        Ok(_) => {
            let shown = word.unwrap_or_else(|| "(null)".to_owned());
            let text = format!("job {shown} not created under job control");
            shell.error(&by, &text).await
        }
        Err(why) => {
            no_job(shell, &by, &word.unwrap_or_default(), why).await?;
            Ok(2)
        }
    }
}
