//! From a path to a file (XBD 4.16 *pathname resolution*).

use super::{Coverage, FileSystem, InodeId, Node, Permission};
use crate::kernel::errno::Errno;

/// How many symbolic links may follow one another (Linux, `MAXSYMLINKS`).
const LINKS: u32 = 40;

/// How long a name and a path may be (Linux, `NAME_MAX` and `PATH_MAX`).
const NAME: usize = 255;
const PATH: usize = 4096;

/// What an assumption about a directory that is taken to hold nothing else ends in; its path stands before.
pub const NOTHING_ELSE: &str = " holds nothing but what is known here";

/// What an assumption about a file that is taken not to be there begins with; its path follows.
pub const NO_FILE: &str = "there is no file ";

/// Whether a symbolic link at the end of a path is followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Follow {
    /// It is.
    Links,
    /// The link itself is meant.
    NotLast,
}

/// Why nothing was found at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Missing {
    /// The call fails.
    Error(Errno),
    /// A directory on the way is known only in part, and the name is not among what is known.
    NobodyKnows,
}

/// Who looks for a file, and from where.
#[derive(Debug, Clone, Copy)]
pub(in crate::kernel) struct Seen<'s> {
    pub(in crate::kernel) directory: &'s str,
    pub(in crate::kernel) user: u32,
    pub(in crate::kernel) group: u32,
}

/// Where a path leads: the directory that holds it, the last name, and the file when there is one.
pub(in crate::kernel) struct Place {
    pub(in crate::kernel) directory: InodeId,
    pub(in crate::kernel) name: String,
    pub(in crate::kernel) found: Option<InodeId>,
}

impl FileSystem {
    /// The file at an absolute path, for the superuser.
    ///
    /// # Errors
    ///
    /// Why there is none.
    pub fn find(&self, path: &str, follow: Follow) -> Result<InodeId, Missing> {
        let seen = Seen {
            directory: "/",
            user: 0,
            group: 0,
        };
        self.resolve(seen, path, follow)
    }

    /// The file at an absolute path if it is among those that are known; nothing is assumed of others.
    #[must_use]
    pub fn find_known(&self, path: &str) -> Option<InodeId> {
        let told = self.assumed.borrow().len();
        let found = self.find(path, Follow::Links).ok();
        self.assumed.borrow_mut().truncate(told);
        found
    }

    /// The file at a path.
    pub(in crate::kernel) fn resolve(
        &self,
        seen: Seen<'_>,
        path: &str,
        follow: Follow,
    ) -> Result<InodeId, Missing> {
        let place = self.place(seen, path, follow)?;
        match place.found {
            Some(found) if path.ends_with('/') => match self.inode(found).node {
                Node::Directory { .. } => Ok(found),
                _ => Err(Missing::Error(Errno::NotDirectory)),
            },
            Some(found) => Ok(found),
            None => Err(self.nothing_in(place.directory, &place.name)),
        }
    }

    /// Why a name that is not among the entries of a directory is not found.
    pub(in crate::kernel) fn nothing_in(&self, directory: InodeId, name: &str) -> Missing {
        match self.coverage(directory) {
            Coverage::Complete => Missing::Error(Errno::NoEntry),
            Coverage::Partial if self.knows_number(directory, name) => {
                Missing::Error(Errno::NoEntry)
            }
            Coverage::Partial => Missing::NobodyKnows,
            Coverage::Assumed => {
                let directory = self.path_of(directory);
                let directory = directory.trim_end_matches('/');
                self.assume(format!("{NO_FILE}{directory}/{name}"));
                Missing::Error(Errno::NoEntry)
            }
        }
    }

    /// Whether a name is a number that would be known, were it there.
    fn knows_number(&self, directory: InodeId, name: &str) -> bool {
        let range = self.numbered.get(&directory);
        let number = name.parse::<u32>().ok();
        let is_plain = !name.starts_with('+');
        matches!((range, number), (Some(range), Some(number)) if is_plain && range.contains(&number))
    }

    /// The program at a path: about one that is taken not to be there, nobody knows.
    pub(in crate::kernel) fn resolve_program(
        &self,
        seen: Seen<'_>,
        path: &str,
    ) -> Result<InodeId, Missing> {
        let told = self.assumed.borrow().len();
        let found = self.resolve(seen, path, Follow::Links);
        let mut assumed = self.assumed.borrow_mut();
        match found {
            Err(Missing::Error(Errno::NoEntry)) if assumed.len() > told => {
                assumed.truncate(told);
                Err(Missing::NobodyKnows)
            }
            other => other,
        }
    }

    /// Where a path leads, whether or not there is a file; the directory must be there.
    pub(in crate::kernel) fn place(
        &self,
        seen: Seen<'_>,
        path: &str,
        follow: Follow,
    ) -> Result<Place, Missing> {
        if path.is_empty() {
            return Err(Missing::Error(Errno::NoEntry));
        }
        if path.len() >= PATH {
            return Err(Missing::Error(Errno::NameTooLong));
        }
        let start = match path.starts_with('/') {
            true => Self::ROOT,
            false => {
                let root = Seen {
                    directory: "/",
                    user: 0,
                    group: 0,
                };
                self.walk(root, Self::ROOT, seen.directory, Follow::Links, &mut 0)?
                    .found
                    .ok_or(Missing::Error(Errno::NoEntry))?
            }
        };
        self.walk(seen, start, path, follow, &mut 0)
    }

    fn walk(
        &self,
        seen: Seen<'_>,
        start: InodeId,
        path: &str,
        follow: Follow,
        links: &mut u32,
    ) -> Result<Place, Missing> {
        let mut at = if path.starts_with('/') {
            Self::ROOT
        } else {
            start
        };
        let mut names = path.split('/').filter(|it| !it.is_empty()).peekable();
        let mut place = Place {
            directory: at,
            name: ".".to_owned(),
            found: Some(at),
        };
        while let Some(name) = names.next() {
            let is_last = names.peek().is_none();
            place = self.enter(seen, at, name)?;
            let Some(found) = place.found else {
                return if is_last {
                    Ok(place)
                } else {
                    Err(self.nothing_in(place.directory, &place.name))
                };
            };
            at = found;
            if let Node::Link(target) = &self.inode(found).node
                && (!is_last || follow == Follow::Links || path.ends_with('/'))
            {
                *links += 1;
                if *links > LINKS {
                    return Err(Missing::Error(Errno::Loop));
                }
                place = self.walk(seen, place.directory, target, Follow::Links, links)?;
                match place.found {
                    Some(found) => at = found,
                    None if is_last => return Ok(place),
                    None => return Err(self.nothing_in(place.directory, &place.name)),
                }
            }
        }
        Ok(place)
    }

    /// One step of a path.
    fn enter(&self, seen: Seen<'_>, at: InodeId, name: &str) -> Result<Place, Missing> {
        let inode = self.inode(at);
        let Node::Directory {
            entries, parent, ..
        } = &inode.node
        else {
            return Err(Missing::Error(Errno::NotDirectory));
        };
        if !inode.permits(seen.user, seen.group, Permission::Execute) {
            return Err(Missing::Error(Errno::Access));
        }
        if name.len() > NAME {
            return Err(Missing::Error(Errno::NameTooLong));
        }
        let found = match name {
            "." => Some(at),
            ".." => Some(*parent),
            _ => entries.get(name).copied(),
        };
        Ok(Place {
            directory: at,
            name: name.to_owned(),
            found,
        })
    }

    /// The absolute path of a directory, without links.
    #[must_use]
    pub fn path_of(&self, directory: InodeId) -> String {
        let mut names = Vec::new();
        let mut at = directory;
        while at != Self::ROOT {
            let Node::Directory { parent, .. } = self.inode(at).node else {
                break;
            };
            let Node::Directory { entries, .. } = &self.inode(parent).node else {
                break;
            };
            let name = entries.iter().find(|(_, id)| **id == at);
            names.push(name.map_or("?", |it| it.0));
            at = parent;
        }
        names.reverse();
        format!("/{}", names.join("/"))
    }
}
