//! Lines that end as on Windows: the carriage return belongs to the last word, and `do` with one is no `do`.

use super::{Case, Guess, code};
use crate::shell::syntax::TokenKind;

pub(super) fn guess(case: &Case<'_>) -> Option<Guess> {
    let mut tokens = case.tokens_since_opening();
    let word = tokens.find(|it| it.kind == TokenKind::Word && case.str(it.span).ends_with('\r'))?;
    let text = case.str(word.span);
    let end = text.len() - 1;
    Some(Guess {
        span: word.span,
        label: format!(
            "a carriage return is the last character of {}",
            code(&text[..end])
        ),
        help: "The lines end as on Windows, with a carriage return that the shell takes for a character of the word. Save the file with Unix line endings.".to_owned(),
        fix: case.replace("Take away the carriage return", word.span.slice(end..end + 1), ""),
    })
}
