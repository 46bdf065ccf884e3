//! `cargo xtask oracle`: do the real things still do what was recorded of them?
//!
//! The shells that are installed are asked again, and a Docker engine where one answers;
//! `tests/conformance/oracle.toml` keeps which versions were.

use anyhow::Result;

use crate::process::{cargo, run as run_command};
use crate::repository::Repository;

/// Asks; a difference is a failure, a shell or an engine that is not there is named.
pub(crate) fn run(repository: &Repository) -> Result<()> {
    let package = ["--quiet", "--package", "shellform-tests"];
    run_command(
        cargo(repository)
            .arg("build")
            .args(package)
            .args(["--bin", "argv"]),
    )?;
    run_command(
        cargo(repository)
            .arg("run")
            .args(package)
            .args(["--bin", "oracle"]),
    )
}
