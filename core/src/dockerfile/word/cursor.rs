//! [`Cursor`]: reads a word from front to back, as Go's `text/scanner` does.

use std::ops::Range;

use crate::text::go::{is_decimal, is_letter};

/// Skipped at the very start of a text, there only.
pub(super) const BYTE_ORDER_MARK: char = '\u{FEFF}';

/// A place in a text.
#[derive(Debug, Clone)]
pub(super) struct Cursor<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Cursor<'t> {
    /// The start of `text`, behind a byte order mark.
    pub(super) fn new(text: &'t str) -> Self {
        let mut cursor = Self { text, at: 0 };
        cursor.eat(BYTE_ORDER_MARK);
        cursor
    }

    /// The offset of the next character.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// What is left.
    pub(super) fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// The next character.
    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Takes the next character.
    pub(super) fn take(&mut self) -> Option<char> {
        let character = self.peek()?;
        self.at += character.len_utf8();
        Some(character)
    }

    /// Takes the next character if it is `wanted`, and says whether it was.
    pub(super) fn eat(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.at += wanted.len_utf8();
        }
        found
    }

    /// Takes characters as long as they are `wanted`, and gives where they stand.
    pub(super) fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> Range<usize> {
        let start = self.at;
        let rest = self.rest();
        self.at += rest
            .find(|character| !wanted(character))
            .unwrap_or(rest.len());
        start..self.at
    }

    /// Takes the name of a variable: digits, or one special parameter, or letters, digits and underscores.
    /// Empty when none stands here.
    pub(super) fn name(&mut self) -> &'t str {
        let range = match self.peek() {
            Some(first) if is_decimal(first) => self.take_while(is_decimal),
            Some('@' | '*' | '#' | '?' | '-' | '$' | '!') => {
                let start = self.at;
                self.take();
                start..self.at
            }
            _ => self.take_while(is_of_name),
        };
        self.text.get(range).unwrap_or_default()
    }
}

/// Whether a character may stand in a name.
pub(super) fn is_of_name(character: char) -> bool {
    character == '_' || is_letter(character) || is_decimal(character)
}
