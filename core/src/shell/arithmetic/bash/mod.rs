//! bash's calculator: the operators of C, `**`, `base#digits`, elements of arrays; a variable's value is again an
//! expression.
//!
//! A variable is read when its name is: in `x + (x = 5)` the first `x` is the old one. Behind `0 &&`, `1 ||` and in
//! the branch of `?:` not taken, variables count as 0 and nothing is set or divided.
//! Messages repeat the expression, and it from the last token on.

mod constant;
mod expression;
mod level;
mod token;

use std::ops::Range;

use super::{ArithmeticError, Variables};
use level::{Calculator, Level};

/// A token that cannot be read: a message without the expression, and the bytes at fault.
struct Refusal {
    what: &'static str,
    at: Range<usize>,
    /// How much of the expression the message shows.
    shown: usize,
}

/// The value of `text`.
pub(super) fn evaluate(text: &str, variables: &mut dyn Variables) -> Result<i64, ArithmeticError> {
    let mut calculator = Calculator {
        variables,
        levels: Vec::new(),
        changes: 0,
        depth: 0,
    };
    calculator.evaluate(text).map_err(|error| *error)
}

/// An error on its way up; small, because the way may be long.
type Failed = Box<ArithmeticError>;

/// The message with the expression it is about, and its rest from `from` on.
fn refuse(level: &Level, what: &str, from: usize, at: Range<usize>) -> Failed {
    Box::new(refuse_in(&level.text, what, from, at))
}

/// The message about a token that cannot be read.
fn refuse_token(level: &Level, refusal: Refusal) -> Failed {
    let Refusal { what, at, shown } = refusal;
    Box::new(refuse_in(&level.text[..shown], what, at.start, at))
}

fn refuse_in(text: &str, what: &str, from: usize, at: Range<usize>) -> ArithmeticError {
    let shown = text.trim_start_matches([' ', '\t']);
    let rest = text.get(from..).unwrap_or_default();
    let message = format!("{shown}: {what} (error token is \"{rest}\")");
    ArithmeticError::refused(message, at)
}
