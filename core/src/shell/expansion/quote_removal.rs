//! Quote removal (XCU 2.6.7). Quotes were never copied; what is left is to make one text of a field's characters.

use super::pieces::Field;
use crate::shell::execution::{Evaluator, Flow};
use crate::text::Span;

impl Evaluator {
    /// The characters of a field as one text, each with its origin.
    pub(super) fn remove_quotes(&mut self, field: &Field) -> Flow<Span> {
        let length = field.characters.iter().map(|it| it.span.len()).sum();
        self.check_text(length)?;
        let mut builder = self.process.cx.texts.builder();
        for characters in &field.characters {
            match characters.written {
                Some(written) => builder.substitute(written, characters.span),
                None => builder.copy(characters.span),
            };
        }
        let built = builder.build();
        match field.characters.first() {
            Some(first) if built.as_str().is_empty() => Ok(first.span.at_start()),
            _ => self.finish(built),
        }
    }
}
