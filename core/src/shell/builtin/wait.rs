//! `wait` (XCU 4). Background commands have come to their end where they were started.

use crate::shell::execution::{Evaluator, Flow};
use crate::text::Span;

pub(super) fn run(shell: &mut Evaluator<'_>, arguments: &[Span]) -> Flow<u8> {
    let background = &mut shell.environment.state.background;
    match arguments.len() {
        1 => {
            background.clear();
            Ok(0)
        }
        2 => {
            let number = shell.number_argument(arguments, 1)?;
            let background = &mut shell.environment.state.background;
            let found = background.iter().position(|it| Some(it.0.0) == number);
            match found {
                Some(index) => Ok(background.remove(index).1),
                None => shell.unsupported("waiting for a process that is no child"),
            }
        }
        _ => shell.unsupported("waiting for several processes"),
    }
}
