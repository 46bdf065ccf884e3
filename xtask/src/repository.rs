//! The checkout: where its root is, and what cargo knows about its packages.

use std::env;
use std::path::PathBuf;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::process::{cargo, output};

/// A checkout of Shellform.
#[derive(Debug)]
pub(crate) struct Repository {
    /// The folder of the root `Cargo.toml`.
    pub(crate) root: PathBuf,
}

/// What cargo says about the workspace (`cargo metadata`, only what is used here).
#[derive(Debug, Deserialize)]
pub(crate) struct Metadata {
    /// Our own packages.
    pub(crate) packages: Vec<Package>,
    /// Where cargo builds: `target`, or what `CARGO_TARGET_DIR` says.
    pub(crate) target_directory: PathBuf,
}

/// A package of the workspace.
#[derive(Debug, Deserialize)]
pub(crate) struct Package {
    /// What it builds.
    pub(crate) targets: Vec<Target>,
}

/// Something cargo builds: a library, a binary, a test, a benchmark.
#[derive(Debug, Deserialize)]
pub(crate) struct Target {
    /// The name that `--bin`, `--test` or `--bench` takes.
    pub(crate) name: String,
    /// `lib`, `cdylib`, `bin`, `test`, `bench`, …
    pub(crate) kind: Vec<String>,
}

impl Repository {
    /// The checkout this program was built from.
    pub(crate) fn locate() -> Result<Self> {
        let own_folder = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = own_folder
            .parent()
            .with_context(|| format!("{} lies in no folder", own_folder.display()))?;
        Ok(Self {
            root: root.to_path_buf(),
        })
    }

    /// Asks cargo about the workspace.
    pub(crate) fn metadata(&self) -> Result<Metadata> {
        let json = output(cargo(self).args(["metadata", "--format-version", "1", "--no-deps"]))?;
        serde_json::from_str(&json).context("`cargo metadata` printed something unexpected")
    }
}

impl Package {
    /// The names of what it builds of one kind.
    pub(crate) fn targets_of_kind(&self, kind: &str) -> impl Iterator<Item = &str> {
        self.targets
            .iter()
            .filter(move |target| target.kind.iter().any(|it| it == kind))
            .map(|target| target.name.as_str())
    }
}
