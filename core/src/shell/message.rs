//! What the shells print of a syntax error, word for word.

use std::fmt::Write;

use super::dialect::{Dialect, Release, Shell};
use super::error::{Fault, SyntaxError};
use super::syntax::Lexeme;
use crate::text::Texts;

/// How a shell was called: what its messages begin with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invocation {
    /// Its `argv[0]`, or the file it reads.
    pub name: String,
    /// Where the script comes from.
    pub source: ScriptSource,
}

impl Invocation {
    /// `name -c script`
    #[must_use]
    pub fn command(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            source: ScriptSource::CommandString,
        }
    }
}

/// Where a script comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ScriptSource {
    /// The argument behind `-c`.
    CommandString,
    /// A file, whose name the messages begin with.
    File,
    /// Standard input.
    StandardInput,
}

/// What `shell` prints of `error`, with its line breaks.
#[must_use]
pub fn message(
    texts: &Texts,
    error: &SyntaxError,
    invocation: &Invocation,
    shell: Shell,
) -> String {
    let _ = texts;
    let Invocation { name, source } = invocation;
    let mut message = format!("{name}: ");
    let line = error.line;
    let result = match shell.dialect {
        Dialect::Dash => write!(message, "{line}: Syntax error: "),
        Dialect::BusyboxAsh => match (source, shell.release) {
            (ScriptSource::File, _) => write!(message, "line {line}: syntax error: "),
            (_, Release::Busybox1_38) => write!(message, "line {}: syntax error: ", line - 1),
            _ => write!(message, "syntax error: "),
        },
        Dialect::Bash | Dialect::BashAsSh => Ok(()),
    };
    debug_assert!(result.is_ok(), "writing to a string cannot fail");
    match shell.dialect {
        Dialect::Dash => message.push_str(&dash(error.fault)),
        Dialect::BusyboxAsh => message.push_str(&busybox(error.fault)),
        Dialect::Bash | Dialect::BashAsSh => {}
    }
    message.push('\n');
    message
}

fn dash(fault: Fault) -> String {
    match fault {
        Fault::Unexpected { found, expected } => match expected {
            Some(expected) => format!(
                "{} unexpected (expecting {})",
                token(found),
                token(expected)
            ),
            None => format!("{} unexpected", token(found)),
        },
        Fault::UnterminatedQuote => "Unterminated quoted string".to_owned(),
        Fault::MissingCloseBrace => "Missing '}'".to_owned(),
        Fault::MissingCloseArithmetic => "Missing '))'".to_owned(),
        Fault::UnterminatedBackquotes => "EOF in backquote substitution".to_owned(),
        Fault::BadForVariable => "Bad for loop variable".to_owned(),
        Fault::BadFunctionName => "Bad function name".to_owned(),
        Fault::LookingFor(_) | Fault::Conditional(_) | Fault::ArithmeticFor(_) => String::new(),
        Fault::Unsupported(_) | Fault::TooDeep => String::new(),
    }
}

fn busybox(fault: Fault) -> String {
    match fault {
        Fault::Unexpected { found, expected } => match expected {
            Some(expected) => format!(
                "unexpected {} (expecting {})",
                token(found),
                token(expected)
            ),
            None => format!("unexpected {}", token(found)),
        },
        Fault::UnterminatedQuote => "unterminated quoted string".to_owned(),
        Fault::MissingCloseBrace => "missing '}'".to_owned(),
        Fault::MissingCloseArithmetic => "missing '))'".to_owned(),
        Fault::UnterminatedBackquotes => "EOF in backquote substitution".to_owned(),
        Fault::BadForVariable => "bad for loop variable".to_owned(),
        Fault::BadFunctionName => "bad function name".to_owned(),
        Fault::LookingFor(_) | Fault::Conditional(_) | Fault::ArithmeticFor(_) => String::new(),
        Fault::Unsupported(_) | Fault::TooDeep => String::new(),
    }
}

/// A token as dash and busybox name it.
fn token(token: Lexeme) -> String {
    match token {
        Lexeme::EndOfInput => "end of file".to_owned(),
        Lexeme::Newline => "newline".to_owned(),
        Lexeme::Operator(operator) => format!("\"{}\"", operator.symbol()),
        Lexeme::Redirection => "redirection".to_owned(),
        Lexeme::Word => "word".to_owned(),
        Lexeme::Reserved(word) => format!("\"{}\"", word.name()),
    }
}
