//! What begins with `$`, and the scripts inside words (XCU 2.6.3, 2.6.4).

use super::lookahead::Wanted;
use super::quotes::Stop;
use super::reader::{Outcome, Reader};
use super::word::{Braces, Mode, Quoting};
use crate::shell::characters::{is_name_part, is_special_parameter};
use crate::shell::error::Fault;
use crate::shell::syntax::{
    Arithmetic, CommandSubstitution, CompleteCommand, Lexeme, Operator, ProcessDirection,
    ProcessSubstitution, SubstitutionStyle, Units, WordUnit,
};
use crate::text::Span;

const CLOSE: Lexeme = Lexeme::Operator(Operator::CloseParenthesis);

impl Reader<'_> {
    /// A dollar: an expansion, or itself.
    pub(super) fn dollar(&mut self, mode: Mode, units: &mut Units) -> Outcome<()> {
        if self.dollar_single_quotes(mode, units)? {
            return Ok(());
        }
        let (start, line) = (self.input.at, self.input.line);
        self.input.at += 1;
        match self.peek_joined() {
            Some(b'(') => {
                self.input.at += 1;
                if self.eat_joined(b'(') {
                    return self.arithmetic(start, units);
                }
                self.parenthesised(start, units)
            }
            Some(b'{') => {
                self.input.at += 1;
                self.braced_parameter(mode, start, units)
            }
            Some(byte) if is_name_part(byte) || is_special_parameter(byte) => {
                self.bare_parameter(start, units);
                Ok(())
            }
            _ => {
                (self.input.at, self.input.line) = (start + 1, line);
                Ok(())
            }
        }
    }

    /// `$((…))`, behind the parentheses.
    fn arithmetic(&mut self, start: usize, units: &mut Units) -> Outcome<()> {
        let inside = Mode {
            quoting: Quoting::Arithmetic,
            braces: Braces::Closed,
            stop: Stop::CloseArithmetic,
        };
        let expression = self.nested_units(inside).map_err(|mut error| {
            if error.span.is_empty() {
                error.span = self.span(start, start + 3);
            }
            error
        })?;
        self.input.at += 1;
        self.eat_joined(b')');
        let span = self.span_from(start);
        let arithmetic = Arithmetic { span, expression };
        units.push(WordUnit::Arithmetic(Box::new(arithmetic)));
        Ok(())
    }

    /// `$(…)`, behind the parenthesis.
    fn parenthesised(&mut self, start: usize, units: &mut Units) -> Outcome<()> {
        let inside = self.input.at;
        let opening = self.span_from(start);
        let mut script = self.inner_script(opening, Self::commands_to_parenthesis)?;
        script.span = self.span(inside, self.input.at - 1);
        script.tokens.pop();
        units.push(WordUnit::CommandSubstitution(Box::new(
            CommandSubstitution {
                span: self.span_from(start),
                style: SubstitutionStyle::Parentheses,
                script,
            },
        )));
        Ok(())
    }

    /// `<(…)`, `>(…)`
    pub(super) fn process_substitution(&mut self, units: &mut Units) -> Outcome<()> {
        let start = self.input.at;
        let direction = match self.peek() {
            Some(b'<') => ProcessDirection::Read,
            _ => ProcessDirection::Write,
        };
        self.input.at += 2;
        let opening = self.span_from(start);
        let mut script = self.inner_script(opening, Self::commands_to_parenthesis)?;
        script.span = self.span(start + 2, self.input.at - 1);
        script.tokens.pop();
        units.push(WordUnit::ProcessSubstitution(Box::new(
            ProcessSubstitution {
                span: self.span_from(start),
                direction,
                script,
            },
        )));
        Ok(())
    }

    fn commands_to_parenthesis(&mut self) -> Outcome<Vec<CompleteCommand>> {
        let commands = self.inner_commands()?;
        self.expect(Wanted::AnyWord, CLOSE)?;
        Ok(commands)
    }

    /// `` `…` ``: the text between the backquotes, some backslashes taken off, is read as a script of its own.
    pub(super) fn backquotes(&mut self, mode: Mode, units: &mut Units) -> Outcome<()> {
        let start = self.input.at;
        self.input.at += 1;
        let opening = self.span_from(start);
        let text = self.backquoted_text(mode, opening)?;
        self.input.at += 1;
        let quoted = self.lookahead.is_quoted;
        let mut script = self.inner_script(opening, |reader| {
            reader.in_text(text, Self::inner_commands_of_text)
        })?;
        self.lookahead.is_quoted = quoted;
        script.span = text;
        units.push(WordUnit::CommandSubstitution(Box::new(
            CommandSubstitution {
                span: self.span_from(start),
                style: SubstitutionStyle::Backquotes,
                script,
            },
        )));
        Ok(())
    }

    /// All of a text; what stands behind a token that ends a list is never looked at.
    fn inner_commands_of_text(&mut self) -> Outcome<Vec<CompleteCommand>> {
        let commands = self.inner_commands()?;
        self.give_up_rest();
        Ok(commands)
    }

    fn backquoted_text(&mut self, mode: Mode, opening: Span) -> Outcome<Span> {
        let mut pieces: Vec<Span> = Vec::new();
        let mut piece = self.input.at;
        loop {
            match self.peek() {
                None => return self.error(Fault::UnterminatedBackquotes, opening),
                Some(b'`') => break,
                Some(b'\\') => {
                    let before = self.input.at;
                    if self.peek_second() == Some(b'\n') {
                        self.peek_joined();
                    } else {
                        self.input.at += 1;
                        let next = self.peek();
                        if !is_unquoted_in_backquotes(mode, next) {
                            if next.is_some() {
                                self.take_character();
                            }
                            continue;
                        }
                    }
                    pieces.push(self.span(piece, before));
                    piece = self.input.at;
                    if self.input.text.as_bytes()[before..self.input.at].len() == 1 {
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
fn is_unquoted_in_backquotes(mode: Mode, next: Option<u8>) -> bool {
    match next {
        Some(b'\\' | b'`' | b'$') => true,
        Some(b'"') => mode.quoting != Quoting::Unquoted,
        _ => false,
    }
}
