//! The same questions in a build that leaves following out: there is nothing to say.

use super::{Command, CommandRun, FailedRun, Simulation};

impl Simulation {
    /// Nothing: no command is followed.
    #[must_use]
    pub fn run(&self, _: Command) -> Option<&CommandRun> {
        None
    }

    /// Nothing: no command is followed.
    #[must_use]
    pub fn stopping_run(&self) -> Option<&FailedRun> {
        None
    }

    /// Nothing: no command is followed.
    #[must_use]
    pub fn failed_run(&self) -> Option<FailedRun> {
        None
    }
}
