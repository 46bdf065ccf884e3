//! The shells that may stand behind `/bin/sh`.
//!
//! Today this says which shell it is; what it makes of its script is shown as the argument that it is.

use serde::{Deserialize, Serialize};

/// A shell's behaviour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Dialect {
    /// dash, the `/bin/sh` of Debian and Ubuntu.
    Dash,
    /// bash under its own name.
    Bash,
    /// bash called as `/bin/sh`: POSIX mode (Fedora, Rocky, Amazon Linux).
    BashAsSh,
    /// The shell of busybox (Alpine).
    BusyboxAsh,
}

impl Dialect {
    /// What people call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Dash => "dash",
            Self::Bash => "bash",
            Self::BashAsSh => "bash in POSIX mode",
            Self::BusyboxAsh => "busybox ash",
        }
    }
}
