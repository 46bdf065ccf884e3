//! `$'…'`: quotes in which backslashes begin escape sequences (bash, busybox).
//!
//! Recorded of each: bash has `\e`, `\?`, `\cX`, `\uXXXX` and `\UXXXXXXXX`, which busybox leaves as they are. A byte 0
//! ends the text in bash and is left out in busybox.

use crate::shell::execution::{Encoding, Evaluator, Family, Flow};
use crate::text::{Rewrite, Span, raw_byte};

/// What a sequence makes.
enum Made {
    Byte(u8),
    Character(char),
    /// The backslash and what stands behind it.
    Itself,
}

impl Evaluator {
    /// The characters of `$'…'`.
    pub(super) fn decode_dollar_quotes(&mut self, quoted: Span) -> Flow<Span> {
        let content = quoted.slice(2..quoted.len() - 1);
        self.decode_ansi_c(content)
    }

    /// A text with its escape sequences decoded.
    pub(super) fn decode_ansi_c(&mut self, content: Span) -> Flow<Span> {
        let text = self.str(content);
        if !text.contains('\\') {
            return Ok(content);
        }
        let decoded = decode(text, self.dialect().family(), self.encoding());
        self.check_text(decoded.len())?;
        if decoded.is_empty() {
            return Ok(content.at_start());
        }
        Ok(self.rewritten(&decoded, content, Rewrite::EscapeSequence))
    }
}

/// What stands between `$'` and `'`, as bash takes it.
pub(in crate::shell) fn ansi_c_text(text: &str) -> String {
    decode(text, Family::Bash, Encoding::Utf8)
}

/// A text with its escape sequences decoded.
fn decode(text: &str, family: Family, encoding: Encoding) -> String {
    let mut bytes: Vec<u8> = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(backslash) = rest.find('\\') {
        bytes.extend_from_slice(&raw_byte::to_bytes(&rest[..backslash]));
        rest = &rest[backslash + 1..];
        let (made, length) = sequence(rest, family);
        match (made, family) {
            (Made::Byte(0), Family::Bash) => {
                rest = "";
                break;
            }
            (Made::Byte(0), Family::Ash) => {}
            (Made::Byte(byte), _) => bytes.push(byte),
            (Made::Character(it), _) if encoding == Encoding::Bytes && !it.is_ascii() => {
                // The locale has no such character.
                let number = u32::from(it);
                let sequence = match number {
                    0x1_0000.. => format!("\\U{number:08X}"),
                    _ => format!("\\u{number:04X}"),
                };
                bytes.extend_from_slice(sequence.as_bytes());
            }
            (Made::Character(it), _) => {
                bytes.extend_from_slice(it.encode_utf8(&mut [0; 4]).as_bytes());
            }
            (Made::Itself, _) => {
                bytes.push(b'\\');
                bytes.extend_from_slice(&raw_byte::to_bytes(&rest[..length]));
            }
        }
        rest = &rest[length..];
    }
    bytes.extend_from_slice(&raw_byte::to_bytes(rest));
    raw_byte::from_bytes(&bytes)
}

/// What a sequence makes, of which `rest` is what stands behind the backslash, and how long it is.
fn sequence(rest: &str, family: Family) -> (Made, usize) {
    let bytes = rest.as_bytes();
    let is_bash = family == Family::Bash;
    let byte = match bytes.first() {
        None => return (Made::Itself, 0),
        Some(b'a') => 7,
        Some(b'b') => 8,
        Some(b'e' | b'E') if is_bash => 27,
        Some(b'f') => 12,
        Some(b'n') => b'\n',
        Some(b'r') => b'\r',
        Some(b't') => b'\t',
        Some(b'v') => 11,
        Some(b'?') if is_bash => b'?',
        Some(quote @ (b'\\' | b'\'' | b'"')) => *quote,
        Some(b'0'..=b'7') => {
            let (value, length) = number(bytes, 8, 3);
            return (Made::Byte(u8::try_from(value & 0xff).unwrap_or(0)), length);
        }
        Some(b'x') => {
            let (value, length) = number(&bytes[1..], 16, 2);
            return match length {
                0 => (Made::Itself, 1),
                _ => (
                    Made::Byte(u8::try_from(value & 0xff).unwrap_or(0)),
                    length + 1,
                ),
            };
        }
        Some(b'u') if is_bash => return character(&bytes[1..], 4),
        Some(b'U') if is_bash => return character(&bytes[1..], 8),
        Some(b'c') if is_bash && bytes.len() > 1 && bytes[1].is_ascii() => {
            return match bytes[1] {
                b'?' => (Made::Byte(0x7f), 2),
                b'\\' if bytes.get(2) == Some(&b'\\') => (Made::Byte(0x1c), 3),
                byte => (Made::Byte(byte.to_ascii_uppercase() & 0x1f), 2),
            };
        }
        Some(_) => {
            let length = rest.chars().next().map_or(0, char::len_utf8);
            return (Made::Itself, length);
        }
    };
    (Made::Byte(byte), 1)
}

/// `\uXXXX`, behind the letter.
fn character(bytes: &[u8], most: usize) -> (Made, usize) {
    let (value, length) = number(bytes, 16, most);
    match (length, char::from_u32(value)) {
        (0, _) | (_, None) => (Made::Itself, 1),
        (_, Some('\0')) => (Made::Byte(0), length + 1),
        (_, Some(it)) => (Made::Character(it), length + 1),
    }
}

/// A number of at most so many digits, and how many there are.
fn number(bytes: &[u8], base: u32, most: usize) -> (u32, usize) {
    let digits = bytes.iter().take(most);
    let digits = digits.map_while(|it| char::from(*it).to_digit(base));
    digits.fold((0, 0), |(value, length), digit| {
        (value * base + digit, length + 1)
    })
}
