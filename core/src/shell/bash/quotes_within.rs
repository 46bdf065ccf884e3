//! Single quotes in the word of an expansion that stands in double quotes.
//!
//! They hide a brace, but stand for themselves, and what is between them is expanded as between double quotes
//! (recorded of bash 5.2: `"${unset-'$HOME'}"`). Called as `sh`, bash does not take them for quotes at all.

use super::matched::{Content, Pair};
use super::reader::{Outcome, Reader};
use crate::shell::error::Fault;
use crate::shell::syntax::{Units, WordUnit};

impl Reader<'_> {
    /// Reads `'…'` again, which began at `start` and whose end has just been found.
    pub(super) fn single_quotes_within(
        &mut self,
        start: usize,
        pair: Pair,
        units: &mut Units,
    ) -> Outcome<()> {
        let end = self.input.at - 1;
        let quoted = self.span_from(start);
        let inside = &self.text().as_bytes()[start + 1..end];
        let is_plain = !inside
            .iter()
            .any(|it| matches!(it, b'$' | b'`' | b'\\' | b'"'));
        if is_plain || self.skims > 0 || pair.content != Content::Alternative {
            units.push(WordUnit::Literal(quoted));
            return Ok(());
        }
        let again = self.again(start + 1, |reader| reader.units_until(start, end, pair));
        match again {
            Some((Some(found), at)) if at == end => {
                units.extend(found);
                Ok(())
            }
            _ => {
                let what = "this text in single quotes within double quotes";
                let line = self.line();
                self.error_at(Fault::Unsupported(what), quoted, line)
            }
        }
    }

    /// The units of what stands before `end`, with the quotes at `start` and `end`; nothing where a double quote is
    /// among it: what bash makes of that hangs on what it has expanded before.
    fn units_until(&mut self, start: usize, end: usize, pair: Pair) -> Outcome<Option<Units>> {
        let mut units = Units::new();
        let mut literal = start;
        while self.input.at < end {
            let at = self.input.at;
            let mut found = Units::new();
            match self.text().as_bytes()[at] {
                b'\\' if at + 1 < end => self.backslash_within(pair, &mut found),
                b'$' => self.expansion(pair.quotes, &mut found)?,
                b'`' => self.backquotes(pair.quotes, &mut found)?,
                b'"' => return Ok(None),
                _ => self.take_character(),
            }
            if !found.is_empty() {
                self.add_units(literal, at, found, &mut units);
                literal = self.input.at;
            }
        }
        let rest = self.span(literal, end + 1);
        units.push(WordUnit::Literal(rest));
        Ok(Some(units))
    }
}
