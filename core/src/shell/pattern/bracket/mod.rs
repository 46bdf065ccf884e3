//! `[…]` as each shell reads it (XBD 9.3.5, XCU 2.14.1).
//!
//! All take `]` at the start as a member and know ranges and classes, and to all a `[` that is not closed stands for
//! itself. They differ in `^`, `[=a=]`, `[.a.]`, unknown classes and what is not finished.

mod bash;
mod dash;
mod fnmatch;
mod musl;

use super::Settings;
use super::piece::Piece;
use super::unit::Unit;
use crate::shell::Dialect;
use crate::shell::dialect::{CLibrary, c_library};

/// The bracket expression whose members start `units`, and its length; nothing when `[` stands for itself.
pub(super) fn read_bracket(units: &[Unit], settings: Settings) -> Option<(Piece, usize)> {
    match settings.shell.dialect {
        Dialect::Dash => dash::read(units),
        Dialect::Bash | Dialect::BashAsSh => bash::read(units, settings),
        Dialect::BusyboxAsh => match c_library(settings.shell) {
            CLibrary::Glibc => fnmatch::read(units),
            CLibrary::Musl => musl::read(units),
        },
    }
}

/// Whether the unit at `at` is this special character.
fn is(units: &[Unit], at: usize, character: char) -> bool {
    units.get(at).is_some_and(|unit| unit.is(character))
}

/// The text before `mark` and `]`, from `from` on, when they come.
fn until(units: &[Unit], from: usize, mark: char) -> Option<(String, usize)> {
    let rest = units.get(from..)?;
    let length = (0..rest.len()).find(|at| is(rest, *at, mark) && is(rest, at + 1, ']'))?;
    let character = |unit: &Unit| char::from_u32(unit.code).unwrap_or(char::REPLACEMENT_CHARACTER);
    let name = rest[..length].iter().map(character).collect();
    Some((name, from + length + 2))
}
