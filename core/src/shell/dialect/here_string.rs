//! `<<< word`: a word as standard input.
//!
//! bash has it, busybox since 1.38. To the others `<<<` is a here-document whose delimiter is missing:
//! `Syntax error: redirection unexpected`.

use super::{Dialect, Release, Shell};

/// What `<<<` is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::shell) enum HereString {
    /// An operator.
    Read,
    /// `<<` and another `<`.
    Unknown,
}

/// Whether `shell` reads `<<<`.
pub(in crate::shell) fn here_string(shell: Shell) -> HereString {
    match shell.dialect {
        Dialect::Dash => HereString::Unknown,
        Dialect::Bash | Dialect::BashAsSh => HereString::Read,
        Dialect::BusyboxAsh if shell.release >= Release::Busybox1_38 => HereString::Read,
        Dialect::BusyboxAsh => HereString::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use crate::shell::Dialect;
    use crate::shell::dialect::refuses;

    #[test]
    fn a_here_string() {
        let script = "cat <<<hello";
        assert!(refuses(Dialect::Dash, script));
        assert!(refuses(Dialect::BusyboxAsh, script));
        assert!(!refuses(Dialect::Bash, script));
    }
}
