//! bash's `'…'`, and whether a text needs it.
//!
//! `a b` and `~x` do, `x~` does not. `'` within is written `'\''`; alone it is `\'`.

/// Whether bash quotes it in `set` and `set -x`: a character that means something to the shell.
pub(super) fn is_special(text: &str) -> bool {
    let mut before = None;
    for character in text.chars() {
        let special = match character {
            ' ' | '\t' | '\n' | '\'' | '"' | '\\' => true,
            '|' | '&' | ';' | '(' | ')' | '<' | '>' => true,
            '!' | '{' | '}' | '*' | '[' | '?' | ']' | '^' | '$' | '`' => true,
            '~' => matches!(before, None | Some('=' | ':')),
            '#' => before.is_none(),
            _ => false,
        };
        if special {
            return true;
        }
        before = Some(character);
    }
    false
}

/// The text in `'…'`.
pub(super) fn single(text: &str) -> String {
    match text {
        "'" => "\\'".to_owned(),
        _ => format!("'{}'", text.replace('\'', "'\\''")),
    }
}
