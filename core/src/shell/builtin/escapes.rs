//! Escape sequences of `echo` and `printf` (XCU 4), as each shell has them.
//!
//! Sequences make bytes; bytes that are made one behind the other may make a character together.

use crate::shell::dialect::Dialect;
use crate::shell::execution::Encoding;
use crate::text::{Rewrite, Span, TextBuilder, raw_byte};

/// What is decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Context {
    /// An argument of `echo`.
    Echo,
    /// The format of `printf`.
    Format,
    /// An argument of `%b`.
    PercentB,
}

/// Whether output goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rest {
    /// It does.
    Goes,
    /// `\c`: it does not.
    Ends,
}

/// What a sequence stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Decoded {
    Byte(u8),
    Character(char),
    /// A character that the locale does not have: its number is written.
    Number(u32),
    Itself,
    End,
}

/// Which sequences there are.
#[derive(Debug, Clone, Copy)]
pub(super) struct EscapeRules {
    pub(super) dialect: Dialect,
    pub(super) context: Context,
    /// What `\\u` may become.
    pub(super) encoding: Encoding,
}

/// Bytes that have been made and may be the beginning of a character.
#[derive(Default)]
struct Bytes {
    bytes: Vec<u8>,
    from: Option<Span>,
}

impl EscapeRules {
    /// Copies `text`, which stands at `span`, with its sequences decoded.
    pub(super) fn decode(self, text: &str, span: Span, builder: &mut TextBuilder<'_>) -> Rest {
        let mut at = 0;
        let mut made = Bytes::default();
        while let Some(found) = text[at..].find('\\') {
            if found > 0 {
                made.flush(builder);
                builder.copy(span.slice(at..at + found));
            }
            at += found;
            let (length, decoded) = self.sequence(&text[at + 1..]);
            let from = span.slice(at..at + 1 + length);
            match decoded {
                Decoded::Byte(byte) => made.push(byte, from),
                Decoded::Character(character) => {
                    let mut buffer = [0; 4];
                    for byte in character.encode_utf8(&mut buffer).bytes() {
                        made.push(byte, from);
                    }
                }
                Decoded::Number(value) => {
                    let width = if value > 0xffff { 8 } else { 4 };
                    let letter = if value > 0xffff { 'U' } else { 'u' };
                    for byte in format!("\\{letter}{value:0width$X}").bytes() {
                        made.push(byte, from);
                    }
                }
                Decoded::Itself => {
                    made.flush(builder);
                    builder.copy(from);
                }
                Decoded::End => {
                    made.flush(builder);
                    return Rest::Ends;
                }
            }
            at += 1 + length;
        }
        made.flush(builder);
        builder.copy(span.slice_from(at));
        Rest::Goes
    }

    /// How long the sequence is that begins behind a backslash, and what it stands for.
    fn sequence(self, rest: &str) -> (usize, Decoded) {
        let Some(&first) = rest.as_bytes().first() else {
            return (0, Decoded::Itself);
        };
        let is_dash = self.dialect == Dialect::Dash;
        let is_bash = matches!(self.dialect, Dialect::Bash | Dialect::BashAsSh);
        let byte = match first {
            b'a' => 0x07,
            b'b' => 0x08,
            b'f' => 0x0c,
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'v' => 0x0b,
            b'\\' => b'\\',
            b'e' => 0x1b,
            b'E' if is_bash => 0x1b,
            b'c' if self.ends_output() => return (1, Decoded::End),
            b'0'..=b'7' => return self.octal(rest),
            b'x' if !is_dash => return hexadecimal(rest, 2),
            b'u' if is_bash => return self.code_point(rest, 4),
            b'U' if is_bash => return self.code_point(rest, 8),
            b'"' | b'\'' | b'?' if is_bash && self.context == Context::Format => first,
            _ => {
                let length = rest.chars().next().map_or(0, char::len_utf8);
                return (length, Decoded::Itself);
            }
        };
        (1, Decoded::Byte(byte))
    }

    /// Whether `\c` ends the output.
    fn ends_output(self) -> bool {
        self.context != Context::Format || self.dialect == Dialect::BusyboxAsh
    }

    /// `\u` and up to four digits, `\U` and up to eight: a character, where the locale has it.
    fn code_point(self, rest: &str, most: usize) -> (usize, Decoded) {
        let (count, value) = hexadecimal_value(rest, most);
        let decoded = match value {
            None => return (1, Decoded::Itself),
            Some(value) => match (char::from_u32(value), self.encoding) {
                (Some(character), Encoding::Utf8) => Decoded::Character(character),
                (Some(character), Encoding::Bytes) if character.is_ascii() => {
                    Decoded::Character(character)
                }
                _ => Decoded::Number(value),
            },
        };
        (1 + count, decoded)
    }

    /// `\0` and up to three digits, or up to three digits.
    fn octal(self, rest: &str) -> (usize, Decoded) {
        let is_behind_zero = match (self.context, self.dialect) {
            (Context::Echo, Dialect::Bash | Dialect::BashAsSh) => {
                if !rest.starts_with('0') {
                    return (1, Decoded::Itself);
                }
                true
            }
            (Context::Echo | Context::PercentB, _) => rest.starts_with('0'),
            (Context::Format, _) => false,
        };
        let digits = &rest[usize::from(is_behind_zero)..];
        let count = digits
            .bytes()
            .take(3)
            .take_while(|it| matches!(it, b'0'..=b'7'));
        let count = count.count();
        let value = u32::from_str_radix(&digits[..count], 8).unwrap_or(0);
        let byte = u8::try_from(value & 0xff).unwrap_or_default();
        (usize::from(is_behind_zero) + count, Decoded::Byte(byte))
    }
}

/// `\x` and up to two digits; without a digit, itself.
fn hexadecimal(rest: &str, most: usize) -> (usize, Decoded) {
    match hexadecimal_value(rest, most) {
        (count, Some(value)) => {
            let byte = u8::try_from(value & 0xff).unwrap_or_default();
            (1 + count, Decoded::Byte(byte))
        }
        (_, None) => (1, Decoded::Itself),
    }
}

/// How many hexadecimal digits stand behind the first character, and what they come to.
fn hexadecimal_value(rest: &str, most: usize) -> (usize, Option<u32>) {
    let digits = rest[1..].bytes().take(most);
    let count = digits.take_while(u8::is_ascii_hexdigit).count();
    (count, u32::from_str_radix(&rest[1..=count], 16).ok())
}

impl Bytes {
    fn push(&mut self, byte: u8, from: Span) {
        self.bytes.push(byte);
        self.from = Some(self.from.map_or(from, |it| it.to(from)));
    }

    fn flush(&mut self, builder: &mut TextBuilder<'_>) {
        let bytes = std::mem::take(&mut self.bytes);
        if let Some(from) = self.from.take() {
            let text = raw_byte::from_bytes(&bytes);
            builder.rewrite(&text, from, Rewrite::EscapeSequence);
        }
    }
}
