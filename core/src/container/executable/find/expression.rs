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

/// How permission bits are compared: `-mode`, `/mode`, `mode`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Bits {
    All,
    Any,
    Same,
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
