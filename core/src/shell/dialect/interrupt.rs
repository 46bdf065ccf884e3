//! How a shell without a terminal of its own takes `SIGINT` when no trap is set for it.
//!
//! dash and busybox handle it in the shell that was started: at once, or when the foreground command has ended; they
//! end as if by the signal, and with status 130 where that cannot end them, as PID 1 (`pid1-signals`, `CMD app` with
//! `SIGINT`). bash leaves it to the kernel but while it waits for a foreground command: then it ends by the signal if
//! that command did. Recorded with each shell as PID 1, `SIGINT` to PID 1 or to all:
//! `sleep 2; echo after rc=$?` ends with 130 in dash and busybox in both cases, in bash when `sleep` gets it too.

use super::Dialect;

/// When `SIGINT` ends a shell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::shell) enum Interrupt {
    /// As soon as it is not waiting for a foreground command.
    AtOnce,
    /// When the foreground command is ended by it too.
    WithForeground,
}

/// When `SIGINT` ends a shell of `dialect`.
pub(in crate::shell) fn interrupt(dialect: Dialect) -> Interrupt {
    match dialect {
        Dialect::Dash | Dialect::BusyboxAsh => Interrupt::AtOnce,
        Dialect::Bash | Dialect::BashAsSh => Interrupt::WithForeground,
    }
}

#[cfg(test)]
mod tests {
    use super::{Dialect, Interrupt, interrupt};

    #[test]
    fn bash_goes_on_when_its_command_does() {
        // Recorded: `sleep 2; echo after rc=$?` as PID 1, SIGINT to it alone.
        assert_eq!(interrupt(Dialect::Bash), Interrupt::WithForeground);
        assert_eq!(interrupt(Dialect::Dash), Interrupt::AtOnce);
    }
}
