//! Patterns: `*`, `?`, `[…]` (XCU 2.14), and bash's `?(…)` `*(…)` `+(…)` `@(…)` `!(…)`.
//!
//! Takes the characters of a word after its expansions, each quoted or not, and [`Settings`]; gives a [`Pattern`],
//! which says what of a text it matches. Quoted characters, and those behind an unquoted backslash, stand for
//! themselves. dash and busybox match bytes; bash matches characters where the locale is UTF-8.
//!
//! A pattern is a row of pieces, and matching carries a set of positions from piece to piece, so the time grows with
//! the product of both lengths, never faster but for `!(…)`.
//! The shells part ways inside brackets: `bracket` has a reading for each.
//!
//! ```
//! use shellform::shell::Dialect;
//! use shellform::shell::pattern::{Pattern, PatternCharacter, Quoting, Settings};
//!
//! let characters: Vec<PatternCharacter> = "*.[ch]"
//!     .chars()
//!     .map(|character| PatternCharacter { character, quoting: Quoting::Unquoted })
//!     .collect();
//! let pattern = Pattern::read(&characters, Settings::of(Dialect::Dash));
//! assert!(pattern.matches("main.c"));
//! assert!(!pattern.matches("main.o"));
//! assert_eq!(pattern.longest_prefix("a.c.h.x"), Some(5));
//! ```

mod bracket;
mod class;
mod extended;
mod piece;
mod positions;
mod substitution;
#[cfg(test)]
mod tests;
mod unit;

use std::ops::Range;

use super::{Dialect, Shell};
use piece::Piece;
use positions::{Leading, Matcher, Positions};
use substitution::{AtEnd, Search};
use unit::Text;

/// A character of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PatternCharacter {
    /// The character.
    pub character: char,
    /// Whether it was quoted.
    pub quoting: Quoting,
}

/// Whether a character was quoted in the script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quoting {
    /// It stands for itself.
    Quoted,
    /// It may be special; an unquoted backslash (out of a variable) makes the next character stand for itself.
    Unquoted,
}

/// What the text is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Locale {
    /// Bytes: no locale is set, as in most containers.
    Posix,
    /// Characters of UTF-8; only bash minds.
    Utf8,
}

/// Whether bash's `extglob` is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExtendedPatterns {
    /// `@(` is two characters.
    Off,
    /// `@(a|b)` is a choice.
    On,
}

/// Whether bash's `nocasematch` or `nocaseglob` is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LetterCase {
    /// Letters differ by case.
    Kept,
    /// They do not.
    Ignored,
}

/// How a pattern is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// The shell.
    pub shell: Shell,
    /// What it takes for a character.
    pub locale: Locale,
    /// Whether it has extended patterns.
    pub extended: ExtendedPatterns,
    /// Whether case matters.
    pub letter_case: LetterCase,
}

impl Settings {
    /// The settings that `shell` starts with in a container.
    #[must_use]
    pub fn of(shell: impl Into<Shell>) -> Self {
        Self {
            shell: shell.into(),
            locale: Locale::Posix,
            extended: ExtendedPatterns::Off,
            letter_case: LetterCase::Kept,
        }
    }

    /// What one `?` matches.
    fn unit(self) -> unit::Width {
        match (self.shell.dialect, self.locale) {
            (Dialect::Bash | Dialect::BashAsSh, Locale::Utf8) => unit::Width::Character,
            (Dialect::Bash | Dialect::BashAsSh, Locale::Posix) => unit::Width::Byte,
            (Dialect::Dash | Dialect::BusyboxAsh, Locale::Posix | Locale::Utf8) => {
                unit::Width::Byte
            }
        }
    }
}

/// A pattern that was read.
///
/// Positions in a text are bytes; where bytes are matched, they may fall into a character.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    pieces: Vec<Piece>,
    search: Search,
    settings: Settings,
}

impl Pattern {
    /// Reads a pattern; every row of characters is one.
    #[must_use]
    pub fn read(characters: &[PatternCharacter], settings: Settings) -> Self {
        let units = unit::read_units(characters, settings);
        let pieces = extended::read_pieces(&units, settings);
        Self {
            pieces,
            search: Search::of(&units),
            settings,
        }
    }

    /// Whether it is a row of characters that stand for themselves.
    #[must_use]
    pub fn is_literal(&self) -> bool {
        let is_literal = |piece: &Piece| matches!(piece, Piece::Literal(_));
        self.pieces.iter().all(is_literal)
    }

    /// Whether it matches all of `text` (`case`).
    #[must_use]
    pub fn matches(&self, text: &str) -> bool {
        self.matches_all(text, Leading::Free)
    }

    /// Whether it matches `name`, one component of a pathname: a dot at its start must stand in the pattern (XCU 2.14.3).
    #[must_use]
    pub fn matches_name(&self, name: &str) -> bool {
        !name.contains('/') && self.matches_all(name, Leading::DotIsExplicit)
    }

    fn matches_all(&self, text: &str, leading: Leading) -> bool {
        let text = self.text(text);
        let mut matcher = Matcher::new(&text, leading);
        let last = text.units.len();
        matcher.ends(&self.pieces, matcher.only(0)).contains(last)
    }

    /// The length of the shortest start of `text` that it matches (`${x#pattern}`).
    #[must_use]
    pub fn shortest_prefix(&self, text: &str) -> Option<usize> {
        self.prefixes(text, Positions::first)
    }

    /// The length of the longest start of `text` that it matches (`${x##pattern}`).
    #[must_use]
    pub fn longest_prefix(&self, text: &str) -> Option<usize> {
        self.prefixes(text, Positions::last)
    }

    /// The length of the shortest end of `text` that it matches (`${x%pattern}`).
    #[must_use]
    pub fn shortest_suffix(&self, text: &str) -> Option<usize> {
        let start = self.suffixes(text, Positions::last)?;
        Some(text.len() - start)
    }

    /// The length of the longest end of `text` that it matches (`${x%%pattern}`).
    #[must_use]
    pub fn longest_suffix(&self, text: &str) -> Option<usize> {
        let start = self.suffixes(text, Positions::first)?;
        Some(text.len() - start)
    }

    /// The first match at or behind the byte `from`, the longest that starts there (bash's `${x/pattern/}`).
    ///
    /// bash looks only for matches as long as it takes the pattern to be, and at the end of the text only for those
    /// of patterns that begin with `*`.
    #[must_use]
    pub fn find(&self, text: &str, from: usize) -> Option<Range<usize>> {
        let text = self.text(text.get(from..)?);
        let last = text.units.len();
        let mut matcher = Matcher::new(&text, Leading::Free);
        let everywhere = matcher.everywhere();
        let starts = matcher.starts(&self.pieces, everywhere);
        let is_tried = |start: &usize| *start < last || self.search.end == AtEnd::Tried;
        let (start, end) = starts.iter().filter(is_tried).find_map(|start| {
            let ends = matcher.ends(&self.pieces, matcher.only(start));
            let end = match self.search.length {
                Some(length) => Some(start + length).filter(|end| ends.contains(*end)),
                None => ends.last(),
            };
            end.map(|end| (start, end))
        })?;
        Some(from + text.offset(start)..from + text.offset(end))
    }

    fn prefixes(
        &self,
        text: &str,
        pick: impl FnOnce(&Positions) -> Option<usize>,
    ) -> Option<usize> {
        let text = self.text(text);
        let mut matcher = Matcher::new(&text, Leading::Free);
        let ends = matcher.ends(&self.pieces, matcher.only(0));
        pick(&ends).map(|end| text.offset(end))
    }

    fn suffixes(
        &self,
        text: &str,
        pick: impl FnOnce(&Positions) -> Option<usize>,
    ) -> Option<usize> {
        let text = self.text(text);
        let mut matcher = Matcher::new(&text, Leading::Free);
        let last = matcher.only(text.units.len());
        let starts = matcher.starts(&self.pieces, last);
        pick(&starts).map(|start| text.offset(start))
    }

    fn text(&self, text: &str) -> Text {
        Text::read(text, self.settings)
    }
}
