//! How many digits before `<` or `>` name a file descriptor.
//!
//! In dash one: `echo a 12>f` gives `echo` the word `12`.
//! busybox takes up to nine, bash as many as fit into its integers.

use super::{Dialect, Shell};

/// The most digits that are read as a descriptor.
pub(in crate::shell) fn descriptor_digits(shell: Shell) -> usize {
    match shell.dialect {
        Dialect::Dash => 1,
        Dialect::BusyboxAsh => 9,
        Dialect::Bash | Dialect::BashAsSh => 10,
    }
}
