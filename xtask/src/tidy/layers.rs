//! The layers of the core, bottom to top, as data; the one place they are written for a machine.
//!
//! A module imports itself, the rows its layer says, and the modules it names; nothing else.
//! Modules of one row know nothing of each other, unless one is named by another further down in the list.
//! ARCHITECTURE.md shows the same table to people, and [`super::architecture`] holds the two together.

/// A module of the core and what it may import.
#[derive(Debug)]
pub(super) struct Layer {
    /// The row, counted from the bottom.
    pub(super) row: u8,
    /// The name below `core/src`.
    pub(super) module: &'static str,
    /// Every module of the rows below this one may be imported.
    rows_below: u8,
    /// Further modules that may be imported; each stands higher up in the list.
    modules: &'static [&'static str],
}

/// Where an import is written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Code {
    /// In what is built.
    Product,
    /// In a module named `tests`.
    Test,
}

pub(super) const LAYERS: &[Layer] = &[
    layer(0, "text", 0, &[]),
    layer(0, "knowledge", 0, &[]),
    layer(0, "regular_expression", 0, &[]),
    layer(1, "diagnostic", 0, &["text"]),
    layer(1, "trace", 0, &["text", "knowledge"]),
    layer(1, "document", 0, &["text", "diagnostic"]),
    layer(2, "session", 2, &[]),
    layer(2, "kernel", 2, &["session"]),
    layer(3, "dockerfile", 3, &[]),
    layer(3, "shell", 3, &[]),
    layer(3, "commandline", 3, &[]),
    layer(4, "images", 2, &["shell"]),
    layer(5, "build", 3, &["dockerfile", "images"]),
    layer(6, "launch", 3, &["build", "commandline"]),
    layer(7, "container", 3, &["launch", "shell", "images"]),
    layer(8, "input", 8, &[]),
    layer(8, "simulation", 8, &["input"]),
    layer(8, "ledger", 8, &["simulation"]),
    layer(8, "report", 8, &["input", "simulation", "ledger"]),
    layer(9, "checks", 9, &[]),
    layer(10, "explain", 10, &[]),
    layer(11, "pipeline", 11, &[]),
    layer(12, "render", 12, &[]),
    layer(12, "lessons", 12, &[]),
];

const fn layer(
    row: u8,
    module: &'static str,
    rows_below: u8,
    modules: &'static [&'static str],
) -> Layer {
    Layer {
        row,
        module,
        rows_below,
        modules,
    }
}

/// The layer of a module.
pub(super) fn of(module: &str) -> Option<&'static Layer> {
    LAYERS.iter().find(|layer| layer.module == module)
}

impl Layer {
    /// Whether code of this module may name something of `other`.
    /// Tests may bring together what lies in their own row or below.
    pub(super) fn may_import(&self, other: &Self, code: Code) -> bool {
        other.module == self.module
            || other.row < self.rows_below
            || self.modules.contains(&other.module)
            || (code == Code::Test && other.row <= self.row)
    }
}

#[cfg(test)]
mod tests {
    use super::{Code, LAYERS, of};

    #[test]
    fn what_a_module_may_import_is_listed_before_it() {
        for (index, layer) in LAYERS.iter().enumerate() {
            assert!(layer.rows_below <= layer.row, "{}", layer.module);
            for module in layer.modules {
                let is_before = LAYERS[..index].iter().any(|it| it.module == *module);
                assert!(is_before, "{}: {module}", layer.module);
            }
        }
    }

    #[test]
    fn rows_are_in_order_and_modules_are_named_once() {
        assert!(LAYERS.is_sorted_by_key(|layer| layer.row));
        for layer in LAYERS {
            assert_eq!(of(layer.module).unwrap().row, layer.row, "{}", layer.module);
        }
    }

    #[test]
    fn the_two_branches_meet_in_the_container() {
        let may =
            |from: &str, to: &str| of(from).unwrap().may_import(of(to).unwrap(), Code::Product);
        assert!(!may("dockerfile", "shell"));
        assert!(!may("shell", "dockerfile"));
        assert!(may("container", "shell"));
        assert!(may("container", "launch"));
        assert!(!may("container", "dockerfile"));
    }

    #[test]
    fn tests_may_use_their_own_row() {
        let (shell, commandline) = (of("shell").unwrap(), of("commandline").unwrap());
        assert!(!shell.may_import(commandline, Code::Product));
        assert!(shell.may_import(commandline, Code::Test));
        assert!(!shell.may_import(of("images").unwrap(), Code::Test));
    }
}
