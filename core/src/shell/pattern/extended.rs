//! [`read_pieces`]: a pattern as pieces, with bash's extended patterns where they are on.
//!
//! `?(a|b)` is none or one of them, `*(…)` any number, `+(…)` at least one, `@(…)` exactly one, `!(…)` anything else
//! (bash manual, "Pattern Matching"). Without its closing parenthesis, the opening one stands for itself.
//!
//! Where `*` stands right before a group, bash 5.2 does not do what its manual says: `follower`.

use super::bracket::read_bracket;
use super::piece::Piece;
use super::unit::Unit;
use super::{ExtendedPatterns, Settings};
use crate::shell::Dialect;

/// How often one of the alternatives is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Repetition {
    Optional,
    Any,
    Some,
    One,
    /// Not at all: all other texts.
    Not,
}

/// How deep alternatives may nest; deeper ones stand for themselves.
const DEEPEST: usize = 50;

/// The pieces of a pattern.
pub(super) fn read_pieces(units: &[Unit], settings: Settings) -> Vec<Piece> {
    let mut reader = Reader {
        settings,
        groups: 0,
        depth: 0,
    };
    reader.pieces(units)
}

struct Reader {
    settings: Settings,
    /// How many groups were read.
    groups: usize,
    depth: usize,
}

impl Reader {
    fn pieces(&mut self, units: &[Unit]) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut rest = units;
        while let Some(first) = rest.first() {
            let (piece, length) = match self.group(rest) {
                Some(group) => group,
                None if first.is('?') => (Piece::Any, 1),
                None if first.is('*') => (Piece::Star, 1),
                None if first.is('[') => read_bracket(&rest[1..], self.settings)
                    .map_or((Piece::Literal(first.code), 1), |(piece, length)| {
                        (piece, length + 1)
                    }),
                None => (Piece::Literal(first.code), 1),
            };
            pieces.push(piece);
            rest = &rest[length..];
        }
        pieces
    }

    /// `@(…)` or its like at the start of `units`, and its length.
    fn group(&mut self, units: &[Unit]) -> Option<(Piece, usize)> {
        let has_groups = match self.settings.shell.dialect {
            Dialect::Bash | Dialect::BashAsSh => self.settings.extended == ExtendedPatterns::On,
            Dialect::Dash | Dialect::BusyboxAsh => false,
        };
        let [sign, open, body @ ..] = units else {
            return None;
        };
        if !has_groups || !open.is('(') || self.depth == DEEPEST {
            return None;
        }
        let repetition = [
            ('?', Repetition::Optional),
            ('*', Repetition::Any),
            ('+', Repetition::Some),
            ('@', Repetition::One),
            ('!', Repetition::Not),
        ]
        .into_iter()
        .find_map(|(character, repetition)| sign.is(character).then_some(repetition))?;
        let bars = self.separators(body)?;
        self.depth += 1;
        let mut start = 0;
        let alternatives = bars.iter().map(|bar| {
            let alternative = self.pieces(&body[start..*bar]);
            start = bar + 1;
            alternative
        });
        let alternatives = alternatives.collect();
        self.depth -= 1;
        let number = self.groups;
        self.groups += 1;
        let piece = Piece::Extended {
            repetition,
            alternatives,
            number,
        };
        Some((piece, 2 + start))
    }

    /// Where the bars and the closing parenthesis of a group stand.
    fn separators(&self, body: &[Unit]) -> Option<Vec<usize>> {
        let mut bars = Vec::new();
        let mut depth = 0_usize;
        let mut at = 0;
        while let Some(unit) = body.get(at) {
            if unit.is('[') {
                if let Some((_, length)) = read_bracket(&body[at + 1..], self.settings) {
                    at += length + 1;
                    continue;
                }
            } else if unit.is('(') {
                depth += 1;
            } else if unit.is(')') && depth > 0 {
                depth -= 1;
            } else if unit.is(')') {
                bars.push(at);
                return Some(bars);
            } else if unit.is('|') && depth == 0 {
                bars.push(at);
            }
            at += 1;
        }
        None
    }
}
