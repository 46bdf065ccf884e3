//! `wait` (XCU 4): until background processes have ended.

use crate::kernel::{Children, Waited};
use crate::shell::execution::{Evaluator, Flow};
use crate::text::Span;
use crate::trace::Pid;

pub(super) async fn run(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    if arguments.len() == 1 {
        let jobs = std::mem::take(&mut shell.environment.state.jobs);
        for job in jobs {
            if job.end.is_none() {
                wait_for(shell, job.process).await?;
            }
        }
        return Ok(0);
    }
    let mut status = 0;
    for index in 1..arguments.len() {
        let Some(number) = shell.number_argument(arguments, index).await? else {
            return shell.unsupported("waiting for what is no number");
        };
        let process = Pid(number);
        let jobs = &mut shell.environment.state.jobs;
        let Some(found) = jobs.iter().position(|it| it.process == process) else {
            return shell.unsupported("waiting for a process that is no child");
        };
        let job = jobs.remove(found);
        status = match job.end {
            Some(end) => end.status(),
            None => wait_for(shell, process).await?,
        };
    }
    Ok(status)
}

async fn wait_for(shell: &mut Evaluator, process: Pid) -> Flow<u8> {
    match shell.process.wait(Children::One(process)).await {
        Waited::Ended(_, end) => Ok(end.status()),
        Waited::Interrupted => shell.unsupported("a signal that comes while wait waits"),
        Waited::NoChild => Ok(127),
    }
}
