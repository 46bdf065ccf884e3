//! [`Walk`]: goes through the directories, one component after the other.
//!
//! For `a/*/b`: from `a/`, over each name in it that is matched, to `NAME/b`, and asks whether that is there.

use super::component::{Component, Part};
use super::dots::{DOTS, matches};
use super::{Directories, DotDirectories, Kind, Listing, Options};

/// Why it ended early.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Stopped {
    /// This directory is known only in part.
    NobodyKnows(String),
    TooMany,
    NotSimulated(&'static str),
}

/// A walk under way.
pub(super) struct Walk<'d, D> {
    pub(super) directories: &'d D,
    pub(super) options: Options,
    pub(super) found: Vec<String>,
    /// How many names may still be looked at.
    pub(super) budget: usize,
    /// Whether a pattern led to where we are.
    pub(super) is_behind_pattern: bool,
}

impl<D: Directories> Walk<'_, D> {
    /// Finds what the components match below `path`, which ends in a slash or is empty.
    pub(super) fn through(&mut self, path: &str, components: &[Component]) -> Result<(), Stopped> {
        let mut path = path.to_owned();
        for (index, Component { part, slashes }) in components.iter().enumerate() {
            let rest = &components[index + 1..];
            match part {
                Part::Literal(name) => {
                    path.push_str(name);
                    path.push_str(slashes);
                }
                Part::Pattern(pattern) => {
                    self.is_behind_pattern = true;
                    for name in self.names(&path)? {
                        if matches(pattern, &name, self.options) {
                            self.enter(format!("{path}{name}"), slashes, rest)?;
                        }
                    }
                    return Ok(());
                }
                Part::Recursive => return self.recursive(&path, slashes, rest),
            }
        }
        if self.kind(&path)? != Kind::Absent {
            self.found.push(path);
        }
        Ok(())
    }

    /// Goes on from a name that was found in a directory.
    pub(super) fn enter(
        &mut self,
        mut path: String,
        slashes: &str,
        rest: &[Component],
    ) -> Result<(), Stopped> {
        if slashes.is_empty() {
            self.found.push(path);
            return Ok(());
        }
        path.push_str(slashes);
        self.through(&path, rest)
    }

    /// What lies at a path.
    pub(super) fn kind(&self, path: &str) -> Result<Kind, Stopped> {
        match self.directories.kind(path) {
            Kind::NobodyKnows => Err(Stopped::NobodyKnows(path.to_owned())),
            kind => Ok(kind),
        }
    }

    /// The names in a directory, with `.` and `..` where they may be matched.
    pub(super) fn names(&mut self, path: &str) -> Result<Vec<String>, Stopped> {
        let mut names = match self.directories.names(path) {
            Listing::Names(names) => names,
            Listing::Refused => return Ok(Vec::new()),
            Listing::NobodyKnows => return Err(Stopped::NobodyKnows(path.to_owned())),
        };
        self.budget = self
            .budget
            .checked_sub(names.len() + 1)
            .ok_or(Stopped::TooMany)?;
        if self.options.dot_directories == DotDirectories::Matched {
            names.extend(DOTS.map(str::to_owned));
        }
        Ok(names)
    }
}
