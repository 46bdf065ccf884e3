//! [`Piece`]: what a pattern is made of.

use super::class::Class;
use super::extended::Repetition;
use super::unit::LONE;

/// A part of a pattern that matches on its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// This unit.
    Literal(u32),
    /// `?`: any unit.
    Any,
    /// `*`: any text.
    Star,
    /// `[…]`: one unit of a set.
    Bracket(Bracket),
    /// Nothing at all: a bracket expression that the shell gives up on.
    Never,
    /// `@(a|b)` and its like.
    Extended {
        repetition: Repetition,
        alternatives: Vec<Vec<Piece>>,
        /// Which of the `!(…)` of the pattern it is.
        number: usize,
    },
}

/// A bracket expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bracket {
    pub(super) sense: Sense,
    /// Tried in order.
    pub(super) items: Vec<Item>,
    pub(super) end: End,
}

/// Where a bracket expression ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// At its `]`.
    Sure,
    /// In bash, elsewhere when a member has matched: not simulated.
    Varying,
}

/// Whether the set or all else is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sense {
    Set,
    /// `[!…]`
    Complement,
}

/// A part of a bracket expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Item {
    Single(u32),
    /// From one to the other, both included.
    Range(u32, u32),
    /// Ranges of signed bytes: those from 0x80 on stand before 0 (dash).
    SignedRange(u32, u32),
    Class(Class),
    /// Whatever comes this far matches neither the set nor its complement.
    Ill,
}

impl Bracket {
    /// Whether it matches a unit, which is `written` so where case does not matter.
    pub(super) fn matches(&self, unit: u32, written: u32) -> bool {
        for item in &self.items {
            let found = match *item {
                Item::Single(code) => unit == code,
                Item::Range(first, last) => (first..=last).contains(&unit),
                Item::SignedRange(first, last) => {
                    (signed(first)..=signed(last)).contains(&signed(unit))
                }
                Item::Class(class) => class.contains(written),
                Item::Ill => return false,
            };
            if found {
                return self.sense == Sense::Set;
            }
        }
        self.sense == Sense::Complement
    }
}

/// The unit as a signed byte.
fn signed(unit: u32) -> i64 {
    match unit {
        0..0x80 => unit.into(),
        0x80.. => i64::from(unit) - i64::from(LONE) - 0x100,
    }
}
