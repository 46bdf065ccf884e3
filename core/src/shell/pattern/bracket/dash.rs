//! dash's brackets: only `!` takes the complement, `[=a=]` and `[.a.]` are members like any, an unknown class too.
//!
//! Bytes are signed, so `[a-é]` is empty.

use super::{is, until};
use crate::shell::pattern::class::{Class, STANDARD};
use crate::shell::pattern::piece::{Bracket, End, Item, Piece, Sense};
use crate::shell::pattern::unit::Unit;

/// The bracket expression whose members start `units`, and its length.
pub(super) fn read(units: &[Unit]) -> Option<(Piece, usize)> {
    let (sense, mut at) = match is(units, 0, '!') {
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
        if member.is('[') && is(units, at, ':') {
            let class = until(units, at + 1, ':')
                .and_then(|(name, behind)| Some((Class::named(&name, &STANDARD)?, behind)));
            if let Some((class, behind)) = class {
                items.push(Item::Class(class));
                at = behind;
                continue;
            }
        }
        if is(units, at, '-') && !is(units, at + 1, ']') {
            let last = units.get(at + 1)?;
            items.push(Item::SignedRange(member.code, last.code));
            at += 2;
        } else {
            items.push(Item::Single(member.code));
        }
    }
}
