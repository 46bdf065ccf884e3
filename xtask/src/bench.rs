//! `cargo xtask bench`: the benchmarks, which live beside the tests so that other projects' parsers can be compared.

use anyhow::Result;

use crate::args::BenchOptions;
use crate::process::{cargo, run as run_command};
use crate::repository::Repository;

/// Runs the benchmarks.
pub(crate) fn run(repository: &Repository, options: &BenchOptions) -> Result<()> {
    run_command(
        cargo(repository)
            .args(["bench", "--package", "shellform-tests"])
            .args(["--features", "shell-peers"])
            .args(&options.passed_on),
    )
}
