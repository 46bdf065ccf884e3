//! Signals without a trap that a shell sees to itself: `SIGINT` (see [`interrupt`]), and in bash those that end it.
//!
//! Once bash has `trap … EXIT`, it catches every signal that would end it: it leaves at once, whatever it waits for,
//! runs that action, and then ends by the signal; as PID 1, which no signal ends, with its status.

use super::environment::Quit;
use super::evaluator::{Divert, Evaluator, Family, Flow};
use crate::kernel::{Disposition, End, Signal};
use crate::shell::dialect::{Interrupt, interrupt};
use crate::shell::message::ScriptSource;
use crate::trace::Pid;

/// The signals that end bash, but for `SIGKILL` and `SIGQUIT`, which it ignores.
const ENDING: [Signal; 19] = [
    Signal(1),
    Signal(2),
    Signal(4),
    Signal(5),
    Signal(6),
    Signal(7),
    Signal(8),
    Signal(10),
    Signal(11),
    Signal(12),
    Signal(13),
    Signal(14),
    Signal(15),
    Signal(24),
    Signal(25),
    Signal(26),
    Signal(27),
    Signal(29),
    Signal(31),
];

/// Whether the shell listens for `SIGINT` while it waits for a foreground command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Listening {
    /// Afterwards it does this with the signal again.
    Yes(Disposition),
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

    /// Begins to handle `SIGINT`, unless it is ignored; bash ignores `SIGQUIT`.
    pub(super) fn handle_interrupt(&mut self) {
        if self.dialect().family() == Family::Bash {
            self.ignore_quit();
        }
        if self.process.disposition(Signal::INT) == Disposition::Default {
            let disposition = self.untrapped_interrupt();
            self.process.set_disposition(Signal::INT, disposition);
        }
    }

    /// bash ignores `SIGQUIT` where nobody has said otherwise; what it starts does not.
    pub(super) fn ignore_quit(&mut self) {
        if self.process.disposition(Signal::QUIT) == Disposition::Default {
            self.process
                .set_disposition(Signal::QUIT, Disposition::Ignored);
            self.environment.state.quit = Quit::IgnoredByShell;
        }
    }

    /// What the shell itself ignores is not ignored by what it starts.
    pub(super) fn restore_quit(&mut self) {
        let quit = std::mem::take(&mut self.environment.state.quit);
        if quit == Quit::IgnoredByShell {
            self.process
                .set_disposition(Signal::QUIT, Disposition::Default);
        }
    }

    /// `trap … EXIT` is set: bash catches what would end it from now on.
    pub(in crate::shell) fn catch_ending_signals(&mut self) {
        if self.dialect().family() != Family::Bash {
            return;
        }
        for signal in ENDING {
            if self.process.disposition(signal) == Disposition::Default {
                self.process.set_disposition(signal, Disposition::Caught);
            }
        }
    }

    /// Whether bash catches a signal for nothing but to end by it.
    pub(super) fn ends_by(&self, signal: Signal) -> bool {
        self.dialect().family() == Family::Bash
            && ENDING.contains(&signal)
            && self.process.disposition(signal) == Disposition::Caught
            && !self.environment.state.traps.contains_key(&signal)
    }

    /// Ends by a signal that has come, if there is one; `SIGINT` waits for the foreground command.
    pub(in crate::shell) async fn end_by_pending(&mut self) -> Flow {
        let pending = self.environment.state.pending.iter().copied();
        let mut pending = pending.filter(|it| *it != Signal::INT);
        match pending.find(|it| self.ends_by(*it)) {
            Some(signal) => Box::pin(self.end_by(signal)).await,
            None => Ok(()),
        }
    }

    /// Ends by a signal: the action of `trap … EXIT` runs, and changes nothing about how.
    pub(super) async fn end_by(&mut self, signal: Signal) -> Flow {
        let pending = &mut self.environment.state.pending;
        pending.retain(|it| *it != signal);
        if let Some(action) = self.environment.state.exit_trap.take() {
            for signal in ENDING {
                if self.ends_by(signal) {
                    self.process.set_disposition(signal, Disposition::Ignored);
                }
            }
            let result = self.run_action(action, ScriptSource::ExitTrap).await;
            if let Err(Divert::Stop(outcome)) = result {
                return Err(Divert::Stop(outcome));
            }
        }
        let end = End::Signalled(signal);
        Err(Divert::Replaced(match self.process.pid() {
            Pid(1) => End::Exited(end.status()),
            _ => end,
        }))
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
        let before = self.process.disposition(Signal::INT);
        let is_own = before == Disposition::Default || self.ends_by(Signal::INT);
        match interrupt(self.dialect()) {
            Interrupt::WithForeground if is_own => {
                self.process
                    .set_disposition(Signal::INT, Disposition::Caught);
                Listening::Yes(before)
            }
            Interrupt::WithForeground | Interrupt::AtOnce => Listening::No,
        }
    }

    /// The foreground command has ended.
    pub(super) async fn stop_listening(&mut self, listening: Listening, end: End) -> Flow {
        let Listening::Yes(before) = listening else {
            return Ok(());
        };
        self.process.set_disposition(Signal::INT, before);
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
