//! Scripts that are read while a script runs: `eval`, `.`, the actions of `trap`.

use super::evaluator::{Evaluator, Flow};
use crate::shell::parse;
use crate::text::Span;

impl Evaluator {
    /// Reads a text as a script and runs it here.
    pub(in crate::shell) async fn run_text(&mut self, text: Span) -> Flow {
        let parse = parse(&mut self.process.cx, text, self.shell);
        if parse.script.error.is_some() || !parse.warnings.is_empty() {
            return self.unsupported("a syntax error in a script that is read while a script runs");
        }
        let line = self.line;
        let result = self
            .on_own_stack(async move |shell| {
                let here_documents = parse.here_documents.clone().into();
                shell
                    .with_here_documents(here_documents, async |shell| {
                        shell.run_script(&parse.script).await
                    })
                    .await
            })
            .await;
        self.line = line;
        result
    }
}
