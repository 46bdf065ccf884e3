//! Every package is under both licences, and both texts are there.
//!
//! Packages are told by their `Cargo.toml`; they inherit the licence from the workspace or write it themselves.

use toml::{Table, Value};

use super::Violation;
use super::tree::Tree;

/// What every package declares.
const LICENCE: &str = "MIT OR Apache-2.0";

/// The texts of the licences.
const TEXTS: [&str; 2] = ["LICENSE-MIT", "LICENSE-APACHE"];

/// The manifest that others inherit from.
const ROOT: &str = "Cargo.toml";

pub(super) fn check(tree: &Tree) -> Vec<Violation> {
    let mut violations: Vec<Violation> = TEXTS
        .into_iter()
        .filter(|text| !tree.has(text))
        .map(|text| Violation::new(text, 1, "the text of the licence is missing"))
        .collect();
    let inherited = tree
        .text(ROOT)
        .and_then(|text| text.parse::<Table>().ok())
        .and_then(|root| {
            root.get("workspace")?
                .get("package")?
                .get("license")
                .cloned()
        });
    violations.extend(
        tree.with_ending("Cargo.toml")
            .filter_map(|(path, text)| check_manifest(path, text, inherited.as_ref())),
    );
    violations
}

fn check_manifest(path: &str, text: &str, inherited: Option<&Value>) -> Option<Violation> {
    let Ok(manifest) = text.parse::<Table>() else {
        return Some(Violation::new(path, 1, "this is not TOML"));
    };
    let own = manifest.get("package")?.get("license");
    let licence = match own {
        Some(Value::Table(table)) if table.get("workspace") == Some(&Value::Boolean(true)) => {
            inherited
        }
        Some(_) | None => own,
    };
    (licence.and_then(Value::as_str) != Some(LICENCE)).then(|| {
        Violation::new(
            path,
            1,
            format!("the package must declare `license = \"{LICENCE}\"`"),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::super::found;
    use super::check;

    const ROOT: (&str, &str) = (
        "Cargo.toml",
        "[workspace.package]\nlicense = \"MIT OR Apache-2.0\"",
    );

    #[test]
    fn inherited_and_written_licences_are_fine() {
        let files = [
            ROOT,
            ("LICENSE-MIT", ""),
            ("LICENSE-APACHE", ""),
            ("core/Cargo.toml", "[package]\nlicense.workspace = true"),
            (
                "cli/Cargo.toml",
                "[package]\nlicense = \"MIT OR Apache-2.0\"",
            ),
        ];
        assert_eq!(found(check, &files), [""; 0]);
    }

    #[test]
    fn other_missing_and_unreadable_licences_are_named() {
        let files = [
            ROOT,
            ("LICENSE-MIT", ""),
            ("core/Cargo.toml", "[package]\nname = \"shellform\""),
            ("cli/Cargo.toml", "[package]\nlicense = \"MIT\""),
            ("web/Cargo.toml", "[package"),
        ];
        assert_eq!(
            found(check, &files),
            [
                "LICENSE-APACHE:1: the text of the licence is missing",
                "cli/Cargo.toml:1: the package must declare `license = \"MIT OR Apache-2.0\"`",
                "core/Cargo.toml:1: the package must declare `license = \"MIT OR Apache-2.0\"`",
                "web/Cargo.toml:1: this is not TOML",
            ]
        );
    }
}
