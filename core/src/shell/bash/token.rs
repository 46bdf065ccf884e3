//! [`Token`]: what bash's grammar sees.

use crate::shell::syntax::{Operator, RedirectionOperator, ReservedWord};

/// A token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    EndOfInput,
    Newline,
    Word,
    /// A word that assigns, where it may.
    Assignment,
    /// Digits before a redirection, or behind `<&` and `>&`.
    Number,
    /// `{name}` before a redirection.
    RedirectionWord,
    /// The `-` of `<&-`.
    Dash,
    Operator(Operator),
    Redirection(RedirectionOperator),
    Reserved(ReservedWord),
    /// `(( … ))`
    ArithmeticCommand,
    /// `(( … ))` behind `for`
    ArithmeticFor,
    /// `-p` behind `time`
    TimeOption,
    /// `--` behind `time`
    TimeEnd,
    /// What opens the script of a substitution.
    Substitution,
}

impl Token {
    /// Whether a command may begin with it.
    pub(super) fn begins_command(self) -> bool {
        match self {
            Self::Word
            | Self::Assignment
            | Self::Number
            | Self::RedirectionWord
            | Self::Redirection(_)
            | Self::ArithmeticCommand
            | Self::Operator(Operator::OpenParenthesis) => true,
            Self::Reserved(word) => match word {
                ReservedWord::Bang
                | ReservedWord::OpenBrace
                | ReservedWord::OpenConditional
                | ReservedWord::Case
                | ReservedWord::Coproc
                | ReservedWord::For
                | ReservedWord::Function
                | ReservedWord::If
                | ReservedWord::Select
                | ReservedWord::Time
                | ReservedWord::Until
                | ReservedWord::While => true,
                ReservedWord::CloseBrace
                | ReservedWord::CloseConditional
                | ReservedWord::Do
                | ReservedWord::Done
                | ReservedWord::Elif
                | ReservedWord::Else
                | ReservedWord::Esac
                | ReservedWord::Fi
                | ReservedWord::In
                | ReservedWord::Then => false,
            },
            Self::EndOfInput
            | Self::Newline
            | Self::Dash
            | Self::Operator(_)
            | Self::ArithmeticFor
            | Self::TimeOption
            | Self::TimeEnd
            | Self::Substitution => false,
        }
    }

    /// Whether it may end a list: a line break, `;`, the end.
    pub(super) fn is_list_terminator(self) -> bool {
        matches!(
            self,
            Self::Newline | Self::EndOfInput | Self::Operator(Operator::Semicolon)
        )
    }

    /// Whether it begins a redirection.
    pub(super) fn begins_redirection(self) -> bool {
        matches!(
            self,
            Self::Number | Self::RedirectionWord | Self::Redirection(_)
        )
    }
}
