//! What stands between the positional parameters where `$@` cannot become several fields.
//!
//! Recorded of `set -- "a b" c; IFS=,; x=$@`: dash and busybox join them as `$*` does, bash always by a blank.

use super::Dialect;

/// What joins `$@`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::shell) enum AllParametersJoin {
    /// The first character of `IFS`.
    Separator,
    /// A blank.
    Space,
}

/// What joins `$@` in `dialect`.
pub(in crate::shell) fn all_parameters_join(dialect: Dialect) -> AllParametersJoin {
    match dialect {
        Dialect::Dash | Dialect::BusyboxAsh => AllParametersJoin::Separator,
        Dialect::Bash | Dialect::BashAsSh => AllParametersJoin::Space,
    }
}
