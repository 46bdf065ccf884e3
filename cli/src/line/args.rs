//! The arguments of `shellform run` as data.

use std::path::PathBuf;

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser as _};
use shellform::simulation::HostShell;

use crate::args::{Assignment, BuildArguments, ContainerArguments, OutputArguments, assignment};
use crate::world::{ProgramArguments, TraceArguments};

/// A line, and where it is typed.
#[derive(Debug, Args)]
pub(crate) struct LineArguments {
    /// The line as it is typed, or - for standard input
    #[arg(value_name = "LINE")]
    pub(crate) line: String,

    /// The Dockerfile that the line's image is built from
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub(crate) dockerfile: Option<PathBuf>,

    #[command(flatten, next_help_heading = "The host")]
    pub(crate) host: HostArguments,

    #[command(flatten, next_help_heading = "Options of docker build")]
    pub(crate) build: BuildArguments,

    #[command(flatten, next_help_heading = "The container")]
    pub(crate) container: ContainerArguments,

    #[command(flatten, next_help_heading = "Programs")]
    pub(crate) programs: ProgramArguments,

    #[command(flatten, next_help_heading = "Output")]
    pub(crate) trace: TraceArguments,

    #[command(flatten, next_help_heading = "Output")]
    pub(crate) output: OutputArguments,
}

/// What there is on the host.
#[derive(Debug, Args)]
pub(crate) struct HostArguments {
    /// A variable of the host; without =VALUE it is taken from the environment of this program
    #[arg(long, value_name = "NAME[=VALUE]", value_parser = assignment)]
    pub(crate) host_env: Vec<Assignment>,

    /// A file of the host; with one given, there is taken to be no other
    #[arg(long, value_name = "PATH=CONTENT", value_parser = assignment)]
    pub(crate) host_file: Vec<Assignment>,

    /// The shell that the line is typed in
    #[arg(long, value_name = "SHELL", default_value = "common", value_parser = shell_parser())]
    pub(crate) host_shell: HostShell,
}

fn shell_parser() -> impl clap::builder::TypedValueParser<Value = HostShell> {
    let value = |it: HostShell| PossibleValue::new(it.name()).help(it.meaning());
    let of_name = |name: String| {
        let found = HostShell::ALL.into_iter().find(|it| it.name() == name);
        found.ok_or("there is no such shell")
    };
    PossibleValuesParser::new(HostShell::ALL.map(value)).try_map(of_name)
}
