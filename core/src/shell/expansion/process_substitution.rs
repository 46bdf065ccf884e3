//! Process substitution (bash, busybox): a script as a file; the word is the path of a descriptor.
//!
//! Recorded of `echo <(true) <(true)`: bash counts down from 63, busybox up from 64. The descriptors are closed when the
//! command has ended.

use crate::kernel::{Device, Node, Process};
use crate::shell::execution::{Evaluator, Family, Flow};
use crate::shell::syntax::{ProcessDirection, ProcessSubstitution};
use crate::text::Span;

impl Evaluator {
    /// Starts the script, and gives the path that leads to it.
    pub(super) async fn substitute_process(
        &mut self,
        substitution: &ProcessSubstitution,
    ) -> Flow<Span> {
        if substitution.script.error.is_some() {
            return self
                .unsupported("a syntax error that is found when a substitution is expanded");
        }
        let (reader, writer) = Process::pipe();
        let (lead, kept) = match substitution.direction {
            ProcessDirection::Read => ((1, writer), reader),
            ProcessDirection::Write => ((0, reader), writer),
        };
        let commands = substitution.script.commands.clone();
        let open = self.substitutions.clone();
        let run = async move |shell: &mut Self| {
            for number in open {
                shell.process.close(number);
            }
            shell.run_completes(&commands).await
        };
        self.fork(vec![lead], run).await;
        let number = self.free_descriptor();
        self.process.install(number, kept);
        let device = Node::Device(Device::Descriptor(number));
        self.process
            .files
            .put_node(&format!("/dev/fd/{number}"), device, 0o700);
        self.substitutions.push(number);
        Ok(self.shell_text(
            &format!("/dev/fd/{number}"),
            "path of a process substitution",
        ))
    }

    fn free_descriptor(&self) -> u32 {
        let is_free = |it: &u32| self.process.descriptor(*it).is_none();
        let found = match self.dialect().family() {
            Family::Bash => (10..=63).rev().find(is_free),
            Family::Ash => (64..).find(is_free),
        };
        found.unwrap_or(63)
    }

    /// Closes the descriptors of substitutions that a command has opened: all but the first `kept`.
    pub(in crate::shell) fn close_substitutions(&mut self, kept: usize) {
        while self.substitutions.len() > kept {
            if let Some(number) = self.substitutions.pop() {
                self.process.close(number);
            }
        }
    }
}
