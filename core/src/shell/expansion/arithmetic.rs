//! Arithmetic expansion (XCU 2.6.4). Not simulated yet.

use crate::shell::execution::{Evaluator, Flow};
use crate::shell::syntax::Arithmetic;
use crate::text::Span;

impl Evaluator {
    /// The number an expression comes to.
    pub(super) fn expand_arithmetic(&mut self, arithmetic: &Arithmetic) -> Flow<Span> {
        let _ = arithmetic;
        self.unsupported("arithmetic expansion")
    }
}
