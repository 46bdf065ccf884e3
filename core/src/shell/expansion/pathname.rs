//! Pathname expansion (XCU 2.6.6). Not simulated yet: a field that is a pattern stops the simulation.

use super::pieces::{Field, Quoting};
use crate::shell::execution::{Evaluator, Flow};

impl Evaluator {
    /// The field itself, when it is no pattern.
    pub(super) fn expand_pathname(&self, field: Field) -> Flow<Field> {
        if self.is_pattern(&field) {
            return self.unsupported("pathname expansion");
        }
        Ok(field)
    }

    /// Stops at a field that stands for other characters.
    pub(super) fn check_pattern(&self, field: &Field) -> Flow {
        if self.is_pattern(field) {
            return self.unsupported("patterns");
        }
        Ok(())
    }

    /// Whether characters that are not quoted make it a pattern: `*`, `?`, `[` with `]` behind it.
    fn is_pattern(&self, field: &Field) -> bool {
        let is_open = |it: &&super::pieces::Characters| it.quoting != Quoting::Quoted;
        let mut has_bracket = false;
        for characters in field.characters.iter().filter(is_open) {
            for byte in self.str(characters.span).bytes() {
                match byte {
                    b'*' | b'?' => return true,
                    b'[' => has_bracket = true,
                    b']' if has_bracket => return true,
                    _ => {}
                }
            }
        }
        false
    }
}
