//! The scripts inside words (XCU 2.6.3), and arithmetic expansions (XCU 2.6.4).

use super::matched::{Pair, Quotes};
use super::reader::{Outcome, Reader};
use super::token::Token;
use crate::shell::syntax::{
    Arithmetic, CommandSubstitution, CompleteCommand, List, Operator, ProcessDirection,
    ProcessSubstitution, Script, SubstitutionStyle, Units, WordUnit,
};
use crate::text::Span;

impl Reader<'_> {
    /// `$(…)` or `$((…))`, behind the first parenthesis; the dollar stands at `start`.
    pub(super) fn parenthesised(&mut self, start: usize, units: &mut Units) -> Outcome<()> {
        if self.peek_joined() == Some(b'(') {
            return self.double_parenthesised(start, units);
        }
        let script = self.inner_script(self.span_from(start))?;
        units.push(WordUnit::CommandSubstitution(Box::new(
            CommandSubstitution {
                span: self.span_from(start),
                style: SubstitutionStyle::Parentheses,
                script,
            },
        )));
        Ok(())
    }

    /// What begins with `$((`: arithmetic, or, when its parentheses do not match as such, a script.
    fn double_parenthesised(&mut self, start: usize, units: &mut Units) -> Outcome<()> {
        let inside = self.input.at;
        let skimmed = self.skim(|reader| reader.matched(Pair::arithmetic(), start))?;
        let span = self.span_from(start);
        if self.skims > 0 {
            units.push(WordUnit::Literal(skimmed.span));
            return Ok(());
        }
        if let Some(expression) = self.expression(inside) {
            units.push(WordUnit::Arithmetic(Box::new(Arithmetic {
                span,
                expression,
            })));
            return Ok(());
        }
        let script = self.later_script(self.span(inside, self.input.at - 1));
        units.push(WordUnit::CommandSubstitution(Box::new(
            CommandSubstitution {
                span,
                style: SubstitutionStyle::Parentheses,
                script,
            },
        )));
        Ok(())
    }

    /// The script up to the parenthesis that closes it.
    pub(super) fn commands_of_substitution(&mut self) -> Outcome<Vec<CompleteCommand>> {
        self.newline_list()?;
        let close = Token::Operator(Operator::CloseParenthesis);
        let list = if self.next_token()? == close {
            List::default()
        } else {
            self.compound_list()?
        };
        self.expect(close)?;
        self.tokens.pop();
        let span = list.span();
        Ok(span
            .map(|span| CompleteCommand { span, list })
            .into_iter()
            .collect())
    }

    /// `<(…)`, `>(…)`
    pub(super) fn process_substitution(&mut self, units: &mut Units) -> Outcome<()> {
        let start = self.input.at;
        let direction = match self.peek() {
            Some(b'<') => ProcessDirection::Read,
            _ => ProcessDirection::Write,
        };
        self.input.at += 1;
        self.peek_joined();
        self.input.at += 1;
        let script = self.script_of_process(start)?;
        units.push(WordUnit::ProcessSubstitution(Box::new(
            ProcessSubstitution {
                span: self.span_from(start),
                direction,
                script,
            },
        )));
        Ok(())
    }

    fn script_of_process(&mut self, start: usize) -> Outcome<Script> {
        if self.peek_joined() != Some(b'(') {
            return self.inner_script(self.span_from(start));
        }
        let inside = self.input.at;
        self.skim(|reader| reader.matched(Pair::arithmetic(), start))?;
        Ok(self.later_script(self.span(inside, self.input.at - 1)))
    }

    /// `` `…` ``: the text between the backquotes, some backslashes taken off, is a script that is read later.
    pub(super) fn backquotes(&mut self, quotes: Quotes, units: &mut Units) -> Outcome<()> {
        let start = self.input.at;
        self.input.at += 1;
        let text = self.backquoted_text(quotes, start)?;
        self.input.at += 1;
        let script = self.later_script(text);
        units.push(WordUnit::CommandSubstitution(Box::new(
            CommandSubstitution {
                span: self.span_from(start),
                style: SubstitutionStyle::Backquotes,
                script,
            },
        )));
        Ok(())
    }

    fn backquoted_text(&mut self, quotes: Quotes, start: usize) -> Outcome<Span> {
        let line = self.line();
        let mut pieces: Vec<Span> = Vec::new();
        let mut piece = self.input.at;
        loop {
            match self.peek() {
                None => {
                    let opening = self.span(start, start + 1);
                    return self.looking_for("`", opening, line);
                }
                Some(b'`') => break,
                Some(b'\\') => {
                    let before = self.input.at;
                    if self.is_continuation() {
                        self.peek_joined();
                        pieces.push(self.span(piece, before));
                        piece = self.input.at;
                        continue;
                    }
                    self.input.at += 1;
                    if is_unquoted_in_backquotes(quotes, self.peek()) {
                        pieces.push(self.span(piece, before));
                        piece = self.input.at;
                    }
                    if self.peek().is_some() {
                        self.take_character();
                    }
                }
                Some(_) => self.take_character(),
            }
        }
        pieces.push(self.span_from(piece));
        Ok(self.cx.texts.join(&pieces))
    }
}

/// Whether the backslash before `next` is taken off in backquotes.
fn is_unquoted_in_backquotes(quotes: Quotes, next: Option<u8>) -> bool {
    match next {
        Some(b'\\' | b'`' | b'$') => true,
        Some(b'"') => quotes == Quotes::Double,
        _ => false,
    }
}
