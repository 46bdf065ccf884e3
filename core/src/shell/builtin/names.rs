//! The built-ins that are not simulated: their names, so that they are not taken for programs.

use crate::shell::dialect::Dialect;

const BUSYBOX: &[&str] = &["help", "history"];

const BASH: &[&str] = &["time", "coproc"];

/// Whether `name` is a built-in of `dialect` that is not simulated.
pub(in crate::shell) fn is_unsimulated(name: &str, dialect: Dialect) -> bool {
    unsimulated(dialect).any(|it| it == name)
}

/// The names of the built-ins of `dialect` that are not simulated.
pub(super) fn unsimulated(dialect: Dialect) -> impl Iterator<Item = &'static str> {
    let names: &[&str] = match dialect {
        Dialect::Dash => &[],
        Dialect::BusyboxAsh => BUSYBOX,
        Dialect::Bash | Dialect::BashAsSh => BASH,
    };
    names.iter().copied()
}
