//! The last line of a here-document that the end of the script ends.
//!
//! Recorded of `cat <<X`, a line break, and `unterminated` without one: bash adds a line break, dash and busybox do not.

use super::Dialect;

/// What stands behind the last line of a here-document that the end of the script ends in the middle of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::shell) enum HereDocumentLastLine {
    /// Nothing.
    AsWritten,
    /// A line break.
    Completed,
}

/// What `dialect` makes of such a line.
pub(in crate::shell) fn here_document_last_line(dialect: Dialect) -> HereDocumentLastLine {
    match dialect {
        Dialect::Dash | Dialect::BusyboxAsh => HereDocumentLastLine::AsWritten,
        Dialect::Bash | Dialect::BashAsSh => HereDocumentLastLine::Completed,
    }
}
