//! What a process asks and changes about a file that is there: its kind, mode, owner, times, names, content.

use super::errno::Errno;
use super::files::{Content, Device, Follow, InodeId, Missing, Node, Permission};
use super::limits::Capability;
use super::process::Process;

impl Process {
    /// Whether it is a directory.
    #[must_use]
    pub fn is_directory(&self, id: InodeId) -> bool {
        matches!(self.files.inode(id).node, Node::Directory { .. })
    }

    /// The path that a symbolic link holds (XSH `readlink`).
    ///
    /// # Errors
    ///
    /// `EINVAL` when it is none; why nothing is there.
    pub fn read_link(&self, path: &str) -> Result<String, Missing> {
        let id = self.inode_at(path, Follow::NotLast)?;
        match &self.files.inode(id).node {
            Node::Link(target) => Ok(target.clone()),
            Node::Device(Device::DescriptorOf(..)) => Err(Missing::NobodyKnows),
            _ => Err(Missing::Error(Errno::Invalid)),
        }
    }

    /// The names in a directory, in byte order (XSH `readdir`).
    ///
    /// # Errors
    ///
    /// `ENOTDIR`, `EACCES`.
    pub fn entries(&self, directory: InodeId) -> Result<Vec<String>, Errno> {
        if !self.is_directory(directory) {
            return Err(Errno::NotDirectory);
        }
        match self.may(directory, Permission::Read) {
            true => Ok(self.files.names(directory)),
            false => Err(Errno::Access),
        }
    }

    /// Whether it is the superuser or the file's owner.
    fn owns(&self, id: InodeId) -> Result<(), Errno> {
        if self.is_read_only(id) {
            return Err(Errno::ReadOnly);
        }
        let (user, _) = self.user();
        match self.has(Capability::ActAsOwner) || self.files.inode(id).user == user {
            true => Ok(()),
            false => Err(Errno::Perm),
        }
    }

    /// Changes the permission bits (XSH `chmod`).
    ///
    /// # Errors
    ///
    /// `EPERM`.
    pub fn set_mode(&mut self, id: InodeId, mode: u16) -> Result<(), Errno> {
        self.owns(id)?;
        self.files.inode_mut(id).mode = mode & 0o7777;
        Ok(())
    }

    /// Changes user and group, where one is given (XSH `chown`); as on Linux, a program loses its set-user-id bit.
    ///
    /// # Errors
    ///
    /// `EPERM`.
    pub fn set_owner(
        &mut self,
        id: InodeId,
        user: Option<u32>,
        group: Option<u32>,
    ) -> Result<(), Errno> {
        self.owns(id)?;
        let (_, own_group) = self.user();
        let may_give = self.has(Capability::ChangeOwner);
        let inode = self.files.inode_mut(id);
        let changes_user = user.is_some_and(|it| it != inode.user);
        let changes_group = group.is_some_and(|it| it != inode.group && it != own_group);
        if !may_give && (changes_user || changes_group) {
            return Err(Errno::Perm);
        }
        inode.user = user.unwrap_or(inode.user);
        inode.group = group.unwrap_or(inode.group);
        if matches!(inode.node, Node::Regular(_)) {
            let set_group = match inode.mode & 0o010 {
                0 => 0,
                _ => 0o2000,
            };
            inode.mode &= !(0o4000 | set_group);
        }
        Ok(())
    }

    /// Changes when the file was modified, in seconds since 1970 (XSH `utimensat`).
    ///
    /// # Errors
    ///
    /// `EPERM`.
    pub fn set_modified(&mut self, id: InodeId, seconds: i64) -> Result<(), Errno> {
        self.owns(id)?;
        self.files.inode_mut(id).modified = seconds;
        Ok(())
    }

    /// What a regular file holds.
    #[must_use]
    pub fn content_of(&self, id: InodeId) -> Option<&Content> {
        match &self.files.inode(id).node {
            Node::Regular(content) => Some(content),
            _ => None,
        }
    }

    /// Puts other content into a regular file.
    ///
    /// # Errors
    ///
    /// `EACCES`, `EISDIR`; `EINVAL` when it is no regular file.
    pub fn set_content(&mut self, id: InodeId, content: Content) -> Result<(), Errno> {
        self.permit(id, Permission::Write)?;
        let time = self.seconds();
        let inode = self.files.inode_mut(id);
        match &mut inode.node {
            Node::Regular(before) => *before = content,
            Node::Directory { .. } => return Err(Errno::IsDirectory),
            Node::Link(_) | Node::Device(_) | Node::Fifo(_) => return Err(Errno::Invalid),
        }
        inode.modified = time;
        Ok(())
    }

    /// How many names a file has; a directory also has its own `.` and the `..` of each directory in it.
    #[must_use]
    pub fn link_count(&self, id: InodeId) -> u32 {
        match &self.files.inode(id).node {
            Node::Directory { entries, .. } => {
                let inside = entries.values().filter(|it| self.is_directory(**it));
                u32::try_from(inside.count())
                    .unwrap_or(u32::MAX)
                    .saturating_add(2)
            }
            _ => self.files.inode(id).links,
        }
    }
}
