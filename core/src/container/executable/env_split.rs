//! `env -S`: a text becomes several arguments, which are then read as if they stood there (GNU's `env`).
//!
//! Blanks end an argument; quotes and backslashes keep their meaning of a shell but for a few letters; `${NAME}` is the
//! variable's value; `#` before an argument begins a comment.

use super::Call;
use crate::text::{Rewrite, Span};

/// Options of `env` whose value may be the next argument.
const WITH_VALUE: [char; 2] = ['u', 'C'];

/// The arguments of `env`, each `-S` replaced by what it is split into.
///
/// # Errors
///
/// The message about a text that cannot be split.
pub(super) fn expand(call: &mut Call<'_>) -> Result<Vec<Span>, String> {
    let mut words = call.arguments.clone();
    let mut at = 1;
    while let Some(word) = words.get(at).copied() {
        let text = call.text(word);
        let long = ["--split-string", "--unset", "--chdir"];
        let (flags, behind) = match text.strip_prefix("--") {
            Some("") => break,
            Some(_) => match long
                .iter()
                .position(|it| text.split('=').next() == Some(it))
            {
                Some(0) => (0, "--split-string=".len()),
                Some(_) if !text.contains('=') => {
                    at += 2;
                    continue;
                }
                Some(_) | None => {
                    at += 1;
                    continue;
                }
            },
            None if !text.starts_with('-') || text == "-" => break,
            None => match text.find(|it| it == 'S' || WITH_VALUE.contains(&it)) {
                Some(place) if text[place..].starts_with('S') => (place, place + 1),
                Some(place) if place + 1 == text.len() => {
                    at += 2;
                    continue;
                }
                Some(_) | None => {
                    at += 1;
                    continue;
                }
            },
        };
        let (value, taken) = match behind < text.len() {
            true => (Some(word.slice_from(behind)), 1),
            false => (words.get(at + 1).copied(), 2),
        };
        let Some(value) = value else { break };
        let before = (flags > 1).then(|| word.slice(0..flags));
        let split = split(call, value)?;
        words.splice(at..at + taken, before.into_iter().chain(split));
        at += usize::from(before.is_some());
    }
    Ok(words)
}

/// What surrounds a character.
#[derive(Clone, Copy, PartialEq)]
enum Quotes {
    None,
    Single,
    Double,
}

fn split(call: &mut Call<'_>, value: Span) -> Result<Vec<Span>, String> {
    const BLANKS: [char; 6] = [' ', '\t', '\n', '\u{b}', '\u{c}', '\r'];
    let text = call.text(value);
    let (mut split, mut pieces, mut is_begun) = (Vec::new(), Vec::new(), false);
    let mut quotes = Quotes::None;
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let here = value.slice(at..at + character.len_utf8());
        match (character, quotes) {
            ('\'', Quotes::None) => (quotes, is_begun) = (Quotes::Single, true),
            ('"', Quotes::None) => (quotes, is_begun) = (Quotes::Double, true),
            ('\'', Quotes::Single) | ('"', Quotes::Double) => quotes = Quotes::None,
            ('#', Quotes::None) if !is_begun => break,
            (blank, Quotes::None) if BLANKS.contains(&blank) => {
                end(call, &mut split, &mut pieces, &mut is_begun);
            }
            ('\\', Quotes::Single) if !matches!(characters.peek(), Some((_, '\\' | '\''))) => {
                pieces.push(Piece::Written(here));
            }
            ('\\', _) => {
                let Some((_, next)) = characters.next() else {
                    return Err("invalid backslash at end of string in -S".to_owned());
                };
                let pair = value.slice(at..at + 1 + next.len_utf8());
                let own = match next {
                    '_' if quotes == Quotes::Double => " ",
                    '_' => {
                        end(call, &mut split, &mut pieces, &mut is_begun);
                        continue;
                    }
                    'c' if quotes == Quotes::Double => {
                        let message = "'\\c' must not appear in double-quoted -S string";
                        return Err(message.to_owned());
                    }
                    'c' => {
                        end(call, &mut split, &mut pieces, &mut is_begun);
                        return Ok(split);
                    }
                    'f' => "\u{c}",
                    'n' => "\n",
                    'r' => "\r",
                    't' => "\t",
                    'v' => "\u{b}",
                    '"' | '#' | '$' | '\'' | '\\' => {
                        pieces.push(Piece::Written(pair.slice_from(1)));
                        is_begun = true;
                        continue;
                    }
                    other => return Err(format!("invalid sequence '\\{other}' in -S")),
                };
                pieces.push(Piece::Own(own, pair));
                is_begun = true;
            }
            ('$', Quotes::None | Quotes::Double) => {
                let rest = &text[at..];
                let name = variable(rest).ok_or_else(|| {
                    format!("only ${{VARNAME}} expansion is supported, error at: {rest}")
                })?;
                let written = value.slice(at..at + name.len() + 3);
                let found = call.environment.iter().find(|it| it.0 == name);
                if let Some((_, variable)) = found {
                    pieces.push(Piece::Variable(written, *variable));
                    is_begun = true;
                }
                characters.nth(name.len() + 1);
            }
            _ => {
                pieces.push(Piece::Written(here));
                is_begun = true;
            }
        }
    }
    match quotes {
        Quotes::None => {
            end(call, &mut split, &mut pieces, &mut is_begun);
            Ok(split)
        }
        Quotes::Single | Quotes::Double => Err("no terminating quote in -S string".to_owned()),
    }
}

/// The name in `${NAME}`, which `text` begins with.
fn variable(text: &str) -> Option<&str> {
    let (name, _) = text.strip_prefix("${")?.split_once('}')?;
    let is_name = |it: char| it.is_ascii_alphanumeric() || it == '_';
    let begins = !name.starts_with(|it: char| it.is_ascii_digit());
    (!name.is_empty() && begins && name.chars().all(is_name)).then_some(name)
}

/// A part of an argument.
enum Piece {
    /// Characters as they are written.
    Written(Span),
    /// What a backslash stands for with the character behind it.
    Own(&'static str, Span),
    /// `${NAME}`, and its value.
    Variable(Span, Span),
}

/// Ends the argument that is begun.
fn end(call: &mut Call<'_>, split: &mut Vec<Span>, pieces: &mut Vec<Piece>, is_begun: &mut bool) {
    if !std::mem::take(is_begun) {
        return;
    }
    let texts = &mut call.process.cx.texts;
    let mut word = texts.builder();
    for piece in pieces.drain(..) {
        match piece {
            Piece::Written(span) => word.copy(span),
            Piece::Own(text, span) => word.rewrite(text, span, Rewrite::Normalised),
            Piece::Variable(written, value) => word.substitute(written, value),
        };
    }
    let built = word.build();
    split.push(texts.finish(built));
}
