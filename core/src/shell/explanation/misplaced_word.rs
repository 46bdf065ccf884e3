//! Reserved words that stand where no command can begin, so that they are arguments.

use super::{Case, Guess, code};
use crate::shell::error::{Fault, Opener};
use crate::shell::syntax::{Lexeme, ReservedWord, Token, TokenKind};

/// `while true do`, `{ echo a }`: the word that is missed stands there as an argument.
pub(super) fn guess(case: &Case<'_>) -> Option<Guess> {
    let wanted = wanted(case);
    let mut words = case.tokens_since_opening();
    let word = words.find(|token| {
        let is_wanted = wanted.iter().any(|it| it.name() == case.str(token.span));
        token.kind == TokenKind::Word && is_wanted
    })?;
    let text = case.str(word.span);
    Some(Guess {
        span: word.span,
        label: format!("{} is an argument of the command before it", code(text)),
        help: format!(
            "A reserved word counts only where a command may begin. Write `;` before {}.",
            code(text)
        ),
        fix: case.replace("Write `;` before it", word.span.at_start(), "; "),
    })
}

/// The reserved words that may be missed.
fn wanted(case: &Case<'_>) -> Vec<ReservedWord> {
    let Fault::Unexpected { found, expected } = case.error.fault else {
        return Vec::new();
    };
    if let Some(Lexeme::Reserved(word)) = expected {
        return vec![word];
    }
    let opening = case.error.open.last().map(|it| it.by);
    match (opening, found) {
        (Some(Opener::Reserved(word)), _) => match word {
            ReservedWord::If => vec![ReservedWord::Then, ReservedWord::Fi],
            ReservedWord::While
            | ReservedWord::Until
            | ReservedWord::For
            | ReservedWord::Select => {
                vec![ReservedWord::Do, ReservedWord::Done]
            }
            ReservedWord::Case => vec![ReservedWord::Esac],
            ReservedWord::OpenBrace => vec![ReservedWord::CloseBrace],
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// `elseif` is no word of the shell, and `else if` opens an `if` of its own.
pub(super) fn else_if(case: &Case<'_>) -> Option<Guess> {
    let tokens: Vec<Token> = case.tokens().collect();
    let wrong = tokens
        .iter()
        .find(|token| matches!(case.str(token.span), "elseif" | "elsif" | "elif:"));
    if let Some(word) = wrong.filter(|token| token.kind == TokenKind::Word) {
        let text = code(case.str(word.span));
        return Some(Guess {
            span: word.span,
            label: format!("{text} is the name of a command"),
            help: format!("The shell has no {text}. Write `elif`."),
            fix: case.replace("Write `elif`", word.span, "elif"),
        });
    }
    if case.found() != Some(Lexeme::EndOfInput) {
        return None;
    }
    let is = |token: &Token, word| token.kind == TokenKind::Reserved(word);
    let pair = tokens
        .windows(2)
        .find(|it| is(&it[0], ReservedWord::Else) && is(&it[1], ReservedWord::If))?;
    let span = pair[0].span.to(pair[1].span);
    Some(Guess {
        span,
        label: "this opens a second `if`, which needs a `fi` of its own".to_owned(),
        help: "Write `elif`, or one more `fi`.".to_owned(),
        fix: case.replace("Write `elif`", span, "elif"),
    })
}
