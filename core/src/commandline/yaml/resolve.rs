//! What a plain scalar is: Go's `yaml`, `resolve`.

use super::Rules;
use super::number;

/// What a scalar is; numbers as `fmt.Sprint` of Go writes them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Characters.
    String,
    /// Nothing.
    Null,
    /// True or false.
    Bool(bool),
    /// A whole number.
    Integer(String),
    /// Another number.
    Float(String),
    /// A day, or a moment of it.
    Timestamp,
    /// `<<`.
    Merge,
}

/// What `text` is when nothing is quoted and no tag says it.
pub(super) fn kind(text: &str, rules: Rules) -> Kind {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Kind::Null,
        "true" | "True" | "TRUE" => return Kind::Bool(true),
        "false" | "False" | "FALSE" => return Kind::Bool(false),
        ".nan" | ".NaN" | ".NAN" => return Kind::Float("NaN".to_owned()),
        ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" => {
            return Kind::Float("+Inf".to_owned());
        }
        "-.inf" | "-.Inf" | "-.INF" => return Kind::Float("-Inf".to_owned()),
        "<<" => return Kind::Merge,
        _ => {}
    }
    if let (Rules::Kubernetes, Some(value)) = (rules, old_bool(text)) {
        return Kind::Bool(value);
    }
    match text.as_bytes().first() {
        Some(b'.') => number::float(text).map_or(Kind::String, Kind::Float),
        Some(b'+' | b'-' | b'0'..=b'9') => number(text),
        _ => Kind::String,
    }
}

/// The further booleans of YAML 1.1.
fn old_bool(text: &str) -> Option<bool> {
    match text {
        "y" | "Y" | "yes" | "Yes" | "YES" | "on" | "On" | "ON" => Some(true),
        "n" | "N" | "no" | "No" | "NO" | "off" | "Off" | "OFF" => Some(false),
        _ => None,
    }
}

fn number(text: &str) -> Kind {
    if is_timestamp(text) {
        return Kind::Timestamp;
    }
    let plain: String = text.chars().filter(|it| *it != '_').collect();
    if let Some(integer) = number::integer(&plain) {
        return Kind::Integer(integer);
    }
    let is_float = number::is_float(&plain);
    match is_float.then(|| number::float(&plain)).flatten() {
        Some(float) => Kind::Float(float),
        None => Kind::String,
    }
}

/// A day such as `2024-1-31`, or one with a time behind it.
fn is_timestamp(text: &str) -> bool {
    let Some((day, rest)) = day(text) else {
        return false;
    };
    let (year, month, day) = day;
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let longest = match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap => 29,
        2 => 28,
        _ => 31,
    };
    (1..=12).contains(&month) && (1..=longest).contains(&day) && is_time(rest)
}

/// Year, month and day, and what follows.
fn day(text: &str) -> Option<((u32, u32, u32), &str)> {
    let (year, rest) = text.split_at_checked(4)?;
    let year = digits(year)?;
    let (month, rest) = few_digits(rest.strip_prefix('-')?)?;
    let (day, rest) = few_digits(rest.strip_prefix('-')?)?;
    Some(((year, month, day), rest))
}

fn digits(text: &str) -> Option<u32> {
    let is_digits = !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    is_digits.then(|| text.parse().ok()).flatten()
}

/// One or two digits.
fn few_digits(text: &str) -> Option<(u32, &str)> {
    let count = text.bytes().take(2).take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at_checked(count)?;
    Some((digits(number)?, rest))
}

/// Nothing, or a time of the forms that Go's `yaml` takes.
fn is_time(text: &str) -> bool {
    let Some(first) = text.chars().next() else {
        return true;
    };
    let clock = match first {
        'T' | 't' | ' ' => clock(&text[1..]),
        _ => None,
    };
    let Some(rest) = clock else {
        return false;
    };
    match (first, rest) {
        (' ', "") => true,
        (' ', _) => false,
        (_, "Z") => true,
        (_, zone) => zone
            .strip_prefix(['+', '-'])
            .and_then(|it| it.split_once(':'))
            .is_some_and(|(hours, minutes)| {
                hours.len() == 2
                    && minutes.len() == 2
                    && digits(hours).is_some_and(|it| it <= 24)
                    && digits(minutes).is_some_and(|it| it < 60)
            }),
    }
}

/// Hours, minutes, seconds and a fraction; what follows.
fn clock(text: &str) -> Option<&str> {
    let (hours, rest) = few_digits(text)?;
    let (minutes, rest) = few_digits(rest.strip_prefix(':')?)?;
    let (seconds, rest) = few_digits(rest.strip_prefix(':')?)?;
    let rest = match rest.strip_prefix(['.', ',']) {
        Some(fraction) => fraction.trim_start_matches(|it: char| it.is_ascii_digit()),
        None => rest,
    };
    (hours < 24 && minutes < 60 && seconds < 60).then_some(rest)
}
