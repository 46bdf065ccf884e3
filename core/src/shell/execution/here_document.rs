//! Here-documents as they are read (XCU 2.7.4).

use super::evaluator::{Evaluator, Flow};
use crate::shell::dialect::{HereDocumentLastLine, here_document_last_line};
use crate::shell::syntax::{HereDocument, HereDocumentEnd};
use crate::text::Span;

impl Evaluator {
    /// What is read of `document`, of which `text` is the body with everything expanded.
    pub(super) fn end_here_document(&mut self, document: &HereDocument, text: Span) -> Flow<Span> {
        let body = self.str(document.body.span);
        let is_cut = document.end == HereDocumentEnd::EndOfInput
            && !body.is_empty()
            && !body.ends_with('\n');
        if !is_cut || here_document_last_line(self.dialect()) == HereDocumentLastLine::AsWritten {
            return Ok(text);
        }
        let line_break = self.shell_text("\n", "end of a here-document");
        let mut builder = self.process.cx.texts.builder();
        builder.copy(text).copy(line_break);
        let built = builder.build();
        self.finish(built)
    }
}
