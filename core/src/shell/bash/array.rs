//! The value `(…)` of an array assignment, and assignments as the grammar has them.

use super::assignment::assigned_name;
use super::reader::{Outcome, Reader};
use super::token::Token;
use crate::shell::error::{Consequence, Fault, Place};
use crate::shell::syntax::{
    ArrayElement, ArrayLiteral, Assignment, AssignmentOperator, Operator, Word, WordUnit,
};

impl Reader<'_> {
    /// The value of an array, whose parenthesis comes next.
    pub(super) fn array(&mut self) -> Outcome<ArrayLiteral> {
        let start = self.input.at;
        let line = self.line();
        self.input.at += 1;
        let (tokens, outer) = (self.tokens.len(), self.history);
        self.history.is_array = true;
        self.history.last = Token::Word;
        self.history.expected_esac = 0;
        self.history.expected_in = 0;
        let result = self.nested(|reader| reader.elements(start, line));
        self.tokens.truncate(tokens);
        self.history = outer;
        let elements = result?;
        Ok(ArrayLiteral {
            span: self.span_from(start),
            elements,
        })
    }

    fn elements(&mut self, start: usize, line: u32) -> Outcome<Vec<ArrayElement>> {
        let mut elements = Vec::new();
        loop {
            match self.read_element()? {
                Token::Operator(Operator::CloseParenthesis) => {
                    self.current = None;
                    return Ok(elements);
                }
                Token::Newline => {}
                Token::Word | Token::Assignment => {
                    let word = self.current.take().and_then(|it| it.word);
                    elements.extend(word.map(|word| self.element(word)));
                }
                Token::EndOfInput => {
                    let opening = self.span(start, start + 1);
                    return self.looking_for(")", opening, line).map_err(in_array);
                }
                _ => return self.unexpected().map_err(in_array),
            }
            self.current = None;
        }
    }

    /// A token of an array; when it does not end, the end of the script is one thing more to complain of.
    fn read_element(&mut self) -> Outcome<Token> {
        self.read_token().map_err(|mut error| {
            if matches!(error.fault, Fault::LookingFor(_)) {
                let line = self.line_of_end();
                error.consequences.push((Consequence::UnexpectedEnd, line));
            }
            in_array(error)
        })
    }

    /// An element of an array, of which `[subscript]=` is set apart.
    fn element(&self, word: Word) -> ArrayElement {
        let span = word.span;
        let text = self.cx.texts.str(span);
        let named = format!("a{text}");
        let name = text.starts_with('[').then(|| assigned_name(&named));
        let Some((name, value)) = name.flatten() else {
            return ArrayElement {
                subscript: None,
                value: word,
                span,
            };
        };
        let at = |offset: usize| span.slice_from(offset - 1).start;
        ArrayElement {
            subscript: Some(word.part(at(2), at(name) - 1)),
            value: word.part(at(value), span.end),
            span,
        }
    }

    /// The assignment that `word` is.
    pub(super) fn assignment(&mut self, word: Word) -> Assignment {
        let span = word.span;
        let text = self.cx.texts.str(span);
        let plain = text.replace("\\\n", "");
        let (name, value) = assigned_name(&plain).unwrap_or_default();
        let operator = if plain[name..value].starts_with('+') {
            AssignmentOperator::Append
        } else {
            AssignmentOperator::Set
        };
        let bracket = plain[..name].find('[');
        let at = |offset: usize| span.slice_from(offset_in(text, offset)).start;
        let subscript = bracket.map(|bracket| word.part(at(bracket + 1), at(name) - 1));
        let value = word.part(at(value), span.end);
        let name_end = bracket.unwrap_or(name);
        let pieces = name_pieces(&word, at(name_end));
        let name = match *pieces {
            [piece] => piece,
            _ => self.cx.texts.join(&pieces),
        };
        Assignment {
            name,
            subscript,
            operator,
            value,
            word,
        }
    }
}

/// The literal characters of a word before `end`.
fn name_pieces(word: &Word, end: u32) -> Vec<crate::text::Span> {
    let part = word.part(word.span.start, end);
    let literal = part.units.iter().filter_map(|unit| match unit {
        WordUnit::Literal(span) => Some(*span),
        _ => None,
    });
    literal.collect()
}

/// Where in `text` the byte stands that is at `offset` without line continuations.
fn offset_in(text: &str, offset: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut plain = 0;
    loop {
        while bytes.get(at..at + 2) == Some(b"\\\n") {
            at += 2;
        }
        if plain == offset {
            return at;
        }
        at += 1;
        plain += 1;
    }
}

/// An error in an array ends bash's reading in a way of its own.
fn in_array(
    mut error: Box<crate::shell::error::SyntaxError>,
) -> Box<crate::shell::error::SyntaxError> {
    if error.place == Place::Script || !matches!(error.fault, Fault::LookingFor(_)) {
        error.place = Place::Array;
    }
    error
}
