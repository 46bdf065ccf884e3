//! Where `cp`, `mv`, `ln` and `install` put their files: one file under a new name, or files into a directory.

use super::known::{inside, last_name};
use super::options::Options;
use super::{Call, Flavour};
use crate::kernel::{Errno, Follow};
use crate::text::Span;

/// One file and where it goes.
#[derive(Debug, Clone)]
pub(super) struct Pair {
    pub(super) source: String,
    pub(super) target: String,
}

/// What an operand that must be a directory is.
enum Found {
    Directory,
    Other(Errno),
}

/// How the programs differ in what they take for a directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LastOperand {
    /// It may be a link to a directory.
    Followed,
    /// A link stands for itself: `ln -n`.
    NotFollowed,
}

impl Call<'_> {
    /// The files and where they go, by `-t`, `-T` and the last operand.
    pub(super) async fn pairs(
        &mut self,
        options: &Options,
        last: LastOperand,
    ) -> Result<Vec<Pair>, u8> {
        let operands = options.operands.clone();
        if operands.is_empty() {
            return Err(self.refuse("missing file operand", 1).await);
        }
        if let Some(directory) = options.value("target-directory") {
            let directory = self.text(directory);
            self.need_target(&directory).await?;
            return Ok(self.pairs_in(&operands, &directory));
        }
        let [sources @ .., target] = &*operands else {
            return Err(1);
        };
        if sources.is_empty() {
            let shown = self.quoted_for_shell(self.str(*target));
            let message = format!("missing destination file operand after {shown}");
            return Err(self.refuse(&message, 1).await);
        }
        let target = self.text(*target);
        if options.has("no-target-directory") {
            if let Some(extra) = operands.get(2) {
                let shown = self.quoted_for_shell(self.str(*extra));
                return Err(self.refuse(&format!("extra operand {shown}"), 1).await);
            }
            let found = self.target(&target, last).await;
            let is_directory = matches!(found, Found::Directory);
            if self.flavour == Flavour::Busybox && is_directory {
                let source = self.text(sources[0]);
                let source = self.inode(&source, Follow::Links).await;
                let is_same_kind = source.is_ok_and(|it| self.process.is_directory(it));
                if self.name() == "ln" || !is_same_kind {
                    self.complain(&format!("'{target}' is a directory")).await;
                    return Err(1);
                }
            }
            return Ok(self.under(sources[0], target));
        }
        if self.flavour == Flavour::Busybox {
            return Ok(self.busybox_pairs(sources, target, last).await);
        }
        match self.target(&target, last).await {
            Found::Directory => Ok(self.pairs_in(sources, &target)),
            Found::Other(_) if sources.len() == 1 => Ok(self.under(sources[0], target)),
            Found::Other(errno) => Err(self.no_target(&target, errno).await),
        }
    }

    /// busybox looks less closely: whatever there is several of goes into a directory, be it there or not.
    async fn busybox_pairs(
        &mut self,
        sources: &[Span],
        target: String,
        last: LastOperand,
    ) -> Vec<Pair> {
        let found = self.target(&target, last).await;
        if matches!(found, Found::Directory) {
            return self.pairs_in(sources, &target);
        }
        let single = |source: &Span| Pair {
            source: self.text(*source),
            target: target.clone(),
        };
        if self.name() == "ln" {
            return sources.iter().map(single).collect();
        }
        let [only] = *sources else {
            return self.pairs_in(sources, &target);
        };
        let path = self.text(only);
        let source = self.inode(&path, Follow::Links).await;
        let is_directory = source.is_ok_and(|it| self.process.is_directory(it));
        let is_there = !matches!(found, Found::Other(Errno::NoEntry));
        match is_directory && is_there && self.name() == "cp" {
            true => self.pairs_in(sources, &target),
            false => self.under(only, target),
        }
    }

    async fn need_target(&mut self, directory: &str) -> Result<(), u8> {
        match self.target(directory, LastOperand::Followed).await {
            Found::Directory => Ok(()),
            Found::Other(errno) if self.flavour == Flavour::Busybox => {
                let what = format!("-t {directory}: {}", errno.message());
                self.unsupported(&what).await
            }
            Found::Other(errno) => {
                let shown = self.quoted_for_shell(directory);
                self.complain_of(&format!("target directory {shown}"), errno)
                    .await;
                Err(1)
            }
        }
    }

    async fn no_target(&mut self, target: &str, errno: Errno) -> u8 {
        let shown = self.quoted_for_shell(target);
        self.complain_of(&format!("target {shown}"), errno).await;
        1
    }

    fn under(&self, source: Span, target: String) -> Vec<Pair> {
        vec![Pair {
            source: self.text(source),
            target,
        }]
    }

    fn pairs_in(&self, sources: &[Span], directory: &str) -> Vec<Pair> {
        let sources = sources.iter().map(|it| self.text(*it));
        let pairs = sources.map(|source| {
            let name = match last_name(&source) {
                ".." => ".",
                name => name,
            };
            Pair {
                target: inside(directory, name),
                source,
            }
        });
        pairs.collect()
    }

    async fn target(&mut self, path: &str, last: LastOperand) -> Found {
        let follow = match last {
            LastOperand::Followed => Follow::Links,
            LastOperand::NotFollowed => Follow::NotLast,
        };
        match self.inode(path, follow).await {
            Ok(id) if self.process.is_directory(id) => Found::Directory,
            Ok(_) => Found::Other(Errno::NotDirectory),
            Err(errno) => Found::Other(errno),
        }
    }
}
