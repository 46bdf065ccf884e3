//! `:`, `true`, `false`, and `hash`, of which nothing can be seen (XCU 2.14, `true`, `false`).

use crate::shell::execution::{Evaluator, Flow};
use crate::text::Span;

pub(super) async fn succeed(_: &mut Evaluator, _: &[Span]) -> Flow<u8> {
    Ok(0)
}

pub(super) async fn fail(_: &mut Evaluator, _: &[Span]) -> Flow<u8> {
    Ok(1)
}

/// `hash -r` forgets where programs were found, which nobody can tell here.
pub(super) async fn hash(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    match shell.argument(arguments, 1).as_deref() {
        Some("-r") if arguments.len() == 2 => Ok(0),
        _ => shell.unsupported("hash with other arguments than -r"),
    }
}
