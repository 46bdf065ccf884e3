//! The built-ins that are not simulated: their names, so that they are not taken for programs.

use crate::shell::dialect::Dialect;

const EVERYWHERE: [&str; 2] = ["ulimit", "fc"];

const DASH: [&str; 1] = ["chdir"];

const BUSYBOX: [&str; 4] = ["chdir", "help", "history", "[["];

const BASH: [&str; 12] = [
    "bind", "compgen", "complete", "compopt", "disown", "enable", "help", "history", "logout",
    "suspend", "time", "coproc",
];

/// Whether `name` is a built-in of `dialect` that is not simulated.
pub(in crate::shell) fn is_unsimulated(name: &str, dialect: Dialect) -> bool {
    let further: &[&str] = match dialect {
        Dialect::Dash => &DASH,
        Dialect::BusyboxAsh => &BUSYBOX,
        Dialect::Bash | Dialect::BashAsSh => &BASH,
    };
    // busybox has been built without it.
    let is_common = EVERYWHERE.contains(&name) && (name, dialect) != ("fc", Dialect::BusyboxAsh);
    is_common || further.contains(&name)
}
