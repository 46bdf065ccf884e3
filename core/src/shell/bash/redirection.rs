//! Redirections (XCU 2.7, and bash's manual, "Redirections").

use super::reader::{Outcome, Reader};
use super::token::Token;
use crate::shell::error::{Fault, Place};
use crate::shell::syntax::{
    Descriptor, Redirection, RedirectionOperator, RedirectionTarget, SubstitutionStyle, Word,
    WordUnit,
};
use crate::text::Span;

impl Reader<'_> {
    /// The redirection that comes next.
    pub(super) fn redirection(&mut self) -> Outcome<Redirection> {
        let start = self.here();
        let descriptor = match self.next_token()? {
            Token::Number => Some(Descriptor::Number(self.take())),
            Token::RedirectionWord => {
                let braces = self.take();
                Some(Descriptor::Variable(braces.slice(1..braces.len() - 1)))
            }
            _ => None,
        };
        let operator = match self.next_token()? {
            Token::Redirection(
                RedirectionOperator::OutputAndError | RedirectionOperator::AppendOutputAndError,
            ) if descriptor.is_some() => return self.unexpected(),
            Token::Redirection(operator) => operator,
            _ => return self.unexpected(),
        };
        let operator_span = self.take();
        let target = self.redirection_target(operator, operator_span)?;
        Ok(Redirection {
            span: self.span_since(start),
            descriptor,
            operator,
            operator_span,
            target,
        })
    }

    fn redirection_target(
        &mut self,
        operator: RedirectionOperator,
        operator_span: Span,
    ) -> Outcome<RedirectionTarget> {
        let is_duplication = matches!(
            operator,
            RedirectionOperator::DuplicateInput | RedirectionOperator::DuplicateOutput
        );
        match self.next_token()? {
            Token::Word => {}
            Token::Number | Token::Dash if is_duplication => {}
            _ => return self.unexpected(),
        }
        let word = self.take_word();
        if operator == RedirectionOperator::HereDocument {
            self.check_delimiter(operator_span, &word)?;
        }
        Ok(if operator == RedirectionOperator::HereDocument {
            RedirectionTarget::HereDocument(self.add_here_document(operator_span, word))
        } else {
            RedirectionTarget::Word(word)
        })
    }

    /// bash lays the script of a substitution out anew: one in a delimiter, and one with such a delimiter.
    fn check_delimiter(&mut self, operator: Span, delimiter: &Word) -> Outcome<()> {
        let is_script = |it: &WordUnit| match it {
            WordUnit::CommandSubstitution(it) => it.style == SubstitutionStyle::Parentheses,
            it => matches!(it, WordUnit::ProcessSubstitution(_)),
        };
        let joins_operator = self.place == Place::Substitution
            && self.cx.texts.str(operator).ends_with('<')
            && self.cx.texts.str(delimiter.span).starts_with('-');
        let what = match (delimiter.units.iter().any(is_script), joins_operator) {
            (true, _) => "a substitution as the end of a here-document",
            (false, true) => "a here-document of a substitution that ends with a hyphen",
            (false, false) => return Ok(()),
        };
        let line = self.line();
        self.error_at(Fault::Unsupported(what), delimiter.span, line)
    }

    /// The redirections that come next.
    pub(super) fn redirections(&mut self) -> Outcome<Vec<Redirection>> {
        let mut redirections = Vec::new();
        while self.next_token()?.begins_redirection() {
            redirections.push(self.redirection()?);
        }
        Ok(redirections)
    }
}
