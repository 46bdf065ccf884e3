//! Regular expressions of POSIX (XBD 9) with the extensions of GNU: basic and extended, back-references, `\w`, `\b`.
//!
//! Takes a pattern in the [`Dialect`] of a program and gives a [`Regex`], which finds the leftmost match and of those
//! the longest. What the groups of a match hold is decided as the GNU library does, which is not as POSIX says: of all
//! ways to the longest match the one counts that takes earlier alternatives and longer repetitions first.
//! A search takes steps in proportion to pattern and text, and with back-references no more than a limit.
//!
//! ```
//! use shellform::regular_expression::{Case, Dialect, Regex, Unit};
//!
//! let regex = Regex::new(r"\(fo\|foo\)\(.*\)", Dialect::SedBasic, Case::Sensitive, Unit::Byte).unwrap();
//! let found = regex.find("a foobar", 0).unwrap().unwrap();
//! assert_eq!(found.groups, [Some((2, 8)), Some((2, 4)), Some((4, 8))]);
//! ```

mod bracket;
mod error;
mod matcher;
mod parse;
mod program;
#[cfg(test)]
mod tests;

pub use error::{RegexError, SearchError};
pub use matcher::Found;
pub use parse::Dialect;

use program::Program;

/// Whether upper and lower case letters are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Case {
    /// They differ.
    Sensitive,
    /// They are the same.
    Insensitive,
}

/// What `.` stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// A byte: the locale `C`.
    Byte,
    /// A character of UTF-8.
    Character,
}

/// Where `^` and `$` match.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lines {
    /// At the ends of the text only.
    Whole,
    /// Around every newline, too.
    Each,
}

/// A regular expression that can be searched for.
#[derive(Debug, Clone, PartialEq)]
pub struct Regex {
    program: Program,
    lines: Lines,
}

/// What has to stand around a match.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Around {
    /// Anything.
    Anything,
    /// No character of a word: `grep -w`.
    NoWord,
    /// The ends of the line: `grep -x`.
    LineEnds,
}

impl Regex {
    /// Reads a pattern.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub fn new(
        pattern: &str,
        dialect: Dialect,
        case: Case,
        unit: Unit,
    ) -> Result<Self, RegexError> {
        Self::new_within(pattern, dialect, case, unit, Around::Anything)
    }

    /// Reads a pattern that matches only where something stands around it.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub fn new_within(
        pattern: &str,
        dialect: Dialect,
        case: Case,
        unit: Unit,
        around: Around,
    ) -> Result<Self, RegexError> {
        let units: Vec<char> = match unit {
            Unit::Byte => pattern.bytes().map(char::from).collect(),
            Unit::Character => pattern.chars().collect(),
        };
        let (node, groups) = parse::parse(&units, dialect)?;
        let node = parse::within(node, around);
        let program = program::compile(&node, groups, case, unit)?;
        Ok(Self {
            program,
            lines: Lines::Whole,
        })
    }

    /// The same, with `^` and `$` elsewhere.
    #[must_use]
    pub fn with_lines(self, lines: Lines) -> Self {
        Self { lines, ..self }
    }

    /// How many groups it has.
    #[must_use]
    pub fn groups(&self) -> usize {
        self.program.groups
    }

    /// The first match in `text` that begins at the byte `from` or behind it.
    ///
    /// # Errors
    ///
    /// When it takes too long, or would cut a character in two.
    pub fn find(&self, text: &str, from: usize) -> Result<Option<Found>, SearchError> {
        matcher::find(&self.program, self.lines, text, from)
    }

    /// Whether it matches anywhere in `text`.
    ///
    /// # Errors
    ///
    /// When it takes too long.
    pub fn is_in(&self, text: &str) -> Result<bool, SearchError> {
        matcher::is_in(&self.program, self.lines, text)
    }
}
