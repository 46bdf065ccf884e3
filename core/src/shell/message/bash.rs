//! The words of bash.

use super::{Invocation, ScriptSource};
use crate::shell::dialect::{Dialect, Release, Shell};
use crate::shell::error::{
    ArithmeticForFault, ConditionalFault, Consequence, Fault, Opener, Opening, Place, SyntaxError,
};
use crate::shell::parse::Warning;
use crate::shell::pattern::Locale;
use crate::shell::quoting;
use crate::shell::syntax::{HereDocument, Lexeme, ReservedWord};
use crate::text::Texts;

/// What bash prints of `error`.
pub(super) fn message(
    texts: &Texts,
    error: &SyntaxError,
    invocation: &Invocation,
    release: Release,
) -> String {
    let lines = match error.fault {
        Fault::Unexpected {
            found: Lexeme::EndOfInput,
            ..
        } => vec![unexpected_end(error, release)],
        Fault::Unexpected { found, .. } => {
            let token = token(texts, error, found);
            let first = format!("syntax error near unexpected token `{token}'");
            std::iter::once(first)
                .chain(repeated(texts, error))
                .collect()
        }
        Fault::LookingFor("]]") => return looking_for_brackets(error, invocation, release),
        Fault::LookingFor(close) => {
            vec![format!(
                "unexpected EOF while looking for matching `{close}'"
            )]
        }
        Fault::Conditional { problem, found } => conditional(texts, error, problem, found, release),
        Fault::ArithmeticFor(fault) => arithmetic_for(texts, error, fault),
        Fault::UnterminatedQuote
        | Fault::MissingCloseBrace
        | Fault::MissingCloseArithmetic
        | Fault::UnterminatedBackquotes
        | Fault::BadForVariable
        | Fault::BadFunctionName
        | Fault::Unsupported(_)
        | Fault::TooDeep => Vec::new(),
    };
    let prefix = prefix(error.line, invocation);
    let first: String = lines
        .iter()
        .map(|line| format!("{prefix}{line}\n"))
        .collect();
    first + &consequences(texts, error, invocation)
}

fn looking_for(close: &str) -> String {
    format!("unexpected EOF while looking for matching `{close}'")
}

fn consequences(texts: &Texts, error: &SyntaxError, invocation: &Invocation) -> String {
    let lines = error.consequences.iter().map(|(consequence, line)| {
        let text = match consequence {
            Consequence::Conditional(fault) => without_token(*fault).to_owned(),
            Consequence::LookingForBrackets => "unexpected EOF while looking for `]]'".to_owned(),
            Consequence::LookingFor(close) => looking_for(close),
            Consequence::UnexpectedEnd => "syntax error: unexpected end of file".to_owned(),
            Consequence::InSubstitution(count) => {
                return substitution_warning(&invocation.name, *line, *count);
            }
            Consequence::HereDocument(wanted) => {
                let wanted = texts.str(*wanted);
                return here_document_warning(&invocation.name, *line, *line, wanted);
            }
        };
        format!("{}{text}\n", prefix(*line, invocation))
    });
    lines.collect()
}

/// What bash says of a token that it cannot show.
fn without_token(fault: ConditionalFault) -> &'static str {
    match fault {
        ConditionalFault::UnaryOperand => "unexpected argument to conditional unary operator",
        ConditionalFault::BinaryOperand => "unexpected argument to conditional binary operator",
        ConditionalFault::BinaryOperator => "conditional binary operator expected",
        // The byte is 255, which is no character.
        ConditionalFault::Token => "unexpected token `\u{fffd}' in conditional command",
        ConditionalFault::CloseParenthesis => "expected `)'",
        ConditionalFault::Behind | ConditionalFault::Empty => {
            "syntax error in conditional expression"
        }
    }
}

/// The end of the script inside `[[`, whose line the message names; bash 5.3 adds the line of the end.
fn looking_for_brackets(error: &SyntaxError, invocation: &Invocation, release: Release) -> String {
    let opening = error.open.last().map_or(error.line, |opening| opening.line);
    let first = prefix(opening, invocation) + "unexpected EOF while looking for `]]'\n";
    if release < Release::Bash5_3 {
        return first;
    }
    first + &prefix(error.line, invocation) + &unexpected_end(error, release) + "\n"
}

fn prefix(line: u32, invocation: &Invocation) -> String {
    let name = &invocation.name;
    let what = match invocation.source {
        ScriptSource::CommandString => "-c: ",
        ScriptSource::Evaluated => "eval: ",
        ScriptSource::Trap => "trap: ",
        ScriptSource::ExitTrap => "exit trap: ",
        ScriptSource::Substitution => "command substitution: ",
        ScriptSource::File | ScriptSource::StandardInput | ScriptSource::Sourced => "",
    };
    // A shell that is called as what it reads is named once (recorded of `bash -c SCRIPT -c`).
    let what = match what.strip_suffix(": ") == Some(name) {
        true => "",
        false => what,
    };
    format!("{name}: {what}line {line}: ")
}

fn unexpected_end(error: &SyntaxError, release: Release) -> String {
    let text = "syntax error: unexpected end of file".to_owned();
    match error.open.last() {
        Some(opening) if release >= Release::Bash5_3 => text + &from_command(opening),
        Some(_) | None => text,
    }
}

fn from_command(opening: &Opening) -> String {
    let name = match opening.by {
        Opener::Reserved(word) => word.name(),
        Opener::Operator(operator) => operator.symbol(),
        Opener::Substitution | Opener::Function => return String::new(),
    };
    format!(" from `{name}' command on line {}", opening.line)
}

/// A token as bash prints it: as written, line continuations left out; with `$'…'` where it cannot be printed.
fn token(texts: &Texts, error: &SyntaxError, found: Lexeme) -> String {
    match found {
        Lexeme::EndOfInput => "EOF".to_owned(),
        Lexeme::Newline => "newline".to_owned(),
        Lexeme::Operator(operator) => operator.symbol().to_owned(),
        Lexeme::Reserved(word) => word.name().to_owned(),
        Lexeme::Redirection | Lexeme::Word => {
            let text = texts.str(error.span).replace("\\\n", "");
            quoting::shown(&text, Locale::Posix)
        }
    }
}

fn repeated(texts: &Texts, error: &SyntaxError) -> Option<String> {
    Some(format!("`{}'", texts.str(error.repeated?)))
}

fn conditional(
    texts: &Texts,
    error: &SyntaxError,
    problem: ConditionalFault,
    found: Lexeme,
    release: Release,
) -> Vec<String> {
    let token = token(texts, error, found);
    let text = match problem {
        ConditionalFault::UnaryOperand => {
            format!("unexpected argument `{token}' to conditional unary operator")
        }
        ConditionalFault::BinaryOperand => {
            format!("unexpected argument `{token}' to conditional binary operator")
        }
        ConditionalFault::BinaryOperator if found == Lexeme::Word => {
            without_token(problem).to_owned()
        }
        ConditionalFault::BinaryOperator => {
            format!("unexpected token `{token}', conditional binary operator expected")
        }
        ConditionalFault::Token => {
            format!("unexpected token `{token}' in conditional command")
        }
        ConditionalFault::CloseParenthesis if found == Lexeme::Word => {
            without_token(problem).to_owned()
        }
        ConditionalFault::CloseParenthesis => format!("unexpected token `{token}', expected `)'"),
        ConditionalFault::Behind if found == Lexeme::Word => without_token(problem).to_owned(),
        ConditionalFault::Behind => {
            format!("syntax error in conditional expression: unexpected token `{token}'")
        }
        ConditionalFault::Empty if release >= Release::Bash5_3 => {
            let near = format!(
                "syntax error near `{}'",
                ReservedWord::CloseConditional.name()
            );
            return std::iter::once(near)
                .chain(repeated(texts, error))
                .collect();
        }
        ConditionalFault::Empty => return Vec::new(),
    };
    vec![text]
}

fn arithmetic_for(texts: &Texts, error: &SyntaxError, fault: ArithmeticForFault) -> Vec<String> {
    let text = match fault {
        ArithmeticForFault::Missing => "syntax error: arithmetic expression required",
        ArithmeticForFault::Unexpected => "syntax error: `;' unexpected",
        ArithmeticForFault::NotClosed => return Vec::new(),
    };
    let head = texts.str(error.span);
    vec![text.to_owned(), format!("syntax error: `{head}'")]
}

/// What bash prints of a here-document that the end of the script ends.
pub(super) fn warning(
    here_documents: &[HereDocument],
    warning: Warning,
    invocation: &Invocation,
) -> String {
    let name = &invocation.name;
    match warning {
        Warning::UnterminatedHereDocument {
            here_document,
            line,
            first_line,
        } => {
            let here_document = here_documents.get(here_document.0 as usize);
            let wanted = here_document.map_or("", |it| it.end_line.as_str());
            here_document_warning(name, line, first_line, wanted)
        }
        Warning::InSubstitution { line, count } => substitution_warning(name, line, count),
    }
}

fn here_document_warning(name: &str, line: u32, first_line: u32, wanted: &str) -> String {
    format!(
        "{name}: line {line}: warning: here-document at line {first_line} delimited by end-of-file (wanted `{wanted}')\n"
    )
}

fn substitution_warning(name: &str, line: u32, count: usize) -> String {
    let s = if count == 1 { "" } else { "s" };
    format!(
        "{name}: line {line}: warning: command substitution: {count} unterminated here-document{s}\n"
    )
}

/// The exit status with which bash ends after `error`, when the command before it ended with `previous`.
pub(super) fn exit_status(
    error: &SyntaxError,
    invocation: &Invocation,
    shell: Shell,
    previous: u8,
) -> u8 {
    let is_command = invocation.source == ScriptSource::CommandString;
    match (error.place, error.fault) {
        // bash leaves everything there is to leave: with `-c` that is 127.
        (Place::Array, _) if is_command && shell.dialect == Dialect::BashAsSh => 127,
        (Place::Array, _) => 1,
        (_, Fault::LookingFor(_)) if is_end_of_substitution(error) || previous == 0 => 2,
        (_, Fault::Conditional { problem, .. })
            if problem == ConditionalFault::Empty && shell.release >= Release::Bash5_3 =>
        {
            2
        }
        (_, Fault::Conditional { found, .. }) if is_at_end(found, error) => 2,
        (
            _,
            Fault::LookingFor(_)
            | Fault::Conditional { .. }
            | Fault::ArithmeticFor(ArithmeticForFault::NotClosed),
        ) => previous,
        (Place::Substitution, _) if is_command => 127,
        (Place::Substitution | Place::Script, _) => 2,
    }
}

/// Whether nothing stands behind the token: it is the end, or the line break that bash adds there.
fn is_at_end(found: Lexeme, error: &SyntaxError) -> bool {
    match found {
        Lexeme::EndOfInput => true,
        Lexeme::Newline => error.span.is_empty(),
        _ => false,
    }
}

/// Whether it is the parenthesis of a substitution that is missing, and not what is open in it.
fn is_end_of_substitution(error: &SyntaxError) -> bool {
    let mut open = error.open.iter();
    open.any(|it| it.by == Opener::Substitution && it.span == error.span)
}
