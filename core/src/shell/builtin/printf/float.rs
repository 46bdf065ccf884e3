//! `%f`, `%e`, `%g` and their like: doubles as C writes them.

use super::Printer;
use super::conversion::{Conversion, Zeros};
use crate::shell::dialect::Dialect;
use crate::shell::execution::Flow;
use crate::text::Span;

/// How many digits behind the point bash's long doubles and doubles have in common.
const COMMON_DIGITS: usize = 15;

impl Printer<'_> {
    pub(super) async fn print_float(&mut self, conversion: &Conversion, span: Span) -> Flow {
        let argument = self.arguments.next().copied();
        let value = self.read_float(argument).await?;
        let precision = conversion.given_precision().unwrap_or(6);
        if self.is_bash() && precision > COMMON_DIGITS {
            return self
                .shell
                .unsupported("more digits of a float than a double has");
        }
        if matches!(conversion.letter, 'a' | 'A') || conversion.flags.is_alternative {
            return self.shell.unsupported("this conversion of printf");
        }
        let sign = if value.is_sign_negative() {
            "-"
        } else {
            conversion.plus()
        };
        let (digits, zeros) = if value.is_finite() {
            (
                write_float(value.abs(), conversion.letter, precision),
                Zeros::Allowed,
            )
        } else if value.is_nan() {
            ("nan".to_owned(), Zeros::Not)
        } else {
            ("inf".to_owned(), Zeros::Not)
        };
        let digits = match conversion.letter.is_ascii_uppercase() {
            true => digits.to_ascii_uppercase(),
            false => digits,
        };
        let text = conversion.pad(sign, &digits, zeros);
        self.rewrite(&text, argument.unwrap_or(span));
        Ok(())
    }

    async fn read_float(&mut self, argument: Option<Span>) -> Flow<f64> {
        let text = argument.map_or("", |it| self.shell.str(it)).to_owned();
        let dialect = self.shell.dialect();
        if text.is_empty() && dialect != Dialect::BusyboxAsh {
            return Ok(0.0);
        }
        if let Some(code) = self.character(&text) {
            #[expect(clippy::cast_precision_loss, reason = "a byte fits")]
            return Ok(code as f64);
        }
        let trimmed = text.trim_start_matches([' ', '\t', '\n', '\r', '\x0b', '\x0c']);
        if trimmed.trim_start_matches(['+', '-']).starts_with("0x") {
            return self.shell.unsupported("a hexadecimal float");
        }
        let (value, length) = read(trimmed);
        let length = match length {
            0 => 0,
            length => length + text.len() - trimmed.len(),
        };
        if length == text.len() && length > 0 {
            return Ok(value);
        }
        let message = match dialect {
            Dialect::Dash if length == 0 => format!("{text}: expected numeric value"),
            Dialect::Dash => format!("{text}: not completely converted"),
            Dialect::BusyboxAsh => format!("invalid number '{text}'"),
            Dialect::Bash | Dialect::BashAsSh => format!("{text}: invalid number"),
        };
        self.complain(&message).await?;
        self.status = 1;
        Ok(if dialect == Dialect::BusyboxAsh {
            0.0
        } else {
            value
        })
    }
}

/// The float that a text begins with, and how long it is.
fn read(text: &str) -> (f64, usize) {
    for word in ["infinity", "inf", "nan"] {
        let sign = usize::from(text.starts_with(['+', '-']));
        let found = text.get(sign..sign + word.len());
        if found.is_some_and(|it| it.eq_ignore_ascii_case(word)) {
            let end = sign + word.len();
            return (text[..end].parse().unwrap_or(0.0), end);
        }
    }
    let is_part = |it: char| it.is_ascii_digit() || matches!(it, '+' | '-' | '.' | 'e' | 'E');
    let mut end = text.find(|it| !is_part(it)).unwrap_or(text.len());
    while end > 0 {
        if let Ok(value) = text[..end].parse() {
            return (value, end);
        }
        end -= 1;
    }
    (0.0, 0)
}

/// A float that is not negative, by the letter of its conversion.
fn write_float(value: f64, letter: char, precision: usize) -> String {
    match letter {
        'f' | 'F' => format!("{value:.precision$}"),
        'e' | 'E' => with_exponent(value, precision),
        _ => shortest(value, precision.max(1)),
    }
}

/// `%e`: one digit, a point, and an exponent of at least two digits.
fn with_exponent(value: f64, precision: usize) -> String {
    let text = format!("{value:.precision$e}");
    let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{digits}e{sign}{:02}", exponent.unsigned_abs())
}

/// `%g`: whichever is shorter, without zeros at the end.
fn shortest(value: f64, precision: usize) -> String {
    let scientific = with_exponent(value, precision - 1);
    let (digits, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let power: i32 = exponent.parse().unwrap_or(0);
    let most = i32::try_from(precision).unwrap_or(i32::MAX);
    if power < -4 || power >= most {
        return format!("{}e{exponent}", without_zeros(digits));
    }
    let behind = usize::try_from(most - 1 - power).unwrap_or(0);
    without_zeros(&format!("{value:.behind$}")).to_owned()
}

fn without_zeros(digits: &str) -> &str {
    match digits.contains('.') {
        true => digits.trim_end_matches('0').trim_end_matches('.'),
        false => digits,
    }
}
