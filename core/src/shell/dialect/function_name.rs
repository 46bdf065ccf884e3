//! Which names a function may have.
//!
//! dash and older busybox refuse what is no name (XBD 3.216) and the special built-ins (XCU 2.14) when they
//! read the definition: `Syntax error: Bad function name`. Newer busybox (recorded of 1.37 and 1.38: `1f`, `set`)
//! takes them. bash takes any word when it reads, and may refuse it when it defines the function.

use super::{Dialect, Release, Shell};
use crate::shell::characters::is_name;

/// Whether a function may be named `name`; `None` stands for a word with quotes or expansions in it.
pub(in crate::shell) fn is_function_name(shell: Shell, name: Option<&str>) -> bool {
    match shell.dialect {
        Dialect::Dash => name.is_some_and(|it| is_name(it) && !DASH_SPECIAL.contains(&it)),
        Dialect::BusyboxAsh if shell.release == Release::Busybox1_35 => {
            name.is_some_and(|it| is_name(it) && !BUSYBOX_SPECIAL.contains(&it))
        }
        Dialect::BusyboxAsh | Dialect::Bash | Dialect::BashAsSh => true,
    }
}

/// The special built-ins of dash that are names.
const DASH_SPECIAL: [&str; 14] = [
    "break", "continue", "eval", "exec", "exit", "export", "readonly", "return", "set", "shift",
    "times", "trap", "unset", "local",
];

/// Those of busybox.
const BUSYBOX_SPECIAL: [&str; 15] = [
    "break", "continue", "eval", "exec", "exit", "export", "readonly", "return", "set", "shift",
    "times", "trap", "unset", "local", "source",
];

#[cfg(test)]
mod tests {
    use crate::shell::Dialect;
    use crate::shell::dialect::refuses;

    #[test]
    fn special_built_ins_and_digits() {
        for script in ["set() { :; }", "1f() { :; }"] {
            assert!(refuses(Dialect::Dash, script));
            assert!(!refuses(Dialect::BusyboxAsh, script));
            assert!(!refuses(Dialect::Bash, script));
        }
    }
}
