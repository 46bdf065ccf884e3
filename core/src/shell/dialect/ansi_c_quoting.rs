//! `$'…'`: quotes in which `\n` is a line break.
//!
//! bash and busybox have them. In dash `$'a\nb'` is a dollar sign and what stands in the quotes.

use super::{Dialect, Shell};

/// Whether `$'…'` is a quote of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::shell) enum AnsiCQuoting {
    /// Yes.
    Read,
    /// No: a dollar sign before a quote.
    Unknown,
}

/// Whether `shell` reads `$'…'`.
pub(in crate::shell) fn ansi_c_quoting(shell: Shell) -> AnsiCQuoting {
    match shell.dialect {
        Dialect::Dash => AnsiCQuoting::Unknown,
        Dialect::Bash | Dialect::BashAsSh | Dialect::BusyboxAsh => AnsiCQuoting::Read,
    }
}

#[cfg(test)]
mod tests {
    use crate::shell::Dialect;
    use crate::shell::dialect::refuses;

    #[test]
    fn a_quoted_quote_inside_it() {
        let script = r"echo $'it\'s'";
        assert!(refuses(Dialect::Dash, script));
        assert!(!refuses(Dialect::BusyboxAsh, script));
        assert!(!refuses(Dialect::Bash, script));
    }
}
