//! `${ commands; }`: a command substitution that needs no process of its own.
//!
//! bash has it since 5.3, where a blank, a line break or `|` stands behind `${`: recorded of `echo ${`, whose end is
//! then missed one line later. It is not simulated. To every other shell it is an expansion without a name.

use super::{Dialect, Release, Shell};

/// What `${` with a blank behind it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::shell) enum ScriptInBraces {
    /// A script.
    Read,
    /// An expansion that fails.
    Unknown,
}

/// Whether `shell` reads `${ commands; }`.
pub(in crate::shell) fn script_in_braces(shell: Shell) -> ScriptInBraces {
    match shell.dialect {
        Dialect::Bash | Dialect::BashAsSh if shell.release >= Release::Bash5_3 => {
            ScriptInBraces::Read
        }
        Dialect::Bash | Dialect::BashAsSh | Dialect::Dash | Dialect::BusyboxAsh => {
            ScriptInBraces::Unknown
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::shell::dialect::refuses;
    use crate::shell::{Dialect, Release, Shell};

    #[test]
    fn it_is_not_read_as_anything_else() {
        let newer = Shell {
            dialect: Dialect::Bash,
            release: Release::Bash5_3,
        };
        assert!(refuses(newer, "echo ${ date; }"));
        assert!(!refuses(Dialect::Bash, "echo ${ date; }"));
    }
}
