//! `((`: an arithmetic command, the head of `for ((…))`, or two parentheses.

use super::matched::Pair;
use super::reader::{Outcome, Reader};
use super::token::Token;
use crate::shell::error::{ArithmeticForFault, Fault, Wording};
use crate::shell::syntax::{
    Operator, Parameter, ParameterName, ParameterOperation, ReservedWord, Units, Word, WordUnit,
};
use crate::text::Span;

impl Reader<'_> {
    /// `((`, whose first parenthesis at `start` has been passed.
    pub(super) fn double_parenthesis(&mut self, start: usize) -> Outcome<Option<Token>> {
        let is_for = self.history.last == Token::Reserved(ReservedWord::For);
        if !is_for && !self.history.may_be_reserved() {
            self.short_operator(b'(');
            return Ok(Some(Token::Operator(Operator::OpenParenthesis)));
        }
        let before = self.input.clone();
        let (tokens, documents) = (self.tokens.len(), self.here_documents.len());
        let pending = self.pending.len();
        self.input.at += 1;
        self.skim(|reader| reader.matched(Pair::arithmetic(), start))?;
        if self.peek() == Some(b')') {
            self.input.at += 1;
            return Ok(Some(if is_for {
                Token::ArithmeticFor
            } else {
                Token::ArithmeticCommand
            }));
        }
        if is_for {
            let line = self.line();
            let span = self.span_from(start);
            let fault = Fault::ArithmeticFor(ArithmeticForFault::NotClosed);
            return self.error_at(fault, span, line);
        }
        self.wording = Wording::NotSimulated("`((` that bash reads again as two parentheses");
        self.input.rewind(before);
        self.tokens.truncate(tokens);
        self.here_documents.truncate(documents);
        self.pending.truncate(pending);
        self.short_operator(b'(');
        Ok(Some(Token::Operator(Operator::OpenParenthesis)))
    }

    /// The expression between double parentheses, of which the inner ones begin at `inside`; nothing when they
    /// do not match. Reading stands behind the outer ones.
    pub(super) fn expression(&mut self, inside: usize) -> Option<Word> {
        let end = self.input.at;
        let (word, at) = self.reread(inside + 1, Pair::expression())?;
        (at + 1 == end).then_some(word)
    }

    /// Reads again from `inside` to the end of `pair`, and says where that was; reading stays where it is.
    pub(super) fn reread(&mut self, inside: usize, pair: Pair) -> Option<(Word, usize)> {
        self.again(inside, |reader| reader.matched(pair, inside))
    }

    /// Reads again from `start`, and says where that came to; reading stays where it is.
    pub(super) fn again<T>(
        &mut self,
        start: usize,
        read: impl FnOnce(&mut Self) -> Outcome<T>,
    ) -> Option<(T, usize)> {
        let before = self.input.clone();
        let (tokens, documents) = (self.tokens.len(), self.here_documents.len());
        let (open, warnings) = (self.open.len(), self.warnings.len());
        let pending = self.pending.len();
        self.input.at = start;
        let found = read(self);
        let at = self.input.at;
        self.input = before;
        self.tokens.truncate(tokens);
        self.here_documents.truncate(documents);
        self.is_left_in_expression |= self.pending.len() > pending;
        self.pending.truncate(pending);
        self.open.truncate(open);
        self.warnings.truncate(warnings);
        Some((found.ok()?, at))
    }

    /// The expression of the token that comes next, which is in double parentheses.
    pub(super) fn take_expression(&mut self) -> Word {
        let span = self.here();
        let start = self.offset(span);
        let text = self.text().clone();
        let inside = text[start + 1..]
            .find('(')
            .map_or(start, |it| start + 1 + it);
        let before = self.input.clone();
        self.input.at = start + span.len();
        let word = match self.skims {
            0 => self.expression(inside),
            _ => None,
        };
        self.input = before;
        self.take();
        word.unwrap_or_else(|| unexpandable(span))
    }
}

/// An expression that bash fails to expand.
fn unexpandable(span: Span) -> Word {
    let literal = Word {
        span,
        units: Units::from_iter([WordUnit::Literal(span)]),
    };
    let parameter = Parameter {
        span,
        name: ParameterName::Missing(span.at_start()),
        subscript: None,
        indirection: None,
        operation: ParameterOperation::Bad(literal),
    };
    Word {
        span,
        units: Units::from_iter([WordUnit::Parameter(Box::new(parameter))]),
    }
}
