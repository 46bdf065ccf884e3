//! php-fpm: in the foreground with `-F`; without it that hangs on its configuration. It ends on `SIGTERM`, `SIGINT` and
//! `SIGQUIT` with 0.

use super::{Server, Stays};
use crate::kernel::Signal;

/// What `php-fpm` with these arguments does; nothing where that is not known.
pub(super) fn server(arguments: &[&str]) -> Option<Server> {
    let stays = arguments.iter().find_map(|it| match *it {
        "-F" | "--nodaemonize" => Some(Stays::InForeground),
        "-D" | "--daemonize" => Some(Stays::InBackground),
        _ => None,
    });
    Some(Server {
        stays: stays?,
        ends_on: &[Signal::TERM, Signal::INT, Signal::QUIT],
    })
}
