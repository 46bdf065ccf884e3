//! Quoting: how a shell writes a text so that it can be read again.
//!
//! Takes a text; gives it quoted. The shells have their own ways, and bash has four, each for other commands:
//!
//! | | dash | busybox | bash | bash as `sh` |
//! |---|---|---|---|---|
//! | `set` | `'…'` | `'…'` | `$'…'`, `'…'` or nothing | `'…'` or nothing |
//! | `export -p`, `readonly -p`, `declare -p` | `'…'` | `'…'` | `"…"` or `$'…'` | `"…"` or `$'…'` |
//! | `alias`, `trap` | `'…'` | `'…'` | `'…'` | `'…'` |
//! | `set -x` | nothing | `'…'` or nothing | `'…'`, `$'…'` or nothing | the same |
//! | `printf %q` | | | backslashes or `$'…'` | the same |
//! | `${x@Q}`, `${x@A}` | | | `'…'` or `$'…'` | the same |
//!
//! All is recorded from dash 0.5.12, bash 5.2 and busybox 1.35 by `core/tests/shell_pure`.
//!
//! ```
//! use shellform::shell::{Dialect, quoting};
//! use shellform::shell::pattern::Locale;
//!
//! assert_eq!(quoting::single("it's", Dialect::Dash), r#"'it'"'"'s'"#);
//! assert_eq!(quoting::single("it's", Dialect::Bash), r"'it'\''s'");
//! assert_eq!(quoting::traced("a b", Dialect::Dash, Locale::Posix), "a b");
//! assert_eq!(quoting::traced("a b", Dialect::Bash, Locale::Posix), "'a b'");
//! assert_eq!(quoting::reusable("a\tb", Locale::Posix), r"$'a\tb'");
//! ```

mod ansi_c;
mod ash;
mod backslashes;
mod double;
mod special;

use super::Dialect;
use super::pattern::Locale;

/// The value of a variable in the list that `set` prints, behind `name=`.
#[must_use]
pub fn listed(value: &str, dialect: Dialect, locale: Locale) -> String {
    match dialect {
        Dialect::Dash | Dialect::BusyboxAsh => ash::single(value),
        Dialect::Bash if ansi_c::is_needed(value, locale) => ansi_c::quote(value, locale),
        Dialect::Bash | Dialect::BashAsSh if special::is_special(value) => special::single(value),
        Dialect::Bash | Dialect::BashAsSh => value.to_owned(),
    }
}

/// The value of a variable behind `name=` in what `export -p`, `readonly -p` and bash's `declare -p` print.
///
/// The elements of bash's arrays are quoted so too, also in the list of `set`.
#[must_use]
pub fn declared(value: &str, dialect: Dialect, locale: Locale) -> String {
    match dialect {
        Dialect::Dash | Dialect::BusyboxAsh => ash::single(value),
        Dialect::Bash | Dialect::BashAsSh if ansi_c::is_needed(value, locale) => {
            ansi_c::quote(value, locale)
        }
        Dialect::Bash | Dialect::BashAsSh => double::quote(value),
    }
}

/// The key of bash's associative array between `[` and `]`, in what `declare -p` prints.
#[must_use]
pub fn key(key: &str, locale: Locale) -> String {
    if ansi_c::is_needed(key, locale) {
        ansi_c::quote(key, locale)
    } else if special::is_special(key) || matches!(key, "@" | "*") {
        double::quote(key)
    } else {
        key.to_owned()
    }
}

/// A text in `'…'`, whatever it is: what `alias` and `trap` print.
#[must_use]
pub fn single(text: &str, dialect: Dialect) -> String {
    match dialect {
        Dialect::Dash | Dialect::BusyboxAsh => ash::single(text),
        Dialect::Bash | Dialect::BashAsSh => special::single(text),
    }
}

/// A word, or the value of an assignment behind `name=`, in what `set -x` prints.
#[must_use]
pub fn traced(text: &str, dialect: Dialect, locale: Locale) -> String {
    match dialect {
        Dialect::Dash => text.to_owned(),
        Dialect::BusyboxAsh => ash::single_if_needed(text),
        Dialect::Bash | Dialect::BashAsSh => {
            if special::is_special(text) {
                special::single(text)
            } else if ansi_c::is_needed(text, locale) {
                ansi_c::quote(text, locale)
            } else {
                text.to_owned()
            }
        }
    }
}

/// A word in what bash's `set -x` prints: as [`traced`], but `''` when it is empty; an empty value stays empty.
#[must_use]
pub fn traced_word(text: &str, dialect: Dialect, locale: Locale) -> String {
    match dialect {
        Dialect::Bash | Dialect::BashAsSh if text.is_empty() => "''".to_owned(),
        Dialect::Bash | Dialect::BashAsSh | Dialect::Dash | Dialect::BusyboxAsh => {
            traced(text, dialect, locale)
        }
    }
}

/// `${x@Q}`, and the value in `${x@A}` (bash).
#[must_use]
pub fn reusable(text: &str, locale: Locale) -> String {
    match ansi_c::is_needed(text, locale) {
        true => ansi_c::quote(text, locale),
        false => special::single(text),
    }
}

/// A name in a message of bash.
#[must_use]
pub fn shown(name: &str, locale: Locale) -> String {
    match ansi_c::is_needed(name, locale) {
        true => ansi_c::quote(name, locale),
        false => name.to_owned(),
    }
}

/// `printf %q` (bash).
#[must_use]
pub fn printed(text: &str, locale: Locale) -> String {
    match text {
        "" => "''".to_owned(),
        _ if ansi_c::is_needed(text, locale) => ansi_c::quote(text, locale),
        _ => backslashes::quote(text),
    }
}
