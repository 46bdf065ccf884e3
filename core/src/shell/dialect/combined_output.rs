//! `&>`: standard output and standard error into one file.
//!
//! bash and busybox have it, and bash `&>>` as well.
//! In dash `a &>f` runs `a` in the background, and empties `f`.

use super::{Dialect, Shell};

/// What `&>` is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::shell) enum CombinedOutput {
    /// An operator.
    Read,
    /// `&`, and `>`.
    Unknown,
}

/// Whether `shell` reads `&>`.
pub(in crate::shell) fn combined_output(shell: Shell) -> CombinedOutput {
    match shell.dialect {
        Dialect::Dash => CombinedOutput::Unknown,
        Dialect::Bash | Dialect::BashAsSh | Dialect::BusyboxAsh => CombinedOutput::Read,
    }
}

#[cfg(test)]
mod tests {
    use crate::shell::Dialect;
    use crate::shell::dialect::refuses;

    #[test]
    fn a_number_before_it_is_part_of_it_in_busybox_only() {
        // `;` cannot stand behind an operator that wants a file.
        assert!(refuses(Dialect::BusyboxAsh, "echo 2&> ;"));
        assert!(refuses(Dialect::Dash, "echo a &> ;"));
        assert!(!refuses(Dialect::Dash, "echo a & >f"));
    }
}
