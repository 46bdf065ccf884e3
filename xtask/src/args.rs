//! What can be asked of `cargo xtask`, as data.
//!
//! The first line of each comment below is what `cargo xtask --help` prints.

use std::ffi::OsString;

use clap::{Args, Parser, Subcommand};

/// The commands of Shellform's developers.
#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    arg_required_else_help = true
)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// One command each.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Build the playground, serve it on this machine and open it in a browser.
    Playground(PlaygroundOptions),
    /// Run everything that must hold before a change is merged.
    Test(TestOptions),
    /// Check the repository's own rules: layers, pages, links, file heads, licences.
    Tidy,
    /// Write the generated lists anew.
    Codegen(CodegenOptions),
    /// Measure speed, also of other projects' parsers.
    Bench(BenchOptions),
    /// Compare the simulation with what real Docker and real shells did.
    Facts(FactsOptions),
    /// Ask the installed shells again what was recorded of them.
    Oracle,
}

/// Options of `playground`.
#[derive(Debug, Args)]
pub(crate) struct PlaygroundOptions {
    /// The port to serve on; when it is taken, the next free one.
    #[arg(long, default_value_t = 8437)]
    pub(crate) port: u16,
    /// Print the address only; do not open a browser.
    #[arg(long)]
    pub(crate) no_open: bool,
}

/// Options of `test`.
#[derive(Debug, Args)]
pub(crate) struct TestOptions {
    /// Only what answers in a minute or two: no documentation, facts, bundle or browser.
    #[arg(long)]
    pub(crate) quick: bool,
}

/// Options of `codegen`.
#[derive(Debug, Args)]
pub(crate) struct CodegenOptions {
    /// Write nothing; fail when a generated list is stale.
    #[arg(long)]
    pub(crate) check: bool,
}

/// Options of `bench`.
#[derive(Debug, Args)]
pub(crate) struct BenchOptions {
    /// Passed on to `cargo bench`: names of benchmarks, `--bench <file>`, or `-- <options of the harness>`.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    pub(crate) passed_on: Vec<OsString>,
}

/// Options of `facts`.
#[derive(Debug, Args)]
pub(crate) struct FactsOptions {
    /// Names of files in the folder of facts, such as `docker`; all of them when none is named.
    pub(crate) files: Vec<String>,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::Arguments;

    #[test]
    fn the_arguments_are_consistent() {
        Arguments::command().debug_assert();
    }
}
