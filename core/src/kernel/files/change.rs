//! Making, naming and removing files.

use std::collections::BTreeMap;

use super::resolve::{Follow, Missing, Place};
use super::{Content, Coverage, FileSystem, Inode, InodeId, Node, Rope};
use crate::kernel::errno::Errno;

impl FileSystem {
    /// Makes the directories of an absolute path that are not there, as the superuser.
    pub fn make_directories(&mut self, path: &str, coverage: Coverage) -> InodeId {
        let mut at = Self::ROOT;
        for name in path.split('/').filter(|it| !it.is_empty()) {
            let inside = match &self.inode(at).node {
                Node::Directory { entries, .. } => entries.get(name).copied(),
                _ => None,
            };
            at = match inside {
                Some(found) => match &self.inode(found).node {
                    Node::Link(target) => {
                        let target = target.clone();
                        self.find(&target, Follow::Links).unwrap_or(found)
                    }
                    _ => found,
                },
                None => self.add(at, name, Self::directory(at, coverage), 0o755),
            };
        }
        at
    }

    /// Puts a regular file at an absolute path, as the superuser, with the directories it lies in.
    pub fn put(&mut self, path: &str, content: Content, mode: u16) -> InodeId {
        let (directory, name) = path.rsplit_once('/').unwrap_or(("", path));
        let directory = self.make_directories(directory, Coverage::Complete);
        self.add(directory, name, Node::Regular(content), mode)
    }

    /// Puts anything at an absolute path, as the superuser, with the directories it lies in.
    pub fn put_node(&mut self, path: &str, node: Node, mode: u16) -> InodeId {
        let (directory, name) = path.rsplit_once('/').unwrap_or(("", path));
        let directory = self.make_directories(directory, Coverage::Complete);
        self.add(directory, name, node, mode)
    }

    /// A directory with nothing in it.
    pub(in crate::kernel) fn directory(parent: InodeId, coverage: Coverage) -> Node {
        Node::Directory {
            entries: BTreeMap::new(),
            parent,
            coverage,
        }
    }

    /// Makes a file under a name of a directory, in the place of one before.
    pub fn add(&mut self, directory: InodeId, name: &str, node: Node, mode: u16) -> InodeId {
        let id = self.add_unnamed(node);
        let inode = self.inode_mut(id);
        (inode.mode, inode.links) = (mode, 1);
        self.enter_name(directory, name, id);
        id
    }

    /// Makes a file without a name.
    pub(in crate::kernel) fn add_unnamed(&mut self, node: Node) -> InodeId {
        let id = self.next_id();
        self.inodes.push(Inode {
            node,
            mode: 0o600,
            user: 0,
            group: 0,
            modified: 0,
            links: 0,
        });
        id
    }

    fn next_id(&self) -> InodeId {
        InodeId(u32::try_from(self.inodes.len()).unwrap_or(u32::MAX))
    }

    /// Takes a name out of a directory.
    pub(in crate::kernel) fn forget_name(&mut self, directory: InodeId, name: &str) {
        if let Node::Directory { entries, .. } = &mut self.inode_mut(directory).node {
            entries.remove(name);
        }
    }

    pub(in crate::kernel) fn enter_name(&mut self, directory: InodeId, name: &str, id: InodeId) {
        if let Node::Directory { entries, .. } = &mut self.inode_mut(directory).node {
            entries.insert(name.to_owned(), id);
        }
    }

    /// Removes a name that is no directory.
    pub(in crate::kernel) fn unlink(&mut self, place: &Place) -> Result<(), Missing> {
        let found = place
            .found
            .ok_or_else(|| self.nothing_in(place.directory, &place.name))?;
        if matches!(self.inode(found).node, Node::Directory { .. }) {
            return Err(Missing::Error(Errno::IsDirectory));
        }
        self.remove_name(place);
        let inode = self.inode_mut(found);
        inode.links = inode.links.saturating_sub(1);
        Ok(())
    }

    /// Removes an empty directory.
    pub(in crate::kernel) fn remove_directory(&mut self, place: &Place) -> Result<(), Missing> {
        let found = place
            .found
            .ok_or_else(|| self.nothing_in(place.directory, &place.name))?;
        let Node::Directory { entries, .. } = &self.inode(found).node else {
            return Err(Missing::Error(Errno::NotDirectory));
        };
        if !entries.is_empty() {
            return Err(Missing::Error(Errno::NotEmpty));
        }
        if found == Self::ROOT {
            return Err(Missing::Error(Errno::Busy));
        }
        self.remove_name(place);
        Ok(())
    }

    /// Gives a file another name, in the place of what has it.
    pub(in crate::kernel) fn rename(&mut self, from: &Place, to: &Place) -> Result<(), Missing> {
        let found = from
            .found
            .ok_or_else(|| self.nothing_in(from.directory, &from.name))?;
        if to.found == Some(found) {
            return Ok(());
        }
        let is_directory = |id| matches!(self.inode(id).node, Node::Directory { .. });
        if let Some(there) = to.found {
            match (is_directory(found), is_directory(there)) {
                (false, true) => return Err(Missing::Error(Errno::IsDirectory)),
                (true, false) => return Err(Missing::Error(Errno::NotDirectory)),
                (true, true) if !self.names(there).is_empty() => {
                    return Err(Missing::Error(Errno::NotEmpty));
                }
                (true, true) | (false, false) => {}
            }
        }
        let mut above = to.directory;
        while is_directory(found) && above != Self::ROOT {
            if above == found {
                return Err(Missing::Error(Errno::Invalid));
            }
            above = match self.inode(above).node {
                Node::Directory { parent, .. } => parent,
                _ => Self::ROOT,
            };
        }
        self.remove_name(from);
        self.enter_name(to.directory, &to.name, found);
        if let Node::Directory { parent, .. } = &mut self.inode_mut(found).node {
            *parent = to.directory;
        }
        Ok(())
    }

    fn remove_name(&mut self, place: &Place) {
        if let Node::Directory { entries, .. } = &mut self.inode_mut(place.directory).node {
            entries.remove(&*place.name);
        }
    }

    /// The content of a regular file, to change it; one of which nobody knows the content becomes empty.
    pub(in crate::kernel) fn rope_mut(&mut self, id: InodeId) -> Option<&mut Rope> {
        let Node::Regular(content) = &mut self.inode_mut(id).node else {
            return None;
        };
        if !matches!(content, Content::Known(_)) {
            *content = Content::Known(Rope::default());
        }
        match content {
            Content::Known(rope) => Some(rope),
            Content::Program(_) | Content::Unknown(_) => None,
        }
    }
}
