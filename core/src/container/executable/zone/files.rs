//! The files of zones in an image: which there are, and who brings them.

use super::Zone;
use crate::kernel::{Coverage, FileSystem, Follow};

/// Where zones lie.
pub(in crate::container) const ZONES: &str = "/usr/share/zoneinfo";

/// Whether the image has zone files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Files {
    Present,
    Absent,
    Unknown,
}

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

/// Whether a name is one of UTC.
pub(super) fn named_utc(name: &str) -> bool {
    UTC.contains(&name)
}

/// The zone of a file of [`ZONES`]; `Err` where nobody here knows it, `Ok(None)` where there is no such file.
pub(super) fn of_file(name: &str) -> Result<Option<Zone>, ()> {
    if named_utc(name) {
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
