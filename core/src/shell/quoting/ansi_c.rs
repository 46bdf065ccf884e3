//! bash's `$'…'`: what cannot be printed is written as an escape sequence.
//!
//! A tab is `\t`, the byte 1 is `\001`; `é` stays where the locale is UTF-8 and is `\303\251` elsewhere.

use std::fmt::Write;

use crate::shell::pattern::Locale;

/// Whether a character is in it that cannot be printed.
pub(super) fn is_needed(text: &str, locale: Locale) -> bool {
    !text.chars().all(|it| is_printed(it, locale))
}

fn is_printed(character: char, locale: Locale) -> bool {
    match locale {
        Locale::Posix => character.is_ascii() && !character.is_control(),
        Locale::Utf8 => !character.is_control() && !matches!(character, '\u{2028}' | '\u{2029}'),
    }
}

/// The text in `$'…'`.
pub(super) fn quote(text: &str, locale: Locale) -> String {
    let mut quoted = "$'".to_owned();
    for character in text.chars() {
        match character {
            '\x1B' => quoted.push_str("\\E"),
            '\x07' => quoted.push_str("\\a"),
            '\x0B' => quoted.push_str("\\v"),
            '\x08' => quoted.push_str("\\b"),
            '\x0C' => quoted.push_str("\\f"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            '\\' | '\'' => quoted.extend(['\\', character]),
            _ if is_printed(character, locale) => quoted.push(character),
            _ => push_bytes(&mut quoted, character),
        }
    }
    quoted.push('\'');
    quoted
}

fn push_bytes(quoted: &mut String, character: char) {
    for byte in character.encode_utf8(&mut [0; 4]).bytes() {
        // Writing to a string does not fail.
        let _ = write!(quoted, "\\{byte:03o}");
    }
}
