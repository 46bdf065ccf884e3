//! redis-server: in the foreground unless its configuration says `daemonize yes`. It ends on `SIGTERM` and `SIGINT`
//! with 0.

use super::{Server, Stays};
use crate::kernel::Signal;

/// What `redis-server` with these arguments does; nothing for those that only look at something.
pub(super) fn server(arguments: &[&str]) -> Option<Server> {
    if matches!(
        arguments,
        ["--version" | "-v" | "--help" | "-h"] | ["--test-memory", ..]
    ) {
        return None;
    }
    let is_daemon = arguments.windows(2).any(|it| it == ["--daemonize", "yes"]);
    Some(Server {
        stays: match is_daemon {
            true => Stays::InBackground,
            false => Stays::InForeground,
        },
        ends_on: &[Signal::TERM, Signal::INT],
    })
}
