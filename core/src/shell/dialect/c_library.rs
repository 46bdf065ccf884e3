//! Which C library busybox asks about patterns, regular expressions and time zones.
//!
//! Alpine's is linked with musl, Debian's with glibc. Recorded of `case a in [f-a])`: to glibc a range that goes
//! backwards matches nothing; musl takes its last character for a member, too. dash and bash of all images that are
//! simulated ask glibc.

use super::{Release, Shell};

/// A C library.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CLibrary {
    /// The GNU library.
    Glibc,
    /// musl (Alpine).
    Musl,
}

/// The C library that `shell` is linked with.
pub(crate) fn c_library(shell: Shell) -> CLibrary {
    match shell.release {
        Release::Busybox1_37 => CLibrary::Musl,
        Release::Dash0_5_12
        | Release::DashUnstable
        | Release::Bash5_2
        | Release::Bash5_3
        | Release::Busybox1_35
        | Release::Busybox1_38 => CLibrary::Glibc,
    }
}

#[cfg(test)]
mod tests {
    use super::{CLibrary, c_library};
    use crate::shell::Dialect;

    #[test]
    fn busybox_of_alpine_asks_musl() {
        assert_eq!(c_library(Dialect::BusyboxAsh.into()), CLibrary::Musl);
        assert_eq!(c_library(Dialect::Dash.into()), CLibrary::Glibc);
    }
}
