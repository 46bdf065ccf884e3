//! [`Search`]: where bash looks for a pattern in `${x/pattern/}`.
//!
//! Before it looks, bash counts how long a match must be, and takes the first `]` behind the first member as the end
//! of a bracket expression. Where that is wrong, as in `[!]a]`, nothing is found. At the end of the text it looks
//! only with patterns that begin with `*`.

use super::extended::Repetition;
use super::piece::Piece;
use super::unit::Unit;

/// What bash has made out of a pattern before it looks for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Search {
    /// How long a match is, when all are of one length.
    pub(super) length: Option<usize>,
    /// Whether it looks at the end of the text too.
    pub(super) end: AtEnd,
}

/// Whether a match may start at the end of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AtEnd {
    Tried,
    NotTried,
}

impl Search {
    pub(super) fn of(units: &[Unit]) -> Self {
        let end = match units.first().is_some_and(|unit| unit.is('*')) {
            true => AtEnd::Tried,
            false => AtEnd::NotTried,
        };
        let length = match_length(units);
        Self { length, end }
    }
}

/// Whether bash leaves out all of the pattern where it asks whether it matches anywhere, so that it does so at the end.
pub(super) fn is_left_out(pieces: &[Piece]) -> bool {
    pieces.iter().all(|piece| match piece {
        Piece::Star => true,
        Piece::Extended { repetition, .. } => {
            matches!(repetition, Repetition::Optional | Repetition::Any)
        }
        Piece::Literal(_) | Piece::Any | Piece::Bracket(_) | Piece::Never => false,
    })
}

/// The pattern that matches a text in which `pieces` match a part.
pub(super) fn anywhere(pieces: &[Piece]) -> Vec<Piece> {
    let mut anywhere = pieces.to_vec();
    if anywhere.first() != Some(&Piece::Star) {
        anywhere.insert(0, Piece::Star);
    }
    if anywhere.last() != Some(&Piece::Star) {
        anywhere.push(Piece::Star);
    }
    anywhere
}

/// How many units a match has, as bash counts them; nothing when that varies.
fn match_length(units: &[Unit]) -> Option<usize> {
    let mut length = 0;
    let mut at = 0;
    while let Some(unit) = units.get(at) {
        at += 1;
        let opens = units.get(at).is_some_and(|next| next.is('('));
        if unit.is('*') || opens && ['?', '+', '!', '@'].iter().any(|sign| unit.is(*sign)) {
            return None;
        }
        if !unit.is('[') {
            length += 1;
            continue;
        }
        let start = at;
        match bracket_end(units, at) {
            Some(end) => {
                at = end;
                length += 1;
            }
            None => {
                at = units.len();
                length += 1 + at - start;
            }
        }
    }
    Some(length)
}

/// Behind the `]` at which bash sees a bracket expression end whose members start at `at`.
fn bracket_end(units: &[Unit], mut at: usize) -> Option<usize> {
    let is = |at: usize, character| units.get(at).is_some_and(|unit: &Unit| unit.is(character));
    // Which of `:`, `.`, `=` were opened by `[` and not closed.
    let mut open = [(':', Open::No), ('.', Open::No), ('=', Open::No)];
    let first = at;
    while at < units.len() {
        if is(at, ']') && at > first {
            return Some(at + 1);
        }
        for (mark, state) in &mut open {
            if is(at, '[') && is(at + 1, *mark) {
                *state = Open::Yes;
                at += 1;
                break;
            }
            if *state == Open::Yes && is(at, *mark) && is(at + 1, ']') {
                *state = Open::No;
                at += 1;
                break;
            }
        }
        at += 1;
    }
    None
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    No,
    Yes,
}
