//! [`Pattern::find`]: where in a text a pattern matches, as bash's `${x/pattern/}` looks for it.
//!
//! bash first asks whether the pattern matches anywhere, with `*` around it, then goes from start to start, and at each
//! from the longest part to the shortest. In `abcb`, `b*` is found from 1 to 4.

use std::ops::Range;

use super::follower::Follower;
use super::positions::{Leading, Matcher};
use super::substitution::{AtEnd, anywhere, is_left_out};
use super::unit::Text;
use super::{Pattern, Way};

impl Pattern {
    /// The first match at or behind the byte `from`, the longest that starts there (bash's `${x/pattern/}`).
    ///
    /// bash looks only for matches as long as it takes the pattern to be, and at the end of the text only for those
    /// of patterns that begin with `*`.
    #[must_use]
    pub fn find(&self, text: &str, from: usize) -> Option<Range<usize>> {
        let text = text.get(from..)?;
        if let Some(literal) = &self.literal {
            let start = from + text.find(literal)?;
            return Some(start..start + literal.len());
        }
        let text = self.text(text);
        let (start, end) = match self.way {
            Way::Positions => self.find_at_once(&text)?,
            Way::Followed => self.find_followed(&text)?,
        };
        Some(from + text.offset(start)..from + text.offset(end))
    }

    fn find_at_once(&self, text: &Text) -> Option<(usize, usize)> {
        let last = text.units.len();
        let mut matcher = Matcher::new(text, Leading::Free);
        let everywhere = matcher.everywhere();
        let starts = matcher.starts(&self.pieces, everywhere);
        let is_tried = |start: &usize| *start < last || self.is_tried_at_end(text);
        starts.iter().filter(is_tried).find_map(|start| {
            let ends = matcher.ends(&self.pieces, matcher.only(start));
            let end = match self.search.length {
                Some(length) => Some(start + length).filter(|end| ends.contains(*end)),
                None => ends.last(),
            };
            end.map(|end| (start, end))
        })
    }

    /// Whether a match may start at the end of the text, where none starts before.
    fn is_tried_at_end(&self, text: &Text) -> bool {
        match (self.search.end, text.units.is_empty()) {
            (AtEnd::NotTried, _) => false,
            (AtEnd::Tried, false) => is_left_out(&self.pieces),
            (AtEnd::Tried, true) => self.is_anywhere(text),
        }
    }

    /// What bash asks first.
    fn is_anywhere(&self, text: &Text) -> bool {
        let pieces = anywhere(&self.pieces);
        Follower::new(text, Leading::Free).matches(&pieces, 0, text.units.len())
    }

    fn find_followed(&self, text: &Text) -> Option<(usize, usize)> {
        if !self.is_anywhere(text) {
            return None;
        }
        let last = text.units.len();
        let mut follower = Follower::new(text, Leading::Free);
        let is_tried = |start: &usize| *start < last || self.search.end == AtEnd::Tried;
        (0..=last).filter(is_tried).find_map(|start| {
            let mut ends = match self.search.length {
                Some(length) => start + length..(start + length).min(last) + 1,
                None => start..last + 1,
            };
            let end = ends.rfind(|end| follower.matches(&self.pieces, start, *end))?;
            Some((start, end))
        })
    }
}
