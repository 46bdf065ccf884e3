//! Numbers of awk: how they are read and written.

/// How many characters of a number stand at the start of a text.
pub(super) fn length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let digits = |from: usize| {
        let rest = bytes.get(from..).unwrap_or_default();
        rest.iter().take_while(|it| it.is_ascii_digit()).count()
    };
    let mut at = usize::from(matches!(bytes.first(), Some(b'+' | b'-')));
    let whole = digits(at);
    at += whole;
    let mut fraction = 0;
    if bytes.get(at) == Some(&b'.') {
        fraction = digits(at + 1);
        if whole + fraction > 0 {
            at += 1 + fraction;
        }
    }
    if whole + fraction == 0 {
        return 0;
    }
    if matches!(bytes.get(at), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(bytes.get(at + 1), Some(b'+' | b'-')));
        let exponent = digits(at + 1 + sign);
        if exponent > 0 {
            at += 1 + sign + exponent;
        }
    }
    at
}

/// The number that a text begins with, zero when it begins with none.
pub(super) fn value(text: &str) -> f64 {
    let text = text.trim_start_matches([' ', '\t', '\n', '\r', '\u{c}', '\u{b}']);
    text[..length(text)].parse().unwrap_or(0.0)
}

/// Whether a text that was read is a number as a whole.
pub(super) fn is_number(text: &str) -> bool {
    let text = text.trim_matches([' ', '\t', '\n', '\r']);
    !text.is_empty() && length(text) == text.len()
}

/// Whether the C library may read it otherwise: hexadecimal numbers, infinity.
pub(super) fn is_doubtful(text: &str) -> bool {
    let text = text.trim_start_matches([' ', '\t', '\n', '+', '-']);
    let lower: String = text
        .chars()
        .take(3)
        .collect::<String>()
        .to_ascii_lowercase();
    lower.starts_with("0x") || lower == "inf" || lower == "nan"
}

/// `%g` with so many digits.
pub(super) fn general(value: f64, digits: usize, keeps_zeros: bool) -> String {
    if !value.is_finite() {
        return not_finite(value);
    }
    let digits = digits.max(1);
    let scientific = format!("{value:.*e}", digits - 1);
    let exponent: i32 = scientific
        .split_once('e')
        .and_then(|it| it.1.parse().ok())
        .unwrap_or(0);
    let limit = i32::try_from(digits).unwrap_or(i32::MAX);
    let trim = |text: String| match text.contains('.') && !keeps_zeros {
        true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => text,
    };
    if exponent < -4 || exponent >= limit {
        let mantissa = scientific.split('e').next().unwrap_or_default().to_owned();
        return format!("{}{}", trim(mantissa), exponent_text(exponent));
    }
    let decimals = usize::try_from(limit - 1 - exponent).unwrap_or(0);
    trim(format!("{value:.decimals$}"))
}

/// `%e`
pub(super) fn scientific(value: f64, digits: usize) -> String {
    if !value.is_finite() {
        return not_finite(value);
    }
    let text = format!("{value:.digits$e}");
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    format!("{mantissa}{}", exponent_text(exponent.parse().unwrap_or(0)))
}

fn exponent_text(exponent: i32) -> String {
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("e{sign}{:02}", exponent.abs())
}

pub(super) fn not_finite(value: f64) -> String {
    match value {
        value if value.is_nan() => "nan".to_owned(),
        value if value > 0.0 => "inf".to_owned(),
        _ => "-inf".to_owned(),
    }
}
