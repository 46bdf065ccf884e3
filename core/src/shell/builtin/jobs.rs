//! `jobs`, `fg`, `bg` (XCU 4). There is no job control in a script.

use super::options::Takes;
use crate::shell::dialect::Dialect;
use crate::shell::execution::{Divert, Evaluator, Flow, ShellOption};
use crate::text::Span;

const TAKES: Takes = Takes {
    letters: "lnprs",
    usage: "jobs [-lnprs] [jobspec ...] or jobs -x command [args]",
};

const SUSPEND: Takes = Takes {
    letters: "f",
    usage: "suspend [-f]",
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
