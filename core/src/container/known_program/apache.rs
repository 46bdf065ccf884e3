//! Apache's httpd: it goes to the background unless it is told `-D FOREGROUND`. It ends on `SIGTERM` and `SIGINT` with 0.

use super::{Server, Stays};
use crate::kernel::Signal;

/// The variable without which Debian's configuration is not taken (recorded: exit status 1).
pub(super) const NEEDED: &str = "APACHE_RUN_DIR";

/// What `apache2` or `httpd` with these arguments does; nothing for other uses.
pub(super) fn server(arguments: &[&str]) -> Option<Server> {
    let stays = match arguments {
        ["-DFOREGROUND"] | ["-D", "FOREGROUND"] => Stays::InForeground,
        [] | ["-k", "start"] => Stays::InBackground,
        _ => return None,
    };
    Some(Server {
        stays,
        ends_on: &[Signal::TERM, Signal::INT],
    })
}
