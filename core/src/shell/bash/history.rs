//! [`History`]: the tokens and states on which the meaning of the next word depends.

use super::token::Token;
use crate::shell::syntax::{Operator, RedirectionOperator, ReservedWord};

/// What the lexer remembers.
#[derive(Debug, Clone, Copy)]
pub(super) struct History {
    /// The last token.
    pub(super) last: Token,
    /// The one before it.
    pub(super) before: Token,
    /// A pattern of `case` is next.
    pub(super) is_pattern: bool,
    /// `case` has been read, its `in` not yet.
    pub(super) is_case: bool,
    /// `{` may come next though no command may: behind `f()`.
    pub(super) allows_brace: bool,
    /// How many `in`s are still to come.
    pub(super) expected_in: u32,
    /// How many `esac`s.
    pub(super) expected_esac: u32,
    /// How many `{` are open.
    pub(super) braces: u32,
    /// Arguments may assign: behind `declare` and its like.
    pub(super) assigns: bool,
    /// Only redirections and assignments stand before the next word of the command.
    pub(super) is_behind_redirections: bool,
    /// In `[[ … ]]`.
    pub(super) is_conditional: bool,
    /// In the value of an array.
    pub(super) is_array: bool,
    /// The right side of `=~` is next.
    pub(super) is_regular_expression: bool,
    /// The right side of `==` is next: extended globs are on.
    pub(super) is_extended_pattern: bool,
}

impl History {
    /// At the start of a line.
    pub(super) fn new() -> Self {
        Self {
            last: Token::Newline,
            before: Token::Newline,
            is_pattern: false,
            is_case: false,
            allows_brace: false,
            expected_in: 0,
            expected_esac: 0,
            braces: 0,
            assigns: false,
            is_behind_redirections: false,
            is_conditional: false,
            is_array: false,
            is_regular_expression: false,
            is_extended_pattern: false,
        }
    }

    /// At the start of the script of a substitution.
    pub(super) fn of_substitution() -> Self {
        Self {
            last: Token::Substitution,
            ..Self::new()
        }
    }

    /// Whether the next word may be reserved.
    pub(super) fn may_be_reserved(&self) -> bool {
        if self.is_array {
            return false;
        }
        match self.last {
            Token::Newline
            | Token::ArithmeticCommand
            | Token::TimeOption
            | Token::TimeEnd
            | Token::Substitution => true,
            Token::Operator(operator) => !matches!(
                operator,
                Operator::OpenArithmetic | Operator::CloseArithmetic
            ),
            Token::Reserved(word) => !matches!(
                word,
                ReservedWord::Case
                    | ReservedWord::For
                    | ReservedWord::Function
                    | ReservedWord::In
                    | ReservedWord::Select
                    | ReservedWord::OpenConditional
            ),
            Token::Word => matches!(
                self.before,
                Token::Reserved(ReservedWord::Coproc | ReservedWord::Function)
            ),
            Token::EndOfInput
            | Token::Assignment
            | Token::Number
            | Token::RedirectionWord
            | Token::Dash
            | Token::Redirection(_)
            | Token::ArithmeticFor => false,
        }
    }

    /// Whether the next word may assign.
    pub(super) fn may_assign(&self) -> bool {
        if self.is_pattern {
            return false;
        }
        match self.last {
            Token::Assignment => true,
            Token::Operator(
                Operator::CaseEnd | Operator::CaseFallThrough | Operator::CaseTestNext,
            ) => false,
            _ => self.is_behind_redirections || self.may_be_reserved(),
        }
    }

    /// Whether `time` is reserved here.
    pub(super) fn allows_time(&self) -> bool {
        match self.last {
            Token::Newline | Token::Operator(Operator::Semicolon) => {
                self.before != Token::Operator(Operator::Pipe)
            }
            Token::Operator(operator) => matches!(
                operator,
                Operator::And
                    | Operator::Or
                    | Operator::Background
                    | Operator::OpenParenthesis
                    | Operator::CloseParenthesis
            ),
            Token::Reserved(word) => matches!(
                word,
                ReservedWord::While
                    | ReservedWord::Do
                    | ReservedWord::Until
                    | ReservedWord::If
                    | ReservedWord::Then
                    | ReservedWord::Elif
                    | ReservedWord::Else
                    | ReservedWord::OpenBrace
                    | ReservedWord::Bang
                    | ReservedWord::Time
            ),
            Token::TimeOption | Token::TimeEnd => true,
            _ => false,
        }
    }

    /// Whether the last token duplicates a descriptor, so that `-` and digits behind it are tokens.
    pub(super) fn is_duplication(&self) -> bool {
        matches!(
            self.last,
            Token::Redirection(
                RedirectionOperator::DuplicateInput | RedirectionOperator::DuplicateOutput
            )
        )
    }
}
