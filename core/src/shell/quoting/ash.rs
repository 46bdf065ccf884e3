//! The `'…'` of dash and busybox: single quotes within stand in `"…"`.
//!
//! `it's` is `'it'"'"'s'`. busybox leaves it out in `set -x` where nothing needs it.

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

/// The text in `'…'`, unless all of it is plain.
pub(super) fn single_if_needed(text: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"+,-./:@]^_".contains(&byte);
    match text.bytes().all(is_plain) {
        true => text.to_owned(),
        false => single(text),
    }
}
