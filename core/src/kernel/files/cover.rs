//! [`Covered`]: something is mounted over a directory, and taken away again.

use super::{Coverage, FileSystem, InodeId, Node};

/// What lies under something that is mounted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Covered {
    directory: InodeId,
    name: String,
    /// What the name led to; nothing where it was not there.
    before: Option<InodeId>,
}

impl FileSystem {
    /// Mounts an empty directory at an absolute path without dots, which is made where it is not there.
    pub fn cover(&mut self, path: &str, mode: u16) -> Option<(InodeId, Covered)> {
        let names: Vec<&str> = path.split('/').filter(|it| !it.is_empty()).collect();
        let (last, above) = names.split_last()?;
        let mut at = Self::ROOT;
        let mut missing = None;
        let mut walked = String::new();
        for name in above {
            walked = format!("{walked}/{name}");
            match self.find_known(&walked) {
                Some(found) if missing.is_none() => at = found,
                _ => {
                    if missing.is_none() {
                        missing = Some((at, (*name).to_owned()));
                    }
                    let made = Self::directory(at, Coverage::Complete);
                    at = self.add(at, name, made, 0o755);
                }
            }
        }
        let before = self.entry_of(at, last);
        let made = Self::directory(at, Coverage::Complete);
        let mounted = self.add(at, last, made, mode);
        let covered = match missing {
            Some((directory, name)) => Covered {
                directory,
                name,
                before: None,
            },
            None => Covered {
                directory: at,
                name: (*last).to_owned(),
                before,
            },
        };
        Some((mounted, covered))
    }

    /// Makes a directory under a name of another one.
    pub fn add_directory(&mut self, above: InodeId, name: &str, coverage: Coverage) -> InodeId {
        self.add(above, name, Self::directory(above, coverage), 0o755)
    }

    /// Takes away what is mounted there.
    pub fn uncover(&mut self, covered: Covered) {
        let Covered {
            directory,
            name,
            before,
        } = covered;
        match before {
            Some(before) => self.enter_name(directory, &name, before),
            None => self.forget_name(directory, &name),
        }
    }

    /// The copy of a directory that becomes a volume: with all that is in it, and mounted over it.
    pub fn cover_with_copy(&mut self, path: &str) -> Option<Covered> {
        let before = self.find_known(path);
        let mode = before.map_or(0o755, |it| self.inode(it).mode);
        let (mounted, covered) = self.cover(path, mode)?;
        let Some(before) = before else {
            return Some(covered);
        };
        (self.inode_mut(mounted).user, self.inode_mut(mounted).group) =
            (self.inode(before).user, self.inode(before).group);
        let mut open = vec![(before, mounted)];
        while let Some((from, to)) = open.pop() {
            self.set_coverage(to, self.coverage(from));
            for name in self.names(from) {
                let Some(entry) = self.entry_of(from, &name) else {
                    continue;
                };
                let inode = self.inode(entry);
                let (mode, owner) = (inode.mode, (inode.user, inode.group));
                let node = match &inode.node {
                    Node::Directory { coverage, .. } => Self::directory(to, *coverage),
                    other => other.clone(),
                };
                let is_directory = matches!(node, Node::Directory { .. });
                let copy = self.add(to, &name, node, mode);
                (self.inode_mut(copy).user, self.inode_mut(copy).group) = owner;
                if is_directory {
                    open.push((entry, copy));
                }
            }
        }
        Some(covered)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Coverage, FileSystem};

    #[test]
    fn what_was_there_comes_back() {
        let mut files = FileSystem::default();
        let before = files.make_directories("/a/b", Coverage::Complete);
        let covered = files.cover("/a/b", 0o1777).map(|it| it.1);
        assert_ne!(files.find_known("/a/b"), Some(before));
        if let Some(covered) = covered {
            files.uncover(covered);
        }
        assert_eq!(files.find_known("/a/b"), Some(before));
        let covered = files.cover("/new/c", 0o755).map(|it| it.1);
        assert!(files.find_known("/new/c").is_some());
        if let Some(covered) = covered {
            files.uncover(covered);
        }
        assert_eq!(files.find_known("/new"), None);
    }
}
