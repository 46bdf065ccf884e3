//! `**` with bash's `globstar` (bash manual, "The Shopt Builtin").
//!
//! `**` alone is every file below, `**/` every directory, and `**/x` is `x` in each of them. Links to directories are
//! not gone through, and hidden names only with `dotglob`. `a/**` begins with `a/`, `[a]/**` with `a`.
//! bash gives names twice where two `**` stand in one pattern; that is not simulated.

use super::component::{Component, Part};
use super::dots::{DOTS, is_visible};
use super::walk::{Stopped, Walk};
use super::{Directories, Kind, Listing};

impl<D: Directories> Walk<'_, D> {
    /// What `**`, `slashes` and `rest` match below `start`.
    pub(super) fn recursive(
        &mut self,
        start: &str,
        slashes: &str,
        rest: &[Component],
    ) -> Result<(), Stopped> {
        if slashes.len() > 1 {
            return Err(Stopped::NotSimulated("`**` with two slashes behind it"));
        }
        if let [Component { part, slashes }, rest @ ..] = rest
            && *part == Part::Recursive
        {
            // `**/**` is `**`.
            return self.recursive(start, slashes, rest);
        }
        if rest.iter().any(|it| it.part == Part::Recursive) {
            return Err(Stopped::NotSimulated("two `**` in one pattern"));
        }
        let is_dots = |it: &Component| {
            DOTS.iter()
                .any(|dots| it.part == Part::Literal((*dots).to_owned()))
        };
        if rest.iter().any(is_dots) {
            return Err(Stopped::NotSimulated("`.` or `..` behind `**`"));
        }
        let mut waiting = vec![start.to_owned()];
        while let Some(directory) = waiting.pop() {
            self.take_directory(&directory, start, slashes, rest)?;
            for name in self.names(&directory)? {
                if !is_visible(&name, self.options) {
                    continue;
                }
                let file = format!("{directory}{name}");
                let kind = self.kind(&file)?;
                if slashes.is_empty() {
                    self.found.push(file.clone());
                } else if kind == Kind::Link && rest.is_empty() {
                    self.take_link(format!("{file}/"))?;
                }
                if kind == Kind::Directory {
                    waiting.push(file + "/");
                }
            }
        }
        Ok(())
    }

    /// What stands behind `**`, in one of its directories.
    fn take_directory(
        &mut self,
        directory: &str,
        start: &str,
        slashes: &str,
        rest: &[Component],
    ) -> Result<(), Stopped> {
        match (slashes.is_empty(), directory == start) {
            (false, _) if !rest.is_empty() => self.through(directory, rest),
            (true, false) => Ok(()),
            (false, _) | (true, true) if directory.is_empty() => Ok(()),
            (true, true) if self.is_behind_pattern => {
                self.take_readable(directory, directory.trim_end_matches('/'));
                Ok(())
            }
            (true | false, true) => {
                self.take_readable(directory, directory);
                Ok(())
            }
            (false, false) => {
                if self.kind(directory)? == Kind::Directory {
                    self.found.push(directory.to_owned());
                }
                Ok(())
            }
        }
    }

    /// Takes a directory by this name, if it can be read.
    fn take_readable(&mut self, directory: &str, name: &str) {
        match self.directories.names(directory) {
            Listing::Names(_) => self.found.push(name.to_owned()),
            Listing::Refused | Listing::NobodyKnows => {}
        }
    }

    /// `**/` lists links that lead to directories.
    fn take_link(&mut self, path: String) -> Result<(), Stopped> {
        if self.kind(&path)? == Kind::Directory {
            self.found.push(path);
        }
        Ok(())
    }
}
