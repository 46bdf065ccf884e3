//! Tabs between values: Go's readers take none at the beginning of a line or behind `-` and `?`, but within brackets.

/// The first tab that is refused in `gap`, what stands between two values outside of brackets.
pub(super) fn refused(gap: &str) -> Option<usize> {
    // The beginning of the gap follows a value, on the same line.
    let mut is_allowed = true;
    let mut is_comment = false;
    for (at, character) in gap.char_indices() {
        match character {
            '\n' => {
                is_allowed = false;
                is_comment = false;
            }
            _ if is_comment => {}
            '#' => is_comment = true,
            '-' | '?' => is_allowed = false,
            '\t' if !is_allowed => return Some(at),
            ' ' | '\t' | '\r' => {}
            _ => is_allowed = true,
        }
    }
    None
}
