//! [`Signal`]: the signals of Linux by number and name, and what a process does with one.

/// A signal, by its number on Linux.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Signal(pub u8);

/// What a process does with a signal (XSH 2.4.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Disposition {
    /// What the kernel does by itself.
    #[default]
    Default,
    /// Nothing.
    Ignored,
    /// The process is told.
    Caught,
}

/// The names, from number 1 on.
const NAMES: [&str; 31] = [
    "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2",
    "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG",
    "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "POLL", "PWR", "SYS",
];

/// What the C library calls what a signal does, from number 1 on.
const DESCRIPTIONS: [&str; 31] = [
    "Hangup",
    "Interrupt",
    "Quit",
    "Illegal instruction",
    "Trace/breakpoint trap",
    "Aborted",
    "Bus error",
    "Floating point exception",
    "Killed",
    "User defined signal 1",
    "Segmentation fault",
    "User defined signal 2",
    "Broken pipe",
    "Alarm clock",
    "Terminated",
    "Stack fault",
    "Child exited",
    "Continued",
    "Stopped (signal)",
    "Stopped",
    "Stopped (tty input)",
    "Stopped (tty output)",
    "Urgent I/O condition",
    "CPU time limit exceeded",
    "File size limit exceeded",
    "Virtual timer expired",
    "Profiling timer expired",
    "Window changed",
    "I/O possible",
    "Power failure",
    "Bad system call",
];

impl Signal {
    /// `SIGHUP`
    pub const HUP: Self = Self(1);
    /// `SIGINT`
    pub const INT: Self = Self(2);
    /// `SIGQUIT`
    pub const QUIT: Self = Self(3);
    /// `SIGKILL`
    pub const KILL: Self = Self(9);
    /// `SIGPIPE`
    pub const PIPE: Self = Self(13);
    /// `SIGALRM`
    pub const ALRM: Self = Self(14);
    /// `SIGTERM`
    pub const TERM: Self = Self(15);
    /// `SIGCHLD`
    pub const CHLD: Self = Self(17);
    /// `SIGCONT`
    pub const CONT: Self = Self(18);
    /// `SIGSTOP`
    pub const STOP: Self = Self(19);

    /// Every signal that has a name, by number; real-time signals aside.
    pub fn named() -> impl Iterator<Item = Self> {
        (1..=31).map(Self)
    }

    /// The name without `SIG`; nothing for real-time signals.
    #[must_use]
    pub fn name(self) -> Option<&'static str> {
        NAMES.get(usize::from(self.0).checked_sub(1)?).copied()
    }

    /// What glibc's `strsignal` says; nothing for real-time signals.
    #[must_use]
    pub fn description(self) -> Option<&'static str> {
        DESCRIPTIONS
            .get(usize::from(self.0).checked_sub(1)?)
            .copied()
    }

    /// The one of this name, without `SIG`, in capital letters.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        let other = match name {
            "IO" => Some(29),
            "CLD" => Some(17),
            "IOT" => Some(6),
            _ => None,
        };
        let index = NAMES.iter().position(|it| *it == name);
        let number = index.and_then(|it| u8::try_from(it + 1).ok());
        number.or(other).map(Self)
    }

    /// Whether the kernel ends a process by it, unless the process has said otherwise.
    #[must_use]
    pub fn ends_by_default(self) -> bool {
        !self.stops_by_default() && !matches!(self.name(), Some("CHLD" | "CONT" | "URG" | "WINCH"))
    }

    /// Whether the kernel stops a process by it, unless the process has said otherwise.
    #[must_use]
    pub fn stops_by_default(self) -> bool {
        matches!(self.name(), Some("STOP" | "TSTP" | "TTIN" | "TTOU"))
    }

    /// Whether a process may say what it does with it.
    #[must_use]
    pub fn can_be_caught(self) -> bool {
        self != Self::KILL && self != Self::STOP
    }
}
