//! Signals and the actions that `trap` has set for them (XCU 2.14 *trap*, 2.11).

use super::evaluator::{Evaluator, Family, Flow, Lines};
use crate::kernel::{Children, Disposition, Signal};
use crate::shell::dialect::{Dialect, Release, SignalMessage, signal_message};
use crate::shell::message::ScriptSource;
use crate::text::Span;

impl Evaluator {
    /// Keeps the signals that have come, so that their actions run behind the foreground command.
    pub(in crate::shell) fn keep_signals(&mut self) {
        while let Some(signal) = self.process.take_signal() {
            self.environment.state.pending.push(signal);
        }
    }

    /// Notes how background processes have ended that nobody has waited for.
    pub(in crate::shell) fn note_ended_jobs(&mut self) {
        for job in &mut self.environment.state.jobs {
            if job.end.is_none()
                && let Some((_, end)) = self.process.ended(Children::One(job.process))
            {
                job.end = Some(end);
            }
        }
    }

    /// What bash does behind a command in the foreground: of what has ended by then, `wait -n` hears no more, but in
    /// POSIX mode of the last one.
    pub(super) fn notice_ended_jobs(&mut self) {
        if self.dialect().family() == Family::Ash || self.environment.state.jobs.is_empty() {
            return;
        }
        self.note_ended_jobs();
        let kept = match self.dialect() {
            Dialect::BashAsSh => self.environment.state.last_background,
            _ => None,
        };
        for job in &mut self.environment.state.jobs {
            job.is_noticed |= job.end.is_some() && kept != Some(job.process);
        }
    }

    /// Runs the actions of the signals that have come.
    pub(in crate::shell) async fn run_traps(&mut self) -> Flow {
        self.keep_signals();
        while !self.environment.state.pending.is_empty() {
            let signal = self.environment.state.pending.remove(0);
            let Some(trap) = self.environment.state.traps.get(&signal).copied() else {
                if signal == Signal::INT && self.untrapped_interrupt() == Disposition::Caught {
                    Box::pin(self.be_interrupted()).await?;
                }
                continue;
            };
            let Some(action) = trap else { continue };
            let status = self.status;
            Box::pin(self.run_action(action, ScriptSource::Trap)).await?;
            self.status = status;
        }
        Ok(())
    }

    /// Sets what happens on a signal: an action, nothing (ignored), or what the kernel does by itself.
    pub(in crate::shell) fn set_trap(&mut self, signal: Signal, action: TrapAction) {
        let traps = &mut self.environment.state.traps;
        let disposition = match action {
            TrapAction::Default => {
                traps.remove(&signal);
                match signal {
                    Signal::INT => self.untrapped_interrupt(),
                    _ => Disposition::Default,
                }
            }
            TrapAction::Ignore => {
                traps.insert(signal, None);
                Disposition::Ignored
            }
            TrapAction::Run(action) => {
                traps.insert(signal, Some(action));
                Disposition::Caught
            }
        };
        if signal.can_be_caught() {
            self.process.set_disposition(signal, disposition);
        }
    }

    /// A subshell gets none of the actions; what is ignored stays ignored (XCU 2.12).
    pub(super) fn reset_traps(&mut self) {
        if self.process.disposition(Signal::INT) == Disposition::Caught {
            self.process
                .set_disposition(Signal::INT, Disposition::Default);
        }
        let traps = std::mem::take(&mut self.environment.state.traps);
        for (signal, action) in traps {
            match action {
                Some(_) => self.process.set_disposition(signal, Disposition::Default),
                None => {
                    self.environment.state.traps.insert(signal, None);
                }
            }
        }
    }

    /// Whether the output of this process is put in.
    fn is_in_substitution(&self) -> bool {
        matches!(self.lines, Lines::Moved { .. })
    }

    /// Whether what ended by `SIGTERM` is told with its command.
    fn tells_commands(&self) -> bool {
        self.shell.release == Release::Bash5_3
    }

    /// What the shell says of a job that it waits for and that a signal has ended (`err/799`).
    pub(in crate::shell) async fn tell_signal_of_job(&mut self, signal: Signal) -> Flow {
        match signal_message(self.dialect()) {
            SignalMessage::Job if signal == Signal::TERM => Ok(()),
            SignalMessage::Description | SignalMessage::Job | SignalMessage::Nothing => {
                self.tell_signal(signal).await
            }
        }
    }

    /// What the shell says of a foreground command that a signal has ended.
    pub(super) async fn tell_signal(&mut self, signal: Signal) -> Flow {
        if signal == Signal::INT || signal == Signal::PIPE {
            return Ok(());
        }
        let description = signal.description().unwrap_or("Unknown signal");
        match signal_message(self.dialect()) {
            SignalMessage::Description => self.print_error(&format!("{description}\n")).await,
            SignalMessage::Nothing => Ok(()),
            SignalMessage::Job if signal == Signal::TERM && self.is_in_substitution() => Ok(()),
            // bash 5.3 tells the command, too (`err/792`).
            SignalMessage::Job if signal == Signal::TERM && !self.tells_commands() => {
                self.print_error(&format!("{description}\n")).await
            }
            SignalMessage::Job => {
                self.unsupported("what bash says of a command that a signal has ended")
            }
        }
    }
}

/// What `trap` sets for a signal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::shell) enum TrapAction {
    /// What the kernel does by itself.
    Default,
    /// Nothing.
    Ignore,
    /// This script.
    Run(Span),
}
