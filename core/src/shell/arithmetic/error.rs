//! [`ArithmeticError`]: why an expression has no value.

use std::ops::Range;

/// An expression that the shell refuses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArithmeticError {
    /// What happens to the shell.
    pub fault: ArithmeticFault,
    /// What the shell prints behind its prefix, such as `divide by zero`.
    pub message: String,
    /// The bytes of the expression at fault; empty at its end.
    ///
    /// When the value of a variable is at fault, these are the bytes of the variable's name.
    pub at: Range<usize>,
}

/// What an expression without a value does to the shell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ArithmeticFault {
    /// The shell prints the message.
    Refused,
    /// The processor stops the shell with SIGFPE: dash divides the least number by -1. The message is empty.
    FloatingPointException,
    /// It is not simulated; the message says what.
    NotSimulated,
}

impl ArithmeticError {
    /// Whether bash says it in the name of what assigns, whatever the expression stands in.
    pub(in crate::shell) fn is_of_assignment(&self) -> bool {
        self.message.ends_with(": readonly variable")
    }

    /// The shell prints `message`.
    pub(super) fn refused(message: impl Into<String>, at: Range<usize>) -> Self {
        let message = message.into();
        let fault = ArithmeticFault::Refused;
        Self { fault, message, at }
    }

    /// What we do not simulate.
    pub(super) fn not_simulated(message: impl Into<String>, at: Range<usize>) -> Self {
        let message = message.into();
        let fault = ArithmeticFault::NotSimulated;
        Self { fault, message, at }
    }

    /// Nested deeper than is followed.
    pub(super) fn too_deep(at: Range<usize>) -> Self {
        Self::not_simulated("an expression nested this deep", at)
    }

    /// The same, found in the value of the variable that stands `at`.
    pub(super) fn inside(self, at: Range<usize>) -> Self {
        Self { at, ..self }
    }
}
