//! Assignments: what makes a word one, and the parts of it.

use std::borrow::Cow;

use super::reader::Reader;
use crate::shell::characters::{is_name_part, is_name_start};

impl Reader<'_> {
    /// Whether the `=` that comes next assigns `(…)` to the word that began at `start`.
    pub(super) fn begins_array(&mut self, start: usize) -> bool {
        let may_assign = self.history.may_assign() || self.history.assigns;
        let before = self.plain_from(start);
        let written = format!("{before}=");
        let is_assignment =
            assigned_name(&written).is_some_and(|(_, value)| value == written.len());
        may_assign && !self.history.is_array && is_assignment && self.byte_behind() == Some(b'(')
    }

    /// Whether the `[` that comes next begins a subscript of the word that began at `start`.
    pub(super) fn begins_subscript(&mut self, start: usize) -> bool {
        if start == self.input.at {
            return self.history.is_array;
        }
        if !self.history.may_assign() {
            return false;
        }
        let before = self.plain_from(start);
        before.starts_with(|it: char| it.is_ascii() && is_name_start(it as u8))
            && before.bytes().all(is_name_part)
    }

    /// The characters from `start` to here, without line continuations.
    fn plain_from(&self, start: usize) -> Cow<'_, str> {
        without_continuations(&self.text()[start..self.input.at])
    }
}

/// `text` without its line continuations.
pub(super) fn without_continuations(text: &str) -> Cow<'_, str> {
    if text.contains("\\\n") {
        Cow::Owned(text.replace("\\\n", ""))
    } else {
        Cow::Borrowed(text)
    }
}

/// How many bytes of `text` are the name of an assignment, with its subscript, and the operator behind it.
pub(super) fn assigned_name(text: &str) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    if !bytes.first().is_some_and(|it| is_name_start(*it)) {
        return None;
    }
    let mut name = bytes.iter().position(|it| !is_name_part(*it))?;
    if bytes[name] == b'[' {
        name = subscript_end(bytes, name)?;
    }
    match bytes.get(name..)? {
        [b'=', ..] => Some((name, name + 1)),
        [b'+', b'=', ..] => Some((name, name + 2)),
        _ => None,
    }
}

/// The byte behind the bracket that closes the one at `open`.
fn subscript_end(bytes: &[u8], open: usize) -> Option<usize> {
    let mut depth = 0_u32;
    let mut at = open;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'[' => depth += 1,
            b']' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            b'\\' => at += 1,
            b'\'' | b'"' => {
                at += 1 + bytes.get(at + 1..)?.iter().position(|it| it == byte)?;
            }
            _ => {}
        }
        at += 1;
    }
    None
}
