//! A file and all that lies in it.

use super::Call;
use super::known::inside;
use crate::kernel::InodeId;

/// A file and all that lies in it, each directory before its entries.
#[derive(Debug, Clone, Default)]
pub(super) struct Tree {
    /// Path and file.
    pub(super) files: Vec<(String, InodeId)>,
    /// Whether `readdir` could give them in another order, which the file system decides.
    pub(super) order: ReadingOrder,
}

/// In which order a directory is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum ReadingOrder {
    /// No directory has two entries.
    #[default]
    TheOnlyOne,
    /// Only the file system knows.
    Unknown,
}

impl Call<'_> {
    /// The file at `path` and all that lies in it; links are not followed.
    pub(super) async fn tree(&mut self, path: &str, id: InodeId) -> Tree {
        let mut tree = Tree::default();
        let mut left = vec![(path.to_owned(), id)];
        while let Some((path, id)) = left.pop() {
            if self.process.is_directory(id) {
                let names = match self.names(id, &path).await {
                    Ok(names) => names,
                    Err(_) => {
                        let what = format!("in {path}, which it may not read");
                        self.unsupported(&what).await
                    }
                };
                if names.len() > 1 {
                    tree.order = ReadingOrder::Unknown;
                }
                for name in names.into_iter().rev() {
                    let child = inside(&path, &name);
                    if let Some(child_id) = self.process.files.entry_of(id, &name) {
                        left.push((child, child_id));
                    }
                }
            }
            tree.files.push((path, id));
        }
        tree
    }

    /// The file at `path` and what is known to lie in it; links are not followed.
    pub(super) fn known_tree(&self, path: &str, id: InodeId) -> Tree {
        let mut tree = Tree::default();
        let mut left = vec![(path.to_owned(), id)];
        while let Some((path, id)) = left.pop() {
            let names = self.process.files.names(id);
            if names.len() > 1 {
                tree.order = ReadingOrder::Unknown;
            }
            for name in names.iter().rev() {
                let child = self.process.files.entry_of(id, name);
                left.extend(child.map(|it| (inside(&path, name), it)));
            }
            tree.files.push((path, id));
        }
        tree
    }

    /// Ends the simulation when what is said of each file depends on the order in which a directory is read.
    pub(super) async fn need_order(&mut self, tree: &Tree) {
        if tree.order == ReadingOrder::Unknown {
            let what = "saying what it does with each file of a directory, in an order that only \
                        the file system knows";
            self.unsupported(what).await;
        }
    }
}
