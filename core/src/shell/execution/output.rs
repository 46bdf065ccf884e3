//! Writing by descriptor.

use super::evaluator::{Divert, Evaluator, Flow};
use crate::kernel::Errno;
use crate::shell::syntax::Redirection;
use crate::text::Span;

impl Evaluator {
    /// Writes `text` to a descriptor; what goes wrong is the error.
    pub(in crate::shell) async fn write(
        &mut self,
        descriptor: u32,
        text: Span,
    ) -> Flow<Result<(), Errno>> {
        match self.process.write(descriptor, text).await {
            Err(Errno::Unknown) => self.unsupported("writing behind the end of a file"),
            result => Ok(result),
        }
    }

    /// Writes what a redirection leads standard input to: `$(<file)`.
    pub(in crate::shell) async fn copy_input(&mut self, redirections: &[Redirection]) -> Flow {
        match self.redirect(redirections).await {
            Err(Divert::Redirection) => return Ok(()),
            result => result?,
        };
        loop {
            match self.process.read(0, usize::MAX).await {
                Ok(Some(piece)) => {
                    // Nothing of the shell hangs on whether it could be written.
                    let _ = self.write(1, piece).await?;
                }
                Ok(None) => break,
                Err(Errno::Unknown) => {
                    return self.unsupported("reading a file of which the content is not known");
                }
                Err(_) => break,
            }
        }
        self.status = 0;
        Ok(())
    }
}
