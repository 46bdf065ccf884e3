//! The files of a checkout, read once: their paths, and the text of those that rules read.
//!
//! What is built (`target`), what is hidden (`.git`) and what browsers' tests photograph is left out.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

/// The kinds of file that rules read.
const READ: &[&str] = &[".rs", ".md", ".toml"];

/// A checkout, or a small one made up by a test.
#[derive(Debug, Default)]
pub(super) struct Tree {
    /// Files and folders; below the root, with `/`.
    paths: BTreeSet<String>,
    texts: BTreeMap<String, String>,
}

impl Tree {
    /// Reads a checkout.
    pub(super) fn read(root: &Path) -> Result<Self> {
        let mut tree = Self::default();
        tree.read_folder(root, "")?;
        Ok(tree)
    }

    fn read_folder(&mut self, root: &Path, folder: &str) -> Result<()> {
        for entry in
            fs::read_dir(root.join(folder)).with_context(|| format!("cannot list {folder}"))?
        {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = if folder.is_empty() {
                name.clone()
            } else {
                format!("{folder}/{name}")
            };
            if is_left_out(&path) {
                continue;
            }
            if entry.file_type()?.is_dir() {
                self.read_folder(root, &path)?;
            } else if READ.iter().any(|ending| path.ends_with(ending)) {
                let text = fs::read_to_string(entry.path())
                    .with_context(|| format!("cannot read {path}"))?;
                self.texts.insert(path.clone(), text);
            }
            self.paths.insert(path);
        }
        Ok(())
    }

    /// Whether there is such a file or folder.
    pub(super) fn has(&self, path: &str) -> bool {
        path.is_empty() || self.paths.contains(path)
    }

    /// The text of a Rust, Markdown or TOML file.
    pub(super) fn text(&self, path: &str) -> Option<&str> {
        self.texts.get(path).map(String::as_str)
    }

    /// Paths and texts of all files with this ending.
    pub(super) fn with_ending(&self, ending: &str) -> impl Iterator<Item = (&str, &str)> {
        self.texts
            .iter()
            .filter(move |(path, _)| path.ends_with(ending))
            .map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// Paths and texts of the files of a folder and of the folders in it.
    pub(super) fn below(&self, folder: &str) -> impl Iterator<Item = (&str, &str)> {
        self.texts.iter().filter_map(move |(path, text)| {
            let rest = path.strip_prefix(folder)?.strip_prefix('/')?;
            (!rest.is_empty()).then_some((path.as_str(), text.as_str()))
        })
    }

    /// A tree of these files, and the folders that they lie in.
    #[cfg(test)]
    pub(super) fn of(files: &[(&str, &str)]) -> Self {
        let mut tree = Self::default();
        for (path, text) in files {
            for (end, _) in path.match_indices('/') {
                tree.paths.insert(path[..end].to_owned());
            }
            tree.paths.insert((*path).to_owned());
            tree.texts.insert((*path).to_owned(), (*text).to_owned());
        }
        tree
    }
}

fn is_left_out(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    matches!(path, "target" | "tests/shots") || matches!(name, ".git" | "node_modules")
}

#[cfg(test)]
mod tests {
    use super::{Tree, is_left_out};

    #[test]
    fn what_is_built_is_left_out_wherever_a_source_file_is_not() {
        assert!(is_left_out("target"));
        assert!(is_left_out(".git"));
        assert!(!is_left_out("core/src/target.rs"));
        assert!(!is_left_out(".ci"));
    }

    #[test]
    fn a_folder_holds_what_lies_in_its_folders() {
        let tree = Tree::of(&[("core/src/a/b.rs", "b"), ("core/srcs.rs", "s")]);
        assert_eq!(
            tree.below("core/src").collect::<Vec<_>>(),
            [("core/src/a/b.rs", "b")]
        );
        assert!(tree.has("core/src/a"));
        assert!(!tree.has("core/src/b"));
    }
}
