//! Subshells (XCU 2.12): a copy of the environment, of which nothing comes back but a status.

use std::rc::Rc;

use super::evaluator::{Divert, Evaluator, Flow};
use crate::kernel::{Children, End, OpenFile, Waited};
use crate::shell::dialect::Dialect;
use crate::shell::message::ScriptSource;
use crate::trace::Pid;

/// The descriptors that a subshell begins with, beside those it inherits.
pub(in crate::shell) type Leads = Vec<(u32, Rc<OpenFile>)>;

impl Evaluator {
    /// Whether this is a process that a shell has made of itself.
    pub(in crate::shell) fn is_subshell(&self) -> bool {
        self.process.pid() != self.environment.shell_pid
    }

    /// Makes a process of this shell that does `run`.
    pub(in crate::shell) async fn fork(
        &mut self,
        leads: Leads,
        run: impl AsyncFnOnce(&mut Self) -> Flow + 'static,
    ) -> Pid {
        let mut child = self.copy();
        child.environment.state.enter_subshell();
        child.drop_events();
        let cause = self.cause;
        self.process
            .fork(cause, move |process| async move {
                child.process = process;
                for (descriptor, file) in leads {
                    child.process.install(descriptor, file);
                }
                child.reset_traps();
                let result = run(&mut child).await;
                child.end_process(result).await
            })
            .await
    }

    /// Runs something in a process of its own and returns its exit status.
    pub(in crate::shell) async fn in_subshell(
        &mut self,
        run: impl AsyncFnOnce(&mut Self) -> Flow + 'static,
    ) -> Flow<u8> {
        let pid = self.fork(Leads::new(), run).await;
        self.wait_for(pid).await
    }

    /// Waits for a process that was made in the foreground.
    pub(in crate::shell) async fn wait_for(&mut self, pid: Pid) -> Flow<u8> {
        let listening = self.listen();
        let end = self.end_of(pid).await;
        self.stop_listening(listening, end).await?;
        self.report_end(end).await
    }

    /// How a process of the foreground ends.
    pub(super) async fn end_of(&mut self, pid: Pid) -> End {
        loop {
            match self.process.wait(Children::One(pid)).await {
                Waited::Ended(_, end) => {
                    self.notice_ended_jobs();
                    return end;
                }
                // The action of a trap waits until the foreground command has ended.
                Waited::Interrupted => self.keep_signals(),
                Waited::NoChild => return End::Exited(127),
            }
        }
    }

    /// The status of a foreground command that has ended; what the shell says of the signal that ended it.
    async fn report_end(&mut self, end: End) -> Flow<u8> {
        if let End::Signalled(signal) = end {
            self.tell_signal(signal).await?;
        }
        Ok(end.status())
    }

    /// The end of a process: what `trap … EXIT` has set runs, and its status stays in `$?`.
    pub(super) async fn end_process(&mut self, result: Flow) -> End {
        match result {
            Err(Divert::Replaced(end)) => return end,
            Err(Divert::Stop(outcome)) => self.process.stop(*outcome).await,
            _ => {}
        }
        let Some(action) = self.environment.state.exit_trap.take() else {
            return End::Exited(self.status);
        };
        // In a process of busybox the redirections of the commands around it have come to their end by then.
        if self.dialect() == Dialect::BusyboxAsh {
            self.undo_all_redirections();
        }
        let status = self.status;
        let result = self.run_action(action, ScriptSource::ExitTrap).await;
        if result.is_ok() {
            self.status = status;
        }
        match result {
            Err(Divert::Stop(outcome)) => self.process.stop(*outcome).await,
            Err(Divert::Replaced(end)) => end,
            _ => End::Exited(self.status),
        }
    }
}
