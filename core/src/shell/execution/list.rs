//! Lists (XCU 2.9.3): and-or lists one after the other, or in the background.

use super::environment::{Job, MadeFor};
use super::evaluator::{Divert, Evaluator, Failure, Family, Flow};
use super::event::Event;
use super::options::ShellOption;
use super::subshell::Leads;
use crate::kernel::Open;
use crate::shell::syntax::{AndOrList, AndOrOperator, CommandBody, List, ListItem, TerminatorKind};
use crate::text::Span;

impl Evaluator {
    pub(super) async fn run_list(&mut self, list: &List) -> Flow {
        let position = std::mem::take(&mut self.position);
        let is_bash = self.dialect().family() == Family::Bash;
        for (index, item) in list.items.iter().enumerate() {
            let is_last = index + 1 == list.items.len() && !is_background(item);
            // In bash what stands behind `&` is never the last (recorded of `true & cmd`, `true & wait; cmd`).
            let is_behind_background = index > 0 && is_background(&list.items[index - 1]);
            if is_last && !(is_bash && is_behind_background) {
                self.position = position;
            }
            self.run_item(item).await?;
        }
        Ok(())
    }

    /// A condition: `set -e` does not act on it.
    pub(super) async fn run_condition(&mut self, list: &List) -> Flow<bool> {
        let result = self.tested(async |shell| shell.run_list(list).await).await;
        result?;
        Ok(self.status == 0)
    }

    /// Runs something of which the status is tested.
    pub(in crate::shell) async fn tested<T>(
        &mut self,
        run: impl AsyncFnOnce(&mut Self) -> Flow<T>,
    ) -> Flow<T> {
        let before = std::mem::replace(&mut self.failure, Failure::IsTested);
        let result = run(self).await;
        self.failure = before;
        result
    }

    /// Runs something of which the status counts, whatever stands around it.
    pub(in crate::shell) async fn untested<T>(
        &mut self,
        run: impl AsyncFnOnce(&mut Self) -> Flow<T>,
    ) -> Flow<T> {
        let before = std::mem::replace(&mut self.failure, Failure::Counts);
        let result = run(self).await;
        self.failure = before;
        result
    }

    async fn run_item(&mut self, item: &ListItem) -> Flow {
        if is_background(item) {
            return self.run_in_background(&item.and_or).await;
        }
        self.run_and_or(&item.and_or).await
    }

    /// Runs an and-or list with which the process ends.
    async fn run_last_of(&mut self, and_or: &AndOrList, exit_trap: Option<Span>) -> Flow {
        match (&*and_or.rest, &*and_or.first.commands) {
            ([], [only]) if and_or.first.prefixes.is_empty() => {
                self.run_alone(&only.command, exit_trap).await
            }
            _ => {
                self.leave_loops();
                let result = self.run_and_or(and_or).await;
                if self.dialect().family() == Family::Bash {
                    self.environment.state.exit_trap = None;
                }
                result
            }
        }
    }

    async fn run_and_or(&mut self, and_or: &AndOrList) -> Flow {
        let position = std::mem::take(&mut self.position);
        if and_or.rest.is_empty() {
            self.position = position;
            return self.run_pipeline(&and_or.first).await;
        }
        self.tested(async |shell| shell.run_pipeline(&and_or.first).await)
            .await?;
        for (index, (operator, _, pipeline)) in and_or.rest.iter().enumerate() {
            let runs = match operator {
                AndOrOperator::And => self.status == 0,
                AndOrOperator::Or => self.status != 0,
            };
            if !runs {
                continue;
            }
            if index + 1 == and_or.rest.len() {
                self.position = position;
                self.run_pipeline(pipeline).await?;
            } else {
                self.tested(async |shell| shell.run_pipeline(pipeline).await)
                    .await?;
            }
        }
        Ok(())
    }

    /// A background command is a process of its own, which the shell does not wait for; it reads nothing.
    async fn run_in_background(&mut self, and_or: &AndOrList) -> Flow {
        let mut leads = Leads::new();
        let null = self.process.open("/dev/null", Open::Read).await;
        leads.extend(null.ok().map(|file| (0, file)));
        let mut count = 1;
        let pid = match (&*and_or.rest, &*and_or.first.commands) {
            ([], commands @ [_, _, ..]) if and_or.first.prefixes.is_empty() => {
                let processes = self.start_piped(commands, leads).await?;
                count = processes.len();
                processes.last().copied().unwrap_or(self.process.pid())
            }
            (rest, commands) => {
                if let ([], [only]) = (rest, commands)
                    && matches!(only.command.body, CommandBody::Simple(_))
                {
                    self.tell_command(only.command.span);
                }
                let and_or = and_or.clone();
                let exit_trap = self.environment.state.exit_trap;
                let run = async move |shell: &mut Self| {
                    shell.environment.state.made_for = MadeFor::Background;
                    shell.run_last_of(&and_or, exit_trap).await
                };
                self.fork(leads, run).await
            }
        };
        self.environment.state.last_background = Some(pid);
        let job = Job {
            process: pid,
            end: None,
            number: self.take_job_number(),
            processes: count,
            is_waited_for: false,
            is_noticed: false,
        };
        self.environment.state.jobs.push(job);
        self.status = 0;
        Ok(())
    }

    /// The number of the next job: in dash and busybox the lowest that is free, in bash one more than the last.
    fn take_job_number(&mut self) -> usize {
        let family = self.dialect().family();
        let jobs = &mut self.environment.state.jobs;
        if family == Family::Bash {
            return jobs.last().map_or(1, |it| it.number + 1);
        }
        let is_gone = |it: &Job| it.end.is_some() && it.is_waited_for;
        let is_free = |number: &usize| jobs.iter().all(|it| it.number != *number || is_gone(it));
        let number = (1..).find(is_free).unwrap_or(1);
        jobs.retain(|it| it.number != number);
        number
    }

    /// Whether the status of the command that runs is tested, and so `set -e` does not count.
    pub(in crate::shell) fn is_tested(&self) -> bool {
        self.failure == Failure::IsTested
    }

    /// Where a command has failed and its status is not tested, runs the trap of `ERR`, and ends the shell when
    /// `set -e` is on.
    pub(super) async fn check_failure(&mut self) -> Flow {
        if self.status == 0 || self.failure == Failure::IsTested {
            return Ok(());
        }
        self.run_event(Event::Error).await?;
        self.end_by_failure()
    }

    /// The same without the trap of `ERR`.
    pub(super) fn end_if_failed(&self) -> Flow {
        match self.status == 0 || self.failure == Failure::IsTested {
            true => Ok(()),
            false => self.end_by_failure(),
        }
    }

    /// Ends the shell when `set -e` is on.
    pub(super) fn end_by_failure(&self) -> Flow {
        match self.has(ShellOption::ErrExit) {
            true => Err(Divert::Exit),
            false => Ok(()),
        }
    }
}

/// Whether an item of a list runs in the background.
fn is_background(item: &ListItem) -> bool {
    let terminator = item.terminator;
    terminator.is_some_and(|it| it.kind == TerminatorKind::Background)
}
