//! Escape sequences of `echo` and `printf` (XCU 4), as each shell has them.

use crate::shell::dialect::Dialect;
use crate::text::{Rewrite, Span, TextBuilder};

/// Which sequences there are.
#[derive(Debug, Clone, Copy)]
pub(super) struct EscapeRules {
    dialect: Dialect,
    octal: Octal,
    end: End,
}

/// How a character is written by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Octal {
    /// `\0` and up to three digits.
    BehindZero,
    /// Up to three digits.
    Digits,
    /// Either.
    Both,
}

/// Whether `\c` ends the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    IsWritten,
    IsNot,
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
enum Decoded {
    Character(char),
    Itself,
    End,
}

impl EscapeRules {
    /// Those of `echo`.
    pub(super) fn echo(dialect: Dialect) -> Self {
        let octal = match dialect {
            Dialect::Dash => Octal::Both,
            Dialect::BusyboxAsh | Dialect::Bash | Dialect::BashAsSh => Octal::BehindZero,
        };
        Self {
            dialect,
            octal,
            end: End::IsWritten,
        }
    }

    /// Those of the format of `printf`.
    pub(super) fn format(dialect: Dialect) -> Self {
        Self {
            dialect,
            octal: Octal::Digits,
            end: End::IsNot,
        }
    }

    /// Those of `%b`.
    pub(super) fn percent_b(dialect: Dialect) -> Self {
        Self {
            dialect,
            octal: Octal::Both,
            end: End::IsWritten,
        }
    }

    /// Copies `text`, which stands at `span`, with its sequences decoded; what is not simulated is an error.
    pub(super) fn decode(
        self,
        text: &str,
        span: Span,
        builder: &mut TextBuilder<'_>,
    ) -> Result<Rest, &'static str> {
        let mut at = 0;
        while let Some(found) = text[at..].find('\\') {
            builder.copy(span.slice(at..at + found));
            at += found;
            let (length, decoded) = self.sequence(&text[at + 1..])?;
            let from = span.slice(at..at + 1 + length);
            match decoded {
                Decoded::Character(character) => {
                    let character = character.to_string();
                    builder.rewrite(&character, from, Rewrite::EscapeSequence);
                }
                Decoded::Itself => {
                    builder.copy(from);
                }
                Decoded::End => return Ok(Rest::Ends),
            }
            at += 1 + length;
        }
        builder.copy(span.slice_from(at));
        Ok(Rest::Goes)
    }

    /// How long the sequence is that begins behind a backslash, and what it stands for.
    fn sequence(self, rest: &str) -> Result<(usize, Decoded), &'static str> {
        let Some(&first) = rest.as_bytes().first() else {
            return Ok((0, Decoded::Itself));
        };
        let character = match first {
            b'a' => '\x07',
            b'b' => '\x08',
            b'f' => '\x0c',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'v' => '\x0b',
            b'\\' => '\\',
            b'e' if self.dialect == Dialect::Dash => '\x1b',
            b'c' if self.end == End::IsWritten => return Ok((1, Decoded::End)),
            b'0'..=b'7' => return self.octal(rest),
            b'e' | b'E' | b'x' | b'u' | b'U' | b'c' | b'"' | b'\''
                if self.dialect != Dialect::Dash =>
            {
                return Err("escape sequences beyond those of POSIX");
            }
            _ => {
                let length = rest.chars().next().map_or(0, char::len_utf8);
                return Ok((length, Decoded::Itself));
            }
        };
        Ok((1, Decoded::Character(character)))
    }

    fn octal(self, rest: &str) -> Result<(usize, Decoded), &'static str> {
        let zero = rest.starts_with('0') && self.octal != Octal::Digits;
        if !zero && self.octal == Octal::BehindZero {
            return Ok((1, Decoded::Itself));
        }
        let digits = &rest[usize::from(zero)..];
        let count = digits
            .bytes()
            .take(3)
            .take_while(|it| matches!(it, b'0'..=b'7'));
        let count = count.count();
        let value = u32::from_str_radix(&digits[..count], 8).unwrap_or(0);
        match char::from_u32(value) {
            Some(character) if (1..128).contains(&value) => {
                Ok((usize::from(zero) + count, Decoded::Character(character)))
            }
            _ => Err("bytes that are no ASCII characters, written by number"),
        }
    }
}
