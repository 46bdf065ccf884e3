//! Copying files and all that lies in them, for `cp`, and for `install`.

use super::known::inside;
use super::{Call, Flavour};
use crate::kernel::{Content, Errno, Follow, InodeId, MakeNode, Node, Open};

/// Which symbolic links are followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Links {
    All,
    Operands,
    None,
}

/// What is made instead of a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Makes {
    Copies,
    HardLinks,
    SymbolicLinks,
}

/// What is done about a file that is already there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Existing {
    /// It is written over.
    Overwritten,
    /// It is removed where it cannot be opened.
    Forced,
    /// It is removed first.
    Removed,
    /// It stays.
    Kept,
    /// It is written over when it is older.
    Updated,
}

/// How files are copied.
#[derive(Debug, Clone, Copy)]
pub(super) struct Manner {
    pub(super) links: Links,
    pub(super) makes: Makes,
    pub(super) existing: Existing,
    pub(super) is_recursive: bool,
    pub(super) keeps_mode: bool,
    pub(super) keeps_owner: bool,
    pub(super) keeps_times: bool,
    pub(super) is_verbose: bool,
    /// Whether a directory may stand where one is copied to: not with `-T` and another kind.
    pub(super) is_install: bool,
}

/// What is left to do.
enum Task {
    Copy {
        source: String,
        target: String,
        depth: usize,
    },
    /// A directory has all it is to have.
    Finish { source: InodeId, made: InodeId },
}

/// Where a source and a target stand.
struct Step<'s> {
    source: &'s str,
    target: &'s str,
    id: InodeId,
    there: Option<InodeId>,
    depth: usize,
}

impl Call<'_> {
    /// Copies `source` to `target`; whether all is well.
    pub(super) async fn copy(&mut self, manner: Manner, source: &str, target: &str) -> bool {
        let mut is_well = true;
        let mut tasks = vec![Task::Copy {
            source: source.to_owned(),
            target: target.to_owned(),
            depth: 0,
        }];
        while let Some(task) = tasks.pop() {
            match task {
                Task::Copy {
                    source,
                    target,
                    depth,
                } => {
                    is_well &= self
                        .copy_one(manner, &source, &target, depth, &mut tasks)
                        .await;
                }
                Task::Finish { source, made } => self.give_attributes(manner, source, made),
            }
        }
        is_well
    }

    async fn copy_one(
        &mut self,
        manner: Manner,
        source: &str,
        target: &str,
        depth: usize,
        tasks: &mut Vec<Task>,
    ) -> bool {
        let follow = match (manner.links, depth) {
            (Links::All, _) | (Links::Operands, 0) => Follow::Links,
            (Links::Operands | Links::None, _) => Follow::NotLast,
        };
        let id = match self.inode(source, follow).await {
            Ok(id) => id,
            Err(errno) => {
                let shown = self.quoted_for_shell(source);
                return self.copy_failed(&format!("stat {shown}"), errno).await;
            }
        };
        if self.process.is_directory(id) && !manner.is_recursive {
            let shown = self.quoted_for_shell(source);
            let text = match (self.flavour, manner.is_install) {
                (Flavour::Debian, false) => {
                    format!("-r not specified; omitting directory {shown}")
                }
                (_, _) => format!("omitting directory {shown}"),
            };
            self.complain(&text).await;
            return false;
        }
        let there = match self.target_there(manner, id, target).await {
            Ok(there) => there,
            Err(errno) if manner.is_install => {
                return self.cannot_create(id, target, errno).await;
            }
            Err(errno) => return self.cannot_stat_target(target, errno).await,
        };
        let step = Step {
            source,
            target,
            id,
            there,
            depth,
        };
        match self.process.is_directory(id) {
            true => self.copy_directory(manner, &step, tasks).await,
            false => self.copy_file(manner, &step).await,
        }
    }

    /// What is at the target: the link itself, when a link or directory is put there.
    async fn target_there(
        &mut self,
        manner: Manner,
        id: InodeId,
        target: &str,
    ) -> Result<Option<InodeId>, Errno> {
        let is_link = matches!(self.process.files.inode(id).node, Node::Link(_));
        let follow = match is_link || manner.makes != Makes::Copies {
            true => Follow::NotLast,
            false => Follow::Links,
        };
        match self.inode(target, follow).await {
            Ok(id) => Ok(Some(id)),
            Err(Errno::NoEntry) => Ok(None),
            Err(errno) => Err(errno),
        }
    }

    /// Says that nobody can tell what is at a target.
    pub(super) async fn cannot_stat_target(&mut self, target: &str, errno: Errno) -> bool {
        let shown = self.quoted_for_shell(target);
        if (self.flavour, errno) == (Flavour::Busybox, Errno::NotDirectory) {
            let text = format!("can't stat {shown}: Path has non-directory component");
            self.complain(&text).await;
            return false;
        }
        self.copy_failed(&format!("stat {shown}"), errno).await
    }

    /// `cp: cannot WHAT: why`.
    async fn copy_failed(&mut self, what: &str, errno: Errno) -> bool {
        let cannot = match self.flavour {
            Flavour::Debian => "cannot",
            Flavour::Busybox => "can't",
        };
        self.complain_of(&format!("{cannot} {what}"), errno).await;
        false
    }

    async fn cannot_create(&mut self, source: InodeId, target: &str, errno: Errno) -> bool {
        let shown = self.quoted_for_shell(target);
        let kind = match (&self.process.files.inode(source).node, self.flavour) {
            (Node::Directory { .. }, _) => "directory ",
            (Node::Link(_), _) => "symbolic link ",
            (Node::Fifo(_), Flavour::Debian) => "fifo ",
            (Node::Regular(_) | Node::Device(_), Flavour::Debian) => "regular file ",
            (_, Flavour::Busybox) => "",
        };
        self.copy_failed(&format!("create {kind}{shown}"), errno)
            .await
    }

    async fn copy_directory(
        &mut self,
        manner: Manner,
        step: &Step<'_>,
        tasks: &mut Vec<Task>,
    ) -> bool {
        let names = match self.names(step.id, step.source).await {
            Ok(names) => names,
            Err(errno) => {
                let shown = self.quoted_for_shell(step.source);
                return self.copy_failed(&format!("access {shown}"), errno).await;
            }
        };
        if manner.is_verbose && names.len() > 1 {
            let what = "saying what it copies, in an order that only the file system knows";
            self.unsupported(what).await;
        }
        if !self.may_hold(step).await {
            return false;
        }
        let made = match step.there {
            Some(there) => there,
            None => {
                let made = self.process.make(step.target, MakeNode::Directory, 0o777);
                match self.known(made, step.target).await {
                    Ok(made) => {
                        let mode = self.process.files.inode(step.id).mode & 0o777;
                        let mode = mode & !self.process.mask();
                        let set_group = self.process.files.inode(made).mode & 0o2000;
                        // It was made by this process.
                        let _ = self.process.set_mode(made, mode | set_group);
                        if !self.say_copied(manner, step).await {
                            return false;
                        }
                        made
                    }
                    Err(errno) => return self.cannot_create(step.id, step.target, errno).await,
                }
            }
        };
        tasks.push(Task::Finish {
            source: step.id,
            made,
        });
        for name in names.iter().rev() {
            tasks.push(Task::Copy {
                source: inside(step.source, name),
                target: inside(step.target, name),
                depth: step.depth + 1,
            });
        }
        true
    }

    /// Whether a directory can be copied there: not over another kind of file, not into itself.
    async fn may_hold(&mut self, step: &Step<'_>) -> bool {
        let (source, target) = (step.source, step.target);
        if let Some(there) = step.there
            && !self.process.is_directory(there)
        {
            let shown = self.quoted_for_shell(target);
            let source = self.quoted_for_shell(source);
            let text = match self.flavour {
                Flavour::Debian => {
                    format!("cannot overwrite non-directory {shown} with directory {source}")
                }
                Flavour::Busybox => format!("target {shown} is not a directory"),
            };
            self.complain(&text).await;
            return false;
        }
        let above = match target.trim_end_matches('/').rsplit_once('/') {
            Some(("", _)) => "/",
            Some((above, _)) => above,
            None => ".",
        };
        let above = match step.there {
            Some(there) => Ok(there),
            None => self.inode(above, Follow::Links).await,
        };
        let within = above.is_ok_and(|it| self.lies_in(it, step.id));
        if within {
            let what = format!("{source} into itself, {target}");
            if self.flavour == Flavour::Busybox {
                self.unsupported(&what).await;
            }
            let (source, target) = (self.quoted_for_shell(source), self.quoted_for_shell(target));
            self.complain(&format!(
                "cannot copy a directory, {source}, into itself, {target}"
            ))
            .await;
            if step.there.is_none() && self.process.is_directory(step.id) {
                self.unsupported(&what).await;
            }
        }
        !within
    }

    /// Whether a directory is another one or lies in it.
    pub(super) fn lies_in(&self, directory: InodeId, other: InodeId) -> bool {
        let mut at = directory;
        loop {
            if at == other {
                return true;
            }
            match self.process.files.inode(at).node {
                Node::Directory { parent, .. } if parent != at => at = parent,
                _ => return false,
            }
        }
    }

    async fn copy_file(&mut self, manner: Manner, step: &Step<'_>) -> bool {
        match self.make_room(manner, step).await {
            Room::Made => {}
            Room::Skip => return true,
            Room::Failed => return false,
        }
        let made = match manner.makes {
            Makes::Copies => self.copy_content(manner, step).await,
            Makes::HardLinks => {
                let linked = self.process.link(step.source, step.target);
                self.known(linked, step.target).await.map(|()| None)
            }
            Makes::SymbolicLinks => {
                let is_here = step.source.starts_with('/') || !step.target.contains('/');
                if !is_here {
                    let shown = self.quoted_where_needed(step.target);
                    let text = "can make relative symbolic links only in current directory";
                    self.complain(&format!("{shown}: {text}")).await;
                    return false;
                }
                let link = MakeNode::Link(step.source);
                let made = self.process.make(step.target, link, 0o777);
                self.known(made, step.target).await.map(|_| None)
            }
        };
        match made {
            Ok(made) => {
                if let Some(made) = made {
                    self.give_attributes(manner, step.id, made);
                }
                self.say_copied(manner, step).await
            }
            Err(Errno::IsDirectory)
                if step.target.ends_with('/') && self.flavour == Flavour::Debian =>
            {
                // A name that ends so is a directory's, and none is there.
                let errno = Errno::NotDirectory;
                self.cannot_create(step.id, step.target, errno).await
            }
            Err(errno) => self.cannot_create(step.id, step.target, errno).await,
        }
    }

    async fn say_copied(&mut self, manner: Manner, step: &Step<'_>) -> bool {
        if !manner.is_verbose {
            return true;
        }
        let source = self.quoted_for_shell(step.source);
        let target = self.quoted_for_shell(step.target);
        self.print(&format!("{source} -> {target}\n")).await.is_ok()
    }

    /// Sees to a file that is already there.
    async fn make_room(&mut self, manner: Manner, step: &Step<'_>) -> Room {
        let dangling = step.there.is_none()
            && manner.makes == Makes::Copies
            && self.process.read_link(step.target).is_ok();
        if dangling && self.flavour == Flavour::Debian && !manner.is_install {
            let shown = self.quoted_for_shell(step.target);
            let text = format!("not writing through dangling symlink {shown}");
            self.complain(&text).await;
            return Room::Failed;
        }
        let Some(there) = step.there else {
            return Room::Made;
        };
        if manner.existing == Existing::Kept {
            return Room::Skip;
        }
        let inode = self.process.files.inode(there);
        let modified = self.process.files.inode(step.id).modified;
        if manner.existing == Existing::Updated && inode.modified >= modified {
            return Room::Skip;
        }
        if there == step.id {
            return self.same_file(manner, step).await;
        }
        if matches!(inode.node, Node::Directory { .. }) {
            let (source, target) = (
                self.quoted_for_shell(step.source),
                self.quoted_for_shell(step.target),
            );
            let text = match self.flavour {
                Flavour::Debian => {
                    format!("cannot overwrite directory {target} with non-directory")
                }
                Flavour::Busybox => format!("{source} -> {target}: is a directory"),
            };
            if self.flavour == Flavour::Busybox {
                self.unsupported(&text).await;
            }
            self.complain(&text).await;
            return Room::Failed;
        }
        let is_replaced = manner.existing == Existing::Removed
            || matches!(self.process.files.inode(step.id).node, Node::Link(_));
        let must_go = manner.makes != Makes::Copies;
        if must_go && !matches!(manner.existing, Existing::Forced | Existing::Removed) {
            self.exists(manner, step).await;
            return Room::Failed;
        }
        if is_replaced || must_go {
            let removed = self.process.unlink(step.target);
            if let Err(errno) = self.known(removed, step.target).await {
                let shown = self.quoted_for_shell(step.target);
                self.copy_failed(&format!("remove {shown}"), errno).await;
                return Room::Failed;
            }
        }
        Room::Made
    }

    async fn exists(&mut self, manner: Manner, step: &Step<'_>) {
        let (source, target) = (
            self.quoted_for_shell(step.source),
            self.quoted_for_shell(step.target),
        );
        let what = match (manner.makes, self.flavour) {
            (Makes::HardLinks, Flavour::Debian) => {
                format!("cannot create hard link {target} to {source}")
            }
            (_, Flavour::Debian) => {
                format!("cannot create symbolic link {target} to {source}")
            }
            (_, Flavour::Busybox) => format!("can't create link {target}"),
        };
        self.complain_of(&what, Errno::Exists).await;
    }

    async fn same_file(&mut self, manner: Manner, step: &Step<'_>) -> Room {
        let (source, target) = (
            self.quoted_for_shell(step.source),
            self.quoted_for_shell(step.target),
        );
        let is_link = step.source != step.target && self.process.read_link(step.target).is_ok();
        let is_one = step.source == step.target || manner.existing != Existing::Removed;
        let breaks = is_link && self.flavour == Flavour::Busybox;
        let is_simple = manner.makes == Makes::Copies && is_one && !breaks;
        if !is_simple {
            self.unsupported(&format!("{source} onto itself")).await;
        }
        self.complain(&format!("{source} and {target} are the same file"))
            .await;
        Room::Failed
    }

    /// Puts what the source holds at the target; the file that was made or written over.
    async fn copy_content(
        &mut self,
        manner: Manner,
        step: &Step<'_>,
    ) -> Result<Option<InodeId>, Errno> {
        let content = match &self.process.files.inode(step.id).node {
            Node::Regular(content) => content.clone(),
            Node::Link(held) => {
                let held = held.clone();
                let made = self.process.make(step.target, MakeNode::Link(&held), 0o777);
                return self.known(made, step.target).await.map(|_| None);
            }
            Node::Fifo(_) if manner.is_recursive => {
                let mode = self.process.files.inode(step.id).mode;
                let made = self.process.make(step.target, MakeNode::Fifo, mode);
                return self.known(made, step.target).await.map(Some);
            }
            _ => {
                let read = self.content(step.source).await?;
                Content::Known([read].into_iter().collect())
            }
        };
        let is_new = self.inode(step.target, Follow::Links).await.is_err();
        let opened = self.process.open(step.target, Open::Write).await;
        self.known(opened, step.target).await?;
        let made = self.inode(step.target, Follow::Links).await?;
        if self.process.content_of(made).is_none() {
            self.unsupported(&format!("to {}, which is no regular file", step.target))
                .await;
        }
        let kept = match self.flavour {
            Flavour::Debian => 0o777,
            Flavour::Busybox => 0o7777,
        };
        let mode = self.process.files.inode(step.id).mode & kept & !self.process.mask();
        self.process.set_content(made, content)?;
        if is_new {
            // It was made by this process.
            let _ = self.process.set_mode(made, mode);
        }
        Ok(Some(made))
    }

    /// Gives a copy the owner, mode and time of its source, as far as they are to be kept.
    fn give_attributes(&mut self, manner: Manner, source: InodeId, made: InodeId) {
        let inode = self.process.files.inode(source);
        let (user, group, mode, modified) = (inode.user, inode.group, inode.mode, inode.modified);
        // What may not be changed stays as it is: cp says nothing of it either.
        if manner.keeps_owner {
            let _ = self.process.set_owner(made, Some(user), Some(group));
        }
        if manner.keeps_mode {
            let _ = self.process.set_mode(made, mode);
        }
        if manner.keeps_times {
            let _ = self.process.set_modified(made, modified);
        }
    }
}

/// Whether a file can be put at a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Room {
    Made,
    Skip,
    Failed,
}
