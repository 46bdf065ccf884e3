//! The formats of `od`: what a group of bytes is taken for.

use super::super::failure::{Failure, unsupported};

/// What a group of bytes is taken for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Kind {
    /// A character by its name: `sp`, `nl`.
    Named,
    /// A character, or an escape sequence.
    Character,
    Octal,
    Signed,
    Unsigned,
    Hexadecimal,
}

/// A format: what bytes are, how many of them, and whether the characters stand behind the line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Format {
    pub(super) kind: Kind,
    pub(super) size: usize,
    trailer: Trailer,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Trailer {
    None,
    Characters,
}

const NAMES: [&str; 33] = [
    "nul", "soh", "stx", "etx", "eot", "enq", "ack", "bel", "bs", "ht", "nl", "vt", "ff", "cr",
    "so", "si", "dle", "dc1", "dc2", "dc3", "dc4", "nak", "syn", "etb", "can", "em", "sub", "esc",
    "fs", "gs", "rs", "us", "sp",
];

impl Format {
    pub(super) fn new(kind: Kind, size: usize) -> Self {
        Self {
            kind,
            size,
            trailer: Trailer::None,
        }
    }

    /// The formats of `-t`: `x1z`, `c`, `o2d4`.
    pub(super) fn read(types: &str) -> Result<Vec<Self>, Failure> {
        let mut formats = Vec::new();
        let mut rest = types;
        while let Some(letter) = rest.chars().next() {
            rest = &rest[letter.len_utf8()..];
            let kind = match letter {
                'a' => Kind::Named,
                'c' => Kind::Character,
                'o' => Kind::Octal,
                'd' => Kind::Signed,
                'u' => Kind::Unsigned,
                'x' => Kind::Hexadecimal,
                _ => return unsupported(format!("-t {types}")),
            };
            let mut format = Self::new(kind, 1);
            if !matches!(kind, Kind::Named | Kind::Character) {
                let end = rest
                    .find(|it: char| !it.is_ascii_alphanumeric() || "acdouxz".contains(it))
                    .unwrap_or(rest.len());
                let (size, behind) = rest.split_at(end);
                format.size = match size {
                    "1" | "C" => 1,
                    "2" | "S" => 2,
                    "" | "4" | "I" => 4,
                    "8" | "L" => 8,
                    _ => return unsupported(format!("-t {types}")),
                };
                rest = behind;
            }
            if let Some(behind) = rest.strip_prefix('z') {
                format.trailer = Trailer::Characters;
                rest = behind;
            }
            formats.push(format);
        }
        match formats.is_empty() {
            true => unsupported("-t without a format"),
            false => Ok(formats),
        }
    }

    /// How wide a group is at most.
    pub(super) fn width(self) -> usize {
        let widths = match self.kind {
            Kind::Named | Kind::Character => return 3,
            Kind::Octal => [3, 6, 11, 22],
            Kind::Signed => [4, 6, 11, 20],
            Kind::Unsigned => [3, 5, 10, 20],
            Kind::Hexadecimal => [2, 4, 8, 16],
        };
        widths[self.size.trailing_zeros() as usize % 4]
    }

    /// The groups of a line that shows `whole` bytes when it is full, of which these are there; all groups together
    /// are `widest` characters wide.
    pub(super) fn row(self, bytes: &[u8], whole: usize, widest: usize) -> String {
        let fields = whole / self.size;
        let pad = widest - fields * self.width();
        let mut left = pad;
        let mut text = String::new();
        let groups = bytes.chunks(self.size);
        let count = groups.len();
        for (index, group) in groups.enumerate() {
            let next = pad * (fields - index - 1) / fields;
            let width = left - next + self.width();
            left = next;
            text += &format!("{:>width$}", self.shown(group));
        }
        if self.trailer == Trailer::Characters {
            let blank = fields - count;
            let missing = blank * self.width() + pad * blank / fields;
            text += &" ".repeat(missing);
            let printable = |it: &u8| match it {
                b' '..=b'~' => char::from(*it),
                _ => '.',
            };
            text += &format!("  >{}<", bytes.iter().map(printable).collect::<String>());
        }
        text
    }

    /// A group, with zeros in the place of bytes that are missing.
    fn shown(self, group: &[u8]) -> String {
        let mut buffer = [0; 8];
        buffer[..group.len()].copy_from_slice(group);
        let number = u64::from_le_bytes(buffer);
        let width = self.width();
        match self.kind {
            Kind::Named => match number & 0x7f {
                0x7f => "del".to_owned(),
                low => match NAMES.get(usize::try_from(low).unwrap_or(0)) {
                    Some(name) => (*name).to_owned(),
                    None => char::from(buffer[0] & 0x7f).to_string(),
                },
            },
            Kind::Character => character(buffer[0]),
            Kind::Octal => format!("{number:0width$o}"),
            Kind::Hexadecimal => format!("{number:0width$x}"),
            Kind::Unsigned => number.to_string(),
            Kind::Signed => {
                let unused = 64 - 8 * u32::try_from(self.size).unwrap_or(8);
                ((number << unused).cast_signed() >> unused).to_string()
            }
        }
    }
}

fn character(byte: u8) -> String {
    match byte {
        0 => "\\0".to_owned(),
        7 => "\\a".to_owned(),
        8 => "\\b".to_owned(),
        0xc => "\\f".to_owned(),
        b'\n' => "\\n".to_owned(),
        b'\r' => "\\r".to_owned(),
        b'\t' => "\\t".to_owned(),
        0xb => "\\v".to_owned(),
        b' '..=b'~' => char::from(byte).to_string(),
        _ => format!("{byte:03o}"),
    }
}
