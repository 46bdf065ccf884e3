//! Numbers as arguments of built-ins.

use crate::shell::dialect::Dialect;
use crate::shell::execution::{Evaluator, Flow};
use crate::text::Span;

impl Evaluator {
    /// The number at `index`; nothing when there is no argument. What is no number is an error.
    pub(super) async fn number_argument(
        &mut self,
        arguments: &[Span],
        index: usize,
    ) -> Flow<Option<u32>> {
        let Some(text) = self.argument(arguments, index) else {
            return Ok(None);
        };
        let text = match self.dialect() {
            Dialect::Dash => text.trim_matches(|it| matches!(it, ' ' | '\t'..='\r')),
            Dialect::BusyboxAsh | Dialect::Bash | Dialect::BashAsSh => text.as_str(),
        };
        let is_number = !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
        if let (true, Ok(number)) = (is_number, text.parse()) {
            return Ok(Some(number));
        }
        let by = self.argument(arguments, 0).unwrap_or_default();
        match self.dialect() {
            Dialect::Dash => self.error(&by, &format!("Illegal number: {text}")).await,
            Dialect::BusyboxAsh | Dialect::Bash | Dialect::BashAsSh => {
                self.unsupported(format!("{by} with an argument that is no number"))
            }
        }
    }
}
