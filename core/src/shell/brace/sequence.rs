//! [`read`]: `{first..last}` and `{first..last..step}`, of numbers or of letters.
//!
//! It counts up or down, whichever leads to the last; only the size of the step matters. A zero in front of an end
//! (`{01..10}`) makes all numbers as long as the longer end is written.

use super::BraceFault;
use super::atom::{Atom, Item};
use crate::text::Span;

/// An end of a sequence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Number(i64),
    Letter(char),
}

/// The items of the sequence between braces, with the braces; nothing when it is none.
///
/// # Errors
/// When there are more than `most`.
pub(super) fn read(brace: &[Atom], most: usize) -> Result<Option<Vec<Atom>>, BraceFault> {
    let Some((text, span)) = written(brace) else {
        return Ok(None);
    };
    let Some((first, rest)) = text.split_once("..") else {
        return Ok(None);
    };
    let (last, step) = match rest.split_once("..") {
        Some((last, step)) => (last, Some(step)),
        None => (rest, None),
    };
    let Some(step) = step.map_or(Some(1), read_step) else {
        return Ok(None);
    };
    match (read_end(first), read_end(last)) {
        (Some(End::Number(from)), Some(End::Number(to))) => {
            let width = width(first, last);
            let Some(numbers) = count(from, to, step, most)? else {
                return Ok(None);
            };
            let item = |number| Atom::Item(Item::Number(number, width), span);
            Ok(Some(numbers.into_iter().map(item).collect()))
        }
        (Some(End::Letter(from)), Some(End::Letter(to))) => {
            let Some(codes) = count(code(from), code(to), step, most)? else {
                return Ok(None);
            };
            let letter = |code: i64| {
                let letter = u8::try_from(code).map_or(from, char::from);
                Atom::Item(Item::Letter(letter), span)
            };
            Ok(Some(codes.into_iter().map(letter).collect()))
        }
        _ => Ok(None),
    }
}

fn code(letter: char) -> i64 {
    i64::from(u32::from(letter))
}

/// The characters between the braces, when all are plain ones, and where the braces stand.
fn written(brace: &[Atom]) -> Option<(String, Span)> {
    let (Atom::Character(_, first), Atom::Character(_, last)) = (brace.first()?, brace.last()?)
    else {
        return None;
    };
    let inside = brace.get(1..brace.len() - 1)?;
    let character = |atom: &Atom| match atom {
        Atom::Character(character, _) => Some(*character),
        Atom::Unit(..) | Atom::Item(..) => None,
    };
    let text = inside.iter().map(character).collect::<Option<String>>()?;
    Some((text, first.to(*last)))
}

fn read_end(text: &str) -> Option<End> {
    if let Some(number) = read_number(text) {
        return Some(End::Number(number));
    }
    let mut characters = text.chars();
    match (characters.next(), characters.next()) {
        (Some(letter), None) if letter.is_ascii_alphabetic() => Some(End::Letter(letter)),
        _ => None,
    }
}

/// A decimal number, with a sign perhaps.
fn read_number(text: &str) -> Option<i64> {
    text.parse().ok()
}

/// The step; nothing when it is no number.
fn read_step(text: &str) -> Option<i64> {
    match read_number(text)? {
        0 => Some(1),
        step => Some(step),
    }
}

/// To how many characters numbers are filled up.
fn width(first: &str, last: &str) -> usize {
    let is_filled = |text: &str| {
        let digits = text.strip_prefix('-').unwrap_or(text);
        digits.len() > 1 && digits.starts_with('0')
    };
    match is_filled(first) || is_filled(last) {
        true => first.len().max(last.len()),
        false => 0,
    }
}

/// Beyond that bash's own numbers overflow.
const FURTHEST: i128 = 1 << 62;

/// Sequences of more items bash leaves as they are.
const MOST_ITEMS: i128 = 0x7FFF_FFFF - 2;

/// From one number to the other; nothing where bash gives up.
fn count(from: i64, to: i64, step: i64, most: usize) -> Result<Option<Vec<i64>>, BraceFault> {
    let step = i128::from(step).abs();
    let (from, to) = (i128::from(from), i128::from(to));
    let distance = (to - from).abs();
    if distance > FURTHEST || step > FURTHEST {
        return Err(BraceFault::NotSimulated(
            "a sequence at the end of all numbers",
        ));
    }
    let items = distance / step + 1;
    if items > MOST_ITEMS {
        return Ok(None);
    }
    if usize::try_from(items).map_or(true, |items| items > most) {
        return Err(BraceFault::TooMany);
    }
    let sign = if to < from { -1 } else { 1 };
    let number = |index: i128| i64::try_from(from + sign * step * index).ok();
    Ok((0..items).map(number).collect())
}
