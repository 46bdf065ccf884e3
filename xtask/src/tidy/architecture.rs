//! ARCHITECTURE.md shows the layers as [`super::layers`] has them.
//!
//! Compared are the rows of its table whose first cell is a number: that number, and the modules in code spans behind it.

use super::Violation;
use super::layers::LAYERS;
use super::tree::Tree;

const DOCUMENT: &str = "ARCHITECTURE.md";

/// A module as the document shows it.
#[derive(Debug, PartialEq)]
struct Shown {
    row: u8,
    module: String,
    line: usize,
}

pub(super) fn check(tree: &Tree) -> Vec<Violation> {
    let Some(text) = tree.text(DOCUMENT) else {
        return vec![Violation::new(DOCUMENT, 1, "there is no such document")];
    };
    let shown: Vec<Shown> = text
        .lines()
        .zip(1..)
        .flat_map(|(line, number)| read_row(line, number))
        .collect();
    let mut violations = not_in_the_code(&shown);
    violations.extend(not_in_the_document(&shown));
    violations
}

fn not_in_the_code(shown: &[Shown]) -> Vec<Violation> {
    shown
        .iter()
        .filter(|it| {
            !LAYERS
                .iter()
                .any(|layer| layer.row == it.row && layer.module == it.module)
        })
        .map(|it| {
            let message = format!(
                "xtask/src/tidy/layers.rs has no `{}` in row {}",
                it.module, it.row
            );
            Violation::new(DOCUMENT, it.line, message)
        })
        .collect()
}

fn not_in_the_document(shown: &[Shown]) -> Vec<Violation> {
    LAYERS
        .iter()
        .filter(|layer| {
            !shown
                .iter()
                .any(|it| it.row == layer.row && it.module == layer.module)
        })
        .map(|layer| {
            let message = format!(
                "the table of layers lacks `{}` in row {}",
                layer.module, layer.row
            );
            Violation::new(DOCUMENT, 1, message)
        })
        .collect()
}

/// The modules of a line such as ``| 8 | `input`, `report` | … |``.
fn read_row(line: &str, number: usize) -> Vec<Shown> {
    let mut cells = line.split('|').skip(1).map(str::trim);
    let Some(row) = cells.next().and_then(|cell| cell.parse().ok()) else {
        return Vec::new();
    };
    let modules = cells.next().unwrap_or_default();
    modules
        .split('`')
        .skip(1)
        .step_by(2)
        .map(|module| Shown {
            row,
            module: module.to_owned(),
            line: number,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::found;
    use super::super::layers::LAYERS;
    use super::{Shown, check, read_row};

    fn document() -> String {
        LAYERS
            .iter()
            .map(|layer| format!("| {} | `{}` | … | … |\n", layer.row, layer.module))
            .collect()
    }

    #[test]
    fn the_same_table_is_fine() {
        assert_eq!(found(check, &[("ARCHITECTURE.md", &document())]), [""; 0]);
    }

    #[test]
    fn differences_are_named_from_both_sides() {
        let document = document().replace("| 2 | `session` |", "| 3 | `session` |");
        assert_eq!(
            found(check, &[("ARCHITECTURE.md", &document)]),
            [
                "ARCHITECTURE.md:7: xtask/src/tidy/layers.rs has no `session` in row 3",
                "ARCHITECTURE.md:1: the table of layers lacks `session` in row 2",
            ]
        );
    }

    #[test]
    fn a_missing_document_is_named() {
        assert_eq!(
            found(check, &[]),
            ["ARCHITECTURE.md:1: there is no such document"]
        );
    }

    #[test]
    fn several_modules_may_share_a_line() {
        let shown = |module: &str| Shown {
            row: 8,
            module: module.to_owned(),
            line: 3,
        };
        assert_eq!(
            read_row("| 8 | `input`, `report` | `Input` | 0–7 |", 3),
            [shown("input"), shown("report")]
        );
        assert_eq!(read_row("| folder | `core` |", 3), []);
    }
}
