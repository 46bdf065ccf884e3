//! Brace expansion (bash): `{a,b}` and `{1..3}`, before everything else. Not simulated yet.

use crate::shell::execution::{Evaluator, Family, Flow};
use crate::shell::syntax::{Word, WordUnit};

impl Evaluator {
    /// Stops at a word that bash takes apart at its braces.
    pub(super) fn check_braces(&self, word: &Word) -> Flow {
        if self.dialect().family() == Family::Ash {
            return Ok(());
        }
        let mut literals = word.units.iter().filter_map(|unit| match unit {
            WordUnit::Literal(span) => Some(self.str(*span)),
            _ => None,
        });
        let opens = literals.clone().any(|it| it.contains('{'));
        if opens && literals.any(|it| it.contains('}')) {
            return self.unsupported("brace expansion");
        }
        Ok(())
    }
}
