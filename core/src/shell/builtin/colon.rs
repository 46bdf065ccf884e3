//! `:`, `true`, `false` (XCU 2.14, 4).

use crate::shell::execution::{Evaluator, Flow};
use crate::text::Span;

pub(super) async fn succeed(_: &mut Evaluator, _: &[Span]) -> Flow<u8> {
    Ok(0)
}

pub(super) async fn fail(_: &mut Evaluator, _: &[Span]) -> Flow<u8> {
    Ok(1)
}
