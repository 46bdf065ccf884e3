//! Modules of the core import only what lies below them, as [`super::layers`] has it.
//!
//! `core/src/lib.rs` is the façade and may name every module; inside, each thing is imported from where it lives.
//! Tests are told by the name of their module, `tests`, which must therefore never be built into the product.

use super::Violation;
use super::layers::{self, Layer};
use super::references::{self, Reference, References};
use super::tree::Tree;

/// The source of the core.
const SOURCE: &str = "core/src";

pub(super) fn check(tree: &Tree) -> Vec<Violation> {
    tree.below(SOURCE)
        .filter(|(path, _)| path.ends_with(".rs"))
        .flat_map(|(path, text)| check_file(path, text))
        .collect()
}

fn check_file(path: &str, text: &str) -> Vec<Violation> {
    let module_path = module_path(path);
    let found = match references::read(text, &module_path) {
        Ok(found) => found,
        Err(error) => {
            let line = error.span().start().line;
            return vec![Violation::new(path, line, "this is not Rust")];
        }
    };
    let mut violations = tests_in_product(path, &found);
    if let Some(module) = module_path.first() {
        match layers::of(module) {
            Some(layer) => violations.extend(imports_not_below(path, layer, &found.references)),
            None => violations.push(Violation::new(
                path,
                1,
                format!(
                    "the module `{module}` has no layer: give it one in xtask/src/tidy/layers.rs"
                ),
            )),
        }
    }
    violations
}

fn tests_in_product(path: &str, found: &References) -> Vec<Violation> {
    found
        .tests_in_product
        .iter()
        .map(|line| Violation::new(path, *line, "a module named `tests` needs `#[cfg(test)]`"))
        .collect()
}

fn imports_not_below(path: &str, layer: &Layer, references: &[Reference]) -> Vec<Violation> {
    references
        .iter()
        .filter_map(|reference| {
            let message = match layers::of(&reference.module) {
                Some(other) if layer.may_import(other, reference.code) => return None,
                Some(other) => format!(
                    "`{}` (row {}) may not import `{}` (row {})",
                    layer.module, layer.row, other.module, other.row
                ),
                None => format!("`crate::{}` is no module with a layer", reference.module),
            };
            Some(Violation::new(path, reference.line, message))
        })
        .collect()
}

/// The module of a file, from the root of the crate: `["shell", "dialect"]`; empty for `lib.rs`.
fn module_path(path: &str) -> Vec<&str> {
    let below = path.strip_prefix(SOURCE).unwrap_or(path);
    let stem = below.strip_suffix(".rs").unwrap_or(below);
    let mut modules: Vec<&str> = stem.split('/').filter(|name| !name.is_empty()).collect();
    if matches!(modules.last(), Some(&"mod" | &"lib")) {
        modules.pop();
    }
    modules
}

#[cfg(test)]
mod tests {
    use super::super::found;
    use super::check;

    #[test]
    fn imports_from_below_are_fine() {
        let files = [
            (
                "core/src/lib.rs",
                "pub mod shell; pub use crate::shell::Program;",
            ),
            ("core/src/shell/mod.rs", "use crate::text::Span;"),
            (
                "core/src/shell/word/field.rs",
                "use crate::session::Session; use super::super::parse;",
            ),
            ("core/src/images/facts.rs", "use crate::shell::Dialect;"),
            (
                "core/src/build/tests.rs",
                "use crate::images::find; use crate::shell::parse;",
            ),
        ];
        assert_eq!(found(check, &files), [""; 0]);
    }

    #[test]
    fn imports_from_above_or_beside_are_named() {
        let files = [
            ("core/src/shell/mod.rs", "\nuse crate::dockerfile::Form;"),
            (
                "core/src/text/mod.rs",
                "fn f() {\n  super::super::report::Report;\n}",
            ),
            ("core/src/text/span.rs", "use super::super::report::Report;"),
            ("core/src/images/mod.rs", "use crate::session::Session;"),
        ];
        assert_eq!(
            found(check, &files),
            [
                "core/src/images/mod.rs:1: `images` (row 4) may not import `session` (row 2)",
                "core/src/shell/mod.rs:2: `shell` (row 3) may not import `dockerfile` (row 3)",
                "core/src/text/mod.rs:2: `text` (row 0) may not import `report` (row 8)",
                "core/src/text/span.rs:1: `text` (row 0) may not import `report` (row 8)",
            ]
        );
    }

    #[test]
    fn modules_without_a_layer_are_named() {
        let files = [
            ("core/src/helpers.rs", ""),
            (
                "core/src/shell/mod.rs",
                "use crate::Program;\nuse crate::*;",
            ),
        ];
        assert_eq!(
            found(check, &files),
            [
                "core/src/helpers.rs:1: the module `helpers` has no layer: give it one in xtask/src/tidy/layers.rs",
                "core/src/shell/mod.rs:1: `crate::Program` is no module with a layer",
                "core/src/shell/mod.rs:2: `crate::*` is no module with a layer",
            ]
        );
    }

    #[test]
    fn tests_that_are_built_and_files_that_are_not_rust_are_named() {
        let files = [
            ("core/src/shell/mod.rs", "mod tests;"),
            ("core/src/text/mod.rs", "fn f( {"),
        ];
        assert_eq!(
            found(check, &files),
            [
                "core/src/shell/mod.rs:1: a module named `tests` needs `#[cfg(test)]`",
                "core/src/text/mod.rs:1: this is not Rust",
            ]
        );
    }
}
