//! Redirections (XCU 2.7).

use super::lookahead::Wanted;
use super::reader::{Outcome, Reader};
use crate::shell::dialect::{
    CombinedOutput, HereString, combined_output, descriptor_digits, here_string,
};
use crate::shell::syntax::{
    Descriptor, HereDocumentId, HereDocumentTabs, Lexeme, Redirection, RedirectionOperator,
    RedirectionTarget, Word,
};

impl Reader<'_> {
    /// Whether `&>` comes next, where that is an operator of its own.
    pub(super) fn is_combined_output(&self) -> bool {
        combined_output(self.shell) == CombinedOutput::Read
            && self.peek() == Some(b'&')
            && self.peek_second() == Some(b'>')
    }

    /// The redirection operator behind `word`, if `word` can be the descriptor before it.
    pub(super) fn redirection_operator(
        &mut self,
        word: &Word,
        start: usize,
    ) -> Option<Redirection> {
        let is_combined = self.is_combined_output();
        if !is_combined && !matches!(self.peek(), Some(b'<' | b'>')) {
            return None;
        }
        let descriptor = self.descriptor(word)?;
        let operator_start = self.input.at;
        let operator = if is_combined {
            self.input.at += 2;
            RedirectionOperator::OutputAndError
        } else {
            self.operator_from_angle()
        };
        Some(Redirection {
            span: self.span_from(start),
            descriptor,
            operator,
            operator_span: self.span_from(operator_start),
            target: RedirectionTarget::HereDocument(HereDocumentId(u32::MAX)),
        })
    }

    /// The descriptor that `word` is; the outer `None` when it is a word before an operator.
    fn descriptor(&self, word: &Word) -> Option<Option<Descriptor>> {
        if self.lookahead.is_quoted {
            return None;
        }
        let digits = word.plain(&self.cx.texts)?;
        let is_number = digits.len() <= descriptor_digits(self.shell)
            && digits.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| (!digits.is_empty()).then_some(Descriptor::Number(word.span)))
    }

    fn operator_from_angle(&mut self) -> RedirectionOperator {
        let angle = self.peek();
        self.input.at += 1;
        if angle == Some(b'>') {
            return match () {
                () if self.eat_joined(b'>') => RedirectionOperator::Append,
                () if self.eat_joined(b'|') => RedirectionOperator::Clobber,
                () if self.eat_joined(b'&') => RedirectionOperator::DuplicateOutput,
                () => RedirectionOperator::Output,
            };
        }
        match () {
            () if self.eat_joined(b'<') => self.operator_from_two_angles(),
            () if self.eat_joined(b'&') => RedirectionOperator::DuplicateInput,
            () if self.eat_joined(b'>') => RedirectionOperator::ReadWrite,
            () => RedirectionOperator::Input,
        }
    }

    fn operator_from_two_angles(&mut self) -> RedirectionOperator {
        if here_string(self.shell) == HereString::Read && self.eat_joined(b'<') {
            return RedirectionOperator::HereString;
        }
        self.eat_joined(b'-');
        RedirectionOperator::HereDocument
    }

    /// The target of the redirection operator that is the last token.
    pub(super) fn redirection(&mut self) -> Outcome<Option<Redirection>> {
        let Some(mut redirection) = self.lookahead.redirection.take() else {
            return Ok(None);
        };
        let is_here_document = redirection.operator == RedirectionOperator::HereDocument;
        let wanted = if is_here_document {
            Wanted::Delimiter
        } else {
            Wanted::AnyWord
        };
        if self.next_wanting(wanted)? != Lexeme::Word {
            return self.unexpected(None);
        }
        redirection.span = redirection.span.to(self.lookahead.span);
        redirection.target = if is_here_document {
            let operator = redirection.operator_span;
            let tabs = if self.cx.texts.str(operator).ends_with('-') {
                HereDocumentTabs::Stripped
            } else {
                HereDocumentTabs::Kept
            };
            RedirectionTarget::HereDocument(self.add_here_document(operator, tabs))
        } else {
            RedirectionTarget::Word(self.take_word())
        };
        Ok(Some(redirection))
    }
}
