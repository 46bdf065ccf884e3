//! [`Session`]: what the stages of one simulation share while they run.

use crate::diagnostic::Diagnostic;
use crate::text::Texts;

/// The texts and diagnostics of one simulation, handed from stage to stage.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Session {
    /// Every text, source or derived.
    pub texts: Texts,
    /// What there is to tell, in the order it was found.
    pub diagnostics: Vec<Diagnostic>,
}

impl Session {
    /// Notes something to tell the reader.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }
}
