//! Programs that busybox holds itself.
//!
//! Recorded of `type ls`: busybox as Debian builds it says `ls is ls`, and runs its own `ls` even where `PATH` leads
//! nowhere. Alpine's looks in `PATH`.

use super::{Dialect, Release, Shell};

/// Whether the shell runs programs of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::shell) enum Applets {
    /// Before it looks in `PATH`.
    First,
    /// Only those that `PATH` leads to.
    InPath,
}

/// How `shell` finds the programs that it holds itself.
pub(in crate::shell) fn runs_applets(shell: Shell) -> Applets {
    match shell.dialect {
        Dialect::BusyboxAsh if shell.release == Release::Busybox1_37 => Applets::InPath,
        Dialect::BusyboxAsh => Applets::First,
        Dialect::Dash | Dialect::Bash | Dialect::BashAsSh => Applets::InPath,
    }
}
