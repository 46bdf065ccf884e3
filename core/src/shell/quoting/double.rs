//! bash's `"…"`, as `declare -p` prints it: `"`, `\`, `$` and a backquote get a backslash.
//!
//! `a"b` is `"a\"b"`.

/// The text in `"…"`.
pub(super) fn quote(text: &str) -> String {
    let mut quoted = "\"".to_owned();
    for character in text.chars() {
        if matches!(character, '"' | '\\' | '$' | '`') {
            quoted.push('\\');
        }
        quoted.push(character);
    }
    quoted.push('"');
    quoted
}
