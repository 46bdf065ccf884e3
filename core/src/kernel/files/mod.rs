//! [`FileSystem`]: files in memory; paths, modes, links, contents that are known or not.
//!
//! A directory of which only some entries are known says so ([`Coverage`]): a name that is not among them is
//! [`Missing::NobodyKnows`], not "no such file".

mod change;
mod cover;
mod graft;
mod path;
mod resolve;
mod rope;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::rc::Rc;
use std::sync::Arc;

use super::pipe::Pipe;

pub use cover::Covered;
pub use graft::Attributes;
pub use path::absolute;
pub(in crate::kernel) use resolve::Seen;
pub use resolve::{Follow, Missing, NO_FILE, NOTHING_ELSE};
pub use rope::Rope;

/// Names a file of a [`FileSystem`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct InodeId(pub u32);

/// What lies at a path.
#[derive(Debug, Clone)]
pub struct Inode {
    /// What it is.
    pub node: Node,
    /// The permission bits, with set-user-id, set-group-id and sticky bit: `0o7777`.
    pub mode: u16,
    /// The user it belongs to.
    pub user: u32,
    /// The group it belongs to.
    pub group: u32,
    /// When it was changed last, in seconds since 1970.
    pub modified: i64,
    /// How many names it has.
    pub links: u32,
}

/// The kinds of files.
#[derive(Debug)]
pub enum Node {
    /// A regular file.
    Regular(Content),
    /// A directory.
    Directory {
        /// Its entries, by name.
        entries: BTreeMap<String, InodeId>,
        /// The directory it lies in; the root lies in itself.
        parent: InodeId,
        /// Whether these are all.
        coverage: Coverage,
    },
    /// A symbolic link, with the path it holds.
    Link(String),
    /// A device.
    Device(Device),
    /// A named pipe.
    Fifo(Rc<Pipe>),
}

/// What a regular file holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// Text.
    Known(Rope),
    /// A program that is known by this name.
    Program(Arc<str>),
    /// Nobody here knows, for this reason.
    Unknown(String),
}

/// Whether all entries of a directory are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Coverage {
    /// They are.
    Complete,
    /// There may be others: about those nobody says anything.
    Partial,
    /// There may be others, which are taken not to be there; whoever asks for one is told so.
    Assumed,
}

/// The devices that are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is the device of that name")]
pub enum Device {
    Null,
    Zero,
    Full,
    Random,
    /// `/dev/tty`, which no process has.
    Terminal,
    /// `/proc/PID/fd/N`: a descriptor of a process.
    DescriptorOf(crate::trace::Pid, u32),
    /// `/dev/fd/N`, `/dev/stdin` and its like: a descriptor of the process that opens it.
    Descriptor(u32),
}

/// What a process wants to do with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Permission {
    /// To read it.
    Read,
    /// To write it.
    Write,
    /// To execute it, or to go through it.
    Execute,
}

impl Clone for Node {
    /// A copy of a named pipe is another pipe.
    fn clone(&self) -> Self {
        match self {
            Self::Regular(content) => Self::Regular(content.clone()),
            Self::Directory {
                entries,
                parent,
                coverage,
            } => Self::Directory {
                entries: entries.clone(),
                parent: *parent,
                coverage: *coverage,
            },
            Self::Link(path) => Self::Link(path.clone()),
            Self::Device(device) => Self::Device(*device),
            Self::Fifo(_) => Self::Fifo(Rc::default()),
        }
    }
}

/// Files in memory.
#[derive(Debug, Clone)]
pub struct FileSystem {
    inodes: Vec<Inode>,
    /// What was taken not to be there, and not told yet.
    assumed: RefCell<Vec<String>>,
    /// Directories of which all names that are numbers in these ranges are known: of processes, of descriptors.
    pub(in crate::kernel) numbered: BTreeMap<InodeId, RangeInclusive<u32>>,
}

impl Default for FileSystem {
    /// An empty root directory, of which everything is known.
    fn default() -> Self {
        let root = Inode {
            node: Node::Directory {
                entries: BTreeMap::new(),
                parent: Self::ROOT,
                coverage: Coverage::Complete,
            },
            mode: 0o755,
            user: 0,
            group: 0,
            modified: 0,
            links: 2,
        };
        Self {
            inodes: vec![root],
            assumed: RefCell::default(),
            numbered: BTreeMap::new(),
        }
    }
}

impl FileSystem {
    /// The name that the next file gets that is made: all before it were there already.
    #[must_use]
    pub fn next(&self) -> InodeId {
        InodeId(u32::try_from(self.inodes.len()).unwrap_or(u32::MAX))
    }

    /// The root directory.
    pub const ROOT: InodeId = InodeId(0);

    /// A file.
    #[must_use]
    pub fn inode(&self, id: InodeId) -> &Inode {
        &self.inodes[id.0 as usize]
    }

    /// A file, to change it.
    pub fn inode_mut(&mut self, id: InodeId) -> &mut Inode {
        &mut self.inodes[id.0 as usize]
    }

    /// The names in a directory, in byte order; nothing when it is none.
    #[must_use]
    pub fn names(&self, directory: InodeId) -> Vec<String> {
        match &self.inode(directory).node {
            Node::Directory { entries, .. } => entries.keys().cloned().collect(),
            _ => Vec::new(),
        }
    }

    /// The file of this name in a directory.
    #[must_use]
    pub fn entry_of(&self, directory: InodeId, name: &str) -> Option<InodeId> {
        match &self.inode(directory).node {
            Node::Directory { entries, .. } => entries.get(name).copied(),
            _ => None,
        }
    }

    /// Says whether all entries of a directory are known.
    pub fn set_coverage(&mut self, directory: InodeId, known: Coverage) {
        if let Node::Directory { coverage, .. } = &mut self.inode_mut(directory).node {
            *coverage = known;
        }
    }

    /// Whether all entries of a directory are known, or taken to be; then that is told.
    #[must_use]
    pub fn lists_all(&self, directory: InodeId) -> bool {
        match self.coverage(directory) {
            Coverage::Complete => true,
            Coverage::Partial => false,
            Coverage::Assumed => {
                let path = self.path_of(directory);
                self.assume(format!("{path}{NOTHING_ELSE}"));
                true
            }
        }
    }

    fn assume(&self, sentence: String) {
        self.assumed.borrow_mut().push(sentence);
    }

    /// What was taken to be so since the last time.
    pub(in crate::kernel) fn take_assumptions(&mut self) -> Vec<String> {
        std::mem::take(self.assumed.get_mut())
    }

    /// Whether all entries of a directory are known.
    #[must_use]
    pub fn coverage(&self, directory: InodeId) -> Coverage {
        match &self.inode(directory).node {
            Node::Directory { coverage, .. } => *coverage,
            _ => Coverage::Complete,
        }
    }
}

impl Inode {
    /// Whether the user with this number and group may use the file so (XBD 4.7).
    #[must_use]
    pub fn permits(&self, user: u32, group: u32, access: Permission) -> bool {
        if user == 0 {
            let is_directory = matches!(self.node, Node::Directory { .. });
            return access != Permission::Execute || is_directory || self.mode & 0o111 != 0;
        }
        self.has_bit(user, group, access)
    }

    /// Whether the permission bits let a user of this group do it, be it the superuser or not.
    #[must_use]
    pub fn has_bit(&self, user: u32, group: u32, access: Permission) -> bool {
        let bit = match access {
            Permission::Read => 4,
            Permission::Write => 2,
            Permission::Execute => 1,
        };
        let shift = match () {
            () if self.user == user => 6,
            () if self.group == group => 3,
            () => 0,
        };
        (self.mode >> shift) & bit != 0
    }
}
