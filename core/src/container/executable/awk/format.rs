//! `printf` and `sprintf` of awk.

use super::super::failure::{Failure, unsupported};
use super::super::{Call, Flavour};
use super::execute::Interpreter;
use super::number;
use super::syntax::Expression;
use super::value::Value;
use crate::text::Span;

/// How a number or text is laid out.
#[derive(Debug, Clone, Copy, Default)]
struct Layout {
    is_left: bool,
    has_zeros: bool,
    has_sign: bool,
    has_blank: bool,
    is_alternate: bool,
    width: usize,
    precision: Option<usize>,
}

/// A part of a format.
enum Part {
    Text(usize, usize),
    Percent,
    /// The letter, and where its width and precision are values.
    Value(Layout, char, [bool; 2]),
}

/// How wide anything may be.
const WIDTH: usize = 1000;

fn parts(format: &str) -> Result<Vec<Part>, Failure> {
    let bytes = format.as_bytes();
    let mut parts = Vec::new();
    let (mut start, mut at) = (0, 0);
    while at < bytes.len() {
        if bytes[at] != b'%' {
            at += 1;
            continue;
        }
        parts.push(Part::Text(start, at));
        at += 1;
        let mut layout = Layout::default();
        loop {
            match bytes.get(at) {
                Some(b'-') => layout.is_left = true,
                Some(b'0') => layout.has_zeros = true,
                Some(b'+') => layout.has_sign = true,
                Some(b' ') => layout.has_blank = true,
                Some(b'#') => layout.is_alternate = true,
                _ => break,
            }
            at += 1;
        }
        let mut stars = [false; 2];
        let number = |at: &mut usize, star: &mut bool| {
            if bytes.get(*at) == Some(&b'*') {
                *star = true;
                *at += 1;
                return 0;
            }
            let digits = bytes[*at..]
                .iter()
                .take_while(|it| it.is_ascii_digit())
                .count();
            let value = format[*at..*at + digits].parse().unwrap_or(0);
            *at += digits;
            value
        };
        layout.width = number(&mut at, &mut stars[0]);
        if bytes.get(at) == Some(&b'.') {
            at += 1;
            layout.precision = Some(number(&mut at, &mut stars[1]));
        }
        let too_wide = layout.width > WIDTH || layout.precision.is_some_and(|it| it > WIDTH);
        match bytes.get(at) {
            Some(b'%') => parts.push(Part::Percent),
            Some(letter) if b"diouxXeEfFgGcs".contains(letter) && !too_wide => {
                parts.push(Part::Value(layout, char::from(*letter), stars));
            }
            _ => return unsupported(format!("with the format {format}")),
        }
        at += 1;
        start = at;
    }
    parts.push(Part::Text(start, bytes.len()));
    Ok(parts)
}

/// A number as `CONVFMT` or `OFMT` say.
pub(super) fn one_number(format: &str, value: f64) -> Result<String, Failure> {
    let mut text = String::new();
    for part in parts(format)? {
        match part {
            Part::Text(from, to) => text.push_str(&format[from..to]),
            Part::Percent => text.push('%'),
            Part::Value(layout, letter, _) => text.push_str(&layout.number(letter, value)),
        }
    }
    Ok(text)
}

impl Interpreter {
    /// The text of a format and its values.
    pub(super) fn formatted(
        &mut self,
        call: &mut Call<'_>,
        arguments: &[Expression],
    ) -> Result<Span, Failure> {
        let mut values = Vec::new();
        for argument in arguments {
            values.push(self.value(call, argument)?);
        }
        let mut values = values.into_iter();
        let format = match values.next() {
            Some(format) => self.text(call, format)?,
            None => return unsupported("with a format that is missing"),
        };
        let content = call.str(format).to_owned();
        let mut pieces = Vec::new();
        for part in parts(&content)? {
            match part {
                Part::Text(from, to) => pieces.push(format.slice(from..to)),
                Part::Percent => pieces.push(call.own_text("%")),
                Part::Value(mut layout, letter, [width, precision]) => {
                    if (width || precision) && call.flavour == Flavour::Busybox {
                        return unsupported("with * in a format");
                    }
                    let mut next = || match values.next() {
                        Some(value) => Ok(value),
                        None if call.flavour == Flavour::Busybox => Ok(Value::Nothing),
                        None => unsupported("with a value that a format is missing"),
                    };
                    if width {
                        let number = next()?.number(call);
                        layout.is_left |= number < 0.0;
                        layout.width = super::record::as_index(number.abs()).min(WIDTH);
                    }
                    if precision {
                        let number = super::record::as_index(next()?.number(call));
                        layout.precision = Some(number.min(WIDTH));
                    }
                    let value = next()?;
                    self.piece(call, layout, letter, value, &mut pieces)?;
                }
            }
        }
        Ok(call.process.join(&pieces))
    }

    /// One value as a format wants it.
    fn piece(
        &mut self,
        call: &mut Call<'_>,
        layout: Layout,
        letter: char,
        value: Value,
        pieces: &mut Vec<Span>,
    ) -> Result<(), Failure> {
        let text = match (letter, value) {
            ('s', value) => {
                let text = self.text(call, value)?;
                let length = layout.precision.unwrap_or(text.len()).min(text.len());
                if !call.str(text).is_char_boundary(length) {
                    return unsupported("cutting a character of several bytes in two");
                }
                text.slice(0..length)
            }
            ('c', Value::Text(text) | Value::Read(text)) if !value.is_numeric(call) => {
                let first = call.str(text).bytes().next();
                match first {
                    Some(byte) if byte.is_ascii() => text.slice(0..1),
                    None => return unsupported("with %c of nothing"),
                    Some(_) => return unsupported("cutting a character of several bytes in two"),
                }
            }
            ('c', value) => {
                let code = value.number(call);
                let byte = super::record::as_index(code.max(0.0));
                match u8::try_from(byte).ok().filter(u8::is_ascii) {
                    Some(byte) => call.own_text(&char::from(byte).to_string()),
                    None => return unsupported("with a byte that is no character"),
                }
            }
            (letter, value) => {
                let number = value.number(call);
                if "diouxX".contains(letter) && (number.is_nan() || number.abs() >= 9e18) {
                    return unsupported("with a number that is too large");
                }
                if "ouxX".contains(letter) && number < 0.0 {
                    return unsupported("with a negative number without its sign");
                }
                let text = layout.number(letter, number);
                pieces.push(call.own_text(&text));
                return Ok(());
            }
        };
        let blanks = " ".repeat(layout.width.saturating_sub(text.len()));
        if blanks.is_empty() {
            pieces.push(text);
            return Ok(());
        }
        let blanks = call.own_text(&blanks);
        match layout.is_left {
            true => pieces.extend([text, blanks]),
            false => pieces.extend([blanks, text]),
        }
        Ok(())
    }
}

impl Layout {
    fn number(self, letter: char, value: f64) -> String {
        let is_whole = "diouxX".contains(letter);
        let size = value.abs();
        let digits = self.precision.unwrap_or(6);
        let mut text = match letter {
            'd' | 'i' | 'u' => format!("{:.0}", size.trunc()),
            'o' => format!("{:o}", as_whole(size)),
            'x' => format!("{:x}", as_whole(size)),
            'X' => format!("{:X}", as_whole(size)),
            'e' | 'E' => number::scientific(size, digits),
            'f' | 'F' if size.is_finite() => format!("{size:.digits$}"),
            'g' | 'G' => number::general(size, digits, self.is_alternate),
            _ => number::not_finite(size),
        };
        if matches!(letter, 'E' | 'G') {
            text.make_ascii_uppercase();
        }
        if is_whole {
            if let Some(precision) = self.precision {
                let zeros = precision.saturating_sub(text.len());
                text.insert_str(0, &"0".repeat(zeros));
            }
            if self.is_alternate && value != 0.0 {
                text.insert_str(
                    0,
                    match letter {
                        'o' => "0",
                        'x' => "0x",
                        'X' => "0X",
                        _ => "",
                    },
                );
            }
        }
        let is_negative = value < 0.0 && !(is_whole && value.trunc() == 0.0);
        let sign = match () {
            () if is_negative => "-",
            () if self.has_sign => "+",
            () if self.has_blank => " ",
            () => "",
        };
        let missing = self.width.saturating_sub(text.len() + sign.len());
        let has_zeros = self.has_zeros && !self.is_left && !(is_whole && self.precision.is_some());
        match (self.is_left, has_zeros) {
            (true, _) => format!("{sign}{text}{}", " ".repeat(missing)),
            (false, true) => format!("{sign}{}{text}", "0".repeat(missing)),
            (false, false) => format!("{}{sign}{text}", " ".repeat(missing)),
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a cast of a float saturates"
)]
fn as_whole(number: f64) -> u64 {
    number as u64
}
