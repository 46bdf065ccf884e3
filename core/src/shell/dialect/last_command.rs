//! How a script behind `-c` ends: in the shell's own process, or in one more.
//!
//! Recorded in `exec-tail.jsonl`: dash always forks; bash becomes the program of the last command where that is a
//! simple one without redirections; busybox also where it stands in `{ … }`, `( … )`, `if` or `case`.

use super::Dialect;

/// Which last commands a shell becomes the program of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::shell) enum LastCommand {
    /// None.
    Forked,
    /// A simple command without redirections.
    Simple,
    /// A simple command, also in compound ones.
    Nested,
}

/// Which last commands of a script behind `-c` the shell becomes the program of.
pub(in crate::shell) fn last_command(dialect: Dialect) -> LastCommand {
    match dialect {
        Dialect::Dash => LastCommand::Forked,
        Dialect::Bash | Dialect::BashAsSh => LastCommand::Simple,
        Dialect::BusyboxAsh => LastCommand::Nested,
    }
}

#[cfg(test)]
mod tests {
    use super::{Dialect, LastCommand, last_command};

    #[test]
    fn dash_waits_for_the_last_command() {
        // Recorded: `dash -c CMD` forks, `bash -c CMD` and `busybox sh -c CMD` do not; `{ CMD; }` only busybox.
        assert_eq!(last_command(Dialect::Dash), LastCommand::Forked);
        assert_eq!(last_command(Dialect::Bash), LastCommand::Simple);
        assert_eq!(last_command(Dialect::BusyboxAsh), LastCommand::Nested);
    }
}
