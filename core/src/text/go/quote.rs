//! Go's `%q`, with which BuildKit's messages show a word (`strconv.Quote`).

use std::fmt::Write;

use super::unicode::is_printable;

/// The text in double quotes, as Go source code would spell it.
pub(crate) fn go_quote(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        push_escaped(&mut quoted, character);
    }
    quoted.push('"');
    quoted
}

fn push_escaped(quoted: &mut String, character: char) {
    let letter = match character {
        '"' | '\\' => character,
        '\x07' => 'a',
        '\x08' => 'b',
        '\x0C' => 'f',
        '\n' => 'n',
        '\r' => 'r',
        '\t' => 't',
        '\x0B' => 'v',
        _ if is_printable(character) => {
            quoted.push(character);
            return;
        }
        _ => {
            push_number(quoted, u32::from(character));
            return;
        }
    };
    quoted.push('\\');
    quoted.push(letter);
}

fn push_number(quoted: &mut String, number: u32) {
    let written = match number {
        ..0x80 => write!(quoted, "\\x{number:02x}"),
        0x80..0x1_0000 => write!(quoted, "\\u{number:04x}"),
        0x1_0000.. => write!(quoted, "\\U{number:08x}"),
    };
    // Writing to a string does not fail.
    debug_assert!(written.is_ok());
}
