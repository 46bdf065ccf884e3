//! `/usr/bin/printf` (XCU 4): a format and its values. Numbers with a point are not simulated.
//!
//! What GNU says of wrong values is known; where busybox has something to say, it is not simulated.

use super::escapes::{Escaped, Octal, escaped};
use super::{Call, Flavour};

/// What has been printed so far, and what is left.
struct Printer<'c, 'p> {
    call: &'c mut Call<'p>,
    output: Vec<u8>,
    values: Vec<String>,
    at: usize,
    status: u8,
}

/// What follows a piece of the format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next {
    More,
    /// `\c` ends all output.
    Stop,
}

/// A conversion, such as `%-5.2s`.
#[derive(Debug, Clone, Default)]
struct Conversion {
    flags: String,
    width: usize,
    precision: Option<usize>,
}

/// How wide a field is at most.
const WIDEST: usize = 65_536;

pub(super) async fn run(mut call: Call<'_>) -> u8 {
    let mut operands = call.operands();
    if operands.len() == 1
        && call.flavour == Flavour::Debian
        && matches!(&*operands[0], "--help" | "--version")
    {
        call.unsupported("with an option").await;
    }
    if operands.first().is_some_and(|it| it == "--") {
        operands.remove(0);
    }
    if operands.is_empty() {
        return call.refuse("missing operand", 1).await;
    }
    let format = operands.remove(0);
    let mut printer = Printer {
        call: &mut call,
        output: Vec::new(),
        values: operands,
        at: 0,
        status: 0,
    };
    let status = printer.print_all(&format).await;
    let output = std::mem::take(&mut printer.output);
    let text = call.bytes(output).await;
    call.finish(&[text], status, 1).await
}

impl Printer<'_, '_> {
    async fn print_all(&mut self, format: &str) -> u8 {
        loop {
            let before = self.at;
            if self.print_once(format).await == Next::Stop {
                return self.status;
            }
            if self.at >= self.values.len() {
                return self.status;
            }
            if self.at == before {
                let extra = self.call.quoted(&self.values[self.at]);
                self.warn(&format!(
                    "warning: ignoring excess arguments, starting with {extra}"
                ))
                .await;
                return self.status;
            }
        }
    }

    /// Flushes what there is, then says something.
    async fn warn(&mut self, text: &str) {
        if self.call.flavour == Flavour::Busybox {
            self.call.unsupported(text).await;
        }
        let output = std::mem::take(&mut self.output);
        let written = self.call.bytes(output).await;
        // The message comes, whether or not the output does.
        let _ = self.call.pass_on(written).await;
        self.call.complain(text).await;
    }

    async fn print_once(&mut self, format: &str) -> Next {
        let bytes = format.as_bytes();
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            at += 1;
            match byte {
                b'\\' => {
                    let (value, used) = escaped(&bytes[at..], Octal::Plain);
                    let behind = bytes.get(at);
                    if matches!(behind, Some(b'u' | b'U')) {
                        self.call.unsupported("with \\u").await;
                    }
                    match value {
                        Escaped::Byte(byte) => self.output.push(byte),
                        Escaped::Stop => return Next::Stop,
                        Escaped::Nothing if behind == Some(&b'x') => {
                            self.call.unsupported("with \\x without digits").await;
                        }
                        Escaped::Nothing => self.output.push(b'\\'),
                    }
                    at += used;
                }
                b'%' if bytes.get(at) == Some(&b'%') => {
                    self.output.push(b'%');
                    at += 1;
                }
                b'%' => match self.convert(format, at).await {
                    Some(end) => at = end,
                    None => return Next::Stop,
                },
                _ => self.output.push(*byte),
            }
        }
        Next::More
    }

    fn next(&mut self) -> Option<String> {
        let value = self.values.get(self.at).cloned();
        self.at += usize::from(value.is_some());
        value
    }

    /// Prints the conversion that begins at `start`; where it ends, or nothing when all output does.
    async fn convert(&mut self, format: &str, start: usize) -> Option<usize> {
        let bytes = format.as_bytes();
        let mut at = start;
        let mut conversion = Conversion::default();
        while let Some(flag) = bytes.get(at).filter(|it| b"-+ 0#'".contains(it)) {
            conversion.flags.push(char::from(*flag));
            at += 1;
        }
        let (width, end) = self.size(bytes, at).await;
        at = end;
        if width.is_some_and(|it| it < 0) {
            conversion.flags.push('-');
        }
        conversion.width = width.map_or(0, |it| bounded(it.saturating_abs()));
        if bytes.get(at) == Some(&b'.') {
            let (precision, end) = self.size(bytes, at + 1).await;
            at = end;
            let precision = precision.unwrap_or(0);
            conversion.precision = (precision >= 0).then(|| bounded(precision));
        }
        let letters = bytes.get(at..).unwrap_or_default();
        let skipped = letters
            .iter()
            .take_while(|it| b"hlLjtz".contains(it))
            .count();
        at += skipped;
        let letter = format[at..].chars().next();
        match letter {
            Some(letter @ ('d' | 'i' | 'o' | 'u' | 'x' | 'X' | 'c' | 's')) => {
                self.print_value(letter, &conversion).await;
                Some(at + 1)
            }
            Some('b') => match self.print_escapes(&conversion).await {
                Next::More => Some(at + 1),
                Next::Stop => None,
            },
            Some(letter @ ('a' | 'A' | 'e' | 'E' | 'f' | 'F' | 'g' | 'G' | 'q')) => {
                self.call.unsupported(&format!("with %{letter}")).await
            }
            _ => {
                let end = at + letter.map_or(0, char::len_utf8);
                let shown = &format[start - 1..end];
                let text = format!("{shown}: invalid conversion specification");
                self.warn(&text).await;
                self.status = 1;
                self.at = self.values.len();
                None
            }
        }
    }

    /// A number in the format, or `*` for one of the values.
    async fn size(&mut self, bytes: &[u8], start: usize) -> (Option<i64>, usize) {
        if bytes.get(start) == Some(&b'*') {
            let value = self.next();
            let number = match value {
                Some(value) => i64::try_from(self.number(&value).await).unwrap_or(0),
                None => 0,
            };
            return (Some(number), start + 1);
        }
        let digits = bytes[start.min(bytes.len())..].iter();
        let count = digits.take_while(|it| it.is_ascii_digit()).count();
        let text = String::from_utf8_lossy(&bytes[start..start + count]);
        (text.parse().ok(), start + count)
    }

    async fn print_value(&mut self, letter: char, conversion: &Conversion) {
        let value = self.next();
        let text = match letter {
            's' | 'c' => {
                let value = value.unwrap_or_default();
                let most = match letter {
                    'c' => value.chars().next().map_or(0, |_| 1),
                    _ => conversion.precision.unwrap_or(usize::MAX),
                };
                let bytes = value.as_bytes();
                bytes[..most.min(bytes.len())].to_vec()
            }
            _ => {
                let number = match value {
                    Some(value) => self.number(&value).await,
                    None if self.call.flavour == Flavour::Busybox => {
                        self.call.unsupported("without a number").await
                    }
                    None => 0,
                };
                conversion.digits(letter, number).into_bytes()
            }
        };
        self.fill(&text, conversion);
    }

    fn fill(&mut self, text: &[u8], conversion: &Conversion) {
        let missing = conversion.width.saturating_sub(text.len());
        let blanks = std::iter::repeat_n(b' ', missing);
        match conversion.flags.contains('-') {
            true => {
                self.output.extend(text);
                self.output.extend(blanks);
            }
            false => {
                self.output.extend(blanks);
                self.output.extend(text);
            }
        }
    }

    async fn print_escapes(&mut self, conversion: &Conversion) -> Next {
        let value = self.next().unwrap_or_default();
        let mut text = Vec::new();
        let mut rest = value.as_bytes();
        let mut next = Next::More;
        while let [first, behind @ ..] = rest {
            rest = behind;
            if *first != b'\\' {
                text.push(*first);
                continue;
            }
            let (value, used) = escaped(behind, Octal::BehindZero);
            match value {
                Escaped::Byte(byte) => text.push(byte),
                Escaped::Stop => {
                    next = Next::Stop;
                    break;
                }
                Escaped::Nothing => text.push(b'\\'),
            }
            rest = &rest[used..];
        }
        text.truncate(conversion.precision.unwrap_or(usize::MAX));
        self.fill(&text, conversion);
        next
    }

    /// The number of a value, as `strtoimax` reads it.
    async fn number(&mut self, text: &str) -> i128 {
        if text.is_empty() && self.call.flavour == Flavour::Debian {
            return 0;
        }
        if let Some(rest) = text.strip_prefix(['\'', '"'])
            && let Some(letter) = rest.chars().next()
        {
            if !letter.is_ascii() || rest.len() > 1 {
                self.call
                    .unsupported(&format!("with the number {text}"))
                    .await;
            }
            return i128::from(u32::from(letter));
        }
        let trimmed = text.trim_start_matches([' ', '\t', '\n', '\r', '\u{b}', '\u{c}']);
        let (sign, digits) = match trimmed.strip_prefix('-') {
            Some(digits) => (-1, digits),
            None => (1, trimmed.strip_prefix('+').unwrap_or(trimmed)),
        };
        let (base, digits) = match (digits.get(..2), digits.strip_prefix('0')) {
            (Some("0x" | "0X"), _) => (16, &digits[2..]),
            (_, Some(rest)) if !rest.is_empty() => (8, digits),
            _ => (10, digits),
        };
        let count = digits.chars().take_while(|it| it.is_digit(base)).count();
        let number = match count {
            0 => 0,
            _ => i128::from_str_radix(&digits[..count], base).unwrap_or(i128::MAX / 2),
        };
        let is_huge = number > i128::from(u64::MAX) || sign < 0 && number > 1 << 63;
        if is_huge {
            self.call
                .unsupported(&format!("with the number {text}"))
                .await;
        }
        let shown = self.call.quoted(text);
        if count == 0 {
            self.warn(&format!("{shown}: expected a numeric value"))
                .await;
            self.status = 1;
        } else if count < digits.len() {
            self.warn(&format!("{shown}: value not completely converted"))
                .await;
            self.status = 1;
        }
        sign * number
    }
}

fn bounded(size: i64) -> usize {
    usize::try_from(size).unwrap_or(WIDEST).min(WIDEST)
}

impl Conversion {
    /// A number in the base of its letter, with sign, prefix and zeros.
    fn digits(&self, letter: char, number: i128) -> String {
        let has = |flag: char| self.flags.contains(flag);
        let is_signed = matches!(letter, 'd' | 'i');
        let magnitude = match is_signed || number >= 0 {
            true => number.unsigned_abs(),
            false => (number + (1 << 64)).unsigned_abs(),
        };
        let mut digits = match letter {
            'o' => format!("{magnitude:o}"),
            'x' => format!("{magnitude:x}"),
            'X' => format!("{magnitude:X}"),
            _ => magnitude.to_string(),
        };
        if self.precision == Some(0) && magnitude == 0 {
            digits.clear();
        }
        if has('#') && letter == 'o' && !digits.starts_with('0') {
            digits.insert(0, '0');
        }
        let prefix = match letter {
            'd' | 'i' if number < 0 => "-",
            'd' | 'i' if has('+') => "+",
            'd' | 'i' if has(' ') => " ",
            'x' if has('#') && magnitude != 0 => "0x",
            'X' if has('#') && magnitude != 0 => "0X",
            _ => "",
        };
        let least = match self.precision {
            Some(precision) => precision,
            None if has('0') && !has('-') => self.width.saturating_sub(prefix.len()),
            None => 0,
        };
        let zeros = "0".repeat(least.saturating_sub(digits.len()));
        format!("{prefix}{zeros}{digits}")
    }
}
