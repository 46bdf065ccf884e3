//! [`SyntaxError`]: why a shell refuses a script, in its own order of looking.

use super::syntax::{Lexeme, Operator, ReservedWord};
use crate::text::Span;

/// Why a shell refuses a script.
///
/// The complete commands before the broken one have been read, and the shell has run them: a shell reads and
/// runs one complete command after the other. Nothing of the broken one runs, wherever in it the error is.
#[derive(Debug, Clone, PartialEq)]
pub struct SyntaxError {
    /// What is wrong.
    pub fault: Fault,
    /// The characters at fault.
    pub span: Span,
    /// The line that the shell names, from one.
    pub line: u32,
    /// What is open there, the innermost last.
    pub open: Vec<Opening>,
    /// The line of input that bash repeats under its message.
    pub repeated: Option<Span>,
    /// Where in the script the shell reads when it happens.
    pub place: Place,
}

/// Something that needs an end, and where it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opening {
    /// The reserved word or operator that opens it.
    pub by: Opener,
    /// Where it stands.
    pub span: Span,
    /// The line the shell counts for it.
    pub line: u32,
}

/// What opens a construct.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Opener {
    /// A reserved word, such as `if`.
    Reserved(ReservedWord),
    /// `(`, bash's `((`.
    Operator(Operator),
    /// `$(`, `` ` ``, `<(`: a script inside a word.
    Substitution,
    /// The parentheses of a function's definition.
    Function,
}

/// Where the shell reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// In the script itself.
    Script,
    /// In a substitution of it.
    Substitution,
}

/// What is wrong with a script.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fault {
    /// A token that cannot stand here.
    Unexpected {
        /// What was found.
        found: Lexeme,
        /// The only token that could stand here, where the shell names it.
        expected: Option<Lexeme>,
    },
    /// The end of the script inside quotes.
    UnterminatedQuote,
    /// The end of the script inside `${`.
    MissingCloseBrace,
    /// The end of the script inside `$((`.
    MissingCloseArithmetic,
    /// The end of the script inside backquotes.
    UnterminatedBackquotes,
    /// The word behind `for` is no name.
    BadForVariable,
    /// The word before `()` cannot name a function.
    BadFunctionName,
    /// The end of the script where bash looks for the end of quotes, parentheses, braces.
    LookingFor(&'static str),
    /// bash: an expression of `[[ … ]]` that goes wrong.
    Conditional(ConditionalFault),
    /// bash: the parentheses of `for ((…))` do not hold three expressions.
    ArithmeticFor(ArithmeticForFault),
    /// Not a fault of the script: this is not simulated.
    Unsupported(&'static str),
    /// Nested more deeply than is followed here; what the shell does is not simulated.
    TooDeep,
}

/// What bash says of an expression of `[[ … ]]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ConditionalFault {
    /// A token where an operand of a unary operator is wanted.
    UnaryOperand,
    /// A token where the right side of a binary operator is wanted.
    BinaryOperand,
    /// A token where a binary operator is wanted.
    BinaryOperator,
    /// A token where an expression is wanted.
    Token,
    /// A token where `)` is wanted.
    CloseParenthesis,
}

/// What bash says of `for ((…))`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ArithmeticForFault {
    /// Fewer than two semicolons.
    Missing,
    /// More than two.
    Unexpected,
}
