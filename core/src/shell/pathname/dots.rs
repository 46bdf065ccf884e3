//! [`matches()`]: whether a component of a pattern matches a name, with the rules about its dot (XCU 2.14.3).
//!
//! `*` matches no `.profile`, `.*` does. In dash and busybox `.*` matches `.` and `..` too; bash 5.2 leaves both out
//! (`globskipdots`).

use super::{DotDirectories, HiddenNames, Options};
use crate::shell::pattern::Pattern;

/// The names of a directory that `.` and `..` are among.
pub(super) const DOTS: [&str; 2] = [".", ".."];

/// Whether a component matches a name.
pub(super) fn matches(pattern: &Pattern, name: &str, options: Options) -> bool {
    if DOTS.contains(&name) {
        return options.dot_directories == DotDirectories::Matched && pattern.matches_name(name);
    }
    match options.hidden {
        HiddenNames::NeedDot => pattern.matches_name(name),
        HiddenNames::LikeAll => pattern.matches(name),
    }
}

/// Whether `**` enters or lists a name.
pub(super) fn is_visible(name: &str, options: Options) -> bool {
    match options.hidden {
        HiddenNames::NeedDot => !name.starts_with('.'),
        HiddenNames::LikeAll => true,
    }
}
