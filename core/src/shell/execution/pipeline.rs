//! Pipelines (XCU 2.9.2): what one command writes, the next reads, while both run.

use super::environment::{Bare, MadeFor};
use super::evaluator::{Divert, Evaluator, Family, Flow, Position};
use super::options::{BashOption, ShellOption};
use super::subshell::Leads;
use crate::kernel::{End, Process};
use crate::shell::dialect::Dialect;
use crate::shell::syntax::{
    Command, CommandBody, CompoundCommand, PipeOperator, PipedCommand, Pipeline, PrefixKind,
};
use crate::text::Span;
use crate::trace::Pid;

impl Evaluator {
    pub(super) async fn run_pipeline(&mut self, pipeline: &Pipeline) -> Flow {
        let position = std::mem::take(&mut self.position);
        let mut is_negated = false;
        for prefix in &pipeline.prefixes {
            match prefix.kind {
                PrefixKind::Negation => is_negated = !is_negated,
                PrefixKind::Time | PrefixKind::PosixTime => {
                    return self.unsupported("the time a pipeline takes");
                }
            }
        }
        if !is_negated {
            self.position = position;
            return self.run_commands_of(pipeline).await;
        }
        self.refused = None;
        let result = self
            .tested(async |shell| shell.run_commands_of(pipeline).await)
            .await;
        // bash leaves the status of a compound command as it is where that cannot be redirected.
        let refused = self.refused.take();
        let is_refused = match &*pipeline.commands {
            [only] => refused == Some(only.command.span),
            _ => false,
        };
        if is_refused && self.dialect().family() == Family::Bash {
            return result;
        }
        // busybox turns the status of `return` around, too, and bash with it that of `break` and `continue`.
        let is_turned = match (&result, self.dialect()) {
            (Ok(()), _) => true,
            (Err(Divert::Return), dialect) => dialect == Dialect::BusyboxAsh,
            (Err(Divert::Break(_) | Divert::Continue(_)), dialect) => dialect != Dialect::Dash,
            (Err(_), _) => false,
        };
        if is_turned {
            self.status = u8::from(self.status == 0);
        }
        result
    }

    async fn run_commands_of(&mut self, pipeline: &Pipeline) -> Flow {
        match &*pipeline.commands {
            // `!` alone (bash): as if it stood before `true`.
            [] => {
                self.status = 0;
                self.environment.state.pipe_statuses = vec![0];
                Ok(())
            }
            [only] => {
                let result = self.run_command(&only.command).await;
                self.note_status_of(&only.command);
                result
            }
            commands if self.runs_last_itself() => self.run_with_last_here(commands).await,
            commands => {
                self.position = Position::Followed;
                let processes = self.start_piped(commands, Leads::new()).await?;
                self.wait_for_all(&processes).await?;
                self.check_failure().await
            }
        }
    }

    /// `shopt -s lastpipe`: the last command of a pipeline is one of this shell.
    fn runs_last_itself(&self) -> bool {
        self.has_bash(BashOption::LastPipe) && !self.has(ShellOption::Monitor)
    }

    async fn run_with_last_here(&mut self, commands: &[PipedCommand]) -> Flow {
        self.position = Position::Followed;
        let Some((last, others)) = commands.split_last() else {
            return Ok(());
        };
        let (reader, writer) = Process::pipe();
        let mut leads = vec![(1, writer.clone())];
        if let Some((PipeOperator::OutputAndError, _)) = last.operator {
            leads.push((2, writer.clone()));
        }
        drop(writer);
        let processes = self.start_all(others, Leads::new(), leads).await?;
        let before = self.process.descriptor(0);
        self.process.install(0, reader);
        let result = self.run_command(&last.command).await;
        match before {
            Some(before) => self.process.install(0, before),
            None => {
                self.process.close(0);
            }
        }
        result?;
        let status = self.status;
        let mut statuses = Vec::with_capacity(commands.len());
        for pid in processes {
            statuses.push(self.end_of(pid).await.status());
        }
        statuses.push(status);
        if self.has(ShellOption::PipeFail) {
            let failed = statuses.iter().rev().find(|it| **it != 0);
            self.status = failed.copied().unwrap_or(0);
        }
        self.environment.state.pipe_statuses = statuses;
        self.check_failure().await
    }

    /// Starts the commands, each as a process of its own, with pipes between them.
    pub(super) async fn start_piped(
        &mut self,
        commands: &[PipedCommand],
        first: Leads,
    ) -> Flow<Vec<Pid>> {
        self.start_all(commands, first, Leads::new()).await
    }

    /// The same, with descriptors for the first command and for the last.
    async fn start_all(
        &mut self,
        commands: &[PipedCommand],
        mut first: Leads,
        mut last: Leads,
    ) -> Flow<Vec<Pid>> {
        let mut processes = Vec::with_capacity(commands.len());
        for (index, piped) in commands.iter().enumerate() {
            let mut leads = std::mem::take(&mut first);
            if index + 1 == commands.len() {
                leads.append(&mut last);
            }
            if let Some(next) = commands.get(index + 1) {
                let (reader, writer) = Process::pipe();
                if let Some((PipeOperator::OutputAndError, _)) = next.operator {
                    leads.push((2, writer.clone()));
                }
                leads.push((1, writer));
                first.push((0, reader));
            }
            let command = piped.command.clone();
            if let CommandBody::Simple(simple) = &command.body {
                self.tell_command(command.span);
                self.run_debug().await?;
                let written = simple.words.first().filter(|_| commands.len() > 1);
                let written = written.map(|it| it.span);
                if let Some(name) = written.map(|it| self.str(it).to_owned()) {
                    self.look_ahead(&name)?;
                }
            }
            let left_at = match &command.body {
                CommandBody::Compound(it) if index + 1 < commands.len() => match &**it {
                    CompoundCommand::Subshell(group) => {
                        Some(self.line_of_subshell(&command, group))
                    }
                    _ => None,
                },
                _ => None,
            };
            let exit_trap = self.environment.state.exit_trap;
            let run = async move |shell: &mut Self| {
                shell.environment.state.made_for = MadeFor::Pipeline;
                shell.run_alone(&command, exit_trap).await
            };
            processes.push(self.fork(leads, run).await);
            // bash does not come back from the line of a subshell that is not the last command.
            if let Some(line) = left_at.filter(|_| self.dialect().family() == Family::Bash) {
                self.line = self.line_of(line);
            }
        }
        Ok(processes)
    }

    /// Runs the command that the process was made for; the shell that made it runs `exit_trap` at its end.
    ///
    /// In bash no loop around a compound command counts in a process of its own, and only in braces and parentheses
    /// `trap … EXIT` has an effect.
    pub(super) async fn run_alone(&mut self, command: &Command, exit_trap: Option<Span>) -> Flow {
        if self.dialect().family() == Family::Ash {
            return self.run_last(command).await;
        }
        match &command.body {
            CommandBody::Simple(_) => {
                self.environment.state.bare = Some(Bare { exit_trap });
                self.run_last(command).await
            }
            CommandBody::Compound(compound) => {
                self.leave_loops();
                let result = self.run_last(command).await;
                if !matches!(
                    **compound,
                    CompoundCommand::Brace(_) | CompoundCommand::Subshell(_)
                ) {
                    self.environment.state.exit_trap = None;
                }
                result
            }
            CommandBody::Function(_) | CommandBody::Coprocess(_) => self.run_last(command).await,
        }
    }

    /// `PIPESTATUS` of a command alone; compound commands leave what the last of their commands has set.
    fn note_status_of(&mut self, command: &Command) {
        let is_alone = match &command.body {
            CommandBody::Simple(_) => true,
            CommandBody::Compound(it) => matches!(**it, CompoundCommand::Subshell(_)),
            CommandBody::Function(_) | CommandBody::Coprocess(_) => false,
        };
        if is_alone {
            let statuses = &mut self.environment.state.pipe_statuses;
            statuses.clear();
            statuses.push(self.status);
        }
    }

    /// Waits for all commands of a pipeline, and takes its status from them.
    async fn wait_for_all(&mut self, processes: &[Pid]) -> Flow {
        let mut statuses = Vec::with_capacity(processes.len());
        let listening = self.listen();
        let mut ends = Vec::with_capacity(processes.len());
        for pid in processes {
            ends.push(self.end_of(*pid).await);
        }
        if let Some(last) = ends.last() {
            self.stop_listening(listening, *last).await?;
        }
        for (index, end) in ends.into_iter().enumerate() {
            let is_told = index + 1 == processes.len() || self.dialect().family() == Family::Ash;
            if is_told && let End::Signalled(signal) = end {
                self.tell_signal(signal).await?;
            }
            statuses.push(end.status());
        }
        self.status = statuses.last().copied().unwrap_or(0);
        if self.has(ShellOption::PipeFail) {
            let failed = statuses.iter().rev().find(|it| **it != 0);
            self.status = failed.copied().unwrap_or(0);
        }
        self.environment.state.pipe_statuses = statuses;
        Ok(())
    }
}
