//! The keys of `sort -k`: from a place in one field to a place in another.

use std::cmp::Ordering;

use super::compare::Comparison;
use crate::container::executable::failure::{Failure, complaint};
use crate::container::executable::{Call, Flavour};

/// One end of a key: field and character, counted from one.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Place {
    field: usize,
    character: usize,
    skips_blanks: bool,
}

/// A key.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Key {
    start: Place,
    end: Option<Place>,
    comparison: Comparison,
    has_own_options: bool,
}

impl Key {
    /// The whole line.
    pub(super) fn whole(comparison: Comparison) -> Self {
        Self {
            start: Place {
                field: 1,
                character: 1,
                skips_blanks: comparison.skips_blanks,
            },
            end: None,
            comparison,
            has_own_options: true,
        }
    }

    /// Reads `F[.C][OPTS][,F[.C][OPTS]]`.
    pub(super) fn read(text: &str, call: &Call<'_>) -> Result<Self, Failure> {
        let fault = |debian: String, busybox: &str| match call.flavour {
            Flavour::Debian => complaint(debian, 2),
            Flavour::Busybox => complaint(busybox, 2),
        };
        let invalid =
            |what: &str| format!("{what}: invalid field specification {}", call.quote(text));
        let count = |what: &str, at: &str| {
            let at = call.quote(at);
            format!("invalid number {what}: invalid count at start of {at}")
        };
        let mut key = Self::whole(Comparison::default());
        key.has_own_options = false;
        let (first, second) = match text.split_once(',') {
            Some((first, "")) if call.flavour == Flavour::Busybox => (first, None),
            Some((first, second)) => (first, Some(second)),
            None => (text, None),
        };
        for (part, is_start) in [(Some(first), true), (second, false)] {
            let Some(part) = part else { break };
            let Some((field, rest)) = number(part) else {
                let what = if is_start {
                    "at field start"
                } else {
                    "after ','"
                };
                return fault(count(what, part), "bad field specification");
            };
            if field == 0 {
                return fault(invalid("field number is zero"), "bad field specification");
            }
            let mut place = Place {
                field,
                character: usize::from(is_start),
                skips_blanks: false,
            };
            let mut rest = rest;
            if let Some(behind) = rest.strip_prefix('.') {
                let Some((character, behind)) = number(behind) else {
                    return fault(count("after '.'", behind), "bad field specification");
                };
                if character == 0 && (is_start || call.flavour == Flavour::Busybox) {
                    let what = invalid("character offset is zero");
                    return fault(what, "bad field specification");
                }
                (place.character, rest) = (character, behind);
            }
            for letter in rest.chars() {
                if !"bdfgihMnRrV".contains(letter) {
                    let what = invalid("stray character in field spec");
                    return fault(what, "unknown key option");
                }
                if "gRM".contains(letter) || letter == 'V' && call.flavour == Flavour::Busybox {
                    return Err(Failure::Unsupported(format!("-k with {letter}")));
                }
                key.has_own_options = true;
                match letter {
                    'b' => place.skips_blanks = true,
                    letter => key.comparison.set(letter),
                }
            }
            match is_start {
                true => key.start = place,
                false => key.end = Some(place),
            }
        }
        Ok(key)
    }

    /// Takes the options of the whole sort, unless it has its own.
    pub(super) fn inherit(&mut self, comparison: Comparison) {
        if !self.has_own_options {
            self.comparison = comparison;
            self.start.skips_blanks = comparison.skips_blanks;
            if let Some(end) = &mut self.end {
                end.skips_blanks = comparison.skips_blanks;
            }
        }
    }

    /// How two lines compare by this key.
    pub(super) fn compare(&self, one: &[u8], other: &[u8], tab: Option<u8>) -> Ordering {
        let order = self
            .comparison
            .compare(self.part(one, tab), self.part(other, tab));
        match self.comparison.is_reversed {
            true => order.reverse(),
            false => order,
        }
    }

    /// The part of a line that it means.
    fn part<'l>(&self, line: &'l [u8], tab: Option<u8>) -> &'l [u8] {
        let start = self.start.begin(line, tab);
        let end = match self.end {
            None => line.len(),
            Some(place) if place.character == 0 => field_end(line, tab, place.field),
            Some(place) => place.begin(line, tab).saturating_add(1).min(line.len()),
        };
        &line[start.min(end)..end]
    }
}

impl Place {
    /// The byte of a line that it means.
    fn begin(self, line: &[u8], tab: Option<u8>) -> usize {
        let mut at = field_start(line, tab, self.field);
        if self.skips_blanks {
            at += blanks(&line[at..]);
        }
        let character = self.character.saturating_sub(1);
        at.saturating_add(character).min(line.len())
    }
}

fn blanks(bytes: &[u8]) -> usize {
    let is_blank = |it: &&u8| matches!(it, b' ' | b'\t' | b'\n');
    bytes.iter().take_while(is_blank).count()
}

/// Where a field begins; without a separator the blanks before it belong to it.
fn field_start(line: &[u8], tab: Option<u8>, field: usize) -> usize {
    let mut at = 0;
    for _ in 1..field {
        let end = field_end_from(line, tab, at);
        at = match tab {
            Some(_) => (end + 1).min(line.len()),
            None => end,
        };
        if at >= line.len() {
            return line.len();
        }
    }
    at
}

fn field_end(line: &[u8], tab: Option<u8>, field: usize) -> usize {
    let start = field_start(line, tab, field);
    field_end_from(line, tab, start)
}

fn field_end_from(line: &[u8], tab: Option<u8>, start: usize) -> usize {
    let rest = &line[start..];
    let length = match tab {
        Some(tab) => rest.iter().take_while(|it| **it != tab).count(),
        None => {
            let blanks = blanks(rest);
            let is_word = |it: &&u8| !matches!(it, b' ' | b'\t' | b'\n');
            blanks + rest[blanks..].iter().take_while(is_word).count()
        }
    };
    start + length
}

/// A number, and what stands behind it.
fn number(text: &str) -> Option<(usize, &str)> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = &text[..text.len() - rest.len()];
    Some((digits.parse().ok()?, rest))
}
