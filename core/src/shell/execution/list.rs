//! Lists (XCU 2.9.3): and-or lists one after the other, or in the background.

use super::evaluator::{Divert, Evaluator, Failure, Flow};
use super::options::ShellOption;
use crate::shell::syntax::{AndOrList, AndOrOperator, List, ListItem, TerminatorKind};
use crate::trace::Action;

impl Evaluator<'_> {
    pub(super) fn run_list(&mut self, list: &List) -> Flow {
        for item in &list.items {
            self.run_item(item)?;
        }
        Ok(())
    }

    /// A condition: `set -e` does not act on it.
    pub(super) fn run_condition(&mut self, list: &List) -> Flow<bool> {
        let result = self.tested(|shell| shell.run_list(list));
        result?;
        Ok(self.status == 0)
    }

    /// Runs something of which the status is tested.
    pub(in crate::shell) fn tested<T>(
        &mut self,
        run: impl FnOnce(&mut Self) -> Flow<T>,
    ) -> Flow<T> {
        let before = std::mem::replace(&mut self.failure, Failure::IsTested);
        let result = run(self);
        self.failure = before;
        result
    }

    /// Runs something of which the status counts, whatever stands around it.
    pub(in crate::shell) fn untested<T>(
        &mut self,
        run: impl FnOnce(&mut Self) -> Flow<T>,
    ) -> Flow<T> {
        let before = std::mem::replace(&mut self.failure, Failure::Counts);
        let result = run(self);
        self.failure = before;
        result
    }

    fn run_item(&mut self, item: &ListItem) -> Flow {
        let is_background = item
            .terminator
            .is_some_and(|it| it.kind == TerminatorKind::Background);
        if is_background {
            return self.run_in_background(&item.and_or);
        }
        self.run_and_or(&item.and_or)
    }

    fn run_and_or(&mut self, and_or: &AndOrList) -> Flow {
        if and_or.rest.is_empty() {
            return self.run_pipeline(&and_or.first);
        }
        self.tested(|shell| shell.run_pipeline(&and_or.first))?;
        for (index, (operator, _, pipeline)) in and_or.rest.iter().enumerate() {
            let runs = match operator {
                AndOrOperator::And => self.status == 0,
                AndOrOperator::Or => self.status != 0,
            };
            if !runs {
                continue;
            }
            if index + 1 == and_or.rest.len() {
                self.run_pipeline(pipeline)?;
            } else {
                self.tested(|shell| shell.run_pipeline(pipeline))?;
            }
        }
        Ok(())
    }

    /// A background command is followed to its end where it is started; its status is kept for `wait`.
    fn run_in_background(&mut self, and_or: &AndOrList) -> Flow {
        self.note(Action::Assumed(
            "a background command comes to its end before the next command begins".to_owned(),
        ));
        let mut pid = self.process;
        let status = self.in_subshell(|shell| {
            pid = shell.process;
            let null = super::descriptors::OpenFile::Null.handle();
            shell.environment.state.descriptors.insert(0, null);
            shell.run_and_or(and_or)
        })?;
        let state = &mut self.environment.state;
        state.last_background = Some(pid);
        state.background.push((pid, status));
        self.status = 0;
        Ok(())
    }

    /// Ends the shell when a command has failed and `set -e` is on and its status is not tested.
    pub(super) fn check_failure(&mut self) -> Flow {
        let ends =
            self.status != 0 && self.failure == Failure::Counts && self.has(ShellOption::ErrExit);
        if ends { Err(Divert::Exit) } else { Ok(()) }
    }
}
