//! `[[ … ]]`.
//!
//! In bash it is grammar: an expression with operators of its own.
//! To busybox `[[` is a command, but `&&` and `||` behind it are words until `]]`.
//! To dash it is a command like any other: `[[ a && b ]]` runs `[[ a`, and then perhaps `b ]]`.

use super::{Dialect, Shell};

/// What `[[` is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::shell) enum DoubleBrackets {
    /// The name of a command.
    Command,
    /// The name of a command, behind which `&&` and `||` are words.
    CommandWithOperators,
    /// A reserved word.
    Grammar,
}

/// What `[[` is to `shell`.
pub(in crate::shell) fn double_brackets(shell: Shell) -> DoubleBrackets {
    match shell.dialect {
        Dialect::Dash => DoubleBrackets::Command,
        Dialect::BusyboxAsh => DoubleBrackets::CommandWithOperators,
        Dialect::Bash | Dialect::BashAsSh => DoubleBrackets::Grammar,
    }
}

#[cfg(test)]
mod tests {
    use crate::shell::Dialect;
    use crate::shell::dialect::refuses;

    #[test]
    fn an_operator_may_stand_before_the_brackets_close_where_it_is_a_word() {
        let script = "[[ a && ]]; b";
        assert!(!refuses(Dialect::Dash, script));
        assert!(!refuses(Dialect::BusyboxAsh, "[[ a && ; b"));
        assert!(refuses(Dialect::Dash, "[[ a && ; b"));
        assert!(refuses(Dialect::Bash, script));
    }
}
