//! Whether a backquote quotes the delimiter of a here-document.
//!
//! In a delimiter backquotes stand for themselves. To busybox one quotes it all the same, so that the lines of
//! `` <<` `` are not expanded; to dash and bash it does not.

use super::{Dialect, Shell};
use crate::shell::syntax::HereDocumentQuoting;

/// What a backquote makes of a delimiter.
pub(in crate::shell) fn backquote_in_delimiter(shell: Shell) -> HereDocumentQuoting {
    match shell.dialect {
        Dialect::Dash | Dialect::Bash | Dialect::BashAsSh => HereDocumentQuoting::Plain,
        Dialect::BusyboxAsh => HereDocumentQuoting::Quoted,
    }
}

#[cfg(test)]
mod tests {
    use crate::shell::Dialect;
    use crate::shell::dialect::refuses;

    #[test]
    fn lines_behind_a_backquote() {
        let script = "cat <<`\n$( ";
        assert!(refuses(Dialect::Dash, script));
        assert!(!refuses(Dialect::BusyboxAsh, script));
    }
}
