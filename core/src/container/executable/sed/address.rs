//! Addresses of commands: line numbers, patterns, the last line, and ranges between two of them.

use super::super::locale::Pattern;

/// One address.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Address {
    /// A line.
    Line(u64),
    /// `first~step`
    Step(u64, u64),
    /// `$`
    Last,
    /// A pattern; the one used last when it is empty.
    Pattern(Option<Pattern>),
    /// `+n` behind a comma.
    Plus(u64),
    /// `~n` behind a comma.
    Multiple(u64),
}

/// Which lines a command is for.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Addresses {
    pub(super) first: Option<Address>,
    pub(super) second: Option<Address>,
    pub(super) is_negated: bool,
}

/// Where the range of a command is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Range {
    Inactive,
    /// Up to a line that is known, or until the second address matches.
    Active(Option<u64>),
}

impl Addresses {
    /// The state in which the range begins: `0,/x/` may end with the first line.
    pub(super) fn range(&self) -> Range {
        match self.first {
            Some(Address::Line(0)) => Range::Active(None),
            _ => Range::Inactive,
        }
    }
}
