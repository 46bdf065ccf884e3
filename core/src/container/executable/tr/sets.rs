//! The sets of `tr`: `a-z`, `[:upper:]`, `\n`, `[x*3]`.

use crate::container::executable::failure::{Failure, complaint, unsupported};
use crate::container::executable::{Call, Flavour};

/// One thing of a set.
enum Item {
    Byte(u8),
    Bytes(Vec<u8>),
    Class(Class, Vec<u8>),
    /// `[x*n]`, or as often as it takes.
    Repeat(u8, Option<usize>),
}

/// What names several bytes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Class {
    /// `[:upper:]` or `[:lower:]`.
    Case,
    /// Any other of `[:alpha:]` and its like.
    Other,
    /// `[=x=]`
    Equivalence,
}

/// A set that was read.
#[derive(Debug, Default)]
pub(super) struct Set {
    pub(super) bytes: Vec<u8>,
    /// Its classes, and where in `bytes` each begins.
    pub(super) classes: Vec<(usize, Class)>,
    /// How many `[x*]` there are.
    pub(super) open_repeats: usize,
    /// Whether a class stands at its end.
    pub(super) ends_with_class: bool,
}

impl Set {
    /// Whether a class of this kind is in it.
    pub(super) fn has(&self, class: Class) -> bool {
        self.classes.iter().any(|it| it.1 == class)
    }
}

/// The bytes of a set; the second one of a translation is drawn out to `length`.
pub(super) fn read(call: &Call<'_>, text: &str, length: Option<usize>) -> Result<Set, Failure> {
    let items = Reader {
        call,
        bytes: text.as_bytes(),
        at: 0,
    }
    .items()?;
    let fixed: usize = items
        .iter()
        .map(|it| match it {
            Item::Byte(_) => 1,
            Item::Bytes(bytes) | Item::Class(_, bytes) => bytes.len(),
            Item::Repeat(_, count) => count.unwrap_or(0),
        })
        .sum();
    let mut set = Set::default();
    for item in items {
        set.ends_with_class = matches!(item, Item::Class(Class::Case | Class::Other, _));
        match item {
            Item::Byte(byte) => set.bytes.push(byte),
            Item::Bytes(bytes) => set.bytes.extend(bytes),
            Item::Class(class, bytes) => {
                set.classes.push((set.bytes.len(), class));
                set.bytes.extend(bytes);
            }
            Item::Repeat(byte, Some(count)) => set.bytes.extend(vec![byte; count.min(1 << 16)]),
            Item::Repeat(byte, None) => {
                set.open_repeats += 1;
                let length = length.unwrap_or_default().saturating_sub(fixed);
                set.bytes.extend(vec![byte; length]);
            }
        }
    }
    Ok(set)
}

struct Reader<'s, 'c> {
    call: &'s Call<'c>,
    bytes: &'s [u8],
    at: usize,
}

impl Reader<'_, '_> {
    fn items(mut self) -> Result<Vec<Item>, Failure> {
        let mut items = Vec::new();
        while self.at < self.bytes.len() {
            if let Some(item) = self.construct()? {
                items.push(item);
                continue;
            }
            let from = self.byte();
            let is_range = self.bytes.get(self.at) == Some(&b'-') && self.at + 1 < self.bytes.len();
            if !is_range {
                items.push(Item::Byte(from));
                continue;
            }
            self.at += 1;
            let to = self.byte();
            if to < from {
                return match self.call.flavour {
                    Flavour::Debian => {
                        let range = format!("{}-{}", shown(from), shown(to));
                        let range = self.call.quote(&range);
                        let what = "range-endpoints of";
                        let why = "are in reverse collating sequence order";
                        complaint(format!("{what} {range} {why}"), 1)
                    }
                    Flavour::Busybox => unsupported("with a range in reverse order"),
                };
            }
            items.push(Item::Bytes((from..=to).collect()));
        }
        Ok(items)
    }

    /// One byte, which may be written as an escape sequence.
    fn byte(&mut self) -> u8 {
        let byte = self.bytes[self.at];
        self.at += 1;
        if byte != b'\\' {
            return byte;
        }
        let Some(escaped) = self.bytes.get(self.at).copied() else {
            return byte;
        };
        self.at += 1;
        match escaped {
            b'a' => 7,
            b'b' => 8,
            b'f' => 12,
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'v' => 11,
            b'0'..=b'7' => {
                let mut value = u32::from(escaped - b'0');
                for _ in 0..2 {
                    let digit = self
                        .bytes
                        .get(self.at)
                        .filter(|it| matches!(it, b'0'..=b'7'));
                    if let Some(digit) = digit
                        && value * 8 + u32::from(digit - b'0') < 256
                    {
                        value = value * 8 + u32::from(digit - b'0');
                        self.at += 1;
                    }
                }
                u8::try_from(value).unwrap_or(u8::MAX)
            }
            other => other,
        }
    }

    /// `[:class:]`, `[=x=]` or `[x*n]`.
    fn construct(&mut self) -> Result<Option<Item>, Failure> {
        let rest = &self.bytes[self.at..];
        let found = match rest {
            [b'[', b':', ..] => self.class(rest)?,
            [b'[', b'=', c, b'=', b']', ..] => Some((Item::Class(Class::Equivalence, vec![*c]), 5)),
            [b'[', c, b'*', ..] if *c != b'\\' && self.call.flavour == Flavour::Debian => {
                repeat(*c, &rest[3..]).map(|it| (it.0, it.1 + 3))
            }
            [b'[', b'\\', ..] if self.call.flavour == Flavour::Debian => {
                match rest.iter().position(|it| *it == b'*') {
                    Some(at) if at < 6 && rest.contains(&b']') => {
                        return unsupported("with an escaped character in [x*n]");
                    }
                    _ => None,
                }
            }
            _ => None,
        };
        Ok(found.map(|(item, length)| {
            self.at += length;
            item
        }))
    }

    fn class(&self, rest: &[u8]) -> Result<Option<(Item, usize)>, Failure> {
        let Some(end) = rest.windows(2).skip(2).position(|it| it == b":]") else {
            return Ok(None);
        };
        let name = String::from_utf8_lossy(&rest[2..2 + end]).into_owned();
        let has: fn(&u8) -> bool = match &*name {
            "alpha" => u8::is_ascii_alphabetic,
            "digit" => u8::is_ascii_digit,
            "alnum" => u8::is_ascii_alphanumeric,
            "upper" => u8::is_ascii_uppercase,
            "lower" => u8::is_ascii_lowercase,
            "space" => |it| matches!(it, b' ' | b'\t'..=b'\r'),
            "blank" => |it| matches!(it, b' ' | b'\t'),
            "punct" => u8::is_ascii_punctuation,
            "cntrl" => u8::is_ascii_control,
            "xdigit" => u8::is_ascii_hexdigit,
            "print" => |it| matches!(it, b' '..=b'~'),
            "graph" => u8::is_ascii_graphic,
            _ => {
                return match self.call.flavour {
                    Flavour::Debian => complaint(
                        format!("invalid character class {}", self.call.quote(&name)),
                        1,
                    ),
                    Flavour::Busybox => unsupported(format!("with the class {name}")),
                };
            }
        };
        let bytes = (0..=255).filter(has).collect();
        let class = match &*name {
            "upper" | "lower" => Class::Case,
            _ => Class::Other,
        };
        Ok(Some((Item::Class(class, bytes), end + 4)))
    }
}

/// The count and the bracket of `[x*n]`.
fn repeat(byte: u8, rest: &[u8]) -> Option<(Item, usize)> {
    let digits = rest.iter().take_while(|it| it.is_ascii_digit()).count();
    if rest.get(digits) != Some(&b']') {
        return None;
    }
    let text = str::from_utf8(&rest[..digits]).ok()?;
    let radix = if text.starts_with('0') { 8 } else { 10 };
    let count = match text {
        "" => None,
        text => Some(usize::from_str_radix(text, radix).ok()?).filter(|it| *it > 0),
    };
    Some((Item::Repeat(byte, count), digits + 1))
}

fn shown(byte: u8) -> String {
    match byte {
        b' '..=b'~' => char::from(byte).to_string(),
        byte => format!("\\{byte:03o}"),
    }
}
