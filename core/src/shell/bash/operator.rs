//! Operators (XCU 2.10.1, and bash's manual, "Definitions").

use super::reader::{Outcome, Reader};
use super::token::Token;
use crate::shell::syntax::{Operator, RedirectionOperator};

impl Reader<'_> {
    /// A token that is no word.
    pub(super) fn operator(&mut self, first: u8) -> Outcome<Option<Token>> {
        if self.history.is_regular_expression {
            return Ok(None);
        }
        if first == b'-' && self.history.is_duplication() {
            self.input.at += 1;
            return Ok(Some(Token::Dash));
        }
        if !matches!(first, b'(' | b')' | b'<' | b'>' | b';' | b'&' | b'|') {
            return Ok(None);
        }
        self.history.assigns = false;
        let start = self.input.at;
        self.input.at += 1;
        let second = self.peek_joined();
        if first == b'(' && second == Some(b'(') {
            return self.double_parenthesis(start);
        }
        if let Some(token) = self.long_operator(first, second) {
            return Ok(Some(token));
        }
        if matches!(first, b'<' | b'>') && second == Some(b'(') {
            self.input.at = start;
            return Ok(None);
        }
        self.short_operator(first);
        Ok(short(first))
    }

    /// An operator of two characters or three.
    fn long_operator(&mut self, first: u8, second: Option<u8>) -> Option<Token> {
        use RedirectionOperator as R;
        let token = match (first, second?) {
            (b'<', b'<') => {
                self.input.at += 1;
                return Some(self.two_angles());
            }
            (b'>', b'>') => Token::Redirection(R::Append),
            (b'<', b'&') => Token::Redirection(R::DuplicateInput),
            (b'>', b'&') => Token::Redirection(R::DuplicateOutput),
            (b'<', b'>') => Token::Redirection(R::ReadWrite),
            (b'>', b'|') => Token::Redirection(R::Clobber),
            (b'&', b'>') => {
                self.input.at += 1;
                let token = if self.eat_byte(b'>') {
                    R::AppendOutputAndError
                } else {
                    R::OutputAndError
                };
                return Some(Token::Redirection(token));
            }
            (b'&', b'&') => Token::Operator(Operator::And),
            (b'|', b'|') => Token::Operator(Operator::Or),
            (b'|', b'&') => Token::Operator(Operator::PipeBoth),
            (b';', b';') => {
                self.input.at += 1;
                self.history.is_pattern = true;
                return Some(Token::Operator(if self.eat_byte(b'&') {
                    Operator::CaseTestNext
                } else {
                    Operator::CaseEnd
                }));
            }
            (b';', b'&') => {
                self.history.is_pattern = true;
                Token::Operator(Operator::CaseFallThrough)
            }
            _ => return None,
        };
        self.input.at += 1;
        Some(token)
    }

    fn two_angles(&mut self) -> Token {
        Token::Redirection(match () {
            () if self.eat_byte(b'<') => RedirectionOperator::HereString,
            () => {
                self.eat_byte(b'-');
                RedirectionOperator::HereDocument
            }
        })
    }

    /// Takes the next byte behind line continuations if it is `wanted`.
    pub(super) fn eat_byte(&mut self, wanted: u8) -> bool {
        let found = self.peek_joined() == Some(wanted);
        if found {
            self.input.at += 1;
        }
        found
    }

    /// What a parenthesis changes for the words behind it.
    pub(super) fn short_operator(&mut self, first: u8) {
        let is_definition = first == b')'
            && self.history.last == Token::Operator(Operator::OpenParenthesis)
            && self.history.before == Token::Word;
        if is_definition {
            self.history.allows_brace = true;
        }
        if first == b')' && self.history.is_pattern {
            self.history.is_pattern = false;
        }
    }
}

fn short(first: u8) -> Option<Token> {
    Some(match first {
        b'(' => Token::Operator(Operator::OpenParenthesis),
        b')' => Token::Operator(Operator::CloseParenthesis),
        b';' => Token::Operator(Operator::Semicolon),
        b'&' => Token::Operator(Operator::Background),
        b'|' => Token::Operator(Operator::Pipe),
        b'<' => Token::Redirection(RedirectionOperator::Input),
        b'>' => Token::Redirection(RedirectionOperator::Output),
        _ => return None,
    })
}
