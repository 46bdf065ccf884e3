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
mod find;
mod follower;
mod piece;
mod positions;
mod substitution;
#[cfg(test)]
mod tests;
mod unit;

use super::{Dialect, Shell};
use follower::Follower;
use piece::{End, Piece};
use positions::{Leading, Matcher, Positions};
use substitution::Search;
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
    way: Way,
    /// The text it is, when nothing in it is special and case matters.
    literal: Option<String>,
    search: Search,
    settings: Settings,
}

/// How it is matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// All ways at once.
    Positions,
    /// As bash goes, where it loses its way.
    Followed,
}

impl Pattern {
    /// Reads a pattern; every row of characters is one.
    #[must_use]
    pub fn read(characters: &[PatternCharacter], settings: Settings) -> Self {
        let units = unit::read_units(characters, settings);
        let pieces = extended::read_pieces(&units, settings);
        let way = match follower::is_needed(&pieces) {
            true => Way::Followed,
            false => Way::Positions,
        };
        let search = Search::of(&units);
        Self {
            literal: literal(&pieces, settings),
            pieces,
            way,
            search,
            settings,
        }
    }

    /// Whether it is a row of characters that stand for themselves.
    #[must_use]
    pub fn is_literal(&self) -> bool {
        let is_literal = |piece: &Piece| matches!(piece, Piece::Literal(_));
        self.pieces.iter().all(is_literal)
    }

    /// What of it is not simulated.
    ///
    /// bash finds the end of a bracket expression in two ways, and does not always find the same: in `[a[:x]` it
    /// depends on what was matched. Such a pattern must not be matched.
    #[must_use]
    pub fn not_simulated(&self) -> Option<&'static str> {
        let varies = has_varying_end(&self.pieces);
        varies.then_some("a bracket expression with a class that is not closed")
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
        if let Some(literal) = &self.literal {
            return text == literal;
        }
        let text = self.text(text);
        let last = text.units.len();
        if self.way == Way::Followed {
            return Follower::new(&text, leading).matches(&self.pieces, 0, last);
        }
        let mut matcher = Matcher::new(&text, leading);
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

    fn prefixes(
        &self,
        text: &str,
        pick: impl FnOnce(&Positions) -> Option<usize>,
    ) -> Option<usize> {
        let text = self.text(text);
        let last = text.units.len();
        let mut matcher = Matcher::new(&text, Leading::Free);
        let ends = match self.way {
            Way::Positions => matcher.ends(&self.pieces, matcher.only(0)),
            Way::Followed => {
                let mut follower = Follower::new(&text, Leading::Free);
                Positions::of(last, |end| follower.matches(&self.pieces, 0, end))
            }
        };
        pick(&ends).map(|end| text.offset(end))
    }

    fn suffixes(
        &self,
        text: &str,
        pick: impl FnOnce(&Positions) -> Option<usize>,
    ) -> Option<usize> {
        let text = self.text(text);
        let mut matcher = Matcher::new(&text, Leading::Free);
        let last = text.units.len();
        let starts = match self.way {
            Way::Positions => matcher.starts(&self.pieces, matcher.only(last)),
            Way::Followed => {
                let mut follower = Follower::new(&text, Leading::Free);
                Positions::of(last, |start| follower.matches(&self.pieces, start, last))
            }
        };
        pick(&starts).map(|start| text.offset(start))
    }

    fn text(&self, text: &str) -> Text {
        Text::read(text, self.settings)
    }
}

/// The text that pieces are, when all stand for themselves and case matters; nothing for no pieces at all.
fn literal(pieces: &[Piece], settings: Settings) -> Option<String> {
    if pieces.is_empty() || settings.letter_case == LetterCase::Ignored {
        return None;
    }
    let codes = pieces.iter().map(|piece| match piece {
        Piece::Literal(code) => Some(*code),
        Piece::Any | Piece::Star | Piece::Bracket(_) | Piece::Never | Piece::Extended { .. } => {
            None
        }
    });
    unit::text_of(&codes.collect::<Option<Vec<u32>>>()?)
}

fn has_varying_end(pieces: &[Piece]) -> bool {
    pieces.iter().any(|piece| match piece {
        Piece::Bracket(bracket) => bracket.end == End::Varying,
        Piece::Extended { alternatives, .. } => alternatives.iter().any(|it| has_varying_end(it)),
        Piece::Literal(_) | Piece::Any | Piece::Star | Piece::Never => false,
    })
}
