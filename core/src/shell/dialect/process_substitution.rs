//! `<(…)` and `>(…)`: a script as a file.
//!
//! bash and busybox have them. In dash `<` is a redirection, and the `(` behind it is unexpected.

use super::{Dialect, Shell};

/// Whether `<(` begins a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::shell) enum ProcessSubstitutions {
    /// Yes.
    Read,
    /// No: a redirection and a parenthesis.
    Unknown,
}

/// Whether `shell` reads `<(…)`.
pub(in crate::shell) fn process_substitutions(shell: Shell) -> ProcessSubstitutions {
    match shell.dialect {
        Dialect::Dash => ProcessSubstitutions::Unknown,
        Dialect::Bash | Dialect::BashAsSh | Dialect::BusyboxAsh => ProcessSubstitutions::Read,
    }
}

#[cfg(test)]
mod tests {
    use crate::shell::Dialect;
    use crate::shell::dialect::refuses;

    #[test]
    fn a_script_as_a_file() {
        let script = "cat <(echo a)";
        assert!(refuses(Dialect::Dash, script));
        assert!(!refuses(Dialect::BusyboxAsh, script));
        assert!(!refuses(Dialect::Bash, script));
    }
}
