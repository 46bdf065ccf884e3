//! `%d`, `%i`, `%u`, `%o`, `%x`, `%X`.

use super::Printer;
use super::conversion::{Conversion, Zeros};
use crate::shell::execution::Flow;
use crate::text::Span;

impl Printer<'_> {
    pub(super) async fn print_integer(&mut self, conversion: &Conversion, span: Span) -> Flow {
        let argument = self.arguments.next().copied();
        let is_signed = matches!(conversion.letter, 'd' | 'i');
        let (is_negative, magnitude) = if is_signed {
            let value = self.read_integer(argument).await?;
            (value < 0, value.unsigned_abs())
        } else {
            (false, self.read_unsigned(argument).await?)
        };
        let text = write_integer(conversion, is_negative, magnitude);
        self.rewrite(&text, argument.unwrap_or(span));
        Ok(())
    }
}

/// An integer as C writes it.
fn write_integer(conversion: &Conversion, is_negative: bool, magnitude: u64) -> String {
    let mut digits = match conversion.letter {
        'o' => format!("{magnitude:o}"),
        'x' => format!("{magnitude:x}"),
        'X' => format!("{magnitude:X}"),
        _ => magnitude.to_string(),
    };
    let precision = conversion.given_precision();
    match precision {
        Some(0) if magnitude == 0 => digits.clear(),
        Some(precision) => {
            digits = "0".repeat(precision.saturating_sub(digits.len())) + &digits;
        }
        None => {}
    }
    let is_alternative = conversion.flags.is_alternative;
    if is_alternative && conversion.letter == 'o' && !digits.starts_with('0') {
        digits.insert(0, '0');
    }
    let sign = match conversion.letter {
        'd' | 'i' if is_negative => "-",
        'd' | 'i' => conversion.plus(),
        'x' if is_alternative && magnitude != 0 => "0x",
        'X' if is_alternative && magnitude != 0 => "0X",
        _ => "",
    };
    let zeros = match precision {
        Some(_) => Zeros::Not,
        None => Zeros::Allowed,
    };
    conversion.pad(sign, &digits, zeros)
}
