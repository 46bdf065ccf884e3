//! Characters of the reader's file inside a sentence.

use crate::document;

/// How many characters of an argument a sentence shows.
const LONGEST: usize = 60;

/// `text` between backquotes, shortened, control characters as their pictures.
pub(crate) fn code(text: &str) -> String {
    let mut shown: String = text.chars().take(LONGEST).map(picture).collect();
    if text.chars().nth(LONGEST).is_some() {
        shown.push('…');
    }
    document::code(&shown)
}

/// Several of them as a list: `` `a`, `b` and `c` ``.
pub(crate) fn codes<'t>(texts: impl IntoIterator<Item = &'t str>) -> String {
    let mut shown: Vec<String> = texts.into_iter().map(code).collect();
    let last = shown.pop().unwrap_or_default();
    match shown.is_empty() {
        true => last,
        false => format!("{} and {last}", shown.join(", ")),
    }
}

fn picture(character: char) -> char {
    match character {
        '\0'..='\x1f' => char::from_u32(0x2400 + u32::from(character)).unwrap_or(character),
        '\x7f' => '␡',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::{code, codes};

    #[test]
    fn control_characters_have_pictures() {
        assert_eq!(code("a\0b\n"), "`a␀b␊`");
        assert_eq!(codes(["a", "b", "c"]), "`a`, `b` and `c`");
    }
}
