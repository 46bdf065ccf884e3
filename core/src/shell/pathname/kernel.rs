//! The files of the kernel as [`Directories`]: what a process sees of them, by its working directory and its user.

use super::{Directories, Kind, Listing};
use crate::kernel::{Follow, Missing, Node, Permission, Process};

impl Directories for Process {
    fn names(&self, path: &str) -> Listing {
        let path = if path.is_empty() { "." } else { path };
        let directory = match self.inode_at(path, Follow::Links) {
            Ok(found) => found,
            Err(Missing::Error(_)) => return Listing::Refused,
            Err(Missing::NobodyKnows) => return Listing::NobodyKnows,
        };
        let Node::Directory { entries, .. } = &self.files.inode(directory).node else {
            return Listing::Refused;
        };
        if !self.may(directory, Permission::Read) {
            return Listing::Refused;
        }
        match self.files.lists_all(directory) {
            true => Listing::Names(entries.keys().cloned().collect()),
            false => Listing::NobodyKnows,
        }
    }

    fn kind(&self, path: &str) -> Kind {
        let follow = if path.ends_with('/') {
            Follow::Links
        } else {
            Follow::NotLast
        };
        match self.inode_at(path, follow) {
            Ok(found) => match self.files.inode(found).node {
                Node::Directory { .. } => Kind::Directory,
                Node::Link(_) => Kind::Link,
                Node::Regular(_) | Node::Device(_) | Node::Fifo(_) => Kind::Other,
            },
            Err(Missing::Error(_)) => Kind::Absent,
            Err(Missing::NobodyKnows) => Kind::NobodyKnows,
        }
    }
}
