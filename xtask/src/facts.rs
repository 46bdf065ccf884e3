//! `cargo xtask facts`: does the simulation agree with what real Docker, BuildKit and shells did?
//!
//! The facts are recorded results, one JSON object a line, and not part of this repository.
//! They lie in `../shared/facts` beside it, or where the environment variable `SHELLFORM_FACTS` says.
//! Without them there is nothing to compare with; that is said, and is no failure.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::args::FactsOptions;
use crate::process::{announce, cargo, run as run_command};
use crate::repository::Repository;

/// Names another folder of facts.
const FOLDER_VARIABLE: &str = "SHELLFORM_FACTS";

/// Whether there are facts to compare with.
pub(crate) enum Facts {
    /// In this folder.
    At(PathBuf),
    /// Nowhere; the sentence says where they were looked for.
    Missing(String),
}

/// Compares with the named files, or with all.
pub(crate) fn run(repository: &Repository, options: &FactsOptions) -> Result<()> {
    match find(repository) {
        Facts::At(folder) => compare(repository, &folder, &options.files),
        Facts::Missing(reason) => {
            announce(&reason);
            Ok(())
        }
    }
}

/// Looks for the folder of facts.
pub(crate) fn find(repository: &Repository) -> Facts {
    let folder = match env::var_os(FOLDER_VARIABLE) {
        Some(folder) => PathBuf::from(folder),
        None => repository.root.join("../shared/facts"),
    };
    if folder.is_dir() {
        Facts::At(folder)
    } else {
        let folder = folder.display();
        Facts::Missing(format!(
            "no facts to compare with: {folder} is not a folder (set {FOLDER_VARIABLE} to the folder that holds them)"
        ))
    }
}

/// Compares with facts in `folder`: with `files`, or with all when none is named.
pub(crate) fn compare(repository: &Repository, folder: &Path, files: &[String]) -> Result<()> {
    run_command(
        cargo(repository)
            .args(["run", "--quiet", "--package", "shellform-tests"])
            .args(["--bin", "facts", "--", "--dir"])
            .arg(folder)
            .args(files),
    )
}
