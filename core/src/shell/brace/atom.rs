//! [`Atom`]: what brace expansion moves around: a character, a unit, or an item of a sequence.
//!
//! `a"b"{c,d}` is `a`, the unit `"b"`, and the characters `{`, `c`, `,`, `d`, `}`.

use crate::shell::syntax::{Word, WordUnit};
use crate::text::{Span, Texts};

/// A part of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Atom {
    /// A character that is not quoted, and where it is written.
    Character(char, Span),
    /// A unit of the word, by its index.
    Unit(usize, Look),
    /// An item of a sequence, made of the braces written there.
    Item(Item, Span),
}

/// What bash sees of a unit when it looks for braces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Look {
    /// How many braces it leaves open, as bash counts them.
    pub(super) open: usize,
    /// Whether there is a comma in it that no backslash quotes.
    pub(super) comma: Comma,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Comma {
    Inside,
    None,
}

/// An item of a sequence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Item {
    /// A number, with zeros in front up to this many characters.
    Number(i64, usize),
    Letter(char),
}

/// Whether a brace opens somewhere outside quotes.
pub(super) fn has_open_brace(texts: &Texts, word: &Word) -> bool {
    word.units.iter().any(|unit| match unit {
        WordUnit::Literal(span) => texts.str(*span).contains('{'),
        WordUnit::ExtendedGlob(it) => texts.str(it.span).contains('{'),
        WordUnit::DoubleQuoted(it) | WordUnit::Translated(it) => {
            let text = texts.str(it.content.span);
            has_quote(text) && text.replace("${", "").contains('{')
        }
        _ => false,
    })
}

/// The atoms of a word.
pub(super) fn read(texts: &Texts, word: &Word) -> Vec<Atom> {
    let mut atoms = Vec::new();
    for (index, unit) in word.units.iter().enumerate() {
        match unit {
            WordUnit::Literal(span) => {
                let characters = texts.str(*span).char_indices();
                atoms.extend(characters.map(|(at, character)| {
                    let span = span.slice(at..at + character.len_utf8());
                    Atom::Character(character, span)
                }));
            }
            WordUnit::Continuation(_) => {}
            _ => atoms.push(Atom::Unit(index, look(texts, unit))),
        }
    }
    atoms
}

fn look(texts: &Texts, unit: &WordUnit) -> Look {
    let text = texts.str(unit.span());
    let open = match unit {
        WordUnit::Parameter(_) => open_braces(text),
        _ => 0,
    };
    let comma = match has_comma(text) {
        true => Comma::Inside,
        false => Comma::None,
    };
    Look { open, comma }
}

fn has_comma(text: &str) -> bool {
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => drop(characters.next()),
            ',' => return true,
            _ => {}
        }
    }
    false
}

/// How many braces of `${…}` bash counts as open behind it: in `${x%%{*}` it is one.
fn open_braces(text: &str) -> usize {
    let mut open = 0_usize;
    let mut quote = None;
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match (quote, character) {
            (None | Some('"' | '`'), '\\') => drop(characters.next()),
            (Some(mark), _) if mark == character => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'' | '`') => quote = Some(character),
            (None, '{') => open += 1,
            (None, '}') => open = open.saturating_sub(1),
            (None, _) => {}
        }
    }
    open
}

impl Atom {
    pub(super) fn is(self, wanted: char) -> bool {
        matches!(self, Self::Character(character, _) if character == wanted)
    }

    /// What is not simulated about it, in a word with braces that count.
    pub(super) fn oddity(self, texts: &Texts, word: &Word) -> Option<&'static str> {
        let Self::Unit(index, _) = self else {
            return None;
        };
        let unit = word.units.get(index)?;
        let text = texts.str(unit.span());
        match unit {
            WordUnit::DoubleQuoted(it) | WordUnit::Translated(it) => {
                let inside = texts.str(it.content.span);
                has_quote(inside).then_some("quotes within quotes beside braces")
            }
            WordUnit::Arithmetic(_) if text.starts_with("$[") => text
                .contains([',', '{', '}'])
                .then_some("`$[…]` with commas beside braces"),
            WordUnit::ExtendedGlob(_) => {
                let odd = text.contains([',', '{', '}']) || text.contains("..");
                odd.then_some("a group with commas or braces beside braces")
            }
            WordUnit::Array(_) => Some("an array beside braces"),
            _ => None,
        }
    }
}

/// Whether a quotation mark stands in it that no backslash quotes, outside `$(…)`.
fn has_quote(text: &str) -> bool {
    let mut characters = text.chars().peekable();
    let mut depth = 0_usize;
    while let Some(character) = characters.next() {
        match character {
            '\\' => drop(characters.next()),
            '$' if characters.peek() == Some(&'(') => {
                characters.next();
                depth += 1;
            }
            '(' if depth > 0 => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            '"' if depth == 0 => return true,
            _ => {}
        }
    }
    false
}
