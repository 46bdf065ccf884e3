//! [`read_constant`]: a constant in busybox: decimal, octal after `0`, hexadecimal after `0x`, `base#digits`.
//!
//! Before 1.37 it is read as C does, and one that does not fit is 0; from then on it wraps, as in bash.

use super::Lookup;
use crate::shell::arithmetic::number::{self, Constant};

/// The value and length of the constant at the start of `text`; nothing for a base without digits, from 1.37 on.
pub(super) fn read_constant(text: &[u8], lookup: Lookup) -> Option<(i64, usize)> {
    match lookup {
        Lookup::Late => Some(read_late(text)),
        Lookup::Early => read_early(text),
    }
}

fn read_late(text: &[u8]) -> (i64, usize) {
    let Constant { value, length } = number::read_constant(text);
    let base = value.and_then(|value| u8::try_from(value).ok());
    match (base, text.get(length)) {
        (Some(base @ 2..=64), Some(b'#')) if text[0] != b'0' => {
            let (value, digits) = read_digits(&text[length + 1..], base, Lookup::Late);
            (value, length + 1 + digits)
        }
        _ => (value.unwrap_or(0).cast_signed(), length),
    }
}

fn read_early(text: &[u8]) -> Option<(i64, usize)> {
    let decimal = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (prefix, base) = match text {
        [b'0', b'x' | b'X', ..] => (2, 16),
        [b'0', ..] => (0, 8),
        [first, b'#', ..] if *first > b'1' => (2, first - b'0'),
        [first, second, b'#', ..] if decimal == 2 => match 10 * (first - b'0') + (second - b'0') {
            base @ ..=64 => (3, base),
            _ => (0, 10),
        },
        _ => (0, 10),
    };
    let (value, digits) = read_digits(&text[prefix..], base, Lookup::Early);
    let is_empty = digits == 0 && base != 16;
    let is_empty = is_empty || digits == 0 && !text.starts_with(b"0");
    (!is_empty).then_some((value, prefix + digits))
}

/// As many digits as fit `base`, and how many.
fn read_digits(text: &[u8], base: u8, lookup: Lookup) -> (i64, usize) {
    let mut value = 0_i64;
    let mut length = 0;
    let digits = text.iter().map_while(|byte| digit(*byte, base, lookup));
    for digit in digits.take_while(|digit| *digit < base) {
        value = value.wrapping_mul(base.into()).wrapping_add(digit.into());
        length += 1;
    }
    (value, length)
}

fn digit(byte: u8, base: u8, lookup: Lookup) -> Option<u8> {
    Some(match byte {
        b'0'..=b'9' => byte - b'0',
        b'a'..=b'z' => byte - b'a' + 10,
        b'A'..=b'Z' if base <= 36 => byte - b'A' + 10,
        b'A'..=b'Z' => byte - b'A' + 36,
        b'@' if base > 36 => 62,
        b'_' if base > 36 => 63,
        // What stands before the letters counts as what comes before 10.
        b'@' | b'`' if lookup == Lookup::Late => 9,
        b'`' if base > 36 => 9,
        _ => return None,
    })
}
