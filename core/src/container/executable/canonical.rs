//! The absolute path of a file, without `.`, `..`, doubled slashes and symbolic links.

use super::{Call, Flavour};
use crate::kernel::{Errno, Follow, Node};

/// How many symbolic links are followed.
const LINKS: u32 = 40;

/// What has to be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Needs {
    /// Every part of the path.
    All,
    /// Every part but the last.
    AllButLast,
    /// None.
    Nothing,
}

/// What comes of symbolic links.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Links {
    /// They are resolved.
    Resolved,
    /// They stay, and `..` takes them away.
    Kept,
}

impl Call<'_> {
    /// The canonical form of `path`.
    pub(super) async fn canonical(
        &mut self,
        path: &str,
        needs: Needs,
        links: Links,
    ) -> Result<String, Errno> {
        if path.is_empty() {
            return Err(Errno::NoEntry);
        }
        // busybox looks for a last part that is not there in the directory that is written before it.
        let needs = match self.flavour {
            Flavour::Busybox if !path.contains('/') && self.process.read_link(path).is_err() => {
                Needs::All
            }
            _ => needs,
        };
        let mut resolved = match path.starts_with('/') {
            true => Vec::new(),
            false => parts(self.process.directory()),
        };
        let mut left = parts(path);
        if path.ends_with('/') || path.ends_with("/.") {
            left.push(".".to_owned());
        }
        left.reverse();
        let mut followed = 0;
        while let Some(name) = left.pop() {
            let is_last = left.iter().all(|it| it == ".");
            match &*name {
                "." => self.need_directory(&resolved, needs).await?,
                ".." => {
                    self.need_directory(&resolved, needs).await?;
                    resolved.pop();
                }
                _ => {
                    resolved.push(name);
                    let Some(target) = self.held_by(&resolved, needs, is_last).await? else {
                        continue;
                    };
                    if links == Links::Kept {
                        continue;
                    }
                    followed += 1;
                    if followed > LINKS {
                        return Err(Errno::Loop);
                    }
                    resolved.pop();
                    if target.starts_with('/') {
                        resolved.clear();
                    }
                    left.extend(parts(&target).into_iter().rev());
                }
            }
        }
        Ok(joined(&resolved))
    }

    /// What the link at a path holds; nothing when it is none, or needs not be there.
    async fn held_by(
        &mut self,
        names: &[String],
        needs: Needs,
        is_last: bool,
    ) -> Result<Option<String>, Errno> {
        let path = joined(names);
        match self.inode(&path, Follow::NotLast).await {
            Ok(id) => match &self.process.files.inode(id).node {
                Node::Link(target) => Ok(Some(target.clone())),
                _ => Ok(None),
            },
            Err(_) if needs == Needs::Nothing => Ok(None),
            Err(Errno::NoEntry) if needs == Needs::AllButLast && is_last => Ok(None),
            Err(errno) => Err(errno),
        }
    }

    async fn need_directory(&mut self, names: &[String], needs: Needs) -> Result<(), Errno> {
        let path = joined(names);
        match self.inode(&path, Follow::Links).await {
            Ok(id) if self.process.is_directory(id) => Ok(()),
            _ if needs == Needs::Nothing => Ok(()),
            Ok(_) => Err(Errno::NotDirectory),
            Err(Errno::NoEntry) if needs == Needs::AllButLast => Ok(()),
            Err(errno) => Err(errno),
        }
    }
}

fn parts(path: &str) -> Vec<String> {
    let names = path.split('/').filter(|it| !it.is_empty() && *it != ".");
    names.map(str::to_owned).collect()
}

fn joined(names: &[String]) -> String {
    format!("/{}", names.join("/"))
}
