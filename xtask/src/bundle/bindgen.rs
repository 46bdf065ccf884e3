//! wasm-bindgen as a library: from a compiled module to `<name>.js` and `<name>_bg.wasm`.
//!
//! The library that the playground is compiled with and the one that binds it speak a format of their own,
//! which changes with each version; so both must be of exactly one version.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use wasm_bindgen_cli_support::Bindgen;

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

/// Writes the JavaScript module `name` and the WASM module it loads into `folder`.
///
/// What the module imports has names with a hash each; short ones take five kilobytes less, gzipped.
pub(super) fn bind(module: &Path, name: &str, folder: &Path) -> Result<()> {
    let mut bound = Bindgen::new()
        .input_path(module)
        .out_name(name)
        .web(true)?
        // `init()` without an argument then loads the module that lies beside the script.
        .omit_default_module_path(false)
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate_output()
        .with_context(|| format!("wasm-bindgen cannot bind {}", module.display()))?;
    let mut names = Vec::new();
    for (index, import) in bound.wasm_mut().imports.iter_mut().enumerate() {
        let long = std::mem::replace(&mut import.name, format!("i{index}"));
        names.push((long, import.name.clone()));
    }
    bound.emit(folder)?;
    let script = folder.join(format!("{name}.js"));
    let shortened = rename_members(&fs::read_to_string(&script)?, &names)?;
    fs::write(&script, bare(&shortened))
        .with_context(|| format!("cannot write {}", script.display()))
}

/// The script with other names of the members of its import object; each stands there once, before a colon.
fn rename_members(script: &str, names: &[(String, String)]) -> Result<String> {
    let mut renamed = script.to_owned();
    for (old, new) in names {
        let member = format!(" {old}:");
        if renamed.matches(&member).count() != 1 {
            bail!("wasm-bindgen's script has no single member `{old}`");
        }
        renamed = renamed.replacen(&member, &format!(" {new}:"), 1);
    }
    Ok(renamed)
}

/// The script without indentation and without lines that are comments: a sixth less, gzipped. What wasm-bindgen writes
/// has no text of several lines that could hold either.
fn bare(script: &str) -> String {
    let lines = script.lines().map(str::trim_start);
    let is_code = |it: &&str| {
        !["//", "/*", "* ", "*/"]
            .iter()
            .any(|begin| it.starts_with(begin))
    };
    let code = lines.filter(|it| !it.is_empty() && *it != "*");
    code.filter(is_code).flat_map(|it| [it, "\n"]).collect()
}

#[cfg(test)]
mod tests {
    use super::{bare, check_versions, rename_members};

    #[test]
    fn only_code_is_left_of_a_script() {
        let script = "/**\n * Adds.\n *\n * @param {any} a\n */\nfunction f(a) {\n    // More.\n    return a * 2;\n}\n";
        assert_eq!(bare(script), "function f(a) {\nreturn a * 2;\n}\n");
    }

    #[test]
    fn members_are_renamed_and_nothing_else() {
        let names = [("__wbg_a_1f".to_owned(), "i0".to_owned())];
        assert_eq!(
            rename_members("x = {\n __wbg_a_1f: b.__wbg_a_1f }", &names).unwrap(),
            "x = {\n i0: b.__wbg_a_1f }"
        );
        assert!(rename_members("x = {}", &names).is_err());
    }

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
