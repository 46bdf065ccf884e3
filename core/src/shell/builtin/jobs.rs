//! `jobs`, `fg`, `bg` (XCU 4). There is no job control in a script.

use super::options::Takes;
use crate::shell::dialect::Dialect;
use crate::shell::execution::{Evaluator, Flow};
use crate::text::Span;

const TAKES: Takes = Takes {
    letters: "lnprs",
    usage: "jobs [-lnprs] [jobspec ...] or jobs -x command [args]",
};

pub(super) async fn jobs(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    let given = match shell.read_options(arguments, TAKES).await? {
        Ok(given) => given,
        Err(status) => return Ok(status),
    };
    let is_plain = given.options.iter().all(|it| it.0 == 'p') && arguments.len() == given.operands;
    shell.note_ended_jobs();
    if shell.environment.state.jobs.is_empty() && is_plain {
        return Ok(0);
    }
    if given.has('p') && is_plain {
        let jobs = shell.environment.state.jobs.iter();
        let lines: String = jobs.map(|it| format!("{}\n", it.process.0)).collect();
        let text = shell.shell_text(&lines, "list of jobs");
        return shell.output("jobs", text).await;
    }
    shell.unsupported("what jobs lists")
}

pub(super) async fn fg_bg(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    let by = shell.argument(arguments, 0).unwrap_or_default();
    let job = shell.argument(arguments, 1);
    let text = match (shell.dialect(), job) {
        (Dialect::Bash | Dialect::BashAsSh, _) => {
            shell.complain(Some(&by), "no job control").await?;
            return Ok(1);
        }
        _ if !shell.environment.state.jobs.is_empty() => {
            return shell.unsupported("job control");
        }
        (_, None) => "No current job".to_owned(),
        (Dialect::Dash, Some(job)) => format!("No such job: {job}"),
        (Dialect::BusyboxAsh, Some(job)) => format!("{job}: no such job"),
    };
    shell.error(&by, &text).await
}
