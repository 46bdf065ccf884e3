//! Characters as HTML.
//!
//! What a reader wrote is text and nothing else: markup is escaped, and what HTML forbids in text (control
//! characters) or what would reorder it is shown by a picture or its code point.

use crate::render::visible;

/// `text` as the content of an element or of a quoted attribute; line ends and tabs stay.
pub(super) fn escape(text: &str) -> String {
    let seen = visible::draw(text, |it| matches!(it, '\n' | '\t'));
    let mut escaped = String::with_capacity(seen.len());
    for character in seen.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            it => escaped.push(it),
        }
    }
    escaped
}
