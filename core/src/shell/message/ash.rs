//! The words of dash and busybox.

use super::{Invocation, ScriptSource};
use crate::shell::dialect::Release;
use crate::shell::error::{Fault, SyntaxError};
use crate::shell::syntax::Lexeme;

/// What dash prints: `name: line: Syntax error: …`.
pub(super) fn dash(error: &SyntaxError, invocation: &Invocation) -> String {
    let text = match error.fault {
        Fault::Unexpected { found, expected } => match expected {
            Some(expected) => format!("{} unexpected (expecting {})", name(found), name(expected)),
            None => format!("{} unexpected", name(found)),
        },
        Fault::UnterminatedQuote => "Unterminated quoted string".to_owned(),
        Fault::MissingCloseBrace => "Missing '}'".to_owned(),
        Fault::MissingCloseArithmetic => "Missing '))'".to_owned(),
        Fault::UnterminatedBackquotes => "EOF in backquote substitution".to_owned(),
        Fault::BadForVariable => "Bad for loop variable".to_owned(),
        Fault::BadFunctionName => "Bad function name".to_owned(),
        Fault::LookingFor(_)
        | Fault::Conditional { .. }
        | Fault::ArithmeticFor(_)
        | Fault::Unsupported(_)
        | Fault::TooDeep => return String::new(),
    };
    let speaker = invocation.speaker.as_ref();
    let speaker = speaker.map(|it| format!("{it}: ")).unwrap_or_default();
    format!(
        "{}: {}: {speaker}Syntax error: {text}\n",
        invocation.name, error.line
    )
}

/// What busybox prints: `name: syntax error: …`, with a line where the release has one.
pub(super) fn busybox(error: &SyntaxError, invocation: &Invocation, release: Release) -> String {
    let text = match error.fault {
        Fault::Unexpected { found, expected } => match expected {
            Some(expected) => format!("unexpected {} (expecting {})", name(found), name(expected)),
            None => format!("unexpected {}", name(found)),
        },
        Fault::UnterminatedQuote => "unterminated quoted string".to_owned(),
        Fault::MissingCloseBrace => "missing '}'".to_owned(),
        Fault::MissingCloseArithmetic => "missing '))'".to_owned(),
        Fault::UnterminatedBackquotes => "EOF in backquote substitution".to_owned(),
        Fault::BadForVariable => "bad for loop variable".to_owned(),
        Fault::BadFunctionName => "bad function name".to_owned(),
        Fault::LookingFor(_)
        | Fault::Conditional { .. }
        | Fault::ArithmeticFor(_)
        | Fault::Unsupported(_)
        | Fault::TooDeep => return String::new(),
    };
    let speaker = invocation.speaker.as_ref();
    let is_told = invocation.source == ScriptSource::File || speaker.is_some();
    let line = match invocation.source {
        // busybox counts the lines behind `-c` from zero.
        ScriptSource::CommandString if is_told || release == Release::Busybox1_38 => {
            format!("line {}: ", error.line.saturating_sub(1))
        }
        _ if is_told => format!("line {}: ", error.line),
        _ => String::new(),
    };
    let speaker = speaker.filter(|it| **it != invocation.name);
    let speaker = speaker.map(|it| format!("{it}: ")).unwrap_or_default();
    format!("{}: {speaker}{line}syntax error: {text}\n", invocation.name)
}

/// A token as both name it.
fn name(token: Lexeme) -> String {
    match token {
        Lexeme::EndOfInput => "end of file".to_owned(),
        Lexeme::Newline => "newline".to_owned(),
        Lexeme::Operator(operator) => format!("\"{}\"", operator.symbol()),
        Lexeme::Redirection => "redirection".to_owned(),
        Lexeme::Word => "word".to_owned(),
        Lexeme::Reserved(word) => format!("\"{}\"", word.name()),
    }
}
