//! Pipelines (XCU 2.9.2): what one command writes, the next reads.

use std::rc::Rc;

use super::descriptors::OpenFile;
use super::evaluator::{Divert, Evaluator, Flow};
use super::options::ShellOption;
use crate::shell::dialect::Dialect;
use crate::shell::syntax::{PipeOperator, PipedCommand, Pipeline, PrefixKind};
use crate::text::Span;

impl Evaluator<'_> {
    pub(super) fn run_pipeline(&mut self, pipeline: &Pipeline) -> Flow {
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
            return self.run_commands_of(pipeline);
        }
        let result = self.tested(|shell| shell.run_commands_of(pipeline));
        let is_return = result == Err(Divert::Return) && self.dialect() == Dialect::BusyboxAsh;
        if !is_return {
            result?;
        }
        self.status = u8::from(self.status == 0);
        // busybox turns the status of `return` around, too.
        if is_return {
            Err(Divert::Return)
        } else {
            Ok(())
        }
    }

    fn run_commands_of(&mut self, pipeline: &Pipeline) -> Flow {
        match &*pipeline.commands {
            [] => self.unsupported("a pipeline without commands"),
            [only] => self.run_command(&only.command),
            commands => {
                self.run_piped(commands)?;
                self.check_failure()
            }
        }
    }

    /// Follows the commands from left to right; each is a process of its own.
    fn run_piped(&mut self, commands: &[PipedCommand]) -> Flow {
        let mut input: Option<Vec<Span>> = None;
        let mut failed = 0;
        for (index, piped) in commands.iter().enumerate() {
            let next = commands.get(index + 1);
            let pipe = next.map(|_| OpenFile::Kept(Vec::new()).handle());
            let read = input.take();
            let status = self.in_subshell(|shell| {
                let descriptors = &mut shell.environment.state.descriptors;
                if let Some(read) = read {
                    descriptors.insert(0, OpenFile::reading(read).handle());
                }
                if let Some(pipe) = &pipe {
                    descriptors.insert(1, Rc::clone(pipe));
                }
                if let Some(PipedCommand {
                    operator: Some((PipeOperator::OutputAndError, _)),
                    ..
                }) = next
                    && let Some(pipe) = &pipe
                {
                    descriptors.insert(2, Rc::clone(pipe));
                }
                shell.run_command(&piped.command)
            })?;
            if status != 0 {
                failed = status;
            }
            self.status = status;
            input = pipe.map(|pipe| match pipe.take() {
                OpenFile::Kept(pieces) => pieces,
                _ => Vec::new(),
            });
        }
        if self.has(ShellOption::PipeFail) {
            self.status = failed;
        }
        Ok(())
    }
}
