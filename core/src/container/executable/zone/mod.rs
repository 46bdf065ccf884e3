//! [`Zone`]: the time zone of a program, as glibc finds it from `TZ` and `/etc/localtime` (`tzset(3)`).
//!
//! A name leads to a file of `/usr/share/zoneinfo`. Where there is none it is read as POSIX has it (XBD 8.3), and what
//! cannot be read so counts as UTC under the letters the value begins with: `TZ=Europe/Berlin` without zone files
//! shows UTC and calls it `Europe` (`docker.jsonl world/tz-nodata`).

mod files;
mod posix;

use super::Call;
use super::calendar::{Moment, format_time};
use crate::kernel::{Coverage, Follow, Node};
use crate::shell::CLibrary;

use files::{Files, named_utc, of_file};
pub(in crate::container) use files::{ZONES, bring_zones, install_zones};
use posix::{glibc, is_posix, musl};

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
            (Files::Unknown, Ok(Some(zone))) => Some(zone).filter(|_| named_utc(name)),
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
            (CLibrary::Glibc, _) => glibc(written),
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
