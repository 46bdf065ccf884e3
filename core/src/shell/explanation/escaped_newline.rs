//! `do\n` was to end a line: outside quotes `\n` is the letter n, and `do\n` the word `don`.

use super::{Case, Guess, code};
use crate::shell::syntax::{ReservedWord, TokenKind};
use crate::text::Span;

/// The first word that is a reserved word with `\n` behind or before it, or else the first with any `\n`.
pub(super) fn guess(case: &Case<'_>) -> Option<Guess> {
    let words = || {
        let words = case.tokens_since_opening();
        words.filter(|token| token.kind == TokenKind::Word)
    };
    let is_reserved = |text: &str| {
        let mut parts = text.split("\\n");
        parts.any(|part| ReservedWord::named(part).is_some())
    };
    let word = words()
        .find(|it| has_escape(case.str(it.span)) && is_reserved(case.str(it.span)))
        .or_else(|| words().find(|it| has_escape(case.str(it.span))))?;
    let text = case.str(word.span);
    Some(Guess {
        span: word.span,
        label: format!(
            "{} is the word {}",
            code(text),
            code(&text.replace("\\n", "n"))
        ),
        help: "Outside quotes `\\n` is the letter n, not a line break. End a command with `;`, or write the script as a here-document, which keeps its lines.".to_owned(),
        fix: case.fix("End the lines as the shell wants them ended", changes(case)),
    })
}

/// Every `\n` of the script outside quotes, and what to write in its place.
fn changes(case: &Case<'_>) -> Vec<(Span, String)> {
    let script = case.parse.script.span;
    let text = case.str(script);
    let mut changes = Vec::new();
    let mut quote = None;
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        match (quote, character) {
            (Some(open), _) if open == character => quote = None,
            (None, '\'' | '"') => quote = Some(character),
            (None | Some('"'), '\\') => {
                let next = characters.next().map(|(_, it)| it);
                if quote.is_none() && next == Some('n') {
                    let end = line_end(&text[..at], &text[at + 2..]);
                    changes.push((script.slice(at..at + 2), end.to_owned()));
                }
            }
            _ => {}
        }
    }
    changes
}

/// What ends a line between `before` and `behind`: nothing where no command is over, `;` where one is.
fn line_end(before: &str, behind: &str) -> &'static str {
    let before = before.trim_end();
    let last = before
        .rsplit([' ', '\t', '\n', ';', '&', '|', '(', ')'])
        .next();
    let word = last.and_then(ReservedWord::named);
    let goes_on = before.is_empty()
        || before.ends_with([';', '&', '|', '('])
        || word.is_some_and(super::begins_commands)
        || behind.trim_start().starts_with([';', '&', '|', ')']);
    if goes_on { " " } else { "; " }
}

/// Whether `\n` stands in a word outside quotes.
fn has_escape(text: &str) -> bool {
    text.contains("\\n") && !text.contains("\\\\n") && !text.contains(['\'', '"'])
}
