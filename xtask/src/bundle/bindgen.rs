//! wasm-bindgen as a library: from the compiled module to `shellform.js` and `shellform_bg.wasm`.
//!
//! The library that the playground is compiled with and the one that binds it speak a format of their own,
//! which changes with each version; so both must be of exactly one version.

use std::path::Path;

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use wasm_bindgen_cli_support::Bindgen;

/// What the bundle's files are named after.
const NAME: &str = "shellform";

#[derive(Debug, Deserialize)]
struct Lock {
    package: Vec<LockedPackage>,
}

#[derive(Debug, Deserialize)]
struct LockedPackage {
    name: String,
    version: String,
}

/// Holds the text of `Cargo.lock` to one version of wasm-bindgen.
pub(super) fn check_versions(lock: &str) -> Result<()> {
    let lock: Lock = toml::from_str(lock).context("Cargo.lock cannot be read")?;
    let library = locked_version(&lock, "wasm-bindgen")?;
    let binder = locked_version(&lock, "wasm-bindgen-cli-support")?;
    if library != binder {
        bail!(
            "Cargo.lock holds wasm-bindgen {library} but wasm-bindgen-cli-support {binder}: \
             set both to \"={library}\" in the root Cargo.toml"
        );
    }
    Ok(())
}

fn locked_version<'lock>(lock: &'lock Lock, name: &str) -> Result<&'lock str> {
    lock.package
        .iter()
        .find(|package| package.name == name)
        .map(|package| package.version.as_str())
        .with_context(|| format!("Cargo.lock holds no {name}: does web/Cargo.toml depend on it?"))
}

/// Writes the JavaScript module and the WASM module it loads into `folder`.
pub(super) fn bind(module: &Path, folder: &Path) -> Result<()> {
    Bindgen::new()
        .input_path(module)
        .out_name(NAME)
        .web(true)?
        // `init()` without an argument then loads the module that lies beside the script.
        .omit_default_module_path(false)
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(folder)
        .with_context(|| format!("wasm-bindgen cannot bind {}", module.display()))
}

#[cfg(test)]
mod tests {
    use super::check_versions;

    #[test]
    fn equal_versions_are_fine() {
        check_versions(
            r#"
            [[package]]
            name = "wasm-bindgen"
            version = "0.2.100"
            [[package]]
            name = "wasm-bindgen-cli-support"
            version = "0.2.100"
            "#,
        )
        .unwrap();
    }

    #[test]
    fn different_versions_are_told_with_what_to_do() {
        let error = check_versions(
            r#"
            [[package]]
            name = "wasm-bindgen"
            version = "0.2.101"
            [[package]]
            name = "wasm-bindgen-cli-support"
            version = "0.2.100"
            "#,
        )
        .unwrap_err();
        assert_eq!(
            error.to_string(),
            "Cargo.lock holds wasm-bindgen 0.2.101 but wasm-bindgen-cli-support 0.2.100: \
             set both to \"=0.2.101\" in the root Cargo.toml"
        );
    }
}
