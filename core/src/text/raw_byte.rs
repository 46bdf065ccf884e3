//! Bytes that are no UTF-8, within texts that are.
//!
//! A text holds characters; what a program writes may be any bytes. A byte that is part of no character stands in a
//! text as one of the last characters of the last private plane, U+10FF80 to U+10FFFF, and becomes that byte again
//! when it leaves the simulation. (POSIX shells work on bytes: `printf '\377'`.)
//!
//! ```
//! use shellform::text::raw_byte;
//!
//! let text = raw_byte::from_bytes(b"a\xff\xc3\xa9");
//! assert_eq!(text.chars().count(), 3);
//! assert_eq!(*raw_byte::to_bytes(&text), *b"a\xff\xc3\xa9");
//! assert_eq!(raw_byte::shown(&text), "a\u{fffd}é");
//! ```

use std::borrow::Cow;

/// What is added to a byte to get its character.
const BASE: u32 = 0x10_FF00;

/// The character that stands for a byte from 128 on; a byte below that stands for itself.
#[must_use]
pub fn character(byte: u8) -> char {
    match byte {
        0..128 => char::from(byte),
        _ => char::from_u32(BASE + u32::from(byte)).unwrap_or(char::REPLACEMENT_CHARACTER),
    }
}

/// The byte that a character stands for; nothing when it is an ordinary character.
#[must_use]
pub fn byte(character: char) -> Option<u8> {
    let byte = u32::from(character).checked_sub(BASE)?;
    u8::try_from(byte).ok().filter(|it| *it >= 128)
}

/// Bytes as a text.
#[must_use]
pub fn from_bytes(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|it| character(*it)));
    }
    text
}

/// A text as bytes.
#[must_use]
pub fn to_bytes(text: &str) -> Cow<'_, [u8]> {
    if !text.chars().any(|it| byte(it).is_some()) {
        return Cow::Borrowed(text.as_bytes());
    }
    let mut bytes = Vec::with_capacity(text.len());
    for character in text.chars() {
        match byte(character) {
            Some(byte) => bytes.push(byte),
            None => bytes.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
    Cow::Owned(bytes)
}

/// A text as it is shown: bytes that are part of no character as U+FFFD.
#[must_use]
pub fn shown(text: &str) -> Cow<'_, str> {
    match to_bytes(text) {
        Cow::Borrowed(_) => Cow::Borrowed(text),
        Cow::Owned(bytes) => Cow::Owned(String::from_utf8_lossy(&bytes).into_owned()),
    }
}
