//! Seconds since 1970 as dates of the Gregorian calendar, and `strftime` in the C locale.

use super::zone::Offset;

/// A time of day on a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment {
    pub(super) year: i64,
    /// From 1 on.
    pub(super) month: i64,
    /// From 1 on.
    pub(super) day: i64,
    pub(super) hour: i64,
    pub(super) minute: i64,
    pub(super) second: i64,
}

/// The names of months and days.
pub(super) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
pub(super) const DAYS: [&str; 7] = [
    "Sunday",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
];

const DAY: i64 = 86_400;

impl Moment {
    pub(super) fn of(seconds: i64) -> Self {
        let days = seconds.div_euclid(DAY);
        let rest = seconds.rem_euclid(DAY);
        let (year, month, day) = date_of(days);
        Self {
            year,
            month,
            day,
            hour: rest / 3600,
            minute: rest / 60 % 60,
            second: rest % 60,
        }
    }

    /// Seconds since 1970; fields beyond their range count on, as for `mktime`.
    pub(super) fn seconds(self) -> i64 {
        let months = self.year.saturating_mul(12).saturating_add(self.month - 1);
        let days = days_to(months.div_euclid(12), months.rem_euclid(12) + 1, 1);
        let days = days.saturating_add(self.day - 1);
        days.saturating_mul(DAY)
            .saturating_add(self.hour.saturating_mul(3600))
            .saturating_add(self.minute.saturating_mul(60))
            .saturating_add(self.second)
    }

    /// Whether every field is in its range.
    pub(super) fn is_valid(self) -> bool {
        Self::of(self.seconds()) == self
    }

    /// 0 for Sunday.
    pub(super) fn weekday(self) -> i64 {
        (days_to(self.year, self.month, self.day) + 4).rem_euclid(7)
    }

    /// 0 for the first of January.
    fn day_of_year(self) -> i64 {
        days_to(self.year, self.month, self.day) - days_to(self.year, 1, 1)
    }

    /// The year and week of ISO 8601.
    fn iso_week(self) -> (i64, i64) {
        let monday_based = (self.weekday() + 6) % 7;
        // The week belongs to the year in which its Thursday lies.
        let thursday = days_to(self.year, self.month, self.day) - monday_based + 3;
        let (year, _, _) = date_of(thursday);
        (year, (thursday - days_to(year, 1, 1)) / 7 + 1)
    }
}

/// The days from 1970 to a date, by years that begin in March.
fn days_to(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let days = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
    era.saturating_mul(146_097)
        .saturating_add(days)
        .saturating_sub(719_468)
}

/// The date so many days after 1970.
fn date_of(days: i64) -> (i64, i64, i64) {
    let days = days.saturating_add(719_468);
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    let year = year + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

/// How a field of a format is filled up.
#[derive(Debug, Clone, Copy)]
struct Field {
    flag: Option<char>,
    upper: bool,
    width: Option<usize>,
}

/// `format` with the fields of `strftime`; nothing where one is not simulated.
pub(super) fn format_time(format: &str, seconds: i64, zone: &Offset) -> Result<String, String> {
    let moment = Moment::of(seconds.saturating_add(zone.seconds));
    let mut output = String::new();
    let mut rest = format;
    while let Some(at) = rest.find('%') {
        output.push_str(&rest[..at]);
        let written = &rest[at..];
        let (field, behind) = read_field(&written[1..]);
        let mut letters = behind.chars();
        let Some(letter) = letters.next() else {
            output.push_str(written);
            return Ok(output);
        };
        if matches!(letter, 'E' | 'O') {
            return Err(format!("%{letter}"));
        }
        if letter == ':' {
            let colons = behind.len() - behind.trim_start_matches(':').len();
            if !behind[colons..].starts_with('z') {
                return Err("%:".to_owned());
            }
            letters = behind[colons + 1..].chars();
            let Some(shown) = zone.with_colons(colons) else {
                return Err(format!("%{}z", ":".repeat(colons)));
            };
            output.push_str(&shown);
            rest = letters.as_str();
            continue;
        }
        match moment.field(letter, seconds, zone) {
            Some(value) => {
                let filled = value.filled(field);
                let is_lowered = field.flag == Some('#') && matches!(letter, 'p' | 'Z');
                output.push_str(&match is_lowered {
                    true => filled.to_lowercase(),
                    false => filled,
                });
            }
            None => {
                let length = written.len() - letters.as_str().len();
                output.push_str(&written[..length]);
            }
        }
        rest = letters.as_str();
    }
    output.push_str(rest);
    Ok(output)
}

/// The flags and width of a field, and what is behind them.
fn read_field(text: &str) -> (Field, &str) {
    let mut field = Field {
        flag: None,
        upper: false,
        width: None,
    };
    let mut rest = text;
    while let Some(flag) = rest.chars().next() {
        match flag {
            '-' | '_' | '0' | '+' => field.flag = Some(flag),
            '^' => field.upper = true,
            '#' => field.flag = Some('#'),
            _ => break,
        }
        rest = &rest[1..];
    }
    let digits = rest.len()
        - rest
            .trim_start_matches(|it: char| it.is_ascii_digit())
            .len();
    if digits > 0 {
        field.width = rest[..digits].parse().ok().filter(|it| *it < 4096);
    }
    (field, &rest[digits..])
}

/// What a field of a format stands for.
enum Value {
    /// A number, with its width and what it is filled with.
    Number(i64, usize, char),
    Text(String),
}

impl Value {
    fn filled(self, field: Field) -> String {
        match self {
            Self::Number(number, width, fill) => {
                let width = field.width.unwrap_or(width);
                let digits = number.unsigned_abs().to_string();
                let sign = if number < 0 { "-" } else { "" };
                let missing = width.saturating_sub(digits.len() + sign.len());
                match (field.flag, fill) {
                    (Some('-'), _) => format!("{sign}{digits}"),
                    (Some('_'), _) => format!("{}{sign}{digits}", " ".repeat(missing)),
                    (Some('0' | '+'), _) | (_, '0') => {
                        format!("{sign}{}{digits}", "0".repeat(missing))
                    }
                    (_, _) => format!("{}{sign}{digits}", " ".repeat(missing)),
                }
            }
            Self::Text(text) => {
                let text = match (field.upper, field.flag) {
                    (true, _) | (_, Some('#')) => text.to_uppercase(),
                    (false, _) => text,
                };
                let missing = field.width.unwrap_or(0).saturating_sub(text.len());
                let fill = if field.flag == Some('0') { "0" } else { " " };
                fill.repeat(missing) + &text
            }
        }
    }
}

impl Moment {
    /// The value of a field; nothing for a letter that is none.
    fn field(self, letter: char, seconds: i64, zone: &Offset) -> Option<Value> {
        let two = |number: i64| Value::Number(number, 2, '0');
        let text = |text: String| Value::Text(text);
        let of = |format: &str| Value::Text(format_time(format, seconds, zone).unwrap_or_default());
        let weekday = usize::try_from(self.weekday()).unwrap_or_default();
        let month = usize::try_from(self.month - 1).unwrap_or_default();
        let (iso_year, iso_week) = self.iso_week();
        let of_year = self.day_of_year();
        let twelve = (self.hour + 11) % 12 + 1;
        Some(match letter {
            '%' => text("%".to_owned()),
            'n' => text("\n".to_owned()),
            't' => text("\t".to_owned()),
            'a' => text(DAYS[weekday][..3].to_owned()),
            'A' => text(DAYS[weekday].to_owned()),
            'b' | 'h' => text(MONTHS[month][..3].to_owned()),
            'B' => text(MONTHS[month].to_owned()),
            'c' => of("%a %b %e %H:%M:%S %Y"),
            'C' => two(self.year.div_euclid(100)),
            'd' => two(self.day),
            'D' | 'x' => of("%m/%d/%y"),
            'e' => Value::Number(self.day, 2, ' '),
            'F' => of("%Y-%m-%d"),
            'g' => two(iso_year.rem_euclid(100)),
            'G' => Value::Number(iso_year, 4, '0'),
            'H' => two(self.hour),
            'I' => two(twelve),
            'j' => Value::Number(of_year + 1, 3, '0'),
            'k' => Value::Number(self.hour, 2, ' '),
            'l' => Value::Number(twelve, 2, ' '),
            'm' => two(self.month),
            'M' => two(self.minute),
            'p' => text(if self.hour < 12 { "AM" } else { "PM" }.to_owned()),
            'P' => text(if self.hour < 12 { "am" } else { "pm" }.to_owned()),
            'q' => Value::Number((self.month - 1) / 3 + 1, 1, '0'),
            'r' => of("%I:%M:%S %p"),
            'R' => of("%H:%M"),
            's' => Value::Number(seconds, 1, '0'),
            'S' => two(self.second),
            'T' | 'X' => of("%H:%M:%S"),
            'u' => Value::Number((self.weekday() + 6) % 7 + 1, 1, '0'),
            'U' => two((of_year + 7 - self.weekday()) / 7),
            'V' => two(iso_week),
            'w' => Value::Number(self.weekday(), 1, '0'),
            'W' => two((of_year + 7 - (self.weekday() + 6) % 7) / 7),
            'y' => two(self.year.rem_euclid(100)),
            'Y' => Value::Number(self.year, 4, '0'),
            'z' => text(zone.numeric()),
            'Z' => text(zone.name.clone()),
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::zone::Offset;
    use super::{Moment, format_time};

    #[test]
    fn dates_go_both_ways() {
        for seconds in [0, -1, 951_782_400, 1_767_225_600, 4_107_542_399] {
            assert_eq!(Moment::of(seconds).seconds(), seconds);
        }
    }

    #[test]
    fn fields_are_filled() {
        let utc = Offset {
            seconds: 0,
            name: "UTC".to_owned(),
        };
        let shown = format_time("%F %T %j %V %a %-d %Z%%", 1_767_225_600, &utc);
        assert_eq!(
            shown.as_deref(),
            Ok("2026-01-01 00:00:00 001 01 Thu 1 UTC%")
        );
    }
}
