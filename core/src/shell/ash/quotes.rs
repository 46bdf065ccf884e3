//! Quoting (XCU 2.2): backslash, single and double quotes, and where each kind of text stops.

use super::reader::{Outcome, Reader};
use super::word::{Braces, Mode, Quoting};
use crate::shell::dialect::{AnsiCQuoting, ansi_c_quoting};
use crate::shell::error::Fault;
use crate::shell::syntax::{Quoted, Units, Word, WordUnit};

/// What ends a row of units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    /// A blank, a line break or the first character of an operator.
    EndOfWord,
    /// `}`
    CloseBrace,
    /// `"`
    CloseQuote,
    /// `))`
    CloseArithmetic,
    /// The line that ends the here-document.
    EndOfHereDocument,
}

impl Reader<'_> {
    /// Whether `byte`, which comes next, ends `mode`; `parentheses` are open in its arithmetic.
    pub(super) fn stops(&mut self, mode: Mode, byte: u8, parentheses: u32) -> bool {
        match mode.stop {
            Stop::EndOfWord => is_end_of_word(byte) && !self.is_process_substitution_at(mode, byte),
            Stop::CloseBrace => byte == b'}',
            Stop::CloseQuote => byte == b'"',
            Stop::CloseArithmetic => byte == b')' && parentheses == 0 && self.is_close_arithmetic(),
            Stop::EndOfHereDocument => false,
        }
    }

    fn is_process_substitution_at(&self, mode: Mode, byte: u8) -> bool {
        matches!(byte, b'<' | b'>') && self.is_process_substitution(mode)
    }

    /// Whether another `)` stands behind the next one.
    fn is_close_arithmetic(&mut self) -> bool {
        let (at, line) = (self.input.at, self.input.line);
        self.input.at += 1;
        let found = self.peek_joined() == Some(b')');
        (self.input.at, self.input.line) = (at, line);
        found
    }

    /// A backslash: quotes the next character where it can, and is a literal one where not.
    pub(super) fn backslash(&mut self, mode: Mode, units: &mut Units) {
        let start = self.input.at;
        match self.peek_second() {
            Some(b'\n') => {
                self.peek_joined();
                units.push(WordUnit::Continuation(self.span_from(start)));
            }
            None => self.input.at += 1,
            Some(next) if is_quoted_by_backslash(mode, next) => {
                self.input.at += 1;
                self.take_character();
                self.lookahead.is_quoted = true;
                units.push(WordUnit::Escaped(self.span_from(start)));
            }
            Some(_) => {
                self.input.at += 1;
                self.take_character();
                self.lookahead.is_quoted = true;
            }
        }
    }

    /// `'…'`
    pub(super) fn single_quotes(&mut self, units: &mut Units) -> Outcome<()> {
        let start = self.input.at;
        self.input.at += 1;
        self.pass_quoted(start, Backslash::Literal)?;
        self.lookahead.is_quoted = true;
        units.push(WordUnit::SingleQuoted(self.span_from(start)));
        Ok(())
    }

    /// `$'…'`, if the dialect has it: whether it was read.
    pub(super) fn dollar_single_quotes(&mut self, mode: Mode, units: &mut Units) -> Outcome<bool> {
        let is_quote = mode.quoting == Quoting::Unquoted
            && self.peek_second() == Some(b'\'')
            && ansi_c_quoting(self.shell) == AnsiCQuoting::Read;
        if is_quote {
            let start = self.input.at;
            self.input.at += 2;
            self.pass_quoted(start, Backslash::Quotes)?;
            self.lookahead.is_quoted = true;
            units.push(WordUnit::DollarSingleQuoted(self.span_from(start)));
        }
        Ok(is_quote)
    }

    /// Passes over what stands in single quotes that opened at `start`, and the closing one.
    fn pass_quoted(&mut self, start: usize, backslash: Backslash) -> Outcome<()> {
        loop {
            match self.peek() {
                None if self.here.is_some() => {
                    return self.error(Fault::MissingCloseBrace, self.span(start, start + 1));
                }
                None => return self.error(Fault::UnterminatedQuote, self.span(start, start + 1)),
                Some(b'\'') => break,
                Some(b'\\') if backslash == Backslash::Quotes => {
                    self.input.at += 1;
                    if self.peek().is_some() {
                        self.take_character();
                    }
                }
                Some(b'\n') => {
                    self.take_character();
                    if self.here.is_some() {
                        self.find_end();
                    }
                }
                Some(_) => self.take_character(),
            }
        }
        self.input.at += 1;
        Ok(())
    }

    /// Whether `"` quotes in `mode`.
    pub(super) fn is_double_quote(&self, mode: Mode) -> bool {
        match mode.quoting {
            Quoting::Unquoted => true,
            Quoting::Double => mode.stop != Stop::EndOfHereDocument,
            Quoting::Arithmetic => false,
        }
    }

    /// `"…"`
    pub(super) fn double_quotes(&mut self, mode: Mode, units: &mut Units) -> Outcome<()> {
        let start = self.input.at;
        self.input.at += 1;
        let inside = Mode {
            quoting: Quoting::Double,
            braces: mode.braces,
            stop: Stop::CloseQuote,
        };
        let content = self.nested_units(inside).map_err(|mut error| {
            if error.fault == Fault::UnterminatedQuote && error.span.is_empty() {
                error.span = self.span(start, start + 1);
            }
            error
        })?;
        self.input.at += 1;
        self.lookahead.is_quoted = true;
        let span = self.span_from(start);
        units.push(WordUnit::DoubleQuoted(Box::new(Quoted { span, content })));
        Ok(())
    }

    /// The units of `mode` as a word.
    pub(super) fn nested_units(&mut self, mode: Mode) -> Outcome<Word> {
        let start = self.input.at;
        let mut units = Units::new();
        self.nested(|reader| reader.units(mode, &mut units))?;
        let span = self.span_from(start);
        Ok(Word { span, units })
    }
}

/// What a backslash in single quotes is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Backslash {
    /// A character.
    Literal,
    /// It quotes the next one.
    Quotes,
}

/// Whether a word ends before `byte`.
fn is_end_of_word(byte: u8) -> bool {
    matches!(
        byte,
        b'<' | b'>' | b'(' | b')' | b';' | b'&' | b'|' | b' ' | b'\t' | b'\n'
    )
}

/// Whether a backslash takes the meaning from `next`, and vanishes.
fn is_quoted_by_backslash(mode: Mode, next: u8) -> bool {
    match (mode.quoting, next) {
        (Quoting::Unquoted, _) | (_, b'\\' | b'`' | b'$') => true,
        (_, b'"') => mode.stop != Stop::EndOfHereDocument,
        (_, b'}') => mode.braces == Braces::Open,
        (Quoting::Double | Quoting::Arithmetic, _) => false,
    }
}
