//! [`Matcher`]: carries a set of positions over the pieces of a pattern.
//!
//! From a set of starts a piece reaches a set of ends, and backwards: so every prefix or suffix that matches is found
//! in one go, and nothing is ever tried twice.

use std::collections::BTreeMap;

use super::extended::Repetition;
use super::piece::Piece;
use super::unit::Text;

/// Positions between the units of a text: 0 to its length.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Positions(Vec<bool>);

impl Positions {
    /// Those up to `last` that are `among` them.
    pub(super) fn of(last: usize, among: impl FnMut(usize) -> bool) -> Self {
        Self((0..=last).map(among).collect())
    }

    pub(super) fn first(&self) -> Option<usize> {
        self.0.iter().position(|it| *it)
    }

    pub(super) fn last(&self) -> Option<usize> {
        self.0.iter().rposition(|it| *it)
    }

    pub(super) fn contains(&self, at: usize) -> bool {
        self.0.get(at).copied().unwrap_or(false)
    }

    /// Adds the others; says whether there were new ones.
    fn add(&mut self, others: &Self) -> Growth {
        let mut growth = Growth::None;
        for (mine, other) in self.0.iter_mut().zip(&others.0) {
            if *other && !*mine {
                *mine = true;
                growth = Growth::Grown;
            }
        }
        growth
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = usize> {
        let found = self.0.iter().enumerate().filter(|(_, is_in)| **is_in);
        found.map(|(at, _)| at)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Growth {
    None,
    Grown,
}

/// What a dot at the start of the text needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Leading {
    /// Nothing.
    Free,
    /// A dot in the pattern: nothing else matches it.
    DotIsExplicit,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Direction {
    Forward,
    Backward,
}

/// A text while it is matched.
pub(super) struct Matcher<'a> {
    text: &'a Text,
    /// Whether the first unit is a dot that only a dot matches.
    dot_is_explicit: bool,
    /// What each `!(…)` reaches from each position.
    reached: BTreeMap<(Direction, usize, usize), Positions>,
}

impl<'a> Matcher<'a> {
    pub(super) fn new(text: &'a Text, leading: Leading) -> Self {
        let has_dot = text.units.first() == Some(&u32::from('.'));
        Self {
            text,
            dot_is_explicit: has_dot && leading == Leading::DotIsExplicit,
            reached: BTreeMap::new(),
        }
    }

    /// Only this position.
    pub(super) fn only(&self, at: usize) -> Positions {
        let mut positions = self.nowhere();
        positions.0[at] = true;
        positions
    }

    pub(super) fn everywhere(&self) -> Positions {
        Positions(vec![true; self.text.units.len() + 1])
    }

    fn nowhere(&self) -> Positions {
        Positions(vec![false; self.text.units.len() + 1])
    }

    /// Where matches of `pieces` end that start at one of `starts`.
    pub(super) fn ends(&mut self, pieces: &[Piece], starts: Positions) -> Positions {
        self.carry(pieces, starts, Direction::Forward)
    }

    /// Where matches of `pieces` start that end at one of `ends`.
    pub(super) fn starts(&mut self, pieces: &[Piece], ends: Positions) -> Positions {
        self.carry(pieces, ends, Direction::Backward)
    }

    fn carry(
        &mut self,
        pieces: &[Piece],
        mut positions: Positions,
        direction: Direction,
    ) -> Positions {
        for index in 0..pieces.len() {
            let piece = match direction {
                Direction::Forward => &pieces[index],
                Direction::Backward => &pieces[pieces.len() - 1 - index],
            };
            positions = self.over(piece, positions, direction);
        }
        positions
    }

    fn over(&mut self, piece: &Piece, from: Positions, direction: Direction) -> Positions {
        match piece {
            Piece::Literal(code) => self.over_unit(&from, direction, |unit, _| unit == *code),
            Piece::Any => {
                let dot = self.dot_is_explicit;
                self.over_unit(&from, direction, |_, at| !(dot && at == 0))
            }
            Piece::Bracket(bracket) => {
                let (dot, text) = (self.dot_is_explicit, self.text);
                self.over_unit(&from, direction, |unit, at| {
                    !(dot && at == 0) && bracket.matches(unit, text.written(at))
                })
            }
            Piece::Star => self.over_any(from, direction),
            Piece::Never => self.nowhere(),
            Piece::Extended {
                repetition,
                alternatives,
                number,
            } => match repetition {
                Repetition::One => self.over_one(alternatives, &from, direction),
                Repetition::Optional => {
                    let mut reached = self.over_one(alternatives, &from, direction);
                    reached.add(&from);
                    reached
                }
                Repetition::Some => self.over_some(alternatives, &from, direction),
                Repetition::Any => {
                    let mut reached = self.over_some(alternatives, &from, direction);
                    reached.add(&from);
                    reached
                }
                Repetition::Not => self.over_others(alternatives, *number, &from, direction),
            },
        }
    }

    fn over_unit(
        &self,
        from: &Positions,
        direction: Direction,
        matches: impl Fn(u32, usize) -> bool,
    ) -> Positions {
        let mut reached = self.nowhere();
        for (at, unit) in self.text.units.iter().enumerate() {
            let (start, end) = match direction {
                Direction::Forward => (at, at + 1),
                Direction::Backward => (at + 1, at),
            };
            reached.0[end] = from.0[start] && matches(*unit, at);
        }
        reached
    }

    fn over_any(&self, mut from: Positions, direction: Direction) -> Positions {
        if self.dot_is_explicit {
            // Even an empty `*` must not stand before the dot.
            from.0[0] = false;
        }
        match direction {
            Direction::Forward => {
                let first = from.first().unwrap_or(from.0.len());
                from.0[first..].fill(true);
            }
            Direction::Backward => {
                let behind_last = from.last().map_or(0, |last| last + 1);
                from.0[..behind_last].fill(true);
            }
        }
        from
    }

    fn over_one(
        &mut self,
        alternatives: &[Vec<Piece>],
        from: &Positions,
        direction: Direction,
    ) -> Positions {
        let mut reached = self.nowhere();
        for alternative in alternatives {
            let ends = self.carry(alternative, from.clone(), direction);
            reached.add(&ends);
        }
        reached
    }

    fn over_some(
        &mut self,
        alternatives: &[Vec<Piece>],
        from: &Positions,
        direction: Direction,
    ) -> Positions {
        let mut reached = self.over_one(alternatives, from, direction);
        let mut newest = reached.clone();
        loop {
            newest = self.over_one(alternatives, &newest, direction);
            if reached.add(&newest) == Growth::None {
                return reached;
            }
        }
    }

    /// Over all texts that are none of the alternatives.
    fn over_others(
        &mut self,
        alternatives: &[Vec<Piece>],
        number: usize,
        from: &Positions,
        direction: Direction,
    ) -> Positions {
        let mut reached = self.nowhere();
        for start in from.iter() {
            let key = (direction, number, start);
            if !self.reached.contains_key(&key) {
                let only = self.only(start);
                let matched = self.over_one(alternatives, &only, direction);
                let mut others = self.over_any(self.only(start), direction);
                for at in matched.iter() {
                    others.0[at] = false;
                }
                self.reached.insert(key, others);
            }
            if let Some(others) = self.reached.get(&key) {
                reached.add(others);
            }
        }
        reached
    }
}
