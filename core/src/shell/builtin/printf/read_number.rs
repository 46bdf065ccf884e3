//! An argument as a number: as C's `strtoimax`, `strtoumax` and `strtod` read it, or the code of the character behind a
//! quote; with what each shell says of an argument that is none.

use super::Printer;
use crate::shell::dialect::Dialect;
use crate::shell::execution::{Encoding, Flow};
use crate::text::{Span, raw_byte};

/// What may stand before a number.
const BLANKS: [char; 6] = [' ', '\t', '\n', '\r', '\x0b', '\x0c'];

/// What reading an integer came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Integer {
    is_negative: bool,
    /// The magnitude; the greatest when it is out of range.
    magnitude: u64,
    is_out_of_range: bool,
    /// How many bytes were read; none when it is no number.
    length: usize,
}

impl Printer<'_> {
    pub(super) async fn read_integer(&mut self, argument: Option<Span>) -> Flow<i64> {
        let Some((text, integer)) = self.read_any(argument).await? else {
            return Ok(0);
        };
        if let Some(code) = self.character(&text) {
            return Ok(code);
        }
        let limit = i64::MAX.cast_unsigned() + u64::from(integer.is_negative);
        let is_out = integer.is_out_of_range || integer.magnitude > limit;
        if !self.check(&text, integer, is_out).await? {
            return Ok(0);
        }
        Ok(match (is_out, integer.is_negative) {
            (true, true) => i64::MIN,
            (true, false) => i64::MAX,
            (false, true) => integer.magnitude.wrapping_neg().cast_signed(),
            (false, false) => integer.magnitude.cast_signed(),
        })
    }

    pub(super) async fn read_unsigned(&mut self, argument: Option<Span>) -> Flow<u64> {
        let Some((text, integer)) = self.read_any(argument).await? else {
            return Ok(0);
        };
        if let Some(code) = self.character(&text) {
            return Ok(code.cast_unsigned());
        }
        if !self.check(&text, integer, integer.is_out_of_range).await? {
            return Ok(0);
        }
        Ok(match (integer.is_out_of_range, integer.is_negative) {
            (true, _) => u64::MAX,
            (false, true) => integer.magnitude.wrapping_neg(),
            (false, false) => integer.magnitude,
        })
    }

    /// The argument and the number it begins with; nothing for one that is missing or empty.
    async fn read_any(&mut self, argument: Option<Span>) -> Flow<Option<(String, Integer)>> {
        let text = argument.map_or("", |it| self.shell.str(it)).to_owned();
        if text.is_empty() {
            if self.shell.dialect() == Dialect::BusyboxAsh {
                self.complain("invalid number ''").await?;
                self.status = 1;
            }
            return Ok(None);
        }
        let integer = read(&text);
        Ok(Some((text, integer)))
    }

    /// `'c`: the code of a character, of which the first byte counts.
    pub(super) fn character(&self, text: &str) -> Option<i64> {
        let behind = text.strip_prefix(['\'', '"'])?;
        let character = behind.chars().next().unwrap_or_default();
        let bytes = raw_byte::to_bytes(behind);
        let first = bytes.first().copied().unwrap_or(0);
        Some(match self.shell.encoding() {
            Encoding::Utf8 => i64::from(u32::from(character)),
            Encoding::Bytes => i64::from(first),
        })
    }

    /// Says what is wrong with a number; whether its value counts.
    async fn check(&mut self, text: &str, integer: Integer, is_out: bool) -> Flow<bool> {
        let is_whole = integer.length == text.len();
        let dialect = self.shell.dialect();
        let (message, status) = match dialect {
            _ if is_whole && !is_out => return Ok(true),
            Dialect::Dash if integer.length == 0 => (format!("{text}: expected numeric value"), 1),
            Dialect::Dash if !is_whole => (format!("{text}: not completely converted"), 1),
            Dialect::Dash => (format!("{text}: Numerical result out of range"), 1),
            Dialect::BusyboxAsh => {
                let text = text.trim_start_matches(BLANKS);
                (format!("invalid number '{text}'"), 1)
            }
            Dialect::Bash | Dialect::BashAsSh if !is_whole => {
                let kind = match text.as_bytes() {
                    [b'0', b'0'..=b'9', ..] => "octal ",
                    [b'0', b'x', ..] => "hex ",
                    _ => "",
                };
                (format!("{text}: invalid {kind}number"), 1)
            }
            Dialect::Bash | Dialect::BashAsSh => {
                (format!("warning: {text}: Numerical result out of range"), 0)
            }
        };
        self.complain(&message).await?;
        self.status = self.status.max(status);
        Ok(dialect != Dialect::BusyboxAsh)
    }
}

/// The integer that a text begins with, in any of C's bases.
fn read(text: &str) -> Integer {
    let blanks = text.len() - text.trim_start_matches(BLANKS).len();
    let rest = &text[blanks..];
    let is_negative = rest.starts_with('-');
    let sign = usize::from(rest.starts_with(['-', '+']));
    let digits = &rest[sign..];
    let is_hexadecimal = digits.len() > 2
        && digits.as_bytes()[..2].eq_ignore_ascii_case(b"0x")
        && digits.as_bytes()[2].is_ascii_hexdigit();
    let (base, prefix) = match digits.as_bytes() {
        _ if is_hexadecimal => (16, 2),
        [b'0', ..] => (8, 0),
        _ => (10, 0),
    };
    let digits = &digits[prefix..];
    let end = digits
        .find(|it: char| !it.is_digit(base))
        .unwrap_or(digits.len());
    let value = u64::from_str_radix(&digits[..end], base);
    Integer {
        is_negative,
        magnitude: match end {
            0 => 0,
            _ => value.clone().unwrap_or(u64::MAX),
        },
        is_out_of_range: value.is_err() && end > 0,
        length: match end {
            0 => 0,
            _ => blanks + sign + prefix + end,
        },
    }
}
