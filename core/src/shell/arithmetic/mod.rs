//! `$((…))`: the value of an arithmetic expression, as each shell works it out.
//!
//! Takes the text between the parentheses after its expansions (XCU 2.6.4), the [`Shell`], and the [`Variables`] it
//! may read and set; gives a signed number of 64 bits, or the [`ArithmeticError`] that the shell prints.
//! Three shells have three calculators, each followed in its own module: `dash` descends through the grammar of C,
//! `bash` does so with more operators and reads variables as expressions again, `busybox` keeps two stacks.
//! Where they agree, that is in `operation` and `number`. What they differ in is recorded from the installed shells
//! by `core/tests/shell_pure`.
//!
//! ```
//! use shellform::shell::arithmetic::{Unassigned, Variables, evaluate};
//! use shellform::shell::Dialect;
//!
//! struct Nothing;
//! impl Variables for Nothing {
//!     fn value(&self, _: &str) -> Option<String> { None }
//!     fn set(&mut self, _: &str, _: i64) -> Result<(), Unassigned> { Err(Unassigned::ReadOnly) }
//! }
//!
//! assert_eq!(evaluate("2 + 010 * 3", Dialect::Dash.into(), &mut Nothing), Ok(26));
//! let error = evaluate("2 ** 3", Dialect::Dash.into(), &mut Nothing).unwrap_err();
//! assert_eq!(error.message, "arithmetic expression: expecting primary: \"2 ** 3\"");
//! assert_eq!(error.at, 3..4);
//! ```

mod bash;
mod busybox;
mod dash;
mod error;
mod number;
mod operation;
#[cfg(test)]
mod tests;
mod variables;

pub use error::{ArithmeticError, ArithmeticFault};
pub use variables::{ArrayKind, BadSubscript, Unassigned, Unset, Variables};

use super::{Dialect, Release, Shell};

/// How deep parentheses, operators that wait, and variables that hold expressions may nest.
///
/// The shells go on until their stack overflows; nobody writes that.
const DEEPEST: usize = 200;

/// The value of `text`, as `shell` works it out; variables are set on the way.
///
/// What was set before an error stays set, as in the shell.
///
/// # Errors
/// What the shell refuses, with its message and the bytes of `text` at fault.
pub fn evaluate(
    text: &str,
    shell: Shell,
    variables: &mut dyn Variables,
) -> Result<i64, ArithmeticError> {
    // The shells hold the text as a C string.
    let text = text.split('\0').next().unwrap_or(text);
    match shell.dialect {
        Dialect::Dash => dash::evaluate(text, variables),
        Dialect::Bash | Dialect::BashAsSh => bash::evaluate(text, variables),
        Dialect::BusyboxAsh if shell.release >= Release::Busybox1_37 => {
            busybox::evaluate(text, busybox::Lookup::Early, variables)
        }
        Dialect::BusyboxAsh => busybox::evaluate(text, busybox::Lookup::Late, variables),
    }
}
