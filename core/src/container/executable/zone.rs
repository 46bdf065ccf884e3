//! [`Zone`]: the time zone of a program, as glibc finds it from `TZ` and `/etc/localtime` (`tzset(3)`).
//!
//! A name leads to a file of `/usr/share/zoneinfo`. Where there is none it is read as POSIX has it (XBD 8.3), and what
//! cannot be read so counts as UTC under the letters the value begins with: `TZ=Europe/Berlin` without zone files
//! shows UTC and calls it `Europe` (`docker.jsonl world/tz-nodata`).

use super::Call;
use super::calendar::{Moment, format_time};
use crate::kernel::{Coverage, FileSystem, Follow, Node};
use crate::shell::CLibrary;

/// Where zones lie.
pub(in crate::container) const ZONES: &str = "/usr/share/zoneinfo";

/// The parts of the world that zones are named after. Other names, such as `US/Pacific`, are old ones, which newer
/// images leave out.
const AREAS: [&str; 11] = [
    "Africa",
    "America",
    "Antarctica",
    "Arctic",
    "Asia",
    "Atlantic",
    "Australia",
    "Etc",
    "Europe",
    "Indian",
    "Pacific",
];

/// Names of UTC that every set of zones has.
const UTC: [&str; 5] = ["UTC", "Etc/UTC", "Etc/UCT", "Etc/Universal", "Etc/Zulu"];

/// Programs that install packages.
const PACKAGE_MANAGERS: [&str; 8] = [
    "apk", "apt", "apt-get", "dnf", "microdnf", "tdnf", "yum", "zypper",
];

/// What is known of a zone that changes.
#[cfg(feature = "zones")]
type Tables = Box<jiff::tz::TimeZone>;

/// What is known of a zone that changes: nothing in a build that leaves this out.
#[cfg(not(feature = "zones"))]
type Tables = std::convert::Infallible;

/// A time zone.
#[derive(Debug, Clone)]
pub(super) enum Zone {
    /// The same all year.
    Fixed(Offset),
    /// By rules or tables.
    #[cfg_attr(
        not(feature = "zones"),
        expect(dead_code, reason = "no zone is known then")
    )]
    Varying(Tables),
}

/// What a zone says of a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Offset {
    /// Seconds east of UTC.
    pub(super) seconds: i64,
    /// The abbreviation.
    pub(super) name: String,
}

/// Whether the image has zone files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Files {
    Present,
    Absent,
    Unknown,
}

impl Offset {
    /// `+0100`
    pub(super) fn numeric(&self) -> String {
        let (sign, hours, minutes, _) = self.parts();
        format!("{sign}{hours:02}{minutes:02}")
    }

    /// `+01:00` with one colon, `+01:00:00` with two, as short as it may be with three; nothing with more.
    pub(super) fn with_colons(&self, colons: usize) -> Option<String> {
        let (sign, hours, minutes, seconds) = self.parts();
        Some(match (colons, minutes, seconds) {
            (1, _, _) | (3, 1.., 0) => format!("{sign}{hours:02}:{minutes:02}"),
            (2, _, _) | (3, _, 1..) => format!("{sign}{hours:02}:{minutes:02}:{seconds:02}"),
            (3, _, _) => format!("{sign}{hours:02}"),
            _ => return None,
        })
    }

    fn parts(&self) -> (char, u64, u64, u64) {
        let sign = if self.seconds < 0 { '-' } else { '+' };
        let all = self.seconds.unsigned_abs();
        (sign, all / 3600, all / 60 % 60, all % 60)
    }
}

impl Zone {
    pub(super) fn utc() -> Self {
        Self::fixed(0, "UTC")
    }

    fn fixed(seconds: i64, name: &str) -> Self {
        Self::Fixed(Offset {
            seconds,
            name: name.to_owned(),
        })
    }

    /// What is added to UTC at a time in seconds since 1970; nothing far from our days.
    pub(super) fn at(&self, seconds: i64) -> Option<Offset> {
        match self {
            Self::Fixed(offset) => Some(offset.clone()),
            Self::Varying(zone) => varying(zone, seconds),
        }
    }

    /// The seconds since 1970 at a date and time of the zone; nothing where that time comes twice or never.
    pub(super) fn seconds(&self, local: Moment) -> Option<i64> {
        // A date and time that is `offset` ahead of UTC is found at most twice: with the offsets around it.
        let plain = local.seconds();
        const DAY: i64 = 86_400;
        let around = [self.at(plain - DAY)?, self.at(plain + DAY)?].map(|it| it.seconds);
        let tried = around.map(|it| plain - it);
        let fits = |it: &i64| {
            self.at(*it)
                .is_some_and(|found| plain - found.seconds == *it)
        };
        let [before, after] = tried.map(|it| Some(it).filter(fits));
        match (before, after) {
            (Some(before), Some(after)) => (before == after).then_some(before),
            (one, other) => one.or(other),
        }
    }
}

#[cfg(not(feature = "zones"))]
fn varying(zone: &Tables, _: i64) -> Option<Offset> {
    match *zone {}
}

#[cfg(feature = "zones")]
fn varying(zone: &jiff::tz::TimeZone, seconds: i64) -> Option<Offset> {
    let time = jiff::Timestamp::from_second(seconds).ok()?;
    let found = zone.to_offset_info(time);
    let offset = i64::from(found.offset().seconds());
    Some(Offset {
        seconds: offset,
        name: found.abbreviation().to_owned(),
    })
}

/// What `TZ` says without zone files; nothing where that is not simulated.
fn posix(text: &str) -> Option<Zone> {
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

/// The zone of a file of [`ZONES`]; `Err` where nobody here knows it, `Ok(None)` where there is no such file.
fn of_file(name: &str) -> Result<Option<Zone>, ()> {
    if UTC.contains(&name) {
        return Ok(Some(Zone::utc()));
    }
    let area = name.split_once('/').map(|it| it.0);
    match area {
        Some(area) if AREAS.contains(&area) => named(name),
        // Neither an old name nor a table beside the zones can begin so.
        Some(area) if !area.chars().all(|it| it.is_ascii_alphabetic()) => Ok(None),
        _ => match is_old(name) {
            true => Err(()),
            false => Ok(None),
        },
    }
}

#[cfg(feature = "zones")]
fn named(name: &str) -> Result<Option<Zone>, ()> {
    let zone = jiff::tz::TimeZone::get(name).ok();
    // jiff takes names in any case, the file system does not.
    let zone = zone.filter(|it| it.iana_name() == Some(name));
    Ok(zone.map(|it| Zone::Varying(Box::new(it))))
}

#[cfg(not(feature = "zones"))]
fn named(_: &str) -> Result<Option<Zone>, ()> {
    Err(())
}

/// Whether some images have a file of this name that others leave out.
#[cfg(feature = "zones")]
fn is_old(name: &str) -> bool {
    name.starts_with("posix/")
        || name.starts_with("right/")
        || jiff::tz::TimeZone::get(name).is_ok_and(|it| it.iana_name() == Some(name))
        || matches!(name, "posixrules" | "localtime" | "Factory")
}

#[cfg(not(feature = "zones"))]
fn is_old(_: &str) -> bool {
    true
}

/// Puts the zones into an image, or what may be some.
pub(in crate::container) fn bring_zones(files: &mut FileSystem, coverage: Coverage) {
    let directory = files.make_directories(ZONES, coverage);
    files.set_coverage(directory, coverage);
}

/// What a program that nobody knows may change about zones: it installs packages.
pub(in crate::container) fn install_zones(files: &mut FileSystem, arguments: &[&str]) {
    let [program, rest @ ..] = arguments else {
        return;
    };
    let name = program.rsplit('/').next().unwrap_or(program);
    let installs = rest
        .iter()
        .any(|it| matches!(*it, "add" | "install" | "in"));
    if !PACKAGE_MANAGERS.contains(&name) || !installs {
        return;
    }
    if rest.contains(&"tzdata") {
        bring_zones(files, Coverage::Partial);
    } else if files.find(ZONES, Follow::Links).is_err() {
        // Other packages may need it.
        bring_zones(files, Coverage::Assumed);
    }
}

impl Call<'_> {
    /// A time as the program shows it in its zone.
    pub(super) async fn local_time(&mut self, format: &str, seconds: i64) -> String {
        let zone = self.zone().await;
        let Some(offset) = zone.at(seconds) else {
            self.unsupported("with a time far from our days").await
        };
        match format_time(format, seconds, &offset) {
            Ok(shown) => shown,
            Err(field) => self.unsupported(&format!("with the field {field}")).await,
        }
    }

    /// The zone of the program; ends the simulation where that is not known.
    pub(super) async fn zone(&mut self) -> Zone {
        let found = match self.variable("TZ") {
            Some(value) => (value.to_owned(), self.zone_of_variable(value)),
            None => match self.localtime() {
                Some(name) => {
                    let found = self.zone_of_link(&name);
                    (name, found)
                }
                None => return Zone::utc(),
            },
        };
        match found {
            (_, Some(zone)) => zone,
            (name, None) => self.unsupported(&format!("in the time zone {name}")).await,
        }
    }

    /// Where `/etc/localtime` leads, as the name of a zone.
    fn localtime(&self) -> Option<String> {
        let local = self.process.inode_at("/etc/localtime", Follow::NotLast);
        match local.map(|it| &self.process.files.inode(it).node) {
            Ok(Node::Link(target)) => {
                let name = target.split_once("zoneinfo/");
                Some(name.map_or_else(|| target.clone(), |it| it.1.to_owned()))
            }
            Ok(_) => Some("of the file /etc/localtime".to_owned()),
            Err(_) => None,
        }
    }

    fn zone_files(&self) -> Files {
        match self.process.files.find(ZONES, Follow::Links) {
            Ok(id) => match self.process.files.coverage(id) {
                Coverage::Partial => Files::Present,
                Coverage::Assumed | Coverage::Complete => Files::Unknown,
            },
            Err(_) => Files::Absent,
        }
    }

    /// The zone of a file that a link leads to: UTC where it leads nowhere.
    fn zone_of_link(&self, name: &str) -> Option<Zone> {
        match (self.zone_files(), of_file(name)) {
            (Files::Present, Ok(Some(zone))) => Some(zone),
            (Files::Unknown, Ok(Some(zone))) => Some(zone).filter(|_| UTC.contains(&name)),
            (Files::Absent, _) | (_, Ok(None)) => Some(Zone::utc()),
            (_, Err(_)) => None,
        }
    }

    /// The zone that the value of `TZ` means.
    fn zone_of_variable(&self, value: &str) -> Option<Zone> {
        let written = value.strip_prefix(':').unwrap_or(value);
        let without = match (self.library, value.strip_prefix(':')) {
            // glibc reads an empty value as `Universal` (recorded where there are no files).
            (CLibrary::Glibc, None) if value.is_empty() => Some(Zone::fixed(0, "Universal")),
            (CLibrary::Glibc, _) if written.is_empty() => Some(Zone::utc()),
            (CLibrary::Glibc, _) => posix(written),
            (CLibrary::Musl, Some(_)) => Some(Zone::utc()),
            (CLibrary::Musl, None) => musl(value),
        };
        if written.is_empty() {
            return match (self.library, self.zone_files()) {
                (CLibrary::Glibc, Files::Absent) => without,
                (CLibrary::Glibc, Files::Unknown) => None,
                (CLibrary::Glibc, Files::Present) | (CLibrary::Musl, _) => Some(Zone::utc()),
            };
        }
        let name = written
            .strip_prefix("/usr/share/zoneinfo/")
            .unwrap_or(written);
        if name.starts_with(['/', '.']) || name.contains("..") {
            return None;
        }
        let is_given = self
            .process
            .files
            .find(&format!("{ZONES}/{name}"), Follow::Links);
        if is_given.is_ok_and(|it| !self.process.is_directory(it)) {
            return None;
        }
        // musl looks for a file only when the value is none of POSIX.
        if self.library == CLibrary::Musl && !value.starts_with(':') && is_posix(value) {
            return without;
        }
        match (self.zone_files(), of_file(name)) {
            (Files::Present, Ok(Some(zone))) => Some(zone),
            (Files::Absent, _) | (_, Ok(None)) => without,
            (Files::Unknown, Ok(Some(_))) if written == "UTC" => Some(Zone::utc()),
            (_, Ok(Some(_)) | Err(())) => None,
        }
    }
}

/// Whether musl reads a value as POSIX has it, and looks for no file: letters and how far that is from UTC, or `UTC` or
/// `GMT` alone.
fn is_posix(text: &str) -> bool {
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
fn musl(text: &str) -> Option<Zone> {
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
    use super::{Offset, Zone, musl, posix};

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
                fixed(posix(text)),
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
        let zone = posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap();
        let name = |seconds| zone.at(seconds).unwrap().name;
        assert_eq!(name(1_700_000_000), "CET");
        assert_eq!(name(1_690_000_000), "CEST");
    }
}
