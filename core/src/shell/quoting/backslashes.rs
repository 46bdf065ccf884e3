//! bash's backslashes, as `printf %q` prints them: one before each character that means something.
//!
//! `a b` is `a\ b`. `~` and `#` get one only where they would mean something.

/// The text with backslashes.
pub(super) fn quote(text: &str) -> String {
    let mut quoted = String::new();
    let mut before = None;
    for character in text.chars() {
        let special = match character {
            ' ' | '\'' | '"' | '\\' | '|' | '&' | ';' | '(' | ')' | '<' | '>' => true,
            '!' | '{' | '}' | '*' | '[' | '?' | ']' | '^' | '$' | '`' | ',' => true,
            '~' => matches!(before, None | Some('=' | ':')),
            '#' => before.is_none(),
            _ => false,
        };
        if special {
            quoted.push('\\');
        }
        quoted.push(character);
        before = Some(character);
    }
    quoted
}
