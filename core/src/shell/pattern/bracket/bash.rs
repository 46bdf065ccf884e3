//! bash's brackets.
//!
//! An unknown class is left out, and so is the `[` of a class that is not closed. A name in `[.….]` that is unknown
//! matches nothing. Behind `[=a=]`, a `]` closes only if a member has matched so far: `[![=a=]]` matches nothing.

use super::{is, until};
use crate::shell::pattern::Settings;
use crate::shell::pattern::class::{Class, OF_BASH, STANDARD};
use crate::shell::pattern::piece::{Bracket, End, Item, Piece, Sense};
use crate::shell::pattern::unit::{Unit, fold};

/// The bracket expression whose members start `units`, and its length.
pub(super) fn read(units: &[Unit], settings: Settings) -> Option<(Piece, usize)> {
    let (sense, mut at) = match is(units, 0, '!') || is(units, 0, '^') {
        true => (Sense::Complement, 1),
        false => (Sense::Set, 0),
    };
    let first = at;
    let mut items = Vec::new();
    let mut members = Vec::new();
    loop {
        // Where the members so far end.
        if at > first && members.last() != Some(&at) {
            members.push(at);
        }
        let member = units.get(at)?;
        if member.is(']') && at > first {
            let ends_here = |behind: &usize| skip(units, *behind) == Some(at + 1);
            let end = match sense == Sense::Complement || members.iter().all(ends_here) {
                true => End::Sure,
                false => End::Varying,
            };
            let bracket = Bracket { sense, items, end };
            return Some((Piece::Bracket(bracket), at + 1));
        }
        at += 1;
        if member.is('[') && is(units, at, ':') {
            if let Some((name, behind)) = until(units, at + 1, ':') {
                items.extend(class(&name));
                at = behind;
            }
            continue;
        }
        let is_equivalence = is(units, at, '=') && is(units, at + 2, '=') && is(units, at + 3, ']');
        if member.is('[') && is_equivalence {
            items.push(Item::Single(units[at + 1].code));
            at += 4;
            if is(units, at, ']') {
                items.push(Item::Ill);
            }
            continue;
        }
        let (start, behind) = read_end(units, at - 1, settings)?;
        at = behind;
        if is(units, at, '-') && !is(units, at + 1, ']') {
            if at + 1 == units.len() {
                return Some((Piece::Never, units.len()));
            }
            let (last, behind) = read_end(units, at + 1, settings)?;
            items.extend(
                start
                    .zip(last)
                    .map(|(start, last)| Item::Range(start, last)),
            );
            at = behind;
        } else {
            items.extend(start.map(Item::Single));
        }
    }
}

/// Where bash takes the expression to end once a member before `at` has matched: it then looks no longer at what
/// the members are, and takes `[:`, `[=` and `[.` for the start of something that ends in `:]`.
fn skip(units: &[Unit], mut at: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let mut mark = None;
    let mut before = None;
    loop {
        let unit = units.get(at)?;
        at += 1;
        let opened = [':', '=', '.']
            .into_iter()
            .find(|mark| is(units, at, *mark));
        if let (true, Some(opened)) = (unit.is('['), opened) {
            depth += 1;
            mark = Some(opened);
            at += 1;
            before = units.get(at);
            continue;
        }
        let closes = mark.is_some_and(|mark| before.is_some_and(|it: &Unit| it.is(mark)));
        if unit.is(']') && depth > 0 && closes {
            depth -= 1;
            mark = None;
        } else if unit.is(']') && mark != Some('.') {
            return Some(at);
        }
        before = Some(unit);
    }
}

/// The class of this name.
fn class(name: &str) -> Option<Item> {
    let class = Class::named(name, &STANDARD).or_else(|| Class::named(name, &OF_BASH))?;
    Some(Item::Class(class))
}

/// An end of a range: a unit, or what `[.name.]` names; nothing when that is not finished.
fn read_end(units: &[Unit], at: usize, settings: Settings) -> Option<(Option<u32>, usize)> {
    let unit = units.get(at)?;
    if !unit.is('[') || !is(units, at + 1, '.') {
        return Some((Some(unit.code), at + 1));
    }
    let (name, behind) = until(units, at + 2, '.')?;
    let mut characters = name.chars();
    let only = characters.next().filter(|_| characters.next().is_none());
    let code = only.or_else(|| named(&name)).map(u32::from);
    Some((code.map(|code| fold(code, settings)), behind))
}

/// The character with this name in the portable character set (XBD 6.1).
fn named(name: &str) -> Option<char> {
    let found = NAMES.iter().find(|(known, _)| *known == name);
    found.map(|(_, character)| *character)
}

const NAMES: [(&str, char); 42] = [
    ("space", ' '),
    ("exclamation-mark", '!'),
    ("quotation-mark", '"'),
    ("number-sign", '#'),
    ("dollar-sign", '$'),
    ("percent-sign", '%'),
    ("ampersand", '&'),
    ("apostrophe", '\''),
    ("left-parenthesis", '('),
    ("right-parenthesis", ')'),
    ("asterisk", '*'),
    ("plus-sign", '+'),
    ("comma", ','),
    ("hyphen", '-'),
    ("hyphen-minus", '-'),
    ("period", '.'),
    ("slash", '/'),
    ("zero", '0'),
    ("one", '1'),
    ("two", '2'),
    ("three", '3'),
    ("four", '4'),
    ("five", '5'),
    ("six", '6'),
    ("seven", '7'),
    ("eight", '8'),
    ("nine", '9'),
    ("colon", ':'),
    ("semicolon", ';'),
    ("less-than-sign", '<'),
    ("equals-sign", '='),
    ("greater-than-sign", '>'),
    ("question-mark", '?'),
    ("commercial-at", '@'),
    ("left-square-bracket", '['),
    ("backslash", '\\'),
    ("right-square-bracket", ']'),
    ("circumflex", '^'),
    ("underscore", '_'),
    ("left-curly-bracket", '{'),
    ("vertical-line", '|'),
    ("right-curly-bracket", '}'),
];
