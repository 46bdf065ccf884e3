//! Durations as Go reads them: `time.ParseDuration`, and go-str2duration, which has days and weeks besides.

/// Which units there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Units {
    /// Those of Go.
    Go,
    /// Days and weeks too, as Compose takes them.
    #[cfg(feature = "follow")]
    WithDays,
}

/// Reads a duration such as `1h30m`, `1.5s` or `-2ms`; nanoseconds, or Go's message.
///
/// # Errors
///
/// Go's words: an invalid duration, a missing unit, an unknown unit.
pub(crate) fn parse(text: &str, units: Units) -> Result<i64, String> {
    let invalid = || format!("time: invalid duration {}", quote(text));
    let (negative, mut rest) = match text.as_bytes().first() {
        Some(b'-') => (true, &text[1..]),
        Some(b'+') => (false, &text[1..]),
        _ => (false, text),
    };
    if rest == "0" {
        return Ok(0);
    }
    if rest.is_empty() {
        return Err(invalid());
    }
    let mut total: u64 = 0;
    while !rest.is_empty() {
        let number = Number::take(&mut rest).ok_or_else(invalid)?;
        let unit_end = rest
            .find(|it: char| it == '.' || it.is_ascii_digit())
            .unwrap_or(rest.len());
        let (unit, behind) = rest.split_at(unit_end);
        rest = behind;
        if unit.is_empty() {
            return Err(format!("time: missing unit in duration {}", quote(text)));
        }
        let Some(nanoseconds) = unit_length(unit, units) else {
            let (unit, text) = (quote(unit), quote(text));
            return Err(format!("time: unknown unit {unit} in duration {text}"));
        };
        total = number
            .times(nanoseconds)
            .and_then(|it| total.checked_add(it))
            .filter(|it| *it <= 1 << 63)
            .ok_or_else(invalid)?;
    }
    match (negative, i64::try_from(total)) {
        (false, Ok(total)) => Ok(total),
        (true, Ok(total)) => Ok(-total),
        (true, Err(_)) => Ok(i64::MIN),
        (false, Err(_)) => Err(invalid()),
    }
}

/// A whole part, and a fraction as a number over a power of ten.
struct Number {
    whole: u64,
    fraction: u64,
    scale: f64,
}

impl Number {
    /// Takes a number off the front; `None` when there is none or it is too large.
    fn take(rest: &mut &str) -> Option<Self> {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (whole, behind) = rest.split_at(digits);
        let mut number = Self {
            whole: if whole.is_empty() {
                0
            } else {
                whole.parse().ok().filter(|it| *it <= 1 << 63)?
            },
            fraction: 0,
            scale: 1.0,
        };
        *rest = behind;
        let Some(behind) = behind.strip_prefix('.') else {
            return (digits > 0).then_some(number);
        };
        let fraction = behind.bytes().take_while(u8::is_ascii_digit).count();
        number.take_fraction(&behind[..fraction]);
        *rest = &behind[fraction..];
        (digits + fraction > 0).then_some(number)
    }

    /// Digits that no longer fit are dropped, as Go drops them.
    fn take_fraction(&mut self, digits: &str) {
        for digit in digits.bytes() {
            let next = self
                .fraction
                .checked_mul(10)
                .and_then(|it| it.checked_add(u64::from(digit - b'0')));
            match next.filter(|it| *it <= 1 << 63) {
                Some(next) => {
                    self.fraction = next;
                    self.scale *= 10.0;
                }
                None => return,
            }
        }
    }

    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "Go computes the fraction in floating point and cuts it off"
    )]
    fn times(&self, unit: u64) -> Option<u64> {
        let whole = self.whole.checked_mul(unit).filter(|it| *it <= 1 << 63)?;
        let fraction = (self.fraction as f64 * (unit as f64 / self.scale)) as u64;
        whole.checked_add(fraction).filter(|it| *it <= 1 << 63)
    }
}

fn unit_length(unit: &str, units: Units) -> Option<u64> {
    const HOUR: u64 = 3_600 * 1_000_000_000;
    Some(match unit {
        "ns" => 1,
        "us" | "µs" | "μs" => 1_000,
        "ms" => 1_000_000,
        "s" => 1_000_000_000,
        "m" => 60 * 1_000_000_000,
        "h" => HOUR,
        _ => match units {
            Units::Go => return None,
            #[cfg(feature = "follow")]
            Units::WithDays => match unit {
                "d" => 24 * HOUR,
                "w" => 7 * 24 * HOUR,
                _ => return None,
            },
        },
    })
}

/// Package time's own way to quote: bytes outside printable ASCII as `\xNN`.
fn quote(text: &str) -> String {
    let mut quoted = String::from('"');
    for byte in text.bytes() {
        match byte {
            b'"' | b'\\' => quoted.extend(['\\', char::from(byte)]),
            b' '..=b'~' => quoted.push(char::from(byte)),
            other => quoted.push_str(&format!("\\x{other:02x}")),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read_as_go_does() {
        assert_eq!(parse("1h2m3.5s", Units::Go), Ok(3_723_500_000_000));
        assert_eq!(parse(".5s", Units::Go), Ok(500_000_000));
        assert_eq!(parse("-1s", Units::Go), Ok(-1_000_000_000));
        assert_eq!(parse("0", Units::Go), Ok(0));
    }

    #[test]
    fn errors_have_gos_words() {
        let error = |text| parse(text, Units::Go).unwrap_err();
        assert_eq!(error("1"), r#"time: missing unit in duration "1""#);
        assert_eq!(error("1d"), r#"time: unknown unit "d" in duration "1d""#);
        assert_eq!(error("x"), r#"time: invalid duration "x""#);
        assert_eq!(
            error("9999999999h"),
            r#"time: invalid duration "9999999999h""#
        );
    }
}
