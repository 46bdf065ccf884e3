//! What a shell says of a command of the foreground that a signal has ended.
//!
//! Recorded of `sh -c 'kill -TERM $$'`: dash, busybox and bash say `Terminated`; bash called as `sh` says nothing.
//! Of other signals bash says `bash: line 1: PID Killed   sh -c …`, with the number of the process.

use super::Dialect;

/// How a shell says which signal ended a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::shell) enum SignalMessage {
    /// What the signal does, on a line of its own.
    Description,
    /// The same for `SIGTERM`; else with the line, the process and the command.
    Job,
    /// Nothing.
    Nothing,
}

/// How `dialect` says which signal ended a command.
pub(in crate::shell) fn signal_message(dialect: Dialect) -> SignalMessage {
    match dialect {
        Dialect::Dash | Dialect::BusyboxAsh => SignalMessage::Description,
        Dialect::Bash => SignalMessage::Job,
        Dialect::BashAsSh => SignalMessage::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use super::{Dialect, SignalMessage, signal_message};

    #[test]
    fn bash_called_as_sh_says_nothing() {
        // Recorded: `sh -c 'kill -TERM $$'; :`
        assert_eq!(signal_message(Dialect::BashAsSh), SignalMessage::Nothing);
        assert_eq!(signal_message(Dialect::Dash), SignalMessage::Description);
    }
}
