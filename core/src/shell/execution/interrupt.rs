//! `SIGINT` without a trap: see [`interrupt`].

use super::evaluator::{Divert, Evaluator, Flow};
use crate::kernel::{Disposition, End, Signal};
use crate::shell::dialect::{Interrupt, interrupt};
use crate::shell::message::ScriptSource;
use crate::trace::Pid;

/// Whether the shell listens for `SIGINT` while it waits for a foreground command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Listening {
    Yes,
    No,
}

impl Evaluator {
    /// What the shell does with `SIGINT` when no trap is set for it.
    pub(super) fn untrapped_interrupt(&self) -> Disposition {
        let is_started_shell = self.process.pid() == self.environment.shell_pid;
        match interrupt(self.dialect()) {
            Interrupt::AtOnce if is_started_shell => Disposition::Caught,
            Interrupt::AtOnce | Interrupt::WithForeground => Disposition::Default,
        }
    }

    /// Begins to handle `SIGINT`, unless it is ignored.
    pub(super) fn handle_interrupt(&mut self) {
        if self.process.disposition(Signal::INT) == Disposition::Default {
            let disposition = self.untrapped_interrupt();
            self.process.set_disposition(Signal::INT, disposition);
        }
    }

    /// `SIGINT` has come, and no trap is set for it.
    pub(super) async fn be_interrupted(&mut self) -> Flow {
        self.status = End::Signalled(Signal::INT).status();
        if self.process.pid() == Pid(1) {
            // The kernel does not let it end by the signal.
            return Err(Divert::Exit);
        }
        let action = match interrupt(self.dialect()) {
            Interrupt::AtOnce => None,
            Interrupt::WithForeground => self.environment.state.exit_trap.take(),
        };
        if let Some(action) = action {
            self.run_action(action, ScriptSource::ExitTrap).await?;
        }
        Err(Divert::Replaced(End::Signalled(Signal::INT)))
    }

    /// The shell is about to wait for a foreground command.
    pub(super) fn listen(&mut self) -> Listening {
        let is_default = self.process.disposition(Signal::INT) == Disposition::Default;
        match interrupt(self.dialect()) {
            Interrupt::WithForeground if is_default => {
                self.process
                    .set_disposition(Signal::INT, Disposition::Caught);
                Listening::Yes
            }
            Interrupt::WithForeground | Interrupt::AtOnce => Listening::No,
        }
    }

    /// The foreground command has ended.
    pub(super) async fn stop_listening(&mut self, listening: Listening, end: End) -> Flow {
        if listening == Listening::No {
            return Ok(());
        }
        self.process
            .set_disposition(Signal::INT, Disposition::Default);
        self.keep_signals();
        let pending = &mut self.environment.state.pending;
        let has_come = pending.contains(&Signal::INT);
        pending.retain(|it| *it != Signal::INT);
        match has_come && end == End::Signalled(Signal::INT) {
            true => Box::pin(self.be_interrupted()).await,
            false => Ok(()),
        }
    }
}
