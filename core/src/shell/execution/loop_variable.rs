//! The variable of `for`: a variable, or what a reference leads to from then on (bash's manual, "Shell Parameters").

use super::evaluator::{Divert, Evaluator, Flow};
use super::refusal::Refusal;
use super::store::names_place;
use crate::text::Span;

impl Evaluator {
    /// The variable of a loop; one that is a reference then refers to what the value names.
    pub(super) async fn set_loop_variable(&mut self, name: &str, value: Span) -> Flow {
        if !self.is_reference(name) {
            return self.set_variable(name, value, None).await;
        }
        if let Err(Refusal::Circular(name)) = self.resolve(name) {
            self.warn_of_circle(None, &name).await?;
            self.status = 1;
            return Err(Divert::Discard);
        }
        if !names_place(self.str(value)) {
            let text = format!("`{}': not a valid identifier", self.str(value));
            self.complain(None, &text).await?;
            self.status = 1;
            return Err(Divert::Discard);
        }
        self.environment.variables.entry(name).value = Some(value);
        Ok(())
    }
}
