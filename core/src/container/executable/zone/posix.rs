//! What `TZ` says by itself, where no file is: the form of POSIX (XBD 8.3), as glibc and musl read it.

use super::Zone;

/// What `TZ` says without zone files; nothing where that is not simulated.
pub(super) fn glibc(text: &str) -> Option<Zone> {
    let (name, rest) = match text.strip_prefix('<') {
        Some(quoted) => match quoted.split_once('>') {
            Some(it) => it,
            None => return Some(Zone::fixed(0, "")),
        },
        None => {
            let end = text.find(|it: char| !it.is_ascii_alphabetic());
            text.split_at(end.unwrap_or(text.len()))
        }
    };
    if name.len() < 3 {
        return Some(Zone::fixed(0, ""));
    }
    if !rest.starts_with(|it: char| it.is_ascii_digit() || matches!(it, '+' | '-')) {
        return Some(Zone::fixed(0, name));
    }
    let sign = if rest.starts_with('-') { 1 } else { -1 };
    let digits = rest.trim_start_matches(['+', '-']);
    if rest.len() - digits.len() > 1 {
        return None;
    }
    let end = digits.find(|it: char| !it.is_ascii_digit() && it != ':');
    let (offset, rules) = digits.split_at(end.unwrap_or(digits.len()));
    if offset.is_empty() && rules.is_empty() {
        return Some(Zone::fixed(0, name));
    }
    if rules.is_empty() {
        return Some(Zone::fixed(sign * offset_seconds(offset)?, name));
    }
    with_rules(text)
}

/// `hh[:mm[:ss]]`; nothing where it is written in another way.
fn offset_seconds(text: &str) -> Option<i64> {
    let parts: Vec<&str> = text.split(':').collect();
    let is_short = |it: &&str| (1..=2).contains(&it.len());
    if parts.len() > 3 || !parts.iter().all(is_short) {
        return None;
    }
    let number = |at: usize| parts.get(at).map_or(Some(0), |it| it.parse::<i64>().ok());
    let (hours, minutes, seconds) = (number(0)?, number(1)?, number(2)?);
    // More than the clock has counts as its last hour, minute or second.
    Some(hours.min(24) * 3600 + minutes.min(59) * 60 + seconds.min(59))
}

#[cfg(feature = "zones")]
fn with_rules(text: &str) -> Option<Zone> {
    // Without a rule behind the second name it hangs on files when it begins.
    let zone = text.contains(',').then(|| jiff::tz::TimeZone::posix(text));
    zone?.ok().map(|it| Zone::Varying(Box::new(it)))
}

#[cfg(not(feature = "zones"))]
fn with_rules(_: &str) -> Option<Zone> {
    None
}

/// Whether musl reads a value as POSIX has it, and looks for no file: letters and how far that is from UTC, or `UTC` or
/// `GMT` alone.
pub(super) fn is_posix(text: &str) -> bool {
    let (name, rest) = musl_name(text);
    let is_offset = rest.starts_with(|it: char| it.is_ascii_digit() || "+-".contains(it));
    rest.len() < text.len() && (is_offset || name == "UTC" || name == "GMT")
}

/// The name that a value begins with, and what is behind it.
fn musl_name(text: &str) -> (&str, &str) {
    match text.strip_prefix('<') {
        Some(quoted) => quoted.split_once('>').unwrap_or((quoted, "")),
        None => {
            let end = text.find(|it: char| !it.is_ascii_alphabetic());
            text.split_at(end.unwrap_or(text.len()))
        }
    }
}

/// What musl makes of a value that leads to no file: UTC, unless it is one of POSIX; there a name may be short, and
/// hours may be many. Nothing where that is not simulated.
pub(super) fn musl(text: &str) -> Option<Zone> {
    let (name, rest) = musl_name(text);
    if !is_posix(text) {
        return Some(Zone::utc());
    }
    let sign = if rest.starts_with('-') { 1 } else { -1 };
    let digits = rest.strip_prefix(['-', '+']).unwrap_or(rest);
    if digits.is_empty() {
        return Some(Zone::fixed(0, name));
    }
    let mut seconds = 0;
    for (part, unit) in digits.split(':').zip([3600, 60, 1]) {
        if !(1..=2).contains(&part.len()) || !part.bytes().all(|it| it.is_ascii_digit()) {
            return with_rules(text);
        }
        seconds += part.parse::<i64>().ok()? * unit;
    }
    (digits.split(':').count() <= 3).then(|| Zone::fixed(sign * seconds, name))
}

#[cfg(test)]
mod tests {
    use super::super::{Offset, Zone};
    use super::{glibc, musl};

    fn fixed(zone: Option<Zone>) -> Option<(i64, String)> {
        match zone? {
            Zone::Fixed(Offset { seconds, name }) => Some((seconds, name)),
            Zone::Varying(_) => None,
        }
    }

    #[test]
    fn without_files_a_value_is_read_as_posix_has_it() {
        // Recorded of glibc 2.36: `TZ=… date +%z%Z` where no such file is.
        for (text, seconds, name) in [
            ("xx", 0, ""),
            ("ABC", 0, "ABC"),
            ("ABC3", -10_800, "ABC"),
            ("ABC-3:30", 12_600, "ABC"),
            ("ABC3:30:15", -12_615, "ABC"),
            ("<+03>-3", 10_800, "+03"),
            ("<ab>3", 0, ""),
            ("Europe/Berlin", 0, "Europe"),
            ("ABC25", -86_400, "ABC"),
            ("ABC-", 0, "ABC"),
            ("3", 0, ""),
        ] {
            assert_eq!(
                fixed(glibc(text)),
                Some((seconds, name.to_owned())),
                "{text}"
            );
        }
    }

    #[test]
    fn musl_reads_a_value_in_its_own_way() {
        // Recorded of musl 1.2.3 where no such file is.
        for (text, seconds, name) in [
            ("Europe/Berlin", 0, "UTC"),
            ("xx", 0, "UTC"),
            ("xx3", -10_800, "xx"),
            ("ABC", 0, "UTC"),
            ("ABC-3:30", 12_600, "ABC"),
            ("<ab>3", -10_800, "ab"),
            ("ABC25", -90_000, "ABC"),
            ("ABC99", -356_400, "ABC"),
            ("ABC-", 0, "ABC"),
            ("3", 0, "UTC"),
            ("GMT", 0, "GMT"),
            ("GMTx", 0, "UTC"),
            ("UTC-2", 7200, "UTC"),
        ] {
            assert_eq!(
                fixed(musl(text)),
                Some((seconds, name.to_owned())),
                "{text}"
            );
        }
        assert_eq!(fixed(musl("CET-1CEST")), None);
    }

    #[test]
    #[cfg(feature = "zones")]
    fn rules_say_when_it_is_summer() {
        let zone = glibc("CET-1CEST,M3.5.0,M10.5.0/3").unwrap();
        let name = |seconds| zone.at(seconds).unwrap().name;
        assert_eq!(name(1_700_000_000), "CET");
        assert_eq!(name(1_690_000_000), "CEST");
    }
}
