//! How many digits before `<` or `>` name a file descriptor.
//!
//! In dash one: `echo a 12>f` gives `echo` the word `12`.
//! busybox takes up to nine, bash as many as fit into its integers.

use super::{Dialect, Shell};

/// The most digits that are read as a descriptor.
pub(in crate::shell) fn descriptor_digits(shell: Shell) -> usize {
    match shell.dialect {
        Dialect::Dash => 1,
        Dialect::BusyboxAsh => 9,
        Dialect::Bash | Dialect::BashAsSh => 10,
    }
}

#[cfg(test)]
mod tests {
    use crate::shell::Dialect;
    use crate::shell::dialect::refuses;

    #[test]
    fn two_digits_are_a_word_of_their_own_in_dash() {
        // A redirection behind `()` is no command, a word before it is none either.
        let script = "f() 12>f";
        assert!(refuses(Dialect::Bash, script));
        assert!(!refuses(Dialect::Dash, script));
    }
}
