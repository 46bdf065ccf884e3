//! Words (XCU 2.2, 2.3): characters until one that ends the word, with all that is nested in it.

use super::lookahead::Wanted;
use super::quotes::Stop;
use super::reader::{Outcome, Reader};
use crate::shell::dialect::{ProcessSubstitutions, process_substitutions};
use crate::shell::error::Fault;
use crate::shell::syntax::{Units, Word, WordUnit};

/// By which rules characters are read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mode {
    /// What quotes them.
    pub(super) quoting: Quoting,
    /// Whether braces of a parameter expansion are open in these quotes.
    pub(super) braces: Braces,
    /// What ends them.
    pub(super) stop: Stop,
}

/// What quotes characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quoting {
    /// Nothing.
    Unquoted,
    /// Double quotes, or a here-document.
    Double,
    /// `$((…))`
    Arithmetic,
}

/// Whether braces of a parameter expansion are open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Braces {
    /// They are: blanks and operators are characters like others.
    Open,
    /// They are not.
    Closed,
}

const WORD: Mode = Mode {
    quoting: Quoting::Unquoted,
    braces: Braces::Closed,
    stop: Stop::EndOfWord,
};

impl Reader<'_> {
    /// A word, which may be empty before `<` and `>`.
    pub(super) fn word(&mut self, wanted: Wanted) -> Outcome<Word> {
        let start = self.input.at;
        self.lookahead.is_quoted = false;
        let mut units = Units::new();
        if wanted == Wanted::Delimiter {
            self.delimiter_units(&mut units)?;
        } else {
            self.units(WORD, &mut units)?;
        }
        let span = self.span_from(start);
        Ok(Word { span, units })
    }

    /// Reads units until what ends `mode` and stays before it.
    pub(super) fn units(&mut self, mode: Mode, units: &mut Units) -> Outcome<()> {
        let mut parentheses = 0_u32;
        let mut literal = self.input.at;
        loop {
            self.pass_plain();
            let Some(byte) = self.peek() else {
                self.literal(literal, units);
                return self.at_end(mode);
            };
            if self.stops(mode, byte, parentheses) {
                self.literal(literal, units);
                return Ok(());
            }
            match (mode.quoting, byte) {
                (Quoting::Arithmetic, b'(') => parentheses += 1,
                (Quoting::Arithmetic, b')') => parentheses = parentheses.saturating_sub(1),
                _ => {}
            }
            let before = self.input.at;
            let mut found = Units::new();
            self.unit(mode, byte, &mut found)?;
            if !found.is_empty() {
                self.add_units(literal, before, found, units);
                literal = self.input.at;
            }
        }
    }

    /// The characters from `start` to here are literal.
    pub(super) fn literal(&self, start: usize, units: &mut Units) {
        if start < self.input.at {
            units.push(WordUnit::Literal(self.span_from(start)));
        }
    }

    /// Adds the literal characters from `literal` to `before`, and the units found behind them.
    pub(super) fn add_units(&self, literal: usize, before: usize, found: Units, units: &mut Units) {
        if literal < before {
            units.push(WordUnit::Literal(self.span(literal, before)));
        }
        units.extend(found);
    }

    /// Passes over characters that mean nothing anywhere.
    fn pass_plain(&mut self) {
        if self.here.as_ref().is_some_and(|here| here.is_over) {
            return;
        }
        let rest = &self.input.text.as_bytes()[self.input.at..];
        let plain = rest.iter().position(|byte| !is_plain(*byte));
        self.input.at += plain.unwrap_or(rest.len());
    }

    /// One character that may mean something: adds the units it begins, or passes over it as a literal one.
    fn unit(&mut self, mode: Mode, byte: u8, units: &mut Units) -> Outcome<()> {
        match byte {
            b'\\' => self.backslash(mode, units),
            b'\n' => self.line_break(units),
            b'$' => self.dollar(mode, units)?,
            b'`' => self.backquotes(mode, units)?,
            b'\'' if mode.quoting == Quoting::Unquoted => self.single_quotes(units)?,
            b'"' if self.is_double_quote(mode) => self.double_quotes(mode, units)?,
            b'<' | b'>' if self.is_process_substitution(mode) => {
                self.process_substitution(units)?;
            }
            _ => self.take_character(),
        }
        Ok(())
    }

    /// Whether `<` or `>` begins a process substitution.
    pub(super) fn is_process_substitution(&self, mode: Mode) -> bool {
        mode.stop == Stop::EndOfWord
            && self.peek_second() == Some(b'(')
            && process_substitutions(self.shell) == ProcessSubstitutions::Read
    }

    /// The end of the text, where `mode` wants something else.
    fn at_end(&self, mode: Mode) -> Outcome<()> {
        let here = self.span_from(self.input.at);
        match (mode.quoting, mode.stop) {
            (_, Stop::EndOfWord | Stop::EndOfHereDocument) => Ok(()),
            (Quoting::Arithmetic, _) => self.error(Fault::MissingCloseArithmetic, here),
            (Quoting::Double, _) if self.here.is_none() => {
                self.error(Fault::UnterminatedQuote, here)
            }
            (Quoting::Double | Quoting::Unquoted, _) => self.error(Fault::MissingCloseBrace, here),
        }
    }

    /// A line break inside quotes, braces or a here-document.
    fn line_break(&mut self, units: &mut Units) {
        let start = self.input.at;
        self.take_character();
        if self.here.is_some() {
            let line = self.input.at;
            let mut found = Units::new();
            self.begin_line(&mut found);
            if !found.is_empty() {
                self.add_units(start, line, found, units);
            }
        }
    }
}

/// Whether a byte means nothing in any mode.
fn is_plain(byte: u8) -> bool {
    !matches!(
        byte,
        b'\\'
            | b'\n'
            | b'$'
            | b'`'
            | b'\''
            | b'"'
            | b'<'
            | b'>'
            | b'('
            | b')'
            | b'&'
            | b'|'
            | b';'
            | b' '
            | b'\t'
            | b'}'
    )
}
