//! What `unset` does to a variable that a function further out has of its own.
//!
//! Recorded of `x=1; g() { unset x; echo $x; }; f() { local x=2; g; echo $x; }; f`: bash takes the function's variable
//! away, so that the one outside shows; in dash and busybox it is unset until the function ends.

use super::Dialect;

/// What becomes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::shell) enum UnsetLocal {
    /// It is gone, and the variable outside shows.
    Uncovers,
    /// It is unset.
    Stays,
}

/// What `unset` does in `dialect`.
pub(in crate::shell) fn unset_local(dialect: Dialect) -> UnsetLocal {
    match dialect {
        Dialect::Dash | Dialect::BusyboxAsh => UnsetLocal::Stays,
        Dialect::Bash | Dialect::BashAsSh => UnsetLocal::Uncovers,
    }
}
