//! [`read_constant`]: a constant in bash: decimal, octal after `0`, hexadecimal after `0x`, `base#digits` up to 64.
//!
//! Digits above 9 are letters; above base 36, small letters come before capital ones, then `@` and `_`.
//! Too great a constant wraps (bash manual, "Shell Arithmetic").

/// The value and length of the constant at the start of `text`, which starts with a digit.
///
/// # Errors
/// What is wrong with it, and its length.
pub(super) fn read_constant(text: &str) -> Result<(i64, usize), (&'static str, usize)> {
    let part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'#' | b'@' | b'_');
    let length = text.bytes().take_while(part).count();
    let constant = &text.as_bytes()[..length];
    let value = match constant {
        [b'0', b'x' | b'X', digits @ ..] => read_digits(digits, 16),
        [b'0', digits @ ..] => read_digits(digits, 8),
        _ => read_based(constant),
    };
    value
        .map(|value| (value, length))
        .map_err(|what| (what, length))
}

/// Decimal digits, or a base and digits.
fn read_based(constant: &[u8]) -> Result<i64, &'static str> {
    let Some(hash) = constant.iter().position(|byte| *byte == b'#') else {
        return read_digits(constant, 10);
    };
    let base = read_digits(&constant[..hash], 10)?;
    if !(2..=64).contains(&base) {
        return Err("invalid arithmetic base");
    }
    match &constant[hash + 1..] {
        [] | [b'#', ..] => Err("invalid integer constant"),
        digits => read_digits(digits, base),
    }
}

fn read_digits(digits: &[u8], base: i64) -> Result<i64, &'static str> {
    let mut value = 0_i64;
    for &byte in digits {
        let digit = match byte {
            b'0'..=b'9' => byte - b'0',
            b'a'..=b'z' => byte - b'a' + 10,
            b'A'..=b'Z' if base <= 36 => byte - b'A' + 10,
            b'A'..=b'Z' => byte - b'A' + 36,
            b'@' => 62,
            b'_' => 63,
            _ => return Err("invalid number"),
        };
        let digit = i64::from(digit);
        if digit >= base {
            return Err("value too great for base");
        }
        value = value.wrapping_mul(base).wrapping_add(digit);
    }
    Ok(value)
}
