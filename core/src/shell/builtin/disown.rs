//! `disown` (bash): takes jobs off the list, so that nothing waits for them.

use super::options::Takes;
use crate::shell::execution::{Evaluator, Flow, Job};
use crate::text::Span;

const TAKES: Takes = Takes {
    letters: "har",
    usage: "disown [-h] [-ar] [jobspec ... | pid ...]",
};

pub(super) async fn run(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    let given = match shell.read_options(arguments, TAKES).await? {
        Ok(given) => given,
        Err(status) => return Ok(status),
    };
    shell.note_ended_jobs();
    let stays = given.has('h');
    let mut words: Vec<Option<String>> = arguments[given.operands..]
        .iter()
        .map(|it| Some(shell.str(*it).to_owned()))
        .collect();
    if words.is_empty() && (given.has('a') || given.has('r')) {
        if !stays {
            for job in live(shell) {
                take_off(shell, &job);
            }
        }
        return Ok(0);
    }
    if words.is_empty() {
        words.push(None);
    }
    let mut status = 0;
    for word in words {
        match find(shell, word.as_deref())? {
            Some(job) if !stays => take_off(shell, &job),
            Some(_) => {}
            None => {
                let word = word.as_deref().unwrap_or("current");
                let text = format!("{word}: no such job");
                shell.complain(Some("disown"), &text).await?;
                status = 1;
            }
        }
    }
    Ok(status)
}

/// The jobs that have not ended.
fn live(shell: &Evaluator) -> Vec<Job> {
    let jobs = shell.environment.state.jobs.iter();
    jobs.filter(|it| it.end.is_none()).cloned().collect()
}

/// The job that a word stands for; without one the last.
fn find(shell: &Evaluator, word: Option<&str>) -> Flow<Option<Job>> {
    let mut live = live(shell).into_iter();
    Ok(match word {
        None => live.next_back(),
        Some(word) if word.starts_with('%') => {
            let process = shell.job(word)?.ok();
            live.find(|it| Some(it.process) == process)
        }
        Some(word) => {
            let number = word.parse::<u32>().ok();
            live.find(|it| Some(it.process.0) == number)
        }
    })
}

/// Forgets a job. To `wait` its process is one that has ended well.
fn take_off(shell: &mut Evaluator, job: &Job) {
    let state = &mut shell.environment.state;
    state.jobs.retain(|it| it.process != job.process);
    state.former.insert(job.process, 0);
}
