//! Quotes, braces, parentheses and brackets to their ends.
//!
//! bash looks for the end by itself, whatever stands inside; the units are found on the way.

use super::reader::{Outcome, Reader};
use crate::shell::syntax::{Units, Word, WordUnit};

/// What is read to its end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pair {
    /// What opens it again, where that is counted.
    open: Option<u8>,
    pub(super) close: u8,
    name: &'static str,
    /// Whether double quotes are around it, or are it.
    pub(super) quotes: Quotes,
    pub(super) content: Content,
}

/// Whether something stands in double quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quotes {
    None,
    Double,
}

/// By which rules the inside of a pair is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    /// Of `"`: quotes inside are characters.
    Quoted,
    /// Of the parentheses of a pattern: quotes inside quote, nothing is expanded.
    Grouped,
    /// Of the parentheses of arithmetic, whose end is looked for: of expansions only `$(…)` is seen.
    Arithmetic,
    /// Of brackets, or of arithmetic whose end is known.
    Subscript,
    /// Of the braces of an expansion whose word is a pattern.
    Pattern,
    /// Of the braces of an expansion whose word is none.
    Alternative,
    /// Of a here-document: like `"`, but `"` is a character.
    Lines,
}

impl Content {
    /// Whether `<(` begins a process substitution in it.
    fn has_processes(self) -> bool {
        match self {
            Self::Subscript | Self::Pattern | Self::Alternative => true,
            Self::Quoted | Self::Grouped | Self::Arithmetic | Self::Lines => false,
        }
    }
}

/// Whether a backslash before the closing single quote keeps it from closing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Brackets {
    /// `'…'`: no.
    Plain,
    /// `$'…'`: yes.
    Escapes,
}

impl Pair {
    pub(super) fn double_quotes() -> Self {
        Self {
            open: None,
            close: b'"',
            name: "\"",
            quotes: Quotes::Double,
            content: Content::Quoted,
        }
    }

    pub(super) fn parentheses() -> Self {
        Self {
            open: Some(b'('),
            close: b')',
            name: ")",
            quotes: Quotes::None,
            content: Content::Grouped,
        }
    }

    /// The parentheses around a pattern or regular expression, once it is known where they end.
    pub(super) fn alternatives() -> Self {
        Self {
            content: Content::Pattern,
            ..Self::parentheses()
        }
    }

    pub(super) fn subscript() -> Self {
        Self {
            content: Content::Subscript,
            ..Self::parentheses()
        }
        .bracketed()
    }

    pub(super) fn arithmetic() -> Self {
        Self {
            content: Content::Arithmetic,
            ..Self::parentheses()
        }
    }

    /// The same with brackets instead of parentheses.
    pub(super) fn bracketed(self) -> Self {
        Self {
            open: Some(b'['),
            close: b']',
            name: "]",
            ..self
        }
    }

    /// The parentheses around an expression, once it is known where they end.
    pub(super) fn expression() -> Self {
        Self {
            content: Content::Subscript,
            quotes: Quotes::Double,
            ..Self::parentheses()
        }
    }

    pub(super) fn braces(quotes: Quotes, content: Content) -> Self {
        Self {
            open: None,
            close: b'}',
            name: "}",
            quotes,
            content,
        }
    }

    pub(super) fn within(self, quotes: Quotes) -> Self {
        Self { quotes, ..self }
    }
}

impl Reader<'_> {
    /// Reads to the end of `pair`, which opened at `start`, and passes over what closes it.
    pub(super) fn matched(&mut self, pair: Pair, start: usize) -> Outcome<Word> {
        let line = self.line();
        let inside = self.input.at;
        let mut units = Units::new();
        self.nested(|reader| reader.matched_units(pair, start, line, &mut units))?;
        let span = self.span_from(inside);
        self.input.at += 1;
        Ok(Word { span, units })
    }

    /// The same, but reading stays before what closes it.
    pub(super) fn matched_units(
        &mut self,
        pair: Pair,
        start: usize,
        line: u32,
        units: &mut Units,
    ) -> Outcome<()> {
        let mut count = 1;
        let mut literal = self.input.at;
        loop {
            self.pass_plain();
            let Some(byte) = self.peek() else {
                let opening = self.span(start, start + 1);
                return self.looking_for(pair.name, opening, line);
            };
            if byte == pair.close {
                count -= 1;
                if count == 0 {
                    self.literal(literal, units);
                    return Ok(());
                }
            } else if Some(byte) == pair.open {
                count += 1;
            }
            let before = self.input.at;
            let mut found = Units::new();
            self.matched_unit(pair, byte, &mut found)?;
            if !found.is_empty() {
                self.add_units(literal, before, found, units);
                literal = self.input.at;
            }
        }
    }

    fn pass_plain(&mut self) {
        let rest = self.text().as_bytes().get(self.input.at..);
        let Some(rest) = rest else { return };
        let plain = rest.iter().position(|byte| !is_plain(*byte));
        self.input.at += plain.unwrap_or(rest.len());
    }

    fn matched_unit(&mut self, pair: Pair, byte: u8, units: &mut Units) -> Outcome<()> {
        let is_grouped = !matches!(pair.content, Content::Quoted | Content::Lines);
        match byte {
            b'\\' => self.backslash_within(pair, units),
            b'`' => self.backquotes(pair.quotes, units)?,
            b'$' if pair.content == Content::Grouped => self.take_character(),
            b'$' if pair.content == Content::Arithmetic
                && !matches!(self.byte_behind(), Some(b'(' | b'\'' | b'"')) =>
            {
                self.take_character();
            }
            b'$' => self.dollar_within(pair, units)?,
            b'\'' if is_grouped && self.is_single_quote(pair) => {
                let start = self.input.at;
                self.single_quotes(units)?;
                if pair.quotes == Quotes::Double && pair.content != Content::Pattern {
                    units.pop();
                    self.single_quotes_within(start, pair, units)?;
                }
            }
            b'"' if is_grouped => {
                let quoted = self.double_quotes()?;
                units.push(WordUnit::DoubleQuoted(quoted));
            }
            b'<' | b'>'
                if pair.content.has_processes()
                    && self.byte_behind() == Some(b'(')
                    && self.angles_before().is_multiple_of(2) =>
            {
                self.process_substitution(units)?;
            }
            _ => self.take_character(),
        }
        Ok(())
    }

    /// How many `<` and `>` stand right before the next byte: bash takes them in pairs.
    fn angles_before(&self) -> usize {
        let before = self.text()[..self.input.at].bytes().rev();
        before
            .take_while(|byte| matches!(byte, b'<' | b'>'))
            .count()
    }

    /// Whether `'` quotes: not in a word in double quotes, where bash is called as `sh`.
    pub(super) fn is_single_quote(&self, pair: Pair) -> bool {
        !(self.is_posix() && pair.quotes == Quotes::Double && pair.content == Content::Alternative)
    }

    pub(super) fn backslash_within(&mut self, pair: Pair, units: &mut Units) {
        let start = self.input.at;
        if self.is_continuation() {
            self.peek_joined();
            units.push(WordUnit::Continuation(self.span_from(start)));
            return;
        }
        self.input.at += 1;
        let Some(next) = self.peek() else { return };
        self.take_character();
        let quotes = match (pair.quotes, next) {
            (Quotes::None, _) | (_, b'\\' | b'`' | b'$') => true,
            (_, b'"') => pair.content != Content::Lines,
            (_, b'}') => matches!(pair.content, Content::Pattern | Content::Alternative),
            (Quotes::Double, _) => pair.content == Content::Pattern,
        };
        if quotes {
            units.push(WordUnit::Escaped(self.span_from(start)));
        }
    }

    /// To the end of `'…'` or `$'…'`, which opened at `start`.
    pub(super) fn pass_single_quoted(&mut self, start: usize, brackets: Brackets) -> Outcome<()> {
        let line = self.line();
        loop {
            match self.peek() {
                None => {
                    let opening = self.span(start, start + 1);
                    return self.looking_for("'", opening, line);
                }
                Some(b'\'') => break,
                Some(b'\\') if brackets == Brackets::Escapes => {
                    self.input.at += 1;
                    if self.peek().is_some() {
                        self.take_character();
                    }
                }
                Some(_) => self.take_character(),
            }
        }
        self.input.at += 1;
        Ok(())
    }
}

/// Whether a byte means nothing inside any pair.
fn is_plain(byte: u8) -> bool {
    !matches!(
        byte,
        b'\\' | b'`' | b'$' | b'\'' | b'"' | b'<' | b'>' | b'(' | b')' | b'[' | b']' | b'}'
    )
}
