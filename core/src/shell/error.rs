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
    ///
    /// Of an error in the value of an array bash, under its own name, discards the command, and goes on with the
    /// next line.
    pub place: Place,
    /// What bash finds fault with because of it, each with the line it names.
    pub consequences: Vec<(Consequence, u32)>,
    /// Whether what the shell prints of it is known.
    pub wording: Wording,
}

/// Whether what a shell prints of an error is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Wording {
    /// It is.
    Exact,
    /// It is not simulated, because of this.
    NotSimulated(&'static str),
}

/// A message of bash that follows from an error before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Consequence {
    /// Of `[[ … ]]`: what is missing, where the token is none.
    Conditional(ConditionalFault),
    /// `]]` is missing.
    LookingForBrackets,
    /// The end of quotes, parentheses or braces further on in the line is missing.
    LookingFor(&'static str),
    /// The end of the script.
    UnexpectedEnd,
    /// The end of the script inside the script of a substitution, before the lines of so many here-documents.
    InSubstitution(usize),
    /// The end of the script before the lines of a here-document: the line that would end it.
    HereDocument(Span),
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
    /// In the value of an array (bash).
    Array,
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
    Conditional {
        /// How.
        problem: ConditionalFault,
        /// What was found.
        found: Lexeme,
    },
    /// bash: the parentheses of `for ((…))` do not hold three expressions.
    ArithmeticFor(ArithmeticForFault),
    /// Not a fault of the script: what the shell does with this is not simulated.
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
    /// A token behind a whole expression.
    Behind,
    /// `]]` where an expression is wanted; bash 5.2 says nothing of it.
    Empty,
}

/// What bash says of `for ((…))`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ArithmeticForFault {
    /// Fewer than two semicolons.
    Missing,
    /// More than two.
    Unexpected,
    /// The parentheses do not close together; bash 5.2 says nothing of it.
    NotClosed,
}

impl Opening {
    /// Whether it opens a script inside a word.
    pub(in crate::shell) fn is_substitution(&self) -> bool {
        self.by == Opener::Substitution
    }
}
