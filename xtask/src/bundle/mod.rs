//! The web bundle: `shellform-web` compiled, bound to JavaScript, and put beside its page.
//!
//! Takes the checkout and a compiler; gives a folder that any web server can serve:
//!
//! ```text
//! target/playground/index.html           the root's index.html
//! target/playground/shellform.js         written by wasm-bindgen
//! target/playground/shellform_bg.wasm    written by wasm-bindgen
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

/// The package that is the playground.
pub(crate) const PACKAGE: &str = "shellform-web";

/// The cargo profile of the bundle.
pub(crate) const PROFILE: &str = "web";

/// Builds everything and returns the folder.
pub(crate) fn build(repository: &Repository, toolchain: &WasmToolchain) -> Result<PathBuf> {
    bindgen::check_versions(&fs::read_to_string(repository.root.join("Cargo.lock"))?)?;
    let metadata = repository.metadata()?;
    let module = compile(repository, toolchain, &metadata.target_directory)?;
    let folder = folder(&metadata);
    assemble(&repository.root, &folder)?;
    announce("binding the module to JavaScript");
    bindgen::bind(&module, &folder)?;
    Ok(folder)
}

/// Where the bundle is put.
pub(crate) fn folder(metadata: &Metadata) -> PathBuf {
    metadata.target_directory.join("playground")
}

fn compile(repository: &Repository, toolchain: &WasmToolchain, target: &Path) -> Result<PathBuf> {
    announce("compiling the playground");
    let mut command = cargo(repository);
    command.args(["build", "--package", PACKAGE, "--profile", PROFILE]);
    let profiles = toolchain.configure(&mut command, target);
    run(&mut command)?;
    let module = profiles.join(PROFILE).join("shellform_web.wasm");
    if !module.is_file() {
        bail!(
            "cargo wrote no {}: web/Cargo.toml must make the library a `cdylib`",
            module.display()
        );
    }
    Ok(module)
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
