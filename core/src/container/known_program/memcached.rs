//! memcached: in the foreground without `-d`. It ends on `SIGTERM` and `SIGINT` with 0. As the superuser it does not
//! start unless `-u` says as whom it goes on.

use super::{Known, Server, Stays};
use crate::kernel::Signal;

/// What it says to the superuser, and its exit status then.
const ROOT: Known = Known::Refused("can't run as root without the -u switch\n", 64);

/// What `memcached` with these arguments does as this user; nothing for those that only look at something.
pub(super) fn command(arguments: &[&str], user: u32) -> Option<Known> {
    let has = |short: &str, long: &str| {
        let mut arguments = arguments.iter();
        arguments.any(|it| it.starts_with(short) || it.starts_with(long))
    };
    let looks = |it: &&str| {
        matches!(
            *it,
            "-h" | "--help" | "-V" | "--version" | "-i" | "--license"
        )
    };
    if arguments.iter().any(looks) {
        return None;
    }
    if user == 0 && !has("-u", "--user") {
        return Some(ROOT);
    }
    Some(Known::Server(Server {
        stays: match arguments.iter().any(|it| matches!(*it, "-d" | "--daemon")) {
            true => Stays::InBackground,
            false => Stays::InForeground,
        },
        ends_on: &[Signal::TERM, Signal::INT],
    }))
}
