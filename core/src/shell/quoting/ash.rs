//! The `'…'` of dash and busybox: single quotes within stand in `"…"`.
//!
//! `it's` is `'it'"'"'s'`. busybox leaves it out in `set -x` where nothing needs it.

use crate::shell::dialect::{Dialect, is_reserved};
use crate::shell::syntax::ReservedWord;

/// The text in `'…'`.
pub(super) fn single(text: &str) -> String {
    let mut quoted = String::new();
    let mut rest = text;
    loop {
        let end = rest.find('\'').unwrap_or(rest.len());
        let (plain, behind) = rest.split_at(end);
        quoted.extend(["'", plain, "'"]);
        let quotes = behind.len() - behind.trim_start_matches('\'').len();
        if quotes == 0 {
            return quoted;
        }
        quoted.extend(["\"", &behind[..quotes], "\""]);
        rest = &behind[quotes..];
        if rest.is_empty() {
            return quoted;
        }
    }
}

/// The text in `'…'`, unless all of it is plain and it is no reserved word.
pub(super) fn single_if_needed(text: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"+,-./:@]^_".contains(&byte);
    let is_reserved =
        ReservedWord::named(text).is_some_and(|it| is_reserved(Dialect::BusyboxAsh, it));
    match text.bytes().all(is_plain) && !is_reserved {
        true => text.to_owned(),
        false => single(text),
    }
}
