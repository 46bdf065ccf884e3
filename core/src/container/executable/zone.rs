//! [`Zone`]: the time zone of a program, as glibc finds it from `TZ` and `/etc/localtime` (`tzset(3)`).
//!
//! A name leads to a file of `/usr/share/zoneinfo`. Where there is none it is read as POSIX has it (XBD 8.3), and what
//! cannot be read so counts as UTC under the letters the value begins with: `TZ=Europe/Berlin` without zone files
//! shows UTC and calls it `Europe` (`docker.jsonl world/tz-nodata`).

use super::calendar::Moment;
use super::{Call, Flavour};
use crate::kernel::{Follow, Node};

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

/// A time zone.
#[derive(Debug, Clone)]
pub(super) enum Zone {
    /// The same all year.
    Fixed(Offset),
    /// By rules or tables.
    #[cfg(feature = "zones")]
    Varying(Box<jiff::tz::TimeZone>),
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
            #[cfg(feature = "zones")]
            Self::Varying(zone) => {
                let time = jiff::Timestamp::from_second(seconds).ok()?;
                let found = zone.to_offset_info(time);
                let offset = i64::from(found.offset().seconds());
                Some(Offset {
                    seconds: offset,
                    name: found.abbreviation().to_owned(),
                })
            }
        }
    }

    /// The seconds since 1970 at a date and time of the zone; nothing where that time comes twice or never.
    pub(super) fn seconds(&self, local: Moment) -> Option<i64> {
        // A date and time that is `offset` ahead of UTC is found at most twice: with the offsets around it.
        let plain = local.seconds();
        const DAY: i64 = 86_400;
        let around = [self.at(plain - DAY)?, self.at(plain + DAY)?].map(|it| it.seconds);
        let tried = around.map(|it| plain - it);
        let fits = |it: &i64| self.at(*it).is_some_and(|found| plain - found.seconds == *it);
        let [before, after] = tried.map(|it| Some(it).filter(fits));
        match (before, after) {
            (Some(before), Some(after)) => (before == after).then_some(before),
            (one, other) => one.or(other),
        }
    }
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
    if parts.len() > 3 || !parts.iter().all(|it| is_short(&it)) {
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

impl Call<'_> {
    /// The zone of the program; ends the simulation where that is not known.
    pub(super) async fn zone(&mut self) -> Zone {
        let zone = self.variable("TZ");
        let name = match zone.as_deref() {
            Some(zone) => zone.strip_prefix(':').unwrap_or(zone).to_owned(),
            None => match self.localtime() {
                Some(name) => name,
                None => return Zone::utc(),
            },
        };
        let is_local = zone.is_none();
        match self.find_zone(&name, is_local) {
            Some(found) => found,
            None => self.unsupported(&format!("in the time zone {name}")).await,
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
            _ => None,
        }
    }
}
