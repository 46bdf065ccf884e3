//! Upper and lower case as Docker's Go maps it (`strings.ToLower`, `strings.ToUpper`): one character for each, by the
//! letters of Unicode 15.
//!
//! The standard library knows later letters, and turns some characters into several (`ß` into `SS`, `İ` into two);
//! Docker then compares and prints something else. Its tables are also ten times the size of these ranges.

mod ranges;

use ranges::{LOWER, UPPER};

/// Characters whose other case lies at the same distance.
///
/// The first, the last, whether it is every character (1) or every second (2), and how far off the other case is.
#[derive(Debug)]
struct Range(u32, u32, u32, i32);

/// The text in lower case.
///
/// ```
/// # use shellform::text::case;
/// assert_eq!(case::lowercase("FROM ΑΣ"), "from ασ");
/// ```
#[must_use]
pub fn lowercase(text: &str) -> String {
    text.chars().map(lower).collect()
}

/// The character in lower case (`unicode.ToLower`).
#[must_use]
#[inline]
pub fn lower(character: char) -> char {
    match character.is_ascii() {
        true => character.to_ascii_lowercase(),
        false => mapped(character, LOWER),
    }
}

/// The character in upper case (`unicode.ToUpper`).
#[must_use]
pub fn upper(character: char) -> char {
    match character.is_ascii() {
        true => character.to_ascii_uppercase(),
        false => mapped(character, UPPER),
    }
}

/// The text in upper case.
///
/// ```
/// # use shellform::text::case;
/// assert_eq!(case::uppercase("straße"), "STRAßE");
/// ```
#[must_use]
pub fn uppercase(text: &str) -> String {
    text.chars().map(upper).collect()
}

/// Whether the text is as it would be in lower case.
#[must_use]
pub fn is_lowercase(text: &str) -> bool {
    text.chars().all(|it| lower(it) == it)
}

/// Whether the text is as it would be in upper case.
#[must_use]
pub fn is_uppercase(text: &str) -> bool {
    text.chars().all(|it| upper(it) == it)
}

fn mapped(character: char, ranges: &[Range]) -> char {
    let code = u32::from(character);
    let at = ranges.partition_point(|Range(_, last, ..)| *last < code);
    match ranges.get(at) {
        Some(Range(first, _, step, distance)) if *first <= code && (code - first) % step == 0 => {
            code.checked_add_signed(*distance)
                .and_then(char::from_u32)
                .unwrap_or(character)
        }
        Some(_) | None => character,
    }
}

#[cfg(test)]
mod tests {
    use super::{is_lowercase, is_uppercase, lowercase, uppercase};

    #[test]
    fn one_character_for_each() {
        assert_eq!(lowercase("İΣς\u{212A}ǅ"), "iσςkǆ");
        assert_eq!(uppercase("ßŉıſςᾀǅ\u{1E96}"), "ßŉISΣᾈǄ\u{1E96}");
    }

    #[test]
    fn letters_of_later_unicode_stay() {
        assert_eq!(lowercase("\u{10D50}\u{1C89}"), "\u{10D50}\u{1C89}");
        assert_eq!(uppercase("\u{10D70}\u{264}"), "\u{10D70}\u{264}");
    }

    #[test]
    fn a_text_without_letters_is_of_both_cases() {
        assert!(is_lowercase("12 -") && is_uppercase("12 -"));
        assert!(!is_lowercase("aB") && !is_uppercase("aB"));
    }

    /// Every character that the standard library maps to one other is mapped alike, but for letters of later versions.
    #[test]
    fn as_the_standard_library_where_both_know_the_letter() {
        let single =
            |mut mapped: Box<dyn Iterator<Item = char>>| match (mapped.next(), mapped.next()) {
                (Some(only), None) => Some(only),
                _ => None,
            };
        let mut later = Vec::new();
        for character in char::MIN..=char::MAX {
            let text = character.to_string();
            for (ours, theirs) in [
                (lowercase(&text), single(Box::new(character.to_lowercase()))),
                (uppercase(&text), single(Box::new(character.to_uppercase()))),
            ] {
                if theirs.is_some_and(|it| ours != it.to_string()) {
                    assert_eq!(ours, text);
                    later.push(character);
                }
            }
        }
        assert_eq!(later.len(), 110, "{later:?}");
    }
}
