//! memcached: in the foreground without `-d`. It ends on `SIGTERM` and `SIGINT` with 0.

use super::{Server, Stays};
use crate::kernel::Signal;

/// What `memcached` with these arguments does; nothing for those that only look at something.
pub(super) fn server(arguments: &[&str]) -> Option<Server> {
    if arguments.iter().any(|it| matches!(*it, "-h" | "-V" | "-i")) {
        return None;
    }
    Some(Server {
        stays: match arguments.contains(&"-d") {
            true => Stays::InBackground,
            false => Stays::InForeground,
        },
        ends_on: &[Signal::TERM, Signal::INT],
    })
}
