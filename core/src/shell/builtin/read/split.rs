//! From a line to fields (XCU 2.6.5): as field splitting does it, but the last variable gets all that is left.

use super::line::{Character, Kind};

/// The next field, and what stands behind its separator.
pub(super) fn take_field(line: &[Character]) -> (&[Character], &[Character]) {
    let line = skip_spaces(line);
    let end = line.iter().position(|it| it.kind != Kind::Ordinary);
    let end = end.unwrap_or(line.len());
    let (field, rest) = line.split_at(end);
    let rest = skip_spaces(rest);
    match rest {
        [first, behind @ ..] if first.kind == Kind::Separator => (field, skip_spaces(behind)),
        rest => (field, rest),
    }
}

/// What is left for the last variable: everything, but the separator behind a single field.
pub(super) fn take_last(line: &[Character]) -> &[Character] {
    let (field, rest) = take_field(line);
    if rest.is_empty() {
        return field;
    }
    let line = skip_spaces(line);
    let end = line.iter().rposition(|it| it.kind != Kind::Space);
    &line[..end.map_or(0, |it| it + 1)]
}

fn skip_spaces(line: &[Character]) -> &[Character] {
    let start = line.iter().position(|it| it.kind != Kind::Space);
    &line[start.unwrap_or(line.len())..]
}
