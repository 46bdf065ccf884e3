//! What a [`Simulation`] says of commands that were followed.

use super::{Command, CommandRun, FailedRun, Simulation};
use crate::build::RunStep;
use crate::container::{NotStarted, is_user_fault};
use crate::text::go::go_quote;

impl Simulation {
    /// What became of a command, where it was followed.
    #[must_use]
    pub fn run(&self, command: Command) -> Option<&CommandRun> {
        self.runs.get(&command)
    }

    /// The `RUN` with which the build certainly stops.
    #[must_use]
    pub fn stopping_run(&self) -> Option<&FailedRun> {
        self.stopped_by.as_ref()
    }

    /// The first `RUN` that fails, of those that were followed; there the build stops, as far as is known.
    #[must_use]
    pub fn failed_run(&self) -> Option<FailedRun> {
        let failed = self.runs.iter().find_map(|(command, run)| match command {
            Command::Run(instruction) => {
                let exit = run.exit().filter(|it| *it != 0)?;
                Some((*instruction, why(run.not_started.as_ref(), exit)))
            }
            Command::Launch => None,
        });
        let (instruction, why) = failed?;
        let run = self.step(instruction)?.run.as_deref()?;
        Some(self.failure(run, instruction, &why))
    }

    /// What BuildKit says of a `RUN` of this instruction that fails, by [`why`] it does.
    pub(crate) fn failure(&self, run: &RunStep, instruction: usize, why: &str) -> FailedRun {
        let argv: Vec<&str> = run.command.argv.iter().map(|it| self.str(*it)).collect();
        let process = go_quote(&argv.join(" "));
        FailedRun {
            instruction,
            message: format!("process {process} did not complete successfully: {why}"),
        }
    }
}

/// Why a `RUN` fails in BuildKit's words: there is no such user, or its exit status.
pub(crate) fn why(not_started: Option<&NotStarted>, exit: u8) -> String {
    match not_started {
        Some(it) if is_user_fault(&it.message) => it.message.clone(),
        Some(_) | None => format!("exit code: {exit}"),
    }
}
