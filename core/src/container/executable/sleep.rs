//! `sleep` (XCU 4): waits; several times add up, and each may have a unit.

use super::options::{Order, Syntax, read};
use super::{Call, Flavour};

const SYNTAX: Syntax = Syntax {
    debian: "",
    busybox: "",
    order: Order::Permuted,
    failure: 1,
};

/// A span of time in nanoseconds, such as `1.5m`; nothing when it is none.
pub(super) fn duration(text: &str) -> Option<u64> {
    let (number, unit) = match text.char_indices().last()? {
        (at, 's') => (&text[..at], 1),
        (at, 'm') => (&text[..at], 60),
        (at, 'h') => (&text[..at], 3600),
        (at, 'd') => (&text[..at], 86_400),
        _ => (text, 1),
    };
    if matches!(number, "inf" | "infinity") {
        return Some(u64::MAX);
    }
    let is_number = number.bytes().all(|it| it.is_ascii_digit() || it == b'.');
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    if !is_number || part.contains('.') || whole.is_empty() && part.is_empty() {
        return None;
    }
    let whole: u64 = match whole {
        "" => 0,
        _ => whole.parse().unwrap_or(u64::MAX),
    };
    let nine: String = part.chars().chain("000000000".chars()).take(9).collect();
    let part: u64 = nine.parse().ok()?;
    let nanoseconds = whole.saturating_mul(1_000_000_000).saturating_add(part);
    Some(nanoseconds.saturating_mul(unit))
}

pub(super) async fn run(mut call: Call<'_>) -> u8 {
    let options = match read(&mut call, &SYNTAX).await {
        Ok(options) => options,
        Err(status) => return status,
    };
    if options.operands.is_empty() {
        return call.refuse("missing operand", 1).await;
    }
    let mut total: u64 = 0;
    let mut invalid = Vec::new();
    for operand in options.operands {
        let text = call.text(operand);
        match duration(&text) {
            Some(time) => total = total.saturating_add(time),
            None => invalid.push(text),
        }
    }
    let Some((last, before)) = invalid.split_last() else {
        call.process.sleep(total).await;
        return 0;
    };
    if call.flavour == Flavour::Busybox {
        let first = before.first().unwrap_or(last);
        call.complain(&format!("invalid number '{first}'")).await;
        return 1;
    }
    for text in before {
        let shown = call.quoted(text);
        call.complain(&format!("invalid time interval {shown}"))
            .await;
    }
    let shown = call.quoted(last);
    call.refuse(&format!("invalid time interval {shown}"), 1)
        .await
}

#[cfg(test)]
mod tests {
    use super::duration;

    #[test]
    fn durations_have_units() {
        assert_eq!(duration("1.5m"), Some(90_000_000_000));
        assert_eq!(duration(".25"), Some(250_000_000));
        assert_eq!(duration("x"), None);
        assert_eq!(duration(""), None);
        assert_eq!(duration("1ü"), None);
    }
}
