//! README.md names the two commands a newcomer needs, and our documents name no command that does not exist.

use clap::CommandFactory;

use crate::args::Arguments;

use super::Violation;
use super::tree::Tree;

const README: &str = "README.md";

/// Documents whose commands readers type.
const DOCUMENTS: [&str; 3] = [README, "ARCHITECTURE.md", "CONTRIBUTING.md"];

/// What a newcomer needs: to see it, and to test it.
const NEEDED: [&str; 2] = ["playground", "test"];

/// How every command begins.
const BEGINNING: &str = "cargo xtask ";

pub(super) fn check(tree: &Tree) -> Vec<Violation> {
    let mut violations: Vec<Violation> = NEEDED
        .into_iter()
        .map(|name| format!("{BEGINNING}{name}"))
        .filter(|command| !tree.text(README).unwrap_or_default().contains(command))
        .map(|command| Violation::new(README, 1, format!("`{command}` is not mentioned")))
        .collect();
    violations.extend(
        DOCUMENTS
            .into_iter()
            .filter_map(|document| Some((document, tree.text(document)?)))
            .flat_map(|(document, text)| unknown_commands(document, text)),
    );
    violations
}

fn unknown_commands(document: &str, text: &str) -> Vec<Violation> {
    text.lines()
        .zip(1..)
        .flat_map(|(line, number)| named_commands(line).map(move |name| (name, number)))
        .filter(|(name, _)| Arguments::command().find_subcommand(name).is_none())
        .map(|(name, number)| {
            Violation::new(
                document,
                number,
                format!("`{BEGINNING}{name}` does not exist"),
            )
        })
        .collect()
}

fn named_commands(line: &str) -> impl Iterator<Item = &str> {
    line.split(BEGINNING)
        .skip(1)
        .filter_map(|rest| {
            rest.split(|it: char| !it.is_ascii_alphanumeric() && it != '-')
                .next()
        })
        .filter(|name| name.starts_with(|first: char| first.is_ascii_alphabetic()))
}

#[cfg(test)]
mod tests {
    use super::super::found;
    use super::check;

    #[test]
    fn commands_that_exist_are_fine() {
        let files = [
            (
                "README.md",
                "    cargo xtask playground\n    cargo xtask test --quick\n",
            ),
            (
                "CONTRIBUTING.md",
                "`cargo xtask --help` lists them, `cargo xtask …` runs one.\n",
            ),
        ];
        assert_eq!(found(check, &files), [""; 0]);
    }

    #[test]
    fn missing_and_unknown_commands_are_named() {
        let files = [
            ("README.md", "cargo xtask test\n"),
            (
                "CONTRIBUTING.md",
                "\nFirst `cargo xtask tidy`, then `cargo xtask record`.\n",
            ),
        ];
        assert_eq!(
            found(check, &files),
            [
                "README.md:1: `cargo xtask playground` is not mentioned",
                "CONTRIBUTING.md:2: `cargo xtask record` does not exist",
            ]
        );
    }
}
