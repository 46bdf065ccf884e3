//! Which operators stand in `${…}`.
//!
//! POSIX.1 XCU 2.6.2 names `-`, `=`, `?`, `+` with and without colon, `#`, `##`, `%`, `%%`.
//! busybox adds `${v:1:2}` and `${v/a/b}`; bash those and more.
//! dash reads `${v/a/b}` without complaint and fails when it expands it: `Bad substitution`.

use super::{Dialect, Shell};

/// The operators of `${…}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::shell) enum ParameterOperators {
    /// Those of POSIX.
    Posix,
    /// And `:offset:length`, `/pattern/replacement`.
    WithSubstring,
    /// All of bash.
    Bash,
}

/// The operators `shell` has.
pub(in crate::shell) fn parameter_operators(shell: Shell) -> ParameterOperators {
    match shell.dialect {
        Dialect::Dash => ParameterOperators::Posix,
        Dialect::BusyboxAsh => ParameterOperators::WithSubstring,
        Dialect::Bash | Dialect::BashAsSh => ParameterOperators::Bash,
    }
}

#[cfg(test)]
mod tests {
    use crate::shell::Dialect;
    use crate::shell::dialect::refuses;

    #[test]
    fn what_stands_in_place_of_an_operator_is_swallowed() {
        // To dash the quote is part of the operator.
        let script = "echo ${a:\"}";
        assert!(!refuses(Dialect::Dash, script));
        assert!(refuses(Dialect::BusyboxAsh, script));
        assert!(refuses(Dialect::Bash, script));
    }
}
