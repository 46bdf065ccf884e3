//! Pathname expansion (XCU 2.6.6, 2.14.3): a field with `*`, `?` or `[…]` becomes the names of the files it matches.
//!
//! Takes the characters of a field, [`Options`] and [`Directories`] that say which files there are; gives an
//! [`Expansion`]. Nothing is read here: the directories may be those of the kernel, or any others.
//!
//! A field is split at `/` into components. Those that are no patterns lead on as they are written, the others are
//! tried on every name in the directory. A dot at the start of a name must be written, and slashes are never matched.
//! Names come in the order of their bytes, as in the C locale.
//! The shells differ in `.` and `..`, in backslashes out of variables, and in how slashes behind patterns are kept:
//! `dots`, `component`, `component::keeps_slashes`.
//!
//! ```
//! use std::collections::BTreeMap;
//! use shellform::shell::Dialect;
//! use shellform::shell::pathname::{Directories, Expansion, Kind, Listing, Options, expand};
//! use shellform::shell::pattern::{PatternCharacter, Quoting};
//!
//! struct Two;
//! impl Directories for Two {
//!     fn names(&self, path: &str) -> Listing {
//!         match path {
//!             "" => Listing::Names(vec!["b.c".to_owned(), "a.c".to_owned()]),
//!             _ => Listing::Refused,
//!         }
//!     }
//!     fn kind(&self, path: &str) -> Kind {
//!         if matches!(path, "a.c" | "b.c") { Kind::Other } else { Kind::Absent }
//!     }
//! }
//!
//! let quoting = Quoting::Unquoted;
//! let field: Vec<_> = "*.c".chars().map(|character| PatternCharacter { character, quoting }).collect();
//! let found = expand(&field, Options::of(Dialect::Dash), &Two);
//! assert_eq!(found, Expansion::Names(vec!["a.c".to_owned(), "b.c".to_owned()]));
//! ```

mod component;
mod dots;
mod kernel;
mod recursive;
#[cfg(test)]
mod tests;
mod walk;

use super::pattern::{PatternCharacter, Settings};
use super::{Dialect, Shell};
use walk::Walk;

/// The files there are, by paths as they are written: `""` is the working directory, `d/` what is in `d`.
pub trait Directories {
    /// The names in a directory, without `.` and `..`, in any order.
    fn names(&self, path: &str) -> Listing;

    /// What lies at a path; a link at its end is not followed, unless a slash stands behind it.
    fn kind(&self, path: &str) -> Kind;
}

/// What is known of the names in a directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listing {
    /// All of them.
    Names(Vec<String>),
    /// There is no such directory, or it may not be read.
    Refused,
    /// Only some are known.
    NobodyKnows,
}

/// What lies at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A directory.
    Directory,
    /// A symbolic link, wherever it leads.
    Link,
    /// Another file.
    Other,
    /// Nothing.
    Absent,
    /// Whatever the directory holds that is known only in part.
    NobodyKnows,
}

/// Whether names with a dot at the start are matched without one in the pattern (bash's `dotglob`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HiddenNames {
    /// The dot must be written.
    NeedDot,
    /// They are names like all (`shopt -s dotglob`).
    LikeAll,
}

/// Whether bash's `globstar` is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecursiveStar {
    /// `**` is `*`.
    Off,
    /// `**` goes through all directories below.
    On,
}

/// What becomes of a pattern that matches nothing (bash's `nullglob` and `failglob`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WithoutMatch {
    /// It stays as it is.
    Word,
    /// It goes (`shopt -s nullglob`).
    Nothing,
    /// It is an error (`shopt -s failglob`).
    Error,
}

/// Whether bash's `globskipdots` is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DotDirectories {
    /// `.` and `..` are never matched (the default of bash 5.2).
    Skipped,
    /// A pattern with a dot at its start may match them.
    Matched,
}

/// How names are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// How patterns are read; its letter case is that of `nocaseglob`.
    pub settings: Settings,
    /// bash's `dotglob`.
    pub hidden: HiddenNames,
    /// bash's `globstar`.
    pub recursive: RecursiveStar,
    /// bash's `nullglob` and `failglob`.
    pub without_match: WithoutMatch,
    /// bash's `globskipdots`.
    pub dot_directories: DotDirectories,
}

impl Options {
    /// What `shell` starts with in a container.
    #[must_use]
    pub fn of(shell: impl Into<Shell>) -> Self {
        let shell = shell.into();
        Self {
            settings: Settings::of(shell),
            hidden: HiddenNames::NeedDot,
            recursive: RecursiveStar::Off,
            without_match: WithoutMatch::Word,
            dot_directories: match shell.dialect {
                Dialect::Bash | Dialect::BashAsSh => DotDirectories::Skipped,
                Dialect::Dash | Dialect::BusyboxAsh => DotDirectories::Matched,
            },
        }
    }
}

/// What a field becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expansion {
    /// It stays: it is no pattern, or matches nothing.
    Unchanged,
    /// These names, sorted; none with `nullglob`.
    Names(Vec<String>),
    /// It matches nothing, and with `failglob` the command is not run: `no match: ` and the field as written.
    NoMatch,
    /// A directory on the way, by its path, is known only in part.
    NobodyKnows(String),
    /// More than a million names were looked at.
    TooMany,
    /// This is not simulated.
    NotSimulated(&'static str),
}

/// How many names are looked at before it is [`Expansion::TooMany`].
const MOST_NAMES: usize = 1_000_000;

/// The names that the field matches.
#[must_use]
pub fn expand(
    field: &[PatternCharacter],
    options: Options,
    directories: &impl Directories,
) -> Expansion {
    let path = component::read(field, options);
    if !path.is_pattern {
        return Expansion::Unchanged;
    }
    if let Some(what) = path.not_simulated {
        return Expansion::NotSimulated(what);
    }
    let mut walk = Walk {
        directories,
        options,
        found: Vec::new(),
        budget: MOST_NAMES,
        is_behind_pattern: false,
    };
    match walk.through(&path.start, &path.components) {
        Ok(()) => {}
        Err(walk::Stopped::NobodyKnows(path)) => return Expansion::NobodyKnows(path),
        Err(walk::Stopped::TooMany) => return Expansion::TooMany,
        Err(walk::Stopped::NotSimulated(what)) => return Expansion::NotSimulated(what),
    }
    let mut names = walk.found;
    names.sort_unstable();
    match (names.is_empty(), options.without_match) {
        (false, _) | (true, WithoutMatch::Nothing) => Expansion::Names(names),
        (true, WithoutMatch::Word) => Expansion::Unchanged,
        (true, WithoutMatch::Error) => Expansion::NoMatch,
    }
}
