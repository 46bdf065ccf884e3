//! [`Limits`]: what the runtime lets a container do, where its output goes, and whether its input ends.

use std::collections::BTreeSet;

use super::descriptor::{InputEnd, OpenFile};
use super::errno::Errno;
use super::files::{InodeId, Node, Permission};
use super::process::Process;

/// A capability that decides a call here (`capabilities(7)`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Capability {
    /// `CAP_CHOWN`: give files to others.
    ChangeOwner,
    /// `CAP_DAC_OVERRIDE`: pass by the permission bits.
    OverridePermissions,
    /// `CAP_FOWNER`: act as the owner of every file.
    ActAsOwner,
}

impl Capability {
    /// Those that are simulated, by their names without `CAP_`.
    pub const ALL: [(&'static str, Self); 3] = [
        ("CHOWN", Self::ChangeOwner),
        ("DAC_OVERRIDE", Self::OverridePermissions),
        ("FOWNER", Self::ActAsOwner),
    ];
}

/// Whether the files of the image can be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Root {
    /// They can.
    #[default]
    Writable,
    /// They cannot: `EROFS`.
    ReadOnly,
}

/// Where standard output and standard error of a container go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Outputs {
    /// To two streams.
    #[default]
    Separate,
    /// Both to one terminal, which puts a carriage return before each line feed (`ONLCR`).
    Terminal,
}

/// What the runtime lets a container do.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Limits {
    /// What the superuser cannot do.
    pub dropped: BTreeSet<Capability>,
    /// Whether the files of the image can be changed.
    pub root: Root,
    /// Where its output goes.
    pub outputs: Outputs,
    /// Of files that cannot be changed otherwise, those from this one on can: they lie on what is mounted.
    pub writable_from: Option<InodeId>,
    /// Whether its standard input ends.
    pub input: InputEnd,
}

impl Process {
    /// Whether it is a superuser with this capability.
    pub(super) fn has(&self, capability: Capability) -> bool {
        self.user().0 == 0 && !self.limits.dropped.contains(&capability)
    }

    /// Whether a descriptor leads to a terminal (XSH `isatty`).
    #[must_use]
    pub fn is_terminal(&self, number: u32) -> bool {
        let file = self.descriptor(number);
        let is_outside = matches!(
            file.as_deref(),
            Some(OpenFile::Standard(_) | OpenFile::Input(_))
        );
        is_outside && self.has_terminal()
    }

    /// Whether it has a terminal that controls it.
    #[must_use]
    pub fn has_terminal(&self) -> bool {
        self.limits.outputs == Outputs::Terminal
    }

    /// Whether it may do something with a file.
    #[must_use]
    pub fn may(&self, id: InodeId, access: Permission) -> bool {
        self.permit(id, access).is_ok()
    }

    /// The same, with the error of a call that may not: `EROFS` before `EACCES`, as Linux looks.
    pub(super) fn permit(&self, id: InodeId, access: Permission) -> Result<(), Errno> {
        if access == Permission::Write && self.is_read_only(id) {
            return Err(Errno::ReadOnly);
        }
        let (user, group) = self.user();
        let inode = self.files.inode(id);
        let is_permitted = match user == 0 && !self.has(Capability::OverridePermissions) {
            true => inode.has_bit(user, group, access),
            false => inode.permits(user, group, access),
        };
        match is_permitted {
            true => Ok(()),
            false => Err(Errno::Access),
        }
    }

    /// Whether it lies on a file system that cannot be written; devices and `/dev`, `/proc`, `/sys` are others than
    /// the one of the image.
    pub(super) fn is_read_only(&self, id: InodeId) -> bool {
        let is_mounted = self.limits.writable_from.is_some_and(|it| id >= it);
        if self.limits.root == Root::Writable || is_mounted {
            return false;
        }
        match self.files.inode(id).node {
            Node::Directory { .. } => {
                let path = self.files.path_of(id);
                let first = path.split('/').nth(1).unwrap_or_default();
                !matches!(first, "dev" | "proc" | "sys")
            }
            Node::Regular(_) | Node::Link(_) => true,
            Node::Device(_) | Node::Fifo(_) => false,
        }
    }
}
