//! Escape sequences that `echo -e` and `printf` turn into bytes.

/// What an escape sequence stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Escaped {
    /// A byte.
    Byte(u8),
    /// `\c`: nothing more is written.
    Stop,
    /// It is none; the backslash stands for itself.
    Nothing,
}

/// How octal numbers are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Octal {
    /// `\0NNN`, and `\NNN` for other first digits: `echo`, and `%b`.
    BehindZero,
    /// `\NNN`: the format of `printf`.
    Plain,
}

/// What the characters behind a backslash stand for, and how many they are.
pub(super) fn escaped(behind: &[u8], octal: Octal) -> (Escaped, usize) {
    let Some(first) = behind.first() else {
        return (Escaped::Nothing, 0);
    };
    let byte = match first {
        b'a' => 7,
        b'b' => 8,
        b'c' => return (Escaped::Stop, 1),
        b'e' => 27,
        b'f' => 12,
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'v' => 11,
        b'\\' => b'\\',
        b'"' if octal == Octal::Plain => b'"',
        b'0' if octal == Octal::BehindZero => {
            let (value, digits) = number(&behind[1..], 3, 8);
            return (Escaped::Byte(value), 1 + digits);
        }
        b'0'..=b'7' => {
            let (value, digits) = number(behind, 3, 8);
            return (Escaped::Byte(value), digits);
        }
        b'x' => match number(&behind[1..], 2, 16) {
            (_, 0) => return (Escaped::Nothing, 0),
            (value, digits) => return (Escaped::Byte(value), 1 + digits),
        },
        _ => return (Escaped::Nothing, 0),
    };
    (Escaped::Byte(byte), 1)
}

/// A number of at most so many digits, cut to a byte, and how many there are.
fn number(digits: &[u8], most: usize, base: u32) -> (u8, usize) {
    let mut value = 0;
    let mut used = 0;
    for digit in digits.iter().take(most) {
        let Some(digit) = char::from(*digit).to_digit(base) else {
            break;
        };
        value = value * base + digit;
        used += 1;
    }
    (u8::try_from(value & 0xff).unwrap_or_default(), used)
}
