//! Every check of the core has its page: beside `core/src/checks/<code>.rs` lies `<code>.md`, and the other way round.
//!
//! The page is the check's documentation, its wiki page and its test; a check without one could not be explained.

use super::Violation;
use super::tree::Tree;

/// The folder of the checks.
const CHECKS: &str = "core/src/checks/";

pub(super) fn check(tree: &Tree) -> Vec<Violation> {
    let mut violations: Vec<Violation> = codes(tree, ".rs")
        .filter(|code| !tree.has(&format!("{CHECKS}{code}.md")))
        .map(|code| {
            let message = format!("the check has no page: write {CHECKS}{code}.md");
            Violation::new(&format!("{CHECKS}{code}.rs"), 1, message)
        })
        .collect();
    violations.extend(
        codes(tree, ".md")
            .filter(|code| !tree.has(&format!("{CHECKS}{code}.rs")))
            .map(|code| Violation::new(&format!("{CHECKS}{code}.md"), 1, "the page has no check")),
    );
    violations
}

/// The names of files directly in the folder; `mod.rs` and `tests.rs` are no checks.
fn codes<'tree>(tree: &'tree Tree, ending: &'static str) -> impl Iterator<Item = &'tree str> {
    tree.with_ending(ending)
        .filter_map(move |(path, _)| path.strip_prefix(CHECKS)?.strip_suffix(ending))
        .filter(|code| !code.contains('/') && !matches!(*code, "mod" | "tests"))
}

#[cfg(test)]
mod tests {
    use super::super::found;
    use super::check;

    #[test]
    fn checks_with_pages_are_fine() {
        let files = [
            ("core/src/checks/mod.rs", ""),
            ("core/src/checks/json_fallback.rs", ""),
            ("core/src/checks/json_fallback.md", ""),
            ("core/src/shell/mod.rs", ""),
        ];
        assert_eq!(found(check, &files), [""; 0]);
    }

    #[test]
    fn a_missing_half_is_named() {
        let files = [
            ("core/src/checks/json_fallback.rs", ""),
            ("core/src/checks/lost_variable.md", ""),
        ];
        assert_eq!(
            found(check, &files),
            [
                "core/src/checks/json_fallback.rs:1: the check has no page: write core/src/checks/json_fallback.md",
                "core/src/checks/lost_variable.md:1: the page has no check",
            ]
        );
    }
}
