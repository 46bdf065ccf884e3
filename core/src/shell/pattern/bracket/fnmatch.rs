//! busybox's brackets: those of the C library (glibc), which busybox asks.
//!
//! What it cannot read, such as an unknown class, makes the pattern match nothing, unless a member before it matched.

use super::{is, until};
use crate::shell::pattern::class::{Class, STANDARD};
use crate::shell::pattern::piece::{Bracket, End, Item, Piece, Sense};
use crate::shell::pattern::unit::Unit;

/// The bracket expression whose members start `units`, and its length.
pub(super) fn read(units: &[Unit]) -> Option<(Piece, usize)> {
    let (sense, mut at) = match is(units, 0, '!') || is(units, 0, '^') {
        true => (Sense::Complement, 1),
        false => (Sense::Set, 0),
    };
    let first = at;
    let mut items = Vec::new();
    loop {
        let member = units.get(at)?;
        if member.is(']') && at > first {
            let bracket = Bracket {
                sense,
                items,
                end: End::Sure,
            };
            return Some((Piece::Bracket(bracket), at + 1));
        }
        at += 1;
        if member.is('[')
            && let Some((item, behind)) = read_class(units, at)
        {
            items.push(item);
            at = behind;
            continue;
        }
        let Some((start, behind)) = read_end(units, at - 1) else {
            return Some((Piece::Never, units.len()));
        };
        at = behind;
        if is(units, at, '-') && !is(units, at + 1, ']') {
            let Some((last, behind)) = read_end(units, at + 1) else {
                return Some((Piece::Never, units.len()));
            };
            items.push(match (start, last) {
                (Some(start), Some(last)) => Item::Range(start, last),
                _ => Item::Ill,
            });
            at = behind;
        } else {
            items.push(start.map_or(Item::Ill, Item::Single));
        }
    }
}

/// `:class:]` or `=a=]` at `at`, and what comes behind.
fn read_class(units: &[Unit], at: usize) -> Option<(Item, usize)> {
    if is(units, at, ':') {
        let (name, behind) = until(units, at + 1, ':')?;
        let is_name = name.bytes().all(|byte| matches!(byte, b'a'..=b'y'));
        let class = Class::named(&name, &STANDARD).map_or(Item::Ill, Item::Class);
        return is_name.then_some((class, behind));
    }
    let is_equivalence = is(units, at, '=') && is(units, at + 2, '=') && is(units, at + 3, ']');
    is_equivalence.then(|| (Item::Single(units[at + 1].code), at + 4))
}

/// An end of a range: a unit, or `[.a.]`, which is none when its name is longer; nothing when it is not finished.
fn read_end(units: &[Unit], at: usize) -> Option<(Option<u32>, usize)> {
    let unit = units.get(at)?;
    if !unit.is('[') || !is(units, at + 1, '.') {
        return Some((Some(unit.code), at + 1));
    }
    let (name, behind) = until(units, at + 2, '.')?;
    let mut characters = name.chars();
    let only = characters.next().filter(|_| characters.next().is_none());
    Some((only.map(u32::from), behind))
}
