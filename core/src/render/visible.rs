//! Characters that would not be seen, or would do something, made visible.
//!
//! A terminal obeys control characters, and Unicode's direction marks reorder what surrounds them; whatever a
//! reader wrote is shown instead. Two ways: *quoted*, where the characters can be had back exactly, and *drawn*,
//! where every character keeps its place in the line.

use std::borrow::Cow;
use std::fmt::Write as _;

/// A JSON string of `text`: its bytes exactly, on one line, with nothing invisible in it but blanks.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            it if is_unseen(it) => push_escape(&mut quoted, it),
            it => quoted.push(it),
        }
    }
    quoted.push('"');
    quoted
}

fn push_escape(quoted: &mut String, character: char) {
    for unit in character.encode_utf16(&mut [0; 2]) {
        // Writing to a string does not fail.
        let _ = write!(quoted, "\\u{unit:04x}");
    }
}

/// `text` as it is where it can be read as it is, and quoted where not.
pub(super) fn quoted_if_needed<'t>(text: &'t str, fence: &[char]) -> Cow<'t, str> {
    let needs = |it: char| is_unseen(it) || fence.contains(&it);
    match text.is_empty() || text.contains(needs) {
        true => Cow::Owned(quoted(text)),
        false => Cow::Borrowed(text),
    }
}

/// Whether a character cannot be seen, or changes how others are seen.
fn is_unseen(character: char) -> bool {
    character.is_control() || is_reordering(character) || is_nothing(character)
}

/// Whether a character changes the order in which others are shown.
fn is_reordering(character: char) -> bool {
    matches!(
        character,
        '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
    )
}

/// Whether a character shows nothing, or is none.
fn is_nothing(character: char) -> bool {
    matches!(
        character,
        '\u{AD}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}' | '\u{FDD0}'..='\u{FDEF}'
    ) || u32::from(character) & 0xFFFE == 0xFFFE
}

/// What is shown for a character within a line of text.
pub(super) enum Drawn {
    /// The character.
    Itself,
    /// A picture of it, one column wide.
    Picture(char),
    /// Its code point.
    Code(String),
}

/// What is shown for `character`.
pub(super) fn drawn(character: char) -> Drawn {
    match character {
        '\0'..='\u{1F}' => picture(u32::from(character)),
        '\u{7F}' => Drawn::Picture('\u{2421}'),
        it if is_unseen(it) => Drawn::Code(format!("⟨U+{:04X}⟩", u32::from(it))),
        _ => Drawn::Itself,
    }
}

/// The picture Unicode has for a control character.
fn picture(code: u32) -> Drawn {
    char::from_u32(0x2400 + code).map_or(Drawn::Itself, Drawn::Picture)
}

/// `text` with every character seen; those for which `keep` holds stay.
pub(super) fn draw(text: &str, keep: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(|it| is_unseen(it) && !keep(it)) {
        return Cow::Borrowed(text);
    }
    let mut seen = String::with_capacity(text.len());
    for character in text.chars() {
        match drawn(character) {
            _ if keep(character) => seen.push(character),
            Drawn::Itself => seen.push(character),
            Drawn::Picture(picture) => seen.push(picture),
            Drawn::Code(code) => seen.push_str(&code),
        }
    }
    Cow::Owned(seen)
}

/// `text` within a sentence: on one line.
pub(super) fn in_sentence(text: &str) -> Cow<'_, str> {
    if text.contains(['\n', '\r', '\t']) {
        let spaced = text.replace("\r\n", " ").replace(['\n', '\r', '\t'], " ");
        return Cow::Owned(draw(&spaced, |_| false).into_owned());
    }
    draw(text, |_| false)
}
