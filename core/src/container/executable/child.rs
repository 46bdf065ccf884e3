//! Programs that a program starts and waits for: find and xargs do.

use std::rc::Rc;

use super::Call;
use crate::kernel::{Children, End, Errno, OpenFile, Waited};
use crate::text::Span;
use crate::trace::Cause;

/// What a program that is started reads.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum ItsInput {
    /// What the one that starts it reads.
    Inherited,
    /// Nothing.
    Null,
}

impl Call<'_> {
    /// Runs the program that `words` name to its end.
    ///
    /// # Errors
    ///
    /// Why it cannot be started.
    pub(super) async fn run_child(
        &mut self,
        words: &[Span],
        input: ItsInput,
    ) -> Result<End, Errno> {
        let environment = self.environment.clone();
        let image = self.find_program(words, environment).await?;
        let cause = words.first().map_or(Cause::End, |it| Cause::Written(*it));
        let body = move |mut process: crate::kernel::Process| async move {
            if input == ItsInput::Null {
                process.install(0, Rc::new(OpenFile::Null));
            }
            process.exec(image, cause).await
        };
        let pid = self.process.fork(cause, body).await;
        loop {
            match self.process.wait(Children::One(pid)).await {
                Waited::Ended(_, end) => return Ok(end),
                Waited::Interrupted => {}
                Waited::NoChild => return Ok(End::Exited(0)),
            }
        }
    }
}
