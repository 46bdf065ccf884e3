//! Words for jobs: `%1`, `%%`, `%+`, `%-` (XBD 3.204), and what is said of one that there is not.

use crate::shell::dialect::Dialect;
use crate::shell::execution::{Evaluator, Family, Flow};
use crate::trace::Pid;

/// Why a word stands for no job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoJob {
    /// There is no last one.
    Current,
    /// There is none before the last one.
    Previous,
    /// There is none of this number or text.
    Such,
}

impl Evaluator {
    /// The last process of the job that a word stands for.
    pub(super) fn job(&self, word: &str) -> Flow<Result<Pid, NoJob>> {
        let jobs = &self.environment.state.jobs;
        let is_bash = self.dialect().family() == Family::Bash;
        let found = match word {
            "%" | "%%" | "%+" => jobs.last().ok_or(NoJob::Current),
            "%-" if is_bash && !jobs.is_empty() => {
                return self.unsupported("the job before the last one");
            }
            "%-" => jobs.iter().rev().nth(1).ok_or(NoJob::Previous),
            _ => {
                let number = word
                    .strip_prefix('%')
                    .and_then(|it| it.parse::<usize>().ok());
                // Without job control dash and busybox keep no text of a job.
                if number.is_none() && is_bash && !jobs.is_empty() {
                    return self.unsupported("a job by its text");
                }
                let mut jobs = jobs.iter();
                jobs.find(|it| Some(it.number) == number).ok_or(NoJob::Such)
            }
        };
        Ok(found.map(|it| it.process))
    }
}

/// The message, which ends the built-in in dash and busybox.
pub(super) async fn no_job(shell: &mut Evaluator, by: &str, word: &str, why: NoJob) -> Flow {
    let text = match (shell.dialect(), why) {
        (Dialect::Bash | Dialect::BashAsSh, _) => {
            return shell
                .complain(Some(by), &format!("{word}: no such job"))
                .await;
        }
        (_, NoJob::Current) => "No current job".to_owned(),
        (_, NoJob::Previous) => "No previous job".to_owned(),
        (Dialect::Dash, NoJob::Such) => format!("No such job: {word}"),
        (Dialect::BusyboxAsh, NoJob::Such) => format!("{word}: no such job"),
    };
    shell.error(by, &text).await
}
