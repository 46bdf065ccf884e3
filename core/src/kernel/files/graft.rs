//! Copying files of one file system into another.

use super::{Coverage, FileSystem, Inode, InodeId, Node};

/// How copies differ from what they are made of.
#[derive(Clone, Copy, Default)]
pub struct Attributes<'a> {
    /// The permission bits of the copy of a file.
    pub mode: Option<&'a dyn Fn(&Inode) -> u16>,
    /// The permission bits of directories that are made on the way; without them 755.
    pub made: Option<u16>,
    /// User and group.
    pub owner: Option<(u32, u32)>,
}

impl std::fmt::Debug for Attributes<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Attributes")
            .field("made", &self.made)
            .field("owner", &self.owner)
            .finish_non_exhaustive()
    }
}

impl FileSystem {
    /// Copies a file of `other`, a directory with all that is in it, under a name of a directory. What has this name
    /// is replaced, but a directory takes the entries of a directory in, and becomes like it.
    pub fn graft(
        &mut self,
        other: &Self,
        source: InodeId,
        (directory, name): (InodeId, &str),
        attributes: Attributes<'_>,
    ) {
        let mut open = vec![(source, directory, name.to_owned())];
        while let Some((source, directory, name)) = open.pop() {
            let found = other.inode(source);
            let copy = match &found.node {
                Node::Directory {
                    entries, coverage, ..
                } => {
                    let copy = self.directory_for(directory, &name);
                    self.lessen_coverage(copy, *coverage);
                    open.extend(entries.iter().map(|(name, it)| (*it, copy, name.clone())));
                    copy
                }
                other => self.add(directory, &name, other.clone(), found.mode),
            };
            let inode = self.inode_mut(copy);
            inode.mode = attributes.mode.map_or(found.mode, |mode| mode(found));
            (inode.user, inode.group) = attributes.owner.unwrap_or((found.user, found.group));
            inode.modified = found.modified;
        }
    }

    /// Copies all that is in a directory of `other` into a directory.
    pub fn graft_entries(
        &mut self,
        other: &Self,
        source: InodeId,
        directory: InodeId,
        attributes: Attributes<'_>,
    ) {
        for name in other.names(source) {
            if let Some(entry) = other.entry_of(source, &name) {
                self.graft(other, entry, (directory, &name), attributes);
            }
        }
        self.lessen_coverage(directory, other.coverage(source));
    }

    /// Makes the directories of an absolute path without dots that are not there, of which `coverage` is known.
    pub fn make_directories_for(
        &mut self,
        path: &str,
        coverage: Coverage,
        attributes: Attributes<'_>,
    ) -> InodeId {
        let mut made = String::new();
        for name in path.split('/').filter(|it| !it.is_empty()) {
            made.push('/');
            made.push_str(name);
            if self.find_known(&made).is_none() {
                let directory = self.make_directories(&made, coverage);
                let inode = self.inode_mut(directory);
                inode.mode = attributes.made.unwrap_or(inode.mode);
                (inode.user, inode.group) = attributes.owner.unwrap_or_default();
            }
        }
        self.make_directories(path, coverage)
    }

    /// The directory of this name, made where there is none.
    fn directory_for(&mut self, directory: InodeId, name: &str) -> InodeId {
        let there = self.entry_of(directory, name);
        let is_directory = |it: &InodeId| matches!(self.inode(*it).node, Node::Directory { .. });
        match there.filter(is_directory) {
            Some(there) => there,
            None => {
                let node = Self::directory(directory, Coverage::Complete);
                self.add(directory, name, node, 0o755)
            }
        }
    }

    /// A directory that takes in the entries of one that is not known as well is known no better.
    fn lessen_coverage(&mut self, directory: InodeId, other: Coverage) {
        let both = (self.coverage(directory), other);
        self.set_coverage(
            directory,
            match both {
                (Coverage::Partial, _) | (_, Coverage::Partial) => Coverage::Partial,
                (Coverage::Assumed, _) | (_, Coverage::Assumed) => Coverage::Assumed,
                (Coverage::Complete, Coverage::Complete) => Coverage::Complete,
            },
        );
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Content, Follow, Rope};
    use super::*;

    fn empty() -> Content {
        Content::Known(Rope::default())
    }

    #[test]
    fn directories_take_in_what_is_copied_into_them() {
        let mut from = FileSystem::default();
        from.put("/d/inner/a", empty(), 0o755);
        from.put("/d/b", empty(), 0o644);
        let mut to = FileSystem::default();
        to.put("/d/c", empty(), 0o600);
        let source = from.find("/d", Follow::Links).unwrap();
        let attributes = Attributes {
            owner: Some((7, 8)),
            ..Attributes::default()
        };
        to.graft(&from, source, (FileSystem::ROOT, "d"), attributes);
        let found = |path: &str| to.inode(to.find(path, Follow::Links).unwrap());
        assert_eq!(
            (found("/d/inner/a").mode, found("/d/inner/a").user),
            (0o755, 7)
        );
        assert_eq!((found("/d/b").mode, found("/d/b").group), (0o644, 8));
        assert_eq!((found("/d/c").mode, found("/d/c").user), (0o600, 0));
    }
}
