//! The expressions of find.

use crate::regular_expression::Case;
use crate::text::Span;

/// How a number is compared: `+n`, `-n`, `n`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Than {
    More,
    Less,
    Same,
}

impl Than {
    /// Whether a number is the one that is asked for, more, or less.
    pub(super) fn holds(self, number: u64, asked: u64) -> bool {
        match self {
            Self::More => number > asked,
            Self::Less => number < asked,
            Self::Same => number == asked,
        }
    }
}

/// How permission bits are compared: `-mode`, `/mode`, `mode`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Bits {
    All,
    Any,
    Same,
}

/// A user or group that the arguments name: behind which option, and its number where there is one.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Owner {
    pub(super) option: &'static str,
    pub(super) name: String,
    pub(super) id: Option<u32>,
}

/// An expression.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Expression {
    Constant(bool),
    Name(String, Case),
    Path(String, Case),
    Type(String),
    Empty,
    Size(Than, u64, u64),
    Permissions(Bits, u16),
    /// Changed after that time, in seconds since 1970.
    Newer(i64),
    May(crate::kernel::Permission),
    /// Belongs to such a user.
    User(Than, u32),
    /// Belongs to such a group.
    Group(Than, u32),
    Print,
    /// With a zero byte behind it.
    PrintZero,
    Delete,
    Prune,
    Quit,
    Execute(Vec<Span>),
    /// The words, and which of the batches.
    ExecuteAll(Vec<Span>, usize),
    Not(Box<Expression>),
    And(Vec<Expression>),
    Or(Vec<Expression>),
}

/// How far find goes.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Limits {
    pub(super) least: usize,
    pub(super) most: Option<usize>,
    pub(super) is_depth_first: bool,
    /// Whether what links lead to counts in their place.
    pub(super) follows: bool,
}

impl Expression {
    /// Whether it does something besides testing, so that nothing is printed by itself.
    pub(super) fn acts(&self) -> bool {
        match self {
            Self::Print
            | Self::PrintZero
            | Self::Delete
            | Self::Quit
            | Self::Execute(_)
            | Self::ExecuteAll(..) => true,
            Self::Not(inside) => inside.acts(),
            Self::And(all) | Self::Or(all) => all.iter().any(Self::acts),
            _ => false,
        }
    }
}
