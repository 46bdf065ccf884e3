//! The list of checks: a line in `core/src/checks/mod.rs` for each file of that folder.
//!
//! A check is added by adding its file; nothing else has to be written for it to run.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::{Extent, Generator};

/// The folder of the checks.
const FOLDER: &str = "core/src/checks";

pub(super) const GENERATOR: Generator = Generator {
    output: "core/src/checks/mod.rs",
    extent: Extent::BetweenMarks,
    items: generate,
};

fn generate(root: &Path) -> Result<String> {
    let folder = root.join(FOLDER);
    let mut names = Vec::new();
    for entry in fs::read_dir(&folder).with_context(|| format!("cannot list {FOLDER}"))? {
        let name = entry?.file_name();
        let name = name.to_string_lossy();
        if let Some(check) = name.strip_suffix(".rs").filter(|it| *it != "mod") {
            names.push(check.to_owned());
        }
    }
    names.sort();
    Ok(items(&names))
}

/// The modules, and the array of what is in them.
fn items(names: &[String]) -> String {
    let mut items = String::new();
    for name in names {
        let _ = writeln!(items, "pub mod {name};");
    }
    items.push_str("\n/// Every check, by its code.\npub static ALL: &[Check] = &[\n");
    for name in names {
        let _ = writeln!(items, "Check {{ rule: {name}::RULE, run: {name}::check }},");
    }
    items.push_str(
        "];\n\n/// Their pages, in the same order. Apart from them, so that a program that shows none carries none.\n\
         static PAGES: &[&str] = &[\n",
    );
    for name in names {
        let _ = writeln!(items, "include_str!(\"{name}.md\"),");
    }
    items.push_str("];");
    items
}

#[cfg(test)]
mod tests {
    use super::items;

    #[test]
    fn every_check_is_a_module_and_an_entry() {
        assert_eq!(
            items(&["nul".to_owned()]),
            "pub mod nul;\n\n/// Every check, by its code.\npub static ALL: &[Check] = &[\n\
             Check { rule: nul::RULE, run: nul::check },\n];\n\n\
             /// Their pages, in the same order. Apart from them, so that a program that shows none carries none.\n\
             static PAGES: &[&str] = &[\ninclude_str!(\"nul.md\"),\n];"
        );
    }
}
