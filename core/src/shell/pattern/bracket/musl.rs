//! The brackets of busybox in Alpine: those of musl.
//!
//! A backslash in them is a member like others, so one that quotes a character counts, too. The last character of a
//! range is also read as a member of its own. `[=a=]` and `[.a.]` are passed over and match nothing, as unknown
//! classes do. Only the end of a class is looked for where a class is open.

use crate::shell::pattern::Quoting;
use crate::shell::pattern::class::{Class, STANDARD};
use crate::shell::pattern::piece::{Bracket, End, Item, Piece, Sense};
use crate::shell::pattern::unit::Unit;

/// What in quotes gets a backslash in front of it.
const ESCAPED: &str = "\\!*?[]=~:/-";

/// A code of a pattern, and whose unit it belongs to.
struct Code {
    code: u32,
    unit: usize,
}

/// The bracket expression whose members start `units`, and its length.
pub(super) fn read(units: &[Unit]) -> Option<(Piece, usize)> {
    let codes = with_backslashes(units);
    let code = |at: usize| codes.get(at).map(|it| it.code);
    let is = |at: usize, character: char| code(at) == Some(character.into());
    let (sense, mut at) = match is(0, '!') || is(0, '^') {
        true => (Sense::Complement, 1),
        false => (Sense::Set, 0),
    };
    let mut items = Vec::new();
    let mut last = u32::from('[');
    if is(at, ']') || is(at, '-') {
        last = code(at)?;
        items.push(Item::Single(last));
        at += 1;
    }
    while !is(at, ']') {
        let here = code(at)?;
        if is(at, '-') && !is(at + 1, ']') {
            items.push(Item::Range(last, code(at + 1)?));
        } else if is(at, '[')
            && let Some(mark @ (':' | '.' | '=')) = code(at + 1).and_then(char::from_u32)
        {
            let end = (at + 3..codes.len()).find(|end| is(end - 1, mark) && is(*end, ']'))?;
            let name = (at + 2..end - 1).filter_map(|at| char::from_u32(code(at)?));
            let class = Class::named(&name.collect::<String>(), &STANDARD);
            items.extend(class.filter(|_| mark == ':').map(Item::Class));
            at = end;
        } else {
            last = here;
            items.push(Item::Single(here));
        }
        at += 1;
    }
    let bracket = Bracket {
        sense,
        items,
        end: End::Sure,
    };
    Some((Piece::Bracket(bracket), codes[at].unit + 1))
}

/// The codes that musl gets to see.
fn with_backslashes(units: &[Unit]) -> Vec<Code> {
    let mut codes = Vec::with_capacity(units.len());
    for (unit, it) in units.iter().enumerate() {
        let is_escaped = ESCAPED.chars().any(|escaped| it.code == u32::from(escaped));
        if is_escaped && it.quoting == Quoting::Quoted {
            let code = '\\'.into();
            codes.push(Code { code, unit });
        }
        let code = it.code;
        codes.push(Code { code, unit });
    }
    codes
}
