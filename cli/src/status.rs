//! [`Status`]: how a run ends, as a number for scripts.

/// How a run ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    /// Everything asked for was shown.
    Done,
    /// The same, and Docker would refuse the file, or a `RUN` fails.
    Refused,
    /// The arguments make no sense; clap's own errors have this number too.
    Usage,
    /// Input could not be read, or output not be written.
    Unreadable,
    /// Everything was shown up to something that is not simulated.
    Unfinished,
}

impl Status {
    /// Every status.
    pub(crate) const ALL: [Self; 5] = [
        Self::Done,
        Self::Refused,
        Self::Usage,
        Self::Unreadable,
        Self::Unfinished,
    ];

    /// Its number.
    pub(crate) fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Refused => 1,
            Self::Usage => 2,
            Self::Unreadable => 3,
            Self::Unfinished => 4,
        }
    }

    /// What it means.
    pub(crate) fn meaning(self) -> &'static str {
        match self {
            Self::Done => "explained; of a script: simulated to its end, however that ends",
            Self::Refused => {
                "Docker would refuse the file or line, or a RUN fails (it is explained all the same)"
            }
            Self::Usage => "the arguments make no sense",
            Self::Unreadable => {
                "input cannot be read (missing, a directory, not UTF-8, too long, not JSON), or output not written"
            }
            Self::Unfinished => {
                "the script comes to something that is not simulated, or does not come to an end"
            }
        }
    }
}
