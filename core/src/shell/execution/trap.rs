//! Scripts that are read while a script runs: `eval`, `.`, the actions of `trap`.

use super::evaluator::{Evaluator, Flow};
use crate::shell::parse;
use crate::text::Span;

impl Evaluator<'_> {
    /// Reads a text as a script and runs it here.
    pub(in crate::shell) fn run_text(&mut self, text: Span) -> Flow {
        let parse = parse(self.cx, text, self.shell);
        if parse.script.error.is_some() || !parse.warnings.is_empty() {
            return self.unsupported("a syntax error in a script that is read while a script runs");
        }
        let line = self.line;
        let result = self.deeper(|shell| {
            let here_documents = parse.here_documents.clone().into();
            shell.with_here_documents(here_documents, |shell| shell.run_script(&parse.script))
        });
        self.line = line;
        result
    }
}
