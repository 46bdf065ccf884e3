//! Subshells (XCU 2.12): a copy of the environment, of which nothing comes back but a status.

use super::evaluator::{Divert, Evaluator, Flow};
use crate::trace::Action;

impl Evaluator<'_> {
    /// Whether this is a process that a shell has made of itself.
    pub(in crate::shell) fn is_subshell(&self) -> bool {
        self.process != self.environment.shell_pid
    }

    /// Runs something in a process of its own and returns its exit status.
    pub(in crate::shell) fn in_subshell(
        &mut self,
        run: impl FnOnce(&mut Self) -> Flow,
    ) -> Flow<u8> {
        let pid = self.host.next_pid();
        self.note(Action::Forked(pid));
        let environment = self.environment.clone();
        let process = std::mem::replace(&mut self.process, pid);
        let before = (self.status, self.loops, self.line, self.cause);
        let speaker = self.speaker.clone();
        self.environment.state.exit_trap = None;
        self.environment.state.background.clear();
        let result = self.deeper(|shell| {
            let result = run(shell);
            shell.end_process(result)
        });
        let status = self.status;
        self.note(Action::Exited(status));
        self.process = process;
        self.environment = environment;
        (self.status, self.loops, self.line, self.cause) = before;
        self.speaker = speaker;
        match result {
            Err(stop @ Divert::Stop(_)) => Err(stop),
            _ => Ok(status),
        }
    }

    /// The end of a process: what `trap … EXIT` has set runs, and its status stays in `$?`.
    pub(super) fn end_process(&mut self, result: Flow) -> Flow {
        if let Err(stop @ Divert::Stop(_)) = result {
            return Err(stop);
        }
        let Some(action) = self.environment.state.exit_trap.take() else {
            return Ok(());
        };
        let status = self.status;
        let result = self.run_text(action);
        if result.is_ok() {
            self.status = status;
        }
        match result {
            Err(stop @ Divert::Stop(_)) => Err(stop),
            _ => Ok(()),
        }
    }
}
