//! `$'…'`: quotes in which backslashes begin escape sequences (bash, busybox). Only those without any are simulated.

use crate::shell::execution::{Evaluator, Flow};
use crate::text::Span;

impl Evaluator {
    /// The characters of `$'…'`.
    pub(super) fn decode_dollar_quotes(&self, quoted: Span) -> Flow<Span> {
        let content = quoted.slice(2..quoted.len() - 1);
        if self.str(content).contains('\\') {
            return self.unsupported("escape sequences of $'…'");
        }
        Ok(content)
    }
}
