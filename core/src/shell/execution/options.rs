//! [`Options`]: what `set` turns on and off (XCU 2.14, `set`).

/// One option of `set`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ShellOption {
    /// `-e`: the shell ends when a command fails.
    ErrExit,
    /// `-f`: no pathname expansion.
    NoGlob,
    /// `-u`: an unset variable is an error.
    NoUnset,
    /// `-x`: commands are printed before they run.
    XTrace,
    /// `-C`: `>` does not overwrite files.
    NoClobber,
    /// `-a`: every variable that is assigned is exported.
    AllExport,
    /// `-o pipefail`: a pipeline fails when one of its commands does.
    PipeFail,
}

/// Every option with its letter, where it has one, and its name, in the order in which `$-` shows them in dash.
pub(in crate::shell) const OPTIONS: [(ShellOption, Option<char>, &str); 7] = [
    (ShellOption::ErrExit, Some('e'), "errexit"),
    (ShellOption::NoGlob, Some('f'), "noglob"),
    (ShellOption::XTrace, Some('x'), "xtrace"),
    (ShellOption::NoClobber, Some('C'), "noclobber"),
    (ShellOption::AllExport, Some('a'), "allexport"),
    (ShellOption::NoUnset, Some('u'), "nounset"),
    (ShellOption::PipeFail, None, "pipefail"),
];

/// The options that are on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options(u16);

impl Options {
    /// Whether an option is on.
    #[must_use]
    pub fn has(self, option: ShellOption) -> bool {
        self.0 & option.bit() != 0
    }

    /// With an option on.
    #[must_use]
    pub fn with(self, option: ShellOption) -> Self {
        Self(self.0 | option.bit())
    }

    /// With an option off.
    #[must_use]
    pub fn without(self, option: ShellOption) -> Self {
        Self(self.0 & !option.bit())
    }
}

impl ShellOption {
    const fn bit(self) -> u16 {
        1 << self as u16
    }
}
