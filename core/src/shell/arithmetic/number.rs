//! [`read_constant`]: a constant as the C library reads it (XBD 1.1.2.1): decimal, octal after `0`, else `0x`.

use crate::shell::characters::is_name_part;

/// The digits at the start of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Constant {
    /// The number, as far as it fits; `None` when it does not.
    pub(super) value: Option<u64>,
    /// How many bytes it takes; `0x` without a digit behind it is the `0` alone.
    pub(super) length: usize,
}

/// The constant at the start of `text`; of length 0 when there is none.
pub(super) fn read_constant(text: &[u8]) -> Constant {
    let (prefix, base) = match text {
        [b'0', b'x' | b'X', digit, ..] if digit.is_ascii_hexdigit() => (2, 16),
        [b'0', ..] => (0, 8),
        _ => (0, 10),
    };
    let mut constant = Constant {
        value: Some(0),
        length: prefix,
    };
    for &byte in text.get(prefix..).unwrap_or_default() {
        let Some(digit) = char::from(byte).to_digit(base) else {
            break;
        };
        constant.value = constant
            .value
            .and_then(|value| value.checked_mul(base.into())?.checked_add(digit.into()));
        constant.length += 1;
    }
    constant
}

/// How many bytes of a name stand at the start of `text`.
pub(super) fn name_length(text: &[u8]) -> usize {
    match text.first() {
        Some(byte) if !byte.is_ascii_digit() => {
            text.iter().take_while(|byte| is_name_part(**byte)).count()
        }
        _ => 0,
    }
}

/// Whether C's `isspace` says so of `byte`.
pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r')
}
