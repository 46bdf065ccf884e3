//! What begins with `$`.

use super::matched::{Brackets, Content, Pair, Quotes};
use super::reader::{Outcome, Reader};
use crate::shell::characters::{is_name_part, is_special_parameter};
use crate::shell::syntax::{Arithmetic, Units, WordUnit};

impl Reader<'_> {
    /// A dollar in a word.
    pub(super) fn dollar(&mut self, units: &mut Units) -> Outcome<()> {
        let start = self.input.at;
        match self.byte_behind() {
            Some(b'\'') => {
                self.pass_dollar();
                self.input.at += 1;
                self.pass_single_quoted(start, Brackets::Escapes)?;
                units.push(WordUnit::DollarSingleQuoted(self.span_from(start)));
                Ok(())
            }
            Some(b'"') => {
                self.pass_dollar();
                let mut quoted = self.double_quotes()?;
                quoted.span = self.span_from(start);
                units.push(WordUnit::Translated(quoted));
                Ok(())
            }
            _ => self.expansion(Quotes::None, units),
        }
    }

    /// A dollar inside a pair.
    pub(super) fn dollar_within(&mut self, pair: Pair, units: &mut Units) -> Outcome<()> {
        let is_grouped = !matches!(pair.content, Content::Quoted | Content::Lines);
        let quotes_here = pair.quotes == Quotes::None || pair.content == Content::Pattern;
        match self.byte_behind() {
            Some(b'\'') if is_grouped && self.is_single_quote(pair) => {
                let start = self.input.at;
                self.pass_dollar();
                self.input.at += 1;
                self.pass_single_quoted(start, Brackets::Escapes)?;
                let span = self.span_from(start);
                units.push(if quotes_here {
                    WordUnit::DollarSingleQuoted(span)
                } else {
                    WordUnit::Literal(span)
                });
                Ok(())
            }
            Some(b'"') if is_grouped => {
                let start = self.input.at;
                self.pass_dollar();
                let mut quoted = self.double_quotes()?;
                quoted.span = self.span_from(start);
                units.push(WordUnit::Translated(quoted));
                Ok(())
            }
            _ => self.expansion(pair.quotes, units),
        }
    }

    /// `$[…]`, behind the bracket.
    fn bracketed_arithmetic(&mut self, start: usize, units: &mut Units) -> Outcome<()> {
        let inside = self.input.at;
        let pair = Pair::arithmetic().bracketed();
        let skimmed = self.skim(|reader| reader.matched(pair, start))?;
        let span = self.span_from(start);
        if self.skims > 0 {
            units.push(WordUnit::Literal(span));
            return Ok(());
        }
        let end = self.input.at;
        let expression = self.reread(inside, Pair::expression().bracketed());
        let expression = expression
            .filter(|(_, at)| *at == end)
            .map(|(word, _)| word);
        units.push(WordUnit::Arithmetic(Box::new(Arithmetic {
            span,
            expression: expression.unwrap_or(skimmed),
        })));
        Ok(())
    }

    /// Passes over the dollar and the line continuations behind it.
    fn pass_dollar(&mut self) {
        self.input.at += 1;
        self.peek_joined();
    }

    /// An expansion, or a dollar that is itself.
    pub(super) fn expansion(&mut self, quotes: Quotes, units: &mut Units) -> Outcome<()> {
        let start = self.input.at;
        match self.byte_behind() {
            Some(b'(') => {
                self.pass_dollar();
                self.input.at += 1;
                self.parenthesised(start, units)
            }
            Some(b'{') => {
                self.pass_dollar();
                self.input.at += 1;
                self.braced_parameter(quotes, start, units)
            }
            Some(b'[') => {
                self.pass_dollar();
                self.input.at += 1;
                self.bracketed_arithmetic(start, units)
            }
            Some(byte) if is_name_part(byte) || is_special_parameter(byte) => {
                self.pass_dollar();
                self.bare_parameter(start, units);
                Ok(())
            }
            _ => {
                self.input.at += 1;
                Ok(())
            }
        }
    }
}
