//! [`Follower`]: patterns in which `*` stands right before a group, matched the way bash 5.2 goes.
//!
//! bash tries one way after the other, and takes short cuts where a group comes behind `*`, so that it does not match
//! what its manual says: `*@(|a)` does not match `b`, because the end of the text is never tried behind `*`; and
//! `*!(a)` matches nothing at the end of the text but always there. What each `*` does:
//!
//! 1. It takes in the `*` and `?` behind it. A `?(…)` among them is tried only where it stands, a `*(…)` at every unit;
//!    then both are left out.
//! 2. At the end of the text, `!(…)` matches if it stands in no other group.
//! 3. The rest is tried at every unit before the end. When the next `*` is reached, there is no way back.
//!
//! What was tried is remembered, so that the time grows with a power of the length, and never faster.

use std::collections::HashMap;

use super::extended::Repetition;
use super::piece::Piece;
use super::positions::Leading;
use super::unit::Text;

/// Whether `*` stands before a group in any row of the pattern.
pub(super) fn is_needed(pieces: &[Piece]) -> bool {
    let mut behind_star = false;
    for piece in pieces {
        match piece {
            Piece::Star => behind_star = true,
            Piece::Any => {}
            Piece::Extended { alternatives, .. } => {
                if behind_star || alternatives.iter().any(|it| is_needed(it)) {
                    return true;
                }
            }
            Piece::Literal(_) | Piece::Bracket(_) | Piece::Never => behind_star = false,
        }
    }
    false
}

/// Where a row of pieces stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Level {
    Top,
    InGroup,
}

/// A row of pieces, from one of them on.
#[derive(Clone, Copy)]
struct Row<'p> {
    pieces: &'p [Piece],
    level: Level,
}

impl<'p> Row<'p> {
    fn behind_first(self) -> Self {
        self.from(1)
    }

    fn from(self, index: usize) -> Self {
        let pieces = self.pieces.get(index..).unwrap_or_default();
        Self { pieces, ..self }
    }

    fn first(self) -> Option<&'p Piece> {
        self.pieces.first()
    }
}

/// A row by its place in memory, and the part of the text.
type Key = (usize, usize, Level, usize, usize);

/// A text while it is matched.
pub(super) struct Follower<'p> {
    text: &'p Text,
    dot_is_explicit: bool,
    tried: HashMap<Key, bool>,
}

impl<'p> Follower<'p> {
    pub(super) fn new(text: &'p Text, leading: Leading) -> Self {
        let has_dot = text.units.first() == Some(&u32::from('.'));
        Self {
            text,
            dot_is_explicit: has_dot && leading == Leading::DotIsExplicit,
            tried: HashMap::new(),
        }
    }

    /// Whether the pattern matches the units from `start` to `end`.
    pub(super) fn matches(&mut self, pieces: &'p [Piece], start: usize, end: usize) -> bool {
        let level = Level::Top;
        self.row(Row { pieces, level }, start, end)
    }

    fn row(&mut self, row: Row<'p>, start: usize, end: usize) -> bool {
        let place = row.pieces.as_ptr().addr();
        let key = (place, row.pieces.len(), row.level, start, end);
        if let Some(known) = self.tried.get(&key) {
            return *known;
        }
        let matched = self.try_row(row, start, end);
        self.tried.insert(key, matched);
        matched
    }

    fn try_row(&mut self, row: Row<'p>, start: usize, end: usize) -> bool {
        match self.over_units(row, start, end) {
            Some((rest, at)) => match rest.first() {
                None => at == end,
                Some(Piece::Star) => self.star(rest.behind_first(), at, end),
                Some(_) => self.group(rest, at, end),
            },
            None => false,
        }
    }

    /// Over the pieces of one unit each; nothing when one does not match.
    fn over_units(&self, mut row: Row<'p>, mut at: usize, end: usize) -> Option<(Row<'p>, usize)> {
        loop {
            match row.first() {
                None | Some(Piece::Star | Piece::Extended { .. }) => return Some((row, at)),
                Some(piece) if at < end && self.matches_unit(piece, at) => {}
                Some(_) => return None,
            }
            row = row.behind_first();
            at += 1;
        }
    }

    fn matches_unit(&self, piece: &Piece, at: usize) -> bool {
        let Some(unit) = self.text.units.get(at) else {
            return false;
        };
        match piece {
            Piece::Literal(code) => unit == code,
            Piece::Any => !self.is_hidden(at),
            Piece::Bracket(bracket) => {
                !self.is_hidden(at) && bracket.matches(*unit, self.text.written(at))
            }
            Piece::Star | Piece::Never | Piece::Extended { .. } => false,
        }
    }

    /// Whether a dot is there that only a dot matches.
    fn is_hidden(&self, at: usize) -> bool {
        self.dot_is_explicit && at == 0
    }

    /// `*`, with `row` behind it.
    fn star(&mut self, mut row: Row<'p>, mut start: usize, end: usize) -> bool {
        if self.is_hidden(start) {
            return false;
        }
        loop {
            match row.first() {
                None => return true,
                Some(Piece::Star) => {}
                Some(Piece::Any) if start == end => return false,
                Some(Piece::Any) => start += 1,
                Some(Piece::Extended { repetition, .. }) => match repetition {
                    Repetition::Optional if self.group(row, start, end) => return true,
                    Repetition::Any if (start..end).any(|at| self.group(row, at, end)) => {
                        return true;
                    }
                    Repetition::Optional | Repetition::Any => {}
                    Repetition::Not if start == end => return row.level == Level::Top,
                    Repetition::Not | Repetition::One | Repetition::Some => break,
                },
                Some(Piece::Literal(_) | Piece::Bracket(_) | Piece::Never) => break,
            }
            row = row.behind_first();
        }
        self.rest_of_star(row, start, end)
    }

    fn rest_of_star(&mut self, row: Row<'p>, start: usize, end: usize) -> bool {
        for at in start..end {
            let Some((rest, at)) = self.over_units(row, at, end) else {
                continue;
            };
            let matched = match rest.first() {
                None => at == end,
                Some(Piece::Star) => return self.row(rest, at, end),
                Some(_) => self.group(rest, at, end),
            };
            if matched {
                return true;
            }
        }
        false
    }

    /// The group at the start of `row`, and what is behind it.
    fn group(&mut self, row: Row<'p>, start: usize, end: usize) -> bool {
        let Some(Piece::Extended {
            repetition,
            alternatives,
            ..
        }) = row.first()
        else {
            return false;
        };
        let rest = row.behind_first();
        match repetition {
            Repetition::Optional => {
                self.row(rest, start, end) || self.once(alternatives, rest, start, end)
            }
            Repetition::One => self.once(alternatives, rest, start, end),
            Repetition::Any => {
                self.row(rest, start, end) || self.repeated(alternatives, row, start, end)
            }
            Repetition::Some => self.repeated(alternatives, row, start, end),
            Repetition::Not => self.others(alternatives, rest, start, end),
        }
    }

    fn is_one_of(&mut self, alternatives: &'p [Vec<Piece>], start: usize, end: usize) -> bool {
        let level = Level::InGroup;
        alternatives
            .iter()
            .any(|pieces| self.row(Row { pieces, level }, start, end))
    }

    fn once(
        &mut self,
        alternatives: &'p [Vec<Piece>],
        rest: Row<'p>,
        start: usize,
        end: usize,
    ) -> bool {
        (start..=end).any(|at| self.is_one_of(alternatives, start, at) && self.row(rest, at, end))
    }

    fn repeated(
        &mut self,
        alternatives: &'p [Vec<Piece>],
        row: Row<'p>,
        start: usize,
        end: usize,
    ) -> bool {
        (start..=end).any(|at| {
            self.is_one_of(alternatives, start, at)
                && (self.row(row.behind_first(), at, end) || at > start && self.row(row, at, end))
        })
    }

    fn others(
        &mut self,
        alternatives: &'p [Vec<Piece>],
        rest: Row<'p>,
        start: usize,
        end: usize,
    ) -> bool {
        for at in start..=end {
            if self.is_one_of(alternatives, start, at) {
                continue;
            }
            if self.is_hidden(start) {
                return false;
            }
            if self.row(rest, at, end) {
                return true;
            }
        }
        false
    }
}
