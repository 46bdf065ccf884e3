//! Numbers as Go reads and prints them: `strconv`, `fmt.Sprint`.

/// A whole number of 64 bits, in decimal: `strconv.ParseInt` with base 0, then `ParseUint`.
pub(super) fn integer(text: &str) -> Option<String> {
    let (is_negative, digits) = match text.as_bytes().first()? {
        b'-' => (true, &text[1..]),
        b'+' => (false, &text[1..]),
        _ => (false, text),
    };
    let is_unsigned_only = !text.starts_with(['-', '+']);
    let lower = digits.to_ascii_lowercase();
    let (base, digits) = match lower.as_bytes() {
        [b'0', b'x', ..] => (16, &lower[2..]),
        [b'0', b'b', ..] => (2, &lower[2..]),
        [b'0', b'o', ..] => (8, &lower[2..]),
        [b'0', _, ..] => (8, &lower[1..]),
        _ => (10, &lower[..]),
    };
    let is_digit = |it: char| it.is_digit(base);
    if digits.is_empty() || !digits.chars().all(is_digit) {
        return None;
    }
    let value = u64::from_str_radix(digits, base).ok()?;
    let largest = i64::MAX as u64;
    match is_negative {
        true if value <= largest + 1 => Some((i128::from(value).wrapping_neg()).to_string()),
        true => None,
        false if value <= largest || is_unsigned_only => Some(value.to_string()),
        false => None,
    }
}

/// Whether it has the form of a number with a fraction or an exponent.
pub(super) fn is_float(text: &str) -> bool {
    let rest = text.strip_prefix(['-', '+']).unwrap_or(text);
    let end = rest.find(['e', 'E']).unwrap_or(rest.len());
    let (mantissa, exponent) = rest.split_at(end);
    let is_digits = |it: &str| it.bytes().all(|it| it.is_ascii_digit());
    let is_mantissa = match mantissa.split_once('.') {
        Some(("", fraction)) => !fraction.is_empty() && is_digits(fraction),
        Some((whole, fraction)) => is_digits(whole) && is_digits(fraction),
        None => !mantissa.is_empty() && is_digits(mantissa),
    };
    let is_exponent = match exponent.get(1..) {
        None => true,
        Some(exponent) => {
            let digits = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
            !digits.is_empty() && is_digits(digits)
        }
    };
    is_mantissa && is_exponent
}

/// A number, as `%g` of Go prints it with the fewest digits.
pub(super) fn float(text: &str) -> Option<String> {
    let value: f64 = is_float(text).then(|| text.parse().ok()).flatten()?;
    value.is_finite().then(|| shown(value))
}

/// `strconv.FormatFloat(value, 'g', -1, 64)`.
fn shown(value: f64) -> String {
    let scientific = format!("{value:e}");
    let Some((mantissa, exponent)) = scientific.split_once('e') else {
        return scientific;
    };
    let exponent: i32 = exponent.parse().unwrap_or_default();
    if !(-4..6).contains(&exponent) {
        let sign = if exponent < 0 { '-' } else { '+' };
        return format!("{mantissa}e{sign}{:02}", exponent.abs());
    }
    format!("{value}")
}
