//! [`Errno`]: why a system call fails, and what the C library says of it.

/// Why a system call fails (XSH 2.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is the error of that name")]
pub enum Errno {
    Perm,
    NoEntry,
    NoProcess,
    Interrupted,
    Again,
    BadDescriptor,
    NoChild,
    Access,
    Busy,
    Exists,
    NotDirectory,
    IsDirectory,
    Invalid,
    TooManyFiles,
    NoSpace,
    IllegalSeek,
    ReadOnly,
    BrokenPipe,
    NameTooLong,
    NotEmpty,
    Loop,
    NoExec,
    CrossDevice,
    NoDevice,
    /// The simulation does not know what the call would do.
    Unknown,
}

impl Errno {
    /// What glibc's `strerror` says.
    #[must_use]
    pub fn message(self) -> &'static str {
        match self {
            Self::Perm => "Operation not permitted",
            Self::NoEntry => "No such file or directory",
            Self::NoProcess => "No such process",
            Self::Interrupted => "Interrupted system call",
            Self::Again => "Resource temporarily unavailable",
            Self::BadDescriptor => "Bad file descriptor",
            Self::NoChild => "No child processes",
            Self::Access => "Permission denied",
            Self::Busy => "Device or resource busy",
            Self::Exists => "File exists",
            Self::NotDirectory => "Not a directory",
            Self::IsDirectory => "Is a directory",
            Self::Invalid => "Invalid argument",
            Self::TooManyFiles => "Too many open files",
            Self::NoSpace => "No space left on device",
            Self::IllegalSeek => "Illegal seek",
            Self::ReadOnly => "Read-only file system",
            Self::BrokenPipe => "Broken pipe",
            Self::NameTooLong => "File name too long",
            Self::NotEmpty => "Directory not empty",
            Self::Loop => "Too many levels of symbolic links",
            Self::NoExec => "Exec format error",
            Self::CrossDevice => "Invalid cross-device link",
            Self::NoDevice => "No such device or address",
            Self::Unknown => "unknown to the simulation",
        }
    }
}
