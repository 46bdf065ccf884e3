//! The web bundle: the page's module and that of the shells, compiled, bound to JavaScript, and put beside the page.
//!
//! Takes the checkout and a compiler; gives a folder that any web server can serve:
//!
//! ```text
//! target/playground/index.html           the root's index.html
//! target/playground/shellform.js         written by wasm-bindgen
//! target/playground/shellform_bg.wasm    written by wasm-bindgen
//! target/playground/follow.js            the same of the module that a worker loads later
//! target/playground/follow_bg.wasm
//! target/playground/…                    everything of web/assets
//! ```
//!
//! The bundle is not run through a size optimiser. What counts is its gzipped size ([`budget`]), and `wasm-opt -Oz`
//! of binaryen 132 made the module 11 % smaller plain but 6 % larger gzipped; with the limits of its inlining at 0
//! it saved 0.2 %. Debian 12's binaryen 108 cannot read the module (`table.fill`).

mod bindgen;
pub(crate) mod budget;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::process::{announce, cargo, run};
use crate::repository::{Metadata, Repository};
use crate::toolchain::WasmToolchain;

/// A module of the bundle.
#[derive(Debug)]
pub(crate) struct Module {
    /// Its package.
    pub(crate) package: &'static str,
    /// What cargo names its file after.
    library: &'static str,
    /// What the bundle's files are named after.
    name: &'static str,
}

/// The page, and what it loads later. Each is compiled on its own: together they would share the features of the core.
pub(crate) const MODULES: [Module; 2] = [
    Module {
        package: "shellform-web",
        library: "shellform_web",
        name: "shellform",
    },
    Module {
        package: "shellform-worker",
        library: "shellform_worker",
        name: "follow",
    },
];

/// The cargo profile of the bundle.
pub(crate) const PROFILE: &str = "web";

/// Builds everything and returns the folder.
pub(crate) fn build(repository: &Repository, toolchain: &WasmToolchain) -> Result<PathBuf> {
    bindgen::check_versions(&fs::read_to_string(repository.root.join("Cargo.lock"))?)?;
    let metadata = repository.metadata()?;
    let folder = folder(&metadata);
    let mut compiled = Vec::new();
    for module in &MODULES {
        let file = compile(repository, toolchain, module, &metadata.target_directory)?;
        compiled.push((file, module.name));
    }
    assemble(&repository.root, &folder)?;
    announce("binding the modules to JavaScript");
    for (file, name) in compiled {
        bindgen::bind(&file, name, &folder)?;
    }
    Ok(folder)
}

/// Where the bundle is put.
pub(crate) fn folder(metadata: &Metadata) -> PathBuf {
    metadata.target_directory.join("playground")
}

fn compile(
    repository: &Repository,
    toolchain: &WasmToolchain,
    module: &Module,
    target: &Path,
) -> Result<PathBuf> {
    announce(&format!("compiling {}", module.package));
    let mut command = cargo(repository);
    command.args(["build", "--package", module.package, "--profile", PROFILE]);
    let profiles = toolchain.configure(&mut command, target);
    run(&mut command)?;
    let file = profiles
        .join(PROFILE)
        .join(format!("{}.wasm", module.library));
    if !file.is_file() {
        bail!(
            "cargo wrote no {}: the library of {} must be a `cdylib`",
            file.display(),
            module.package
        );
    }
    Ok(file)
}

/// Starts the folder anew, with what needs no compiler.
fn assemble(root: &Path, folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot empty {}", folder.display()))?;
    }
    fs::create_dir_all(folder)?;
    copy_file(&root.join("index.html"), &folder.join("index.html"))?;
    let assets = root.join("web/assets");
    if assets.is_dir() {
        copy_folder(&assets, folder)?;
    }
    Ok(())
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            copy_file(&entry.path(), &target)?;
        }
    }
    Ok(())
}

fn copy_file(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to)
        .with_context(|| format!("cannot copy {} to {}", from.display(), to.display()))?;
    Ok(())
}
