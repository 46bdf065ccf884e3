//! The arguments as data.

mod docker;

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser as _};
use clap::{Args, Parser, Subcommand, ValueEnum};
use shellform::ShellName;
use shellform::render::Format;

use crate::examples;
use crate::line::args::LineArguments;
pub(crate) use crate::sh::args::ShArguments;
pub(crate) use docker::{BuildArguments, RunArguments, StopArguments, StopHow};

use crate::world::{FileArguments, ProgramArguments, TraceArguments, shell_parser};

/// Examples come before options.
const TEMPLATE: &str =
    "{about-with-newline}\n{before-help}{usage-heading} {usage}\n\n{all-args}{after-help}";

/// Standard input, where a file is asked for.
pub(crate) const STANDARD_INPUT: &str = "-";

/// Shows what Docker runs for a Dockerfile line, and why; without running anything
#[derive(Debug, Parser)]
#[command(name = "shellform", version, help_template = TEMPLATE, subcommand_required = true)]
#[command(before_help = examples::section(examples::PROGRAM), after_help = examples::statuses())]
#[command(arg_required_else_help = true, disable_help_subcommand = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Explains what the container runs, or what becomes of one line
    #[command(help_template = TEMPLATE, before_help = examples::section(examples::EXPLAIN))]
    #[command(after_help = examples::statuses())]
    Explain(Box<ExplainArguments>),
    /// Explains a line of `docker run` as it is typed: what the host's shell, Docker and the container make of it
    ///
    /// Nothing is run, and nothing of this machine is looked at: what there is on the host is said by options.
    #[command(help_template = TEMPLATE, before_help = examples::section(examples::RUN))]
    #[command(after_help = examples::statuses())]
    Run(Box<LineArguments>),
    /// Shows what an image asks of whoever runs it: variables nobody sets, ports, volumes, how it ends
    ///
    /// Also tells of everything else that the container's command depends on who supplies it.
    #[command(help_template = TEMPLATE, before_help = examples::section(examples::CONTRACT))]
    #[command(after_help = examples::statuses())]
    Contract(Box<ContractArguments>),
    /// Shows what BuildKit's reader sees: instructions, forms, lines, here-documents
    #[command(help_template = TEMPLATE, before_help = examples::section(examples::READ))]
    #[command(after_help = examples::statuses())]
    Read(ReadArguments),
    /// Shows what a shell does with a script: what it prints, how it ends, which programs it starts with which argv
    ///
    /// Nothing is run. Programs that are not known succeed, and what they print is not known, unless a stub says so.
    #[command(help_template = TEMPLATE, before_help = examples::section(examples::SH))]
    #[command(after_help = examples::statuses())]
    Sh(Box<ShArguments>),
    /// Simulates many inputs: one JSON input a line in, one JSON report a line out, in order
    ///
    /// A line with the key "script" is a script for a shell, and gives the report of `shellform sh`.
    /// A line that is no input gives {"version":1,"error":{"line":N,"message":"…"}} in its place, and the exit
    /// status is 3 at the end. Whether Docker refuses a file stands in its report and does not change the status.
    #[command(help_template = TEMPLATE, before_help = examples::section(examples::BATCH))]
    #[command(after_help = examples::statuses())]
    Batch(BatchArguments),
    /// Prints the JSON Schema of what is read or written
    Schema {
        /// Of what
        of: SchemaOf,
    },
    /// Prints completions for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Prints the manual page, for `man -l -`
    Man {
        /// Of this command
        command: Option<String>,
    },
}

/// What to explain, and how to show it.
#[derive(Debug, Args)]
pub(crate) struct ExplainArguments {
    #[command(flatten)]
    pub(crate) image: ImageArguments,

    /// Explain the instruction on this line, chapter by chapter
    #[arg(long, value_name = "N", conflicts_with = "instruction")]
    #[arg(value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) line: Option<u32>,

    #[command(flatten, next_help_heading = "Compose and Kubernetes")]
    pub(crate) file_options: FileOptions,

    #[command(flatten, next_help_heading = "Output")]
    pub(crate) trace: TraceArguments,

    #[command(flatten, next_help_heading = "Output")]
    pub(crate) output: OutputArguments,
}

/// Of which image, and how to show it.
#[derive(Debug, Args)]
pub(crate) struct ContractArguments {
    #[command(flatten)]
    pub(crate) image: ImageArguments,

    #[command(flatten, next_help_heading = "Output")]
    pub(crate) output: OutputArguments,
}

/// A Dockerfile or an instruction, with the options of Docker and what surrounds it.
#[derive(Debug, Args)]
pub(crate) struct ImageArguments {
    /// The Dockerfile, or - for standard input; for explain also a Compose file or Kubernetes object
    #[arg(default_value = "Dockerfile", value_hint = clap::ValueHint::FilePath)]
    pub(crate) file: PathBuf,

    /// Take this instruction instead of a file
    #[arg(long, value_name = "TEXT", conflicts_with_all = ["file", "target"])]
    pub(crate) instruction: Option<String>,

    #[command(flatten, next_help_heading = "Options of docker build")]
    pub(crate) build: BuildArguments,

    #[command(flatten, next_help_heading = "Options of docker run")]
    pub(crate) run: RunArguments,

    #[command(flatten, next_help_heading = "The container")]
    pub(crate) container: ContainerArguments,

    #[command(flatten, next_help_heading = "How the container is told to end")]
    pub(crate) stop: StopArguments,

    #[command(flatten, next_help_heading = "Programs")]
    pub(crate) programs: ProgramArguments,
}

/// What is said of Dockerfiles alone; files that say it themselves take none of it.
const OF_DOCKERFILES: [&str; 15] = [
    "line",
    "instruction",
    "env",
    "entrypoint",
    "workdir",
    "user",
    "hostname",
    "init",
    "tty",
    "read_only",
    "sysctl",
    "cap_drop",
    "stop_signal",
    "stop_timeout",
    "arguments",
];

/// Of which container a Compose file or Kubernetes object is asked, and what there is on the host.
#[derive(Debug, Args)]
pub(crate) struct FileOptions {
    /// The service of a Compose file; without it the only one
    #[arg(long, value_name = "NAME", conflicts_with_all = OF_DOCKERFILES, conflicts_with = "container")]
    pub(crate) service: Option<String>,

    /// The container of a Kubernetes object, or OBJECT/CONTAINER; without it the only one
    #[arg(long, value_name = "NAME", conflicts_with_all = OF_DOCKERFILES)]
    pub(crate) container: Option<String>,

    /// The Dockerfile that the image of a service or container is built from
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub(crate) dockerfile: Option<PathBuf>,

    /// A variable of the host; without =VALUE it is taken from the environment of this program
    #[arg(long, value_name = "NAME[=VALUE]", value_parser = assignment)]
    pub(crate) host_env: Vec<Assignment>,

    /// A file beside the Compose file; those that are there need not be given
    #[arg(long, value_name = "PATH=CONTENT", value_parser = assignment)]
    pub(crate) host_file: Vec<Assignment>,
}

/// What there is in the container.
#[derive(Debug, Args)]
pub(crate) struct ContainerArguments {
    /// What /bin/sh is; without it what the catalogue of base images knows
    #[arg(long, value_name = "SHELL", value_parser = shell_parser())]
    pub(crate) shell: Option<ShellName>,

    #[command(flatten)]
    pub(crate) files: FileArguments,
}

/// How to show it.
#[derive(Debug, Args)]
pub(crate) struct OutputArguments {
    /// The format
    #[arg(long, value_name = "FORMAT", default_value = "text", value_parser = format_parser())]
    pub(crate) format: Format,

    #[command(flatten)]
    pub(crate) terminal: TerminalArguments,
}

/// How text looks.
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct TerminalArguments {
    /// Whether text has colours
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: ColourChoice,

    /// Where prose wraps; without it at the terminal's width, 100 at most
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(20..))]
    pub(crate) width: Option<u16>,
}

/// When text has colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ColourChoice {
    /// On a terminal, unless NO_COLOR is set or TERM is dumb; everywhere with CLICOLOR_FORCE or FORCE_COLOR
    Auto,
    /// Everywhere
    Always,
    /// Nowhere
    Never,
}

/// What to read.
#[derive(Debug, Args)]
pub(crate) struct ReadArguments {
    /// The Dockerfile, or - for standard input
    #[arg(default_value = "Dockerfile", value_hint = clap::ValueHint::FilePath)]
    pub(crate) file: PathBuf,

    /// The format
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: ReadFormat,

    #[command(flatten)]
    pub(crate) terminal: TerminalArguments,
}

/// The formats of `read`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReadFormat {
    /// For reading in a terminal
    Text,
    /// As data
    Json,
}

/// What to simulate.
#[derive(Debug, Args)]
pub(crate) struct BatchArguments {
    /// A file with one JSON input a line, or - for standard input
    #[arg(default_value = STANDARD_INPUT, value_hint = clap::ValueHint::FilePath)]
    pub(crate) file: PathBuf,

    /// How many at a time; without it as many as there are cores
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) jobs: Option<u16>,
}

/// Of what there is a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SchemaOf {
    /// What `batch` reads
    Input,
    /// What `batch` and `explain --format json` write
    Report,
    /// What `read --format json` writes
    Read,
    /// What `run --format json` writes, and `explain` of a Compose file or Kubernetes object
    LineReport,
    /// What `contract --format json` writes
    ContractReport,
    /// What `batch` reads of a script
    ShellInput,
    /// What `batch` and `sh --format json` write of a script
    ShellReport,
}

/// `NAME=value`, or a name alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Assignment {
    pub(crate) name: String,
    pub(crate) value: Option<String>,
}

pub(crate) fn assignment(text: &str) -> Result<Assignment, String> {
    let (name, value) = match text.split_once('=') {
        Some((name, value)) => (name, Some(value.to_owned())),
        None => (text, None),
    };
    match name {
        "" => Err("there is no name before the =".to_owned()),
        name => Ok(Assignment {
            name: name.to_owned(),
            value,
        }),
    }
}

pub(crate) fn format_parser() -> impl clap::builder::TypedValueParser<Value = Format> {
    let value = |it: Format| PossibleValue::new(it.name()).help(it.purpose());
    let of_name = |name: String| {
        let found = Format::ALL.into_iter().find(|it| it.name() == name);
        found.ok_or("there is no such format")
    };
    PossibleValuesParser::new(Format::ALL.map(value)).try_map(of_name)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::{Arguments, Assignment, assignment};

    #[test]
    fn the_arguments_are_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn an_assignment_ends_its_name_at_the_first_equals_sign() {
        let parsed = |name: &str, value: Option<&str>| {
            Ok(Assignment {
                name: name.to_owned(),
                value: value.map(str::to_owned),
            })
        };
        assert_eq!(assignment("A=b=c"), parsed("A", Some("b=c")));
        assert_eq!(assignment("A="), parsed("A", Some("")));
        assert_eq!(assignment("A"), parsed("A", None));
        assert_eq!(
            assignment("=b"),
            Err("there is no name before the =".to_owned())
        );
    }
}
