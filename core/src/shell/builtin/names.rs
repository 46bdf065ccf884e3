//! The built-ins that are not simulated: their names, so that they are not taken for programs.

use crate::shell::dialect::Dialect;

const EVERYWHERE: [&str; 2] = ["ulimit", "fc"];

const BUSYBOX: [&str; 2] = ["help", "history"];

const BASH: [&str; 6] = ["bind", "compopt", "disown", "history", "time", "coproc"];

/// Whether `name` is a built-in of `dialect` that is not simulated.
pub(in crate::shell) fn is_unsimulated(name: &str, dialect: Dialect) -> bool {
    unsimulated(dialect).any(|it| it == name)
}

/// The names of the built-ins of `dialect` that are not simulated.
pub(super) fn unsimulated(dialect: Dialect) -> impl Iterator<Item = &'static str> {
    let further: &[&str] = match dialect {
        Dialect::Dash => &[],
        Dialect::BusyboxAsh => &BUSYBOX,
        Dialect::Bash | Dialect::BashAsSh => &BASH,
    };
    // dash and busybox have been built without it.
    let has_editing = matches!(dialect, Dialect::Bash | Dialect::BashAsSh);
    let is_there = move |it: &&str| *it != "fc" || has_editing;
    let common = EVERYWHERE.iter().copied().filter(is_there);
    common.chain(further.iter().copied())
}
