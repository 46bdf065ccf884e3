//! `cargo xtask tidy`: the repository's own rules, which no compiler knows.
//!
//! Each rule is one module with one function from the [`Tree`] to its [`Violation`]s; [`RULES`] lists them.
//! All violations of all rules are printed, so that one run shows everything there is to mend.

mod architecture;
mod heads;
mod imports;
mod layers;
mod licences;
mod links;
mod pages;
mod readme;
mod references;
mod tree;

use std::fmt;

use anyhow::{Result, bail};

use crate::codegen;
use crate::process::announce;
use crate::repository::Repository;

use self::tree::Tree;

/// A rule of the repository.
struct Rule {
    /// What holds when nothing is found.
    statement: &'static str,
    check: fn(&Tree) -> Vec<Violation>,
}

/// A place where a rule does not hold.
#[derive(Debug, PartialEq)]
struct Violation {
    /// The path below the root.
    file: String,
    /// Counted from 1.
    line: usize,
    /// What is wrong, and where it is not obvious, what to do.
    message: String,
}

const RULES: &[Rule] = &[
    Rule {
        statement: "modules of the core import only what lies below them",
        check: imports::check,
    },
    Rule {
        statement: "ARCHITECTURE.md shows the layers as they are",
        check: architecture::check,
    },
    Rule {
        statement: "every check has its page",
        check: pages::check,
    },
    Rule {
        statement: "links between our documents lead somewhere",
        check: links::check,
    },
    Rule {
        statement: "every Rust file begins with what it is, and silences nothing",
        check: heads::check,
    },
    Rule {
        statement: "every package is under both licences",
        check: licences::check,
    },
    Rule {
        statement: "README.md names the commands that exist",
        check: readme::check,
    },
];

/// Checks every rule, and that the generated lists are current.
pub(crate) fn run(repository: &Repository) -> Result<()> {
    let tree = Tree::read(&repository.root)?;
    let mut found = 0;
    for rule in RULES {
        let violations = (rule.check)(&tree);
        if !violations.is_empty() {
            announce(&format!("rule broken: {}", rule.statement));
        }
        for violation in &violations {
            println!("{violation}");
        }
        found += violations.len();
    }
    if found > 0 {
        bail!("the repository's rules are broken in {found} place(s), listed above");
    }
    codegen::check(repository)
}

impl Violation {
    fn new(file: &str, line: usize, message: impl Into<String>) -> Self {
        Self {
            file: file.to_owned(),
            line,
            message: message.into(),
        }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}: {}", self.file, self.line, self.message)
    }
}

/// What the tests of every rule call: the violations of a small tree, as they are printed.
#[cfg(test)]
fn found(check: fn(&Tree) -> Vec<Violation>, files: &[(&str, &str)]) -> Vec<String> {
    check(&Tree::of(files))
        .iter()
        .map(Violation::to_string)
        .collect()
}
