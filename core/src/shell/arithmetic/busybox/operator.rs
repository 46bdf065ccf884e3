//! [`Operator`]: the operators of busybox, as they are spelled and how tightly they bind.

use crate::shell::arithmetic::operation::{OPERATIONS, Operation};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    Open,
    Close,
    Comma,
    /// `=`, or an operation and `=`.
    Assign(Option<Operation>),
    Question,
    Colon,
    Or,
    And,
    Operation(Operation),
    Power,
    Not,
    Complement,
    Minus,
    Plus,
    /// `++` or `--` before a variable: what is added.
    CountBefore(i64),
    /// `++` or `--` behind a variable: what is added.
    CountBehind(i64),
}

/// Operators beside the operations, the longest first.
const MARKS: [(&str, Operator); 14] = [
    ("||", Operator::Or),
    ("&&", Operator::And),
    ("--", Operator::CountBehind(-1)),
    ("++", Operator::CountBehind(1)),
    ("*=", Operator::Assign(Some(Operation::Multiply))),
    ("**", Operator::Power),
    ("=", Operator::Assign(None)),
    ("!", Operator::Not),
    ("~", Operator::Complement),
    (",", Operator::Comma),
    ("?", Operator::Question),
    (":", Operator::Colon),
    (")", Operator::Close),
    ("(", Operator::Open),
];

impl Operator {
    /// The operator at the start of `text`, and its length.
    pub(super) fn read(text: &str) -> Option<(Self, usize)> {
        let (doubled, single) = MARKS.split_at(6);
        let marked = |marks: &[(&str, Self)]| {
            let found = marks.iter().find(|(mark, _)| text.starts_with(mark));
            found.map(|(mark, operator)| (*operator, mark.len()))
        };
        let operation = || {
            let (sign, operation) = OPERATIONS.iter().find(|(sign, _)| text.starts_with(sign))?;
            let assigns = operation.assigns() && text[sign.len()..].starts_with('=');
            Some(match assigns {
                true => (Self::Assign(Some(*operation)), sign.len() + 1),
                false => (Self::Operation(*operation), sign.len()),
            })
        };
        marked(doubled)
            .or_else(operation)
            .or_else(|| marked(single))
    }

    /// What it is where a value is missing before it.
    pub(super) fn as_sign(self) -> Self {
        match self {
            Self::Operation(Operation::Add) => Self::Plus,
            Self::Operation(Operation::Subtract) => Self::Minus,
            Self::CountBehind(step) => Self::CountBefore(step),
            _ => self,
        }
    }

    /// How tightly it binds: the greater, the tighter.
    pub(super) fn precedence(self) -> u8 {
        match self {
            Self::Open => 0,
            Self::Comma => 1,
            Self::Assign(_) => 2,
            Self::Question | Self::Colon => 3,
            Self::Or => 4,
            Self::And => 5,
            Self::Operation(operation) => 5 + operation.precedence(),
            Self::Power => 14,
            Self::Not | Self::Complement | Self::Minus | Self::Plus => 15,
            Self::CountBefore(_) => 16,
            Self::CountBehind(_) => 17,
            Self::Close => 18,
        }
    }

    /// Whether it stands before its only operand, or is pushed like one that does.
    pub(super) fn waits(self) -> bool {
        self == Self::Open || (15..18).contains(&self.precedence())
    }

    /// Whether the right one of two is worked out first.
    pub(super) fn is_right_associative(self) -> bool {
        matches!(
            self,
            Self::Assign(_) | Self::Power | Self::Question | Self::Colon
        )
    }
}
