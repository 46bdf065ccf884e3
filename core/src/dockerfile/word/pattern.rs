//! [`Pattern`]: the wildcards of `${NAME#pattern}` and its kin.
//!
//! `*` stands for any characters and `?` for one, but never for a line feed; `\` takes the meaning from
//! `*`, `?` and itself, and may stand before `}` and `/`. Brackets are ordinary. BuildKit makes a Go
//! regular expression of it, whose match is the leftmost one; of those that start there, the one in which the
//! first star is as long (or short) as it can be, then the second, and so on.
//!
//! All ways to match are followed at once, in order of preference, so that matching takes time in proportion
//! to the length of the text times that of the pattern at worst, and never more.

use std::ops::Range;

use super::cursor::Cursor;
use super::limits::{Exhausted, STEP, Work};

/// A pattern, ready to match.
#[derive(Debug)]
pub(super) struct Pattern {
    /// No two stars stand side by side.
    parts: Vec<Part>,
    stars: Stars,
}

/// How much a star matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stars {
    /// As little as possible.
    Shortest,
    /// As much as possible.
    Longest,
}

/// A character that nothing can be escaped as; `None` is the end of the pattern.
#[derive(Debug)]
pub(super) struct InvalidEscape(pub(super) Option<char>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Character(char),
    Any,
    Star,
}

impl Part {
    /// How many parts the pattern moves on by if `character` matches, which it may not.
    fn moves_by(self, character: char) -> Option<usize> {
        match self {
            Self::Character(wanted) => (wanted == character).then_some(1),
            Self::Any => (character != '\n').then_some(1),
            Self::Star => (character != '\n').then_some(0),
        }
    }
}

/// Where a match may start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Anchor {
    Start,
    Anywhere,
}

impl Pattern {
    /// Reads a pattern.
    pub(super) fn parse(text: &str, stars: Stars) -> Result<Self, InvalidEscape> {
        let mut cursor = Cursor::new(text);
        let mut parts = Vec::new();
        while let Some(character) = cursor.take() {
            parts.push(match character {
                '*' if parts.last() == Some(&Part::Star) => continue,
                '*' => Part::Star,
                '?' => Part::Any,
                '\\' if matches!(cursor.peek(), Some('}' | '/')) => continue,
                '\\' => match cursor.take() {
                    Some(escaped @ ('*' | '?' | '\\')) => Part::Character(escaped),
                    other => return Err(InvalidEscape(other)),
                },
                character => Part::Character(character),
            });
        }
        Ok(Self { parts, stars })
    }

    /// How many bytes of `text` match from its start on.
    pub(super) fn match_start(
        &self,
        text: impl Iterator<Item = char>,
        work: &mut Work,
    ) -> Result<Option<usize>, Exhausted> {
        let found = self.run(text, Anchor::Start, work)?;
        Ok(found.map(|range| range.end))
    }

    /// The first match in `text`.
    pub(super) fn find(
        &self,
        text: &str,
        work: &mut Work,
    ) -> Result<Option<Range<usize>>, Exhausted> {
        self.run(text.chars(), Anchor::Anywhere, work)
    }

    fn run(
        &self,
        mut text: impl Iterator<Item = char>,
        anchor: Anchor,
        work: &mut Work,
    ) -> Result<Option<Range<usize>>, Exhausted> {
        let mut attempts = Attempts::new(self);
        let mut advanced = Attempts::new(self);
        let mut found = None;
        let mut at = 0;
        loop {
            if found.is_none() && (anchor == Anchor::Anywhere || at == 0) {
                attempts.add(self, 0, at);
            } else if attempts.list.is_empty() {
                return Ok(found);
            }
            work.spend(STEP * attempts.list.len())?;
            let character = text.next();
            for attempt in &attempts.list {
                let Some(part) = self.parts.get(attempt.next) else {
                    // Whatever is preferred less does not count any more.
                    found = Some(attempt.start..at);
                    break;
                };
                if let Some(moved) = character.and_then(|it| part.moves_by(it)) {
                    advanced.add(self, attempt.next + moved, attempt.start);
                }
            }
            let Some(character) = character else {
                return Ok(found);
            };
            at += character.len_utf8();
            attempts.clear();
            std::mem::swap(&mut attempts, &mut advanced);
        }
    }
}

/// A way to match that has worked out so far.
#[derive(Debug, Clone, Copy)]
struct Attempt {
    /// The part of the pattern that must match next.
    next: usize,
    /// Where the match starts.
    start: usize,
}

/// Attempts in order of preference, one for each next part.
#[derive(Debug)]
struct Attempts {
    list: Vec<Attempt>,
    taken: Vec<bool>,
}

impl Attempts {
    fn new(pattern: &Pattern) -> Self {
        Self {
            list: Vec::new(),
            taken: vec![false; pattern.parts.len() + 1],
        }
    }

    /// Adds an attempt that goes on with the part `next`. A star may also be left.
    fn add(&mut self, pattern: &Pattern, next: usize, start: usize) {
        let star = pattern.parts.get(next) == Some(&Part::Star);
        let order = match pattern.stars {
            Stars::Longest if star => [Some(next), Some(next + 1)],
            Stars::Shortest if star => [Some(next + 1), Some(next)],
            Stars::Longest | Stars::Shortest => [Some(next), None],
        };
        for next in order.into_iter().flatten() {
            if !std::mem::replace(&mut self.taken[next], true) {
                self.list.push(Attempt { next, start });
            }
        }
    }

    fn clear(&mut self) {
        for attempt in self.list.drain(..) {
            self.taken[attempt.next] = false;
        }
    }
}

/// A pattern back to front, as BuildKit turns it: `\` and the character behind it keep their order.
pub(super) fn reverse_pattern(pattern: &str) -> String {
    let mut groups = Vec::new();
    let mut rest = pattern;
    while let Some(first) = rest.chars().next() {
        let escaped = if first == '\\' {
            rest.chars().nth(1)
        } else {
            None
        };
        let length = first.len_utf8() + escaped.map_or(0, char::len_utf8);
        let (group, behind) = rest.split_at(length);
        groups.push(group);
        rest = behind;
    }
    groups.into_iter().rev().collect()
}
