//! The steps of `cargo xtask test`, in the order they are run.
//!
//! To share what is compiled, all use cargo's `dev` profile and the whole workspace, but for the playground, which must
//! be what is shipped.

use anyhow::{Context, Result};

use crate::browser;
use crate::bundle;
use crate::codegen;
use crate::process::{cargo, run};
use crate::repository::Repository;
use crate::tidy;
use crate::toolchain::{self, TARGET, WasmToolchain};

use super::{Outcome, Step, Tier};

/// The test that needs a browser.
const BROWSER_TEST: &str = "browser";

/// Where that test finds the playground.
const PLAYGROUND_VARIABLE: &str = "SHELLFORM_PLAYGROUND";

/// The browser test that measures a time: it has the machine to itself.
const TIMED_TEST: &str = "the_first_example_is_explained_within_300_milliseconds";

pub(super) const STEPS: &[Step] = &[
    Step {
        headline: "formatting",
        tier: Tier::Quick,
        run: formatting,
    },
    Step {
        headline: "the repository's rules",
        tier: Tier::Quick,
        run: repository_rules,
    },
    Step {
        headline: "generated lists",
        tier: Tier::Quick,
        run: generated_lists,
    },
    Step {
        headline: "lints",
        tier: Tier::Quick,
        run: lints,
    },
    Step {
        headline: "tests",
        tier: Tier::Quick,
        run: tests,
    },
    Step {
        headline: "lints of the playground",
        tier: Tier::Full,
        run: playground_lints,
    },
    Step {
        headline: "examples in documentation",
        tier: Tier::Full,
        run: documentation_examples,
    },
    Step {
        headline: "documentation",
        tier: Tier::Full,
        run: documentation,
    },
    Step {
        headline: "playground and its size",
        tier: Tier::Full,
        run: playground,
    },
    Step {
        headline: "playground in a browser",
        tier: Tier::Full,
        run: browser_tests,
    },
];

fn formatting(repository: &Repository) -> Result<Outcome> {
    run(cargo(repository).args(["fmt", "--all", "--check"]))
        .context("`cargo fmt --all` mends it")?;
    Ok(Outcome::Passed)
}

fn repository_rules(repository: &Repository) -> Result<Outcome> {
    tidy::run(repository)?;
    Ok(Outcome::Passed)
}

fn generated_lists(repository: &Repository) -> Result<Outcome> {
    codegen::check(repository)?;
    Ok(Outcome::Passed)
}

fn lints(repository: &Repository) -> Result<Outcome> {
    run(cargo(repository)
        .args(["clippy", "--workspace", "--all-targets"])
        .args(["--", "-D", "warnings"]))?;
    Ok(Outcome::Passed)
}

/// Unit, property, conformance and golden tests: all but the one that needs a browser.
fn tests(repository: &Repository) -> Result<Outcome> {
    let metadata = repository.metadata()?;
    let tests = metadata
        .packages
        .iter()
        .flat_map(|package| package.targets_of_kind("test"))
        .filter(|name| *name != BROWSER_TEST)
        .flat_map(|name| ["--test", name]);
    run(cargo(repository)
        .args(["test", "--workspace", "--lib", "--bins", "--examples"])
        .args(tests))?;
    Ok(Outcome::Passed)
}

/// What only the browser's target compiles; in the bundle's profile, which the next steps build anyway.
fn playground_lints(repository: &Repository) -> Result<Outcome> {
    match toolchain::provide()? {
        WasmToolchain::Rustup => {
            for module in &bundle::MODULES {
                run(cargo(repository)
                    .args(["clippy", "--package", module.package])
                    .args(["--target", TARGET, "--profile", bundle::PROFILE])
                    .args(["--", "-D", "warnings"]))?;
            }
            Ok(Outcome::Passed)
        }
        WasmToolchain::DebianBuildStd { .. } => Ok(Outcome::Skipped(format!(
            "the active toolchain has no {TARGET}, and Debian's compiler brings no clippy"
        ))),
    }
}

fn documentation_examples(repository: &Repository) -> Result<Outcome> {
    run(cargo(repository).args(["test", "--workspace", "--doc"]))?;
    Ok(Outcome::Passed)
}

/// With `--examples`, of which there are none, cargo chooses the features of dependencies as for the lints, and does not
/// check them all again.
fn documentation(repository: &Repository) -> Result<Outcome> {
    run(cargo(repository)
        .args([
            "doc",
            "--workspace",
            "--no-deps",
            "--document-private-items",
            "--lib",
            "--bins",
            "--examples",
        ])
        .env("RUSTDOCFLAGS", "-D warnings"))?;
    Ok(Outcome::Passed)
}

fn playground(repository: &Repository) -> Result<Outcome> {
    let folder = bundle::build(repository, &toolchain::provide()?)?;
    bundle::budget::check(&folder)?;
    Ok(Outcome::Passed)
}

/// Drives the bundle that the step before built.
fn browser_tests(repository: &Repository) -> Result<Outcome> {
    if let Err(error) = browser::provide_driven() {
        return Ok(Outcome::Skipped(format!("no Chromium to drive: {error:#}")));
    }
    let folder = bundle::folder(&repository.metadata()?);
    let tests = |chosen: &[&str]| {
        run(cargo(repository)
            .args(["test", "--workspace", "--test", BROWSER_TEST, "--"])
            .args(chosen)
            .env(PLAYGROUND_VARIABLE, &folder))
    };
    tests(&["--exact", TIMED_TEST])?;
    tests(&["--skip", TIMED_TEST])?;
    Ok(Outcome::Passed)
}
