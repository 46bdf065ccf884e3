//! Dates as people write them: the part of GNU's `--date` that scripts use, and the stamps of `touch -t`.

use super::calendar::{DAYS, MONTHS, Moment};
use super::zone::Zone;

/// A date that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dated {
    /// Seconds since 1970.
    At(i64),
    /// It may be a date, but how it is read is not simulated.
    NotSimulated,
    /// It is none.
    Invalid,
}

/// What has been found so far.
#[derive(Debug, Clone, Copy, Default)]
struct Found {
    date: Option<(i64, i64, i64)>,
    time: Option<(i64, i64, i64)>,
    offset: Option<i64>,
    /// Months and seconds to add.
    months: i64,
    days: i64,
    seconds: i64,
}

/// Reads what stands behind `--date`.
pub(super) fn read_date(text: &str, now: i64, zone: &Zone) -> Dated {
    let text = text.trim();
    if let Some(number) = text.strip_prefix('@') {
        let whole = number.split('.').next().unwrap_or_default();
        return match (whole.parse(), number.contains('.')) {
            (Ok(seconds), false) => Dated::At(seconds),
            (Ok(_), true) => Dated::NotSimulated,
            (Err(_), _) => Dated::Invalid,
        };
    }
    let text = text.to_ascii_lowercase();
    let words: Vec<&str> = text.split_ascii_whitespace().collect();
    let mut found = Found::default();
    let mut words = &*words;
    while !words.is_empty() {
        match found.take(words) {
            Some(used) => words = &words[used..],
            None => return unread(&text),
        }
    }
    found.at(now, zone)
}

/// A text without any digit, or word that dates have, is surely no date.
fn unread(text: &str) -> Dated {
    let known = [
        "am",
        "pm",
        "ago",
        "next",
        "last",
        "this",
        "now",
        "today",
        "tomorrow",
        "yesterday",
        "noon",
        "midnight",
        "utc",
        "gmt",
        "dst",
        "first",
        "third",
        "tz",
        "week",
        "month",
        "year",
        "day",
        "hour",
        "min",
        "sec",
        "fortnight",
    ];
    let names = DAYS.iter().chain(&MONTHS);
    let could_be = text
        .split(|it: char| !it.is_ascii_alphabetic())
        .all(|word| {
            // A single letter is a military zone.
            word.len() < 4
                || known.iter().any(|it| word.starts_with(it))
                || names.clone().any(|it| it.eq_ignore_ascii_case(word))
        });
    match could_be {
        true => Dated::NotSimulated,
        false => Dated::Invalid,
    }
}

impl Found {
    /// Takes one item from the words; how many of them it took.
    fn take(&mut self, words: &[&str]) -> Option<usize> {
        let [first, rest @ ..] = words else {
            return None;
        };
        match *first {
            "now" | "today" => return Some(1),
            "yesterday" => {
                self.days -= 1;
                return Some(1);
            }
            "tomorrow" => {
                self.days += 1;
                return Some(1);
            }
            "utc" | "gmt" | "z" => {
                self.offset.replace(0).is_none().then_some(())?;
                return Some(1);
            }
            "next" | "last" => {
                let amount = if *first == "next" { 1 } else { -1 };
                self.add(amount, rest.first()?)?;
                return Some(2);
            }
            _ => {}
        }
        if let Some(amount) = amount(first) {
            let (amount, used) = match rest {
                [_, "ago", ..] => (-amount, 3),
                _ => (amount, 2),
            };
            self.add(amount, rest.first()?)?;
            return Some(used);
        }
        if let Some((date, time)) = first.split_once('t').filter(|it| it.1.contains(':')) {
            self.take_date(date)?;
            self.take_time(time)?;
            return Some(1);
        }
        match first.contains(':') {
            true => self.take_time(first)?,
            false => self.take_date(first)?,
        }
        Some(1)
    }

    fn add(&mut self, amount: i64, unit: &str) -> Option<()> {
        let unit = unit.strip_suffix('s').unwrap_or(unit);
        match unit {
            "year" => self.months += amount.checked_mul(12)?,
            "month" => self.months += amount,
            "fortnight" => self.days += amount.checked_mul(14)?,
            "week" => self.days += amount.checked_mul(7)?,
            "day" => self.days += amount,
            "hour" => self.seconds += amount.checked_mul(3600)?,
            "minute" | "min" => self.seconds += amount.checked_mul(60)?,
            "second" | "sec" => self.seconds += amount,
            _ => return None,
        }
        Some(())
    }

    /// `YYYY-MM-DD`, `YYYYMMDD`, `MM/DD/YYYY`, `YYYY/MM/DD`.
    fn take_date(&mut self, text: &str) -> Option<()> {
        let parts: Vec<&str> = text.split(['-', '/']).collect();
        let numbers: Option<Vec<i64>> = parts.iter().map(|it| digits(it)).collect();
        let numbers = numbers?;
        let date = match (&*parts, &*numbers) {
            ([year, _, _], &[y, m, d]) if year.len() == 4 => (y, m, d),
            ([_, _, year], &[m, d, y]) if year.len() == 4 && text.contains('/') => (y, m, d),
            ([all], _) if all.len() == 8 => {
                (digits(&all[..4])?, digits(&all[4..6])?, digits(&all[6..])?)
            }
            _ => return None,
        };
        self.date.replace(date).is_none().then_some(())
    }

    /// `hh:mm`, `hh:mm:ss`, with `z`, `+hh:mm` or `+hhmm` behind.
    fn take_time(&mut self, text: &str) -> Option<()> {
        let end = text.find(['z', '+', '-']).unwrap_or(text.len());
        let (time, zone) = text.split_at(end);
        if !zone.is_empty() {
            let offset = read_offset(zone)?;
            self.offset.replace(offset).is_none().then_some(())?;
        }
        let numbers: Option<Vec<i64>> = time.split(':').map(digits).collect();
        let time = match *numbers? {
            [hour, minute] => (hour, minute, 0),
            [hour, minute, second] => (hour, minute, second),
            _ => return None,
        };
        self.time.replace(time).is_none().then_some(())
    }

    fn at(self, now: i64, zone: &Zone) -> Dated {
        let Some(ahead) = zone.at(now).map(|it| it.seconds) else {
            return Dated::NotSimulated;
        };
        let is_whole = self.date.is_some() && self.time.is_some();
        if self.offset.is_some() && ahead != 0 && !is_whole {
            return Dated::NotSimulated;
        }
        let today = Moment::of(now.saturating_add(ahead));
        let (year, month, day) = self.date.unwrap_or((today.year, today.month, today.day));
        let (hour, minute, second) = match (self.time, self.date) {
            (Some(time), _) => time,
            (None, Some(_)) => (0, 0, 0),
            (None, None) => (today.hour, today.minute, today.second),
        };
        let moment = Moment {
            year,
            month,
            day,
            hour,
            minute,
            second,
        };
        if !moment.is_valid() {
            return Dated::Invalid;
        }
        let moved = Moment {
            month: month.saturating_add(self.months),
            day: day.saturating_add(self.days),
            ..moment
        };
        let seconds = match self.offset {
            Some(offset) => Some(moved.seconds().saturating_sub(offset)),
            None => zone.seconds(moved),
        };
        match seconds {
            Some(seconds) => Dated::At(seconds.saturating_add(self.seconds)),
            // What `mktime` does with a time that comes twice or never is not simulated.
            None => Dated::NotSimulated,
        }
    }
}

fn digits(text: &str) -> Option<i64> {
    let all = !text.is_empty() && text.len() < 10 && text.bytes().all(|it| it.is_ascii_digit());
    all.then(|| text.parse().ok())?
}

/// `1`, `+1`, `-1`, as in `1 day`.
fn amount(text: &str) -> Option<i64> {
    let (sign, number) = match text.strip_prefix('-') {
        Some(number) => (-1, number),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    match number.len() < 7 {
        true => digits(number).map(|it| sign * it),
        false => None,
    }
}

fn read_offset(text: &str) -> Option<i64> {
    if text == "z" {
        return Some(0);
    }
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let numbers = text[1..].replace(':', "");
    let (hours, minutes) = match numbers.len() {
        2 => (digits(&numbers)?, 0),
        4 => (digits(numbers.get(..2)?)?, digits(numbers.get(2..)?)?),
        _ => return None,
    };
    Some(sign * (hours * 3600 + minutes * 60))
}

/// `[[CC]YY]MMDDhhmm[.ss]`.
pub(super) fn read_stamp(text: &str, now: i64, zone: &Zone) -> Option<i64> {
    let (stamp, second) = match text.split_once('.') {
        Some((stamp, second)) if second.len() == 2 => (stamp, digits(second)?),
        Some(_) => return None,
        None => (text, 0),
    };
    let pair = |at: usize| stamp.get(at..at + 2).and_then(digits);
    let (year, at) = match stamp.len() {
        8 => (Moment::of(now + zone.at(now)?.seconds).year, 0),
        10 => match pair(0)? {
            year @ 69.. => (1900 + year, 2),
            year => (2000 + year, 2),
        },
        12 => (pair(0)? * 100 + pair(2)?, 4),
        _ => return None,
    };
    let moment = Moment {
        year,
        month: pair(at)?,
        day: pair(at + 2)?,
        hour: pair(at + 4)?,
        minute: pair(at + 6)?,
        second,
    };
    moment.is_valid().then(|| zone.seconds(moment))?
}

#[cfg(test)]
mod tests {
    use super::super::zone::Zone;
    use super::{Dated, read_date, read_stamp};

    #[test]
    fn dates_are_read() {
        let now = 1_767_225_600;
        let read_date = |text: &str, now: i64| read_date(text, now, &Zone::utc());
        assert_eq!(read_date("@5", now), Dated::At(5));
        assert_eq!(read_date("yesterday", now), Dated::At(now - 86_400));
        assert_eq!(read_date("2026-01-01T00:00:00Z", 0), Dated::At(now));
        assert_eq!(
            read_date("2026-01-01 01:00 +1 day", 0),
            Dated::At(now + 90_000)
        );
        assert_eq!(read_date("nonsense", now), Dated::Invalid);
        assert_eq!(read_stamp("202601010000", 0, &Zone::utc()), Some(now));
    }
}
