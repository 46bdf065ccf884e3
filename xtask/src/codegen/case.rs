//! The ranges of letters in `core/src/text/case/ranges.rs`: how Go maps upper to lower case and back.
//!
//! Go maps each character to one (`UnicodeData.txt`, the simple mappings), by the Unicode version of the Go that Docker
//! is built with. The standard library gives the full mappings of a later version; what differs is said here, and was
//! compared character by character with `strings.ToLower` and `strings.ToUpper` of Go.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::Result;

use super::{Extent, Generator};

/// Letters that came with Unicode 16 and 17, and the older ones they are the other case of.
const LATER: &[std::ops::RangeInclusive<u32>] = &[
    0x264..=0x264,
    0x19B..=0x19B,
    0x1C89..=0x1C8A,
    0xA7CB..=0xA7CF,
    0xA7D2..=0xA7D5,
    0xA7DA..=0xA7DC,
    0x10D50..=0x10D65,
    0x10D70..=0x10D85,
    0x16EA0..=0x16EB8,
    0x16EBB..=0x16ED3,
];

pub(super) const GENERATOR: Generator = Generator {
    output: "core/src/text/case/ranges.rs",
    extent: Extent::WholeFile {
        title: "Letters and how far off their other case is, for Unicode 15.",
    },
    items: generate,
};

struct Range {
    first: u32,
    last: u32,
    step: u32,
    distance: i64,
}

fn generate(_: &Path) -> Result<String> {
    Ok(format!(
        "use super::Range;\n\n{}\n{}",
        constant("LOWER", "The upper-case letters.", lower),
        constant("UPPER", "The lower-case letters.", upper),
    ))
}

/// What Go's `unicode.ToLower` gives.
fn lower(character: char) -> char {
    match character {
        'İ' => 'i',
        other => single(other.to_lowercase()).unwrap_or(other),
    }
}

/// What Go's `unicode.ToUpper` gives: Greek letters with an iota have a letter of their own for both.
fn upper(character: char) -> char {
    let distance = match character {
        '\u{1F80}'..='\u{1F87}' | '\u{1F90}'..='\u{1F97}' | '\u{1FA0}'..='\u{1FA7}' => 8,
        '\u{1FB3}' | '\u{1FC3}' | '\u{1FF3}' => 9,
        other => return single(other.to_uppercase()).unwrap_or(other),
    };
    char::from_u32(u32::from(character) + distance).unwrap_or(character)
}

fn single(mut mapped: impl ExactSizeIterator<Item = char>) -> Option<char> {
    (mapped.len() == 1).then(|| mapped.next())?
}

fn constant(name: &str, title: &str, map: fn(char) -> char) -> String {
    let mut text = format!("/// {title}\npub(super) const {name}: &[Range] = &[\n");
    for Range {
        first,
        last,
        step,
        distance,
    } in ranges(map)
    {
        let _ = writeln!(text, "Range(0x{first:X}, 0x{last:X}, {step}, {distance}),");
    }
    text.push_str("];\n");
    text
}

fn ranges(map: fn(char) -> char) -> Vec<Range> {
    let mut ranges: Vec<Range> = Vec::new();
    for character in char::MIN..=char::MAX {
        let code = u32::from(character);
        let distance = i64::from(u32::from(map(character))) - i64::from(code);
        if distance == 0 || LATER.iter().any(|it| it.contains(&code)) {
            continue;
        }
        match ranges.last_mut() {
            Some(range) if range.continues(code, distance) => {
                range.step = code - range.last;
                range.last = code;
            }
            Some(_) | None => ranges.push(Range {
                first: code,
                last: code,
                step: 1,
                distance,
            }),
        }
    }
    ranges
}

impl Range {
    /// Whether the letter `code` is the next of these.
    fn continues(&self, code: u32, distance: i64) -> bool {
        let step = code - self.last;
        let is_single = self.first == self.last;
        self.distance == distance && step <= 2 && (is_single || step == self.step)
    }
}

#[cfg(test)]
mod tests {
    use super::{lower, ranges, upper};

    #[test]
    fn neighbours_are_one_range() {
        let ranges = ranges(lower);
        assert_eq!(
            (ranges[0].first, ranges[0].last, ranges[0].distance),
            (0x41, 0x5A, 32)
        );
        assert!(ranges.len() < 200, "{}", ranges.len());
    }

    #[test]
    fn simple_mappings_are_gos() {
        assert_eq!((lower('İ'), upper('ß'), upper('ᾳ')), ('i', 'ß', 'ᾼ'));
    }
}
