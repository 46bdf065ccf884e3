//! Words: characters until one that ends the word; quotes, parentheses and braces to their ends.

use super::matched::{Brackets, Pair, Quotes};
use super::reader::{Outcome, Reader};
use super::token::Token;
use crate::shell::pattern::ExtendedPatterns;
use crate::shell::syntax::{ExtendedGlob, Quoted, Units, Word, WordUnit};

impl Reader<'_> {
    /// The word that begins at `start`, and which token it is.
    pub(super) fn word(&mut self, start: usize) -> Outcome<(Token, Word)> {
        let mut units = Units::new();
        let mut literal = start;
        while let Some(byte) = self.peek() {
            let before = self.input.at;
            let mut found = Units::new();
            // A subscript stands behind the name, before which nothing but line continuations can be.
            let is_behind_name = units.len() <= 2;
            if byte == b'[' && is_behind_name && self.begins_subscript(start) {
                self.bracketed(&mut found)?;
            } else if !self.word_unit(byte, start, &mut found)? {
                break;
            }
            if !found.is_empty() {
                self.add_units(literal, before, found, &mut units);
                literal = self.input.at;
            }
        }
        self.literal(literal, &mut units);
        let span = self.span_from(start);
        let word = Word { span, units };
        Ok((self.classify(&word), word))
    }

    /// Takes the next character of a word that began at `start`, with all that is nested in it;
    /// `false` when the word ends before it.
    fn word_unit(&mut self, byte: u8, start: usize, units: &mut Units) -> Outcome<bool> {
        match byte {
            b'\\' => self.backslash(units),
            b'\'' => self.single_quotes(units)?,
            b'"' => {
                let quoted = self.double_quotes()?;
                units.push(WordUnit::DoubleQuoted(quoted));
            }
            b'`' => self.backquotes(Quotes::None, units)?,
            b'$' => self.dollar(units)?,
            b'<' | b'>' if self.byte_behind() == Some(b'(') => self.process_substitution(units)?,
            b'(' | b'|' if self.history.is_regular_expression => {
                self.regular_expression(byte, units)?;
            }
            b'@' | b'*' | b'+' | b'?' | b'!'
                if self.reads_extended_patterns() && self.byte_behind() == Some(b'(') =>
            {
                self.extended_glob(units)?;
            }
            b'=' if self.begins_array(start) => {
                self.input.at += 1;
                self.peek_joined();
                let array = self.array()?;
                units.push(WordUnit::Literal(self.span_before(array.span)));
                units.push(WordUnit::Array(Box::new(array)));
            }
            b'(' | b')' | b'<' | b'>' | b';' | b'&' | b'|' | b' ' | b'\t' | b'\n' => {
                return Ok(false);
            }
            _ => self.take_character(),
        }
        Ok(true)
    }

    /// The `=` before the value of an array.
    fn span_before(&self, value: crate::text::Span) -> crate::text::Span {
        let end = self.offset(value);
        let text = &self.text()[..end];
        let start = text.rfind('=').unwrap_or(end);
        self.span(start, end)
    }

    /// The byte behind the next one, line continuations between them left out; reading stays where it is.
    pub(super) fn byte_behind(&mut self) -> Option<u8> {
        let at = self.input.at;
        self.input.at += 1;
        let byte = self.peek_joined();
        self.input.at = at;
        byte
    }

    pub(super) fn backslash(&mut self, units: &mut Units) {
        let start = self.input.at;
        if self.is_continuation() {
            self.peek_joined();
            units.push(WordUnit::Continuation(self.span_from(start)));
            return;
        }
        self.input.at += 1;
        if self.input.at < self.text().len() {
            self.take_character();
            self.peek();
            units.push(WordUnit::Escaped(self.span_from(start)));
        }
    }

    pub(super) fn single_quotes(&mut self, units: &mut Units) -> Outcome<()> {
        let start = self.input.at;
        self.input.at += 1;
        self.pass_single_quoted(start, Brackets::Plain)?;
        units.push(WordUnit::SingleQuoted(self.span_from(start)));
        Ok(())
    }

    /// `"…"`
    pub(super) fn double_quotes(&mut self) -> Outcome<Box<Quoted>> {
        let start = self.input.at;
        self.input.at += 1;
        let content = self.matched(Pair::double_quotes(), start)?;
        let span = self.span_from(start);
        Ok(Box::new(Quoted { span, content }))
    }

    /// `(…)` or `|` of a regular expression.
    fn regular_expression(&mut self, byte: u8, units: &mut Units) -> Outcome<()> {
        let start = self.input.at;
        self.input.at += 1;
        if byte == b'(' {
            let inside = self.grouped(start)?;
            units.push(WordUnit::Literal(self.span(start, start + 1)));
            units.extend(inside.units);
            units.push(WordUnit::Literal(
                self.span(self.input.at - 1, self.input.at),
            ));
        }
        Ok(())
    }

    /// Whether `@(…)` and its like are patterns here: in `[[ ]]`, and where an earlier command has said so.
    fn reads_extended_patterns(&self) -> bool {
        self.history.is_extended_pattern || self.input.extended == ExtendedPatterns::On
    }

    /// What stands in parentheses that opened at `start`: bash looks for their end first, then for expansions.
    fn grouped(&mut self, start: usize) -> Outcome<Word> {
        let inside = self.input.at;
        let skimmed = self.matched(Pair::parentheses(), start)?;
        let end = self.input.at;
        let read = self.reread(inside, Pair::alternatives());
        let read = read.filter(|(_, at)| *at == end).map(|it| it.0);
        Ok(read.unwrap_or(skimmed))
    }

    fn extended_glob(&mut self, units: &mut Units) -> Outcome<()> {
        let start = self.input.at;
        self.input.at += 1;
        self.peek_joined();
        self.input.at += 1;
        let alternatives = self.grouped(start)?;
        let span = self.span_from(start);
        units.push(WordUnit::ExtendedGlob(Box::new(ExtendedGlob {
            span,
            alternatives,
        })));
        Ok(())
    }

    /// `[…]` of an assignment to an element of an array.
    fn bracketed(&mut self, units: &mut Units) -> Outcome<()> {
        let start = self.input.at;
        self.input.at += 1;
        let inside = self.matched(Pair::subscript(), start)?;
        units.push(WordUnit::Literal(self.span(start, start + 1)));
        units.extend(inside.units);
        units.push(WordUnit::Literal(
            self.span(self.input.at - 1, self.input.at),
        ));
        Ok(())
    }
}
