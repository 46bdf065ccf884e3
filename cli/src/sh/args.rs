//! The arguments of `shellform sh` as data.

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser as _};
use shellform::ShellName;
use shellform::input::ScriptForm;

use crate::args::{Assignment, OutputArguments, assignment};
use crate::world::{FileArguments, ProgramArguments, TraceArguments, shell_parser};

/// A script for a shell, and the world it runs in.
#[derive(Debug, Args)]
pub(crate) struct ShArguments {
    /// The script, or - for standard input
    #[arg(value_name = "SCRIPT")]
    pub(crate) script: String,

    /// What follows the script, as with `sh -c`: $0, $1, …; behind -- they may begin with a hyphen
    #[arg(value_name = "ARGS")]
    pub(crate) arguments: Vec<String>,

    #[command(flatten, next_help_heading = "The shell")]
    pub(crate) shell: ShellArguments,

    #[command(flatten, next_help_heading = "The world of the script")]
    pub(crate) world: WorldArguments,

    #[command(flatten, next_help_heading = "Programs")]
    pub(crate) programs: ProgramArguments,

    #[command(flatten, next_help_heading = "Output")]
    pub(crate) trace: TraceArguments,

    #[command(flatten, next_help_heading = "Output")]
    pub(crate) output: OutputArguments,
}

/// Which shell, and how it is called.
#[derive(Debug, Args)]
pub(crate) struct ShellArguments {
    /// The shell
    #[arg(long, value_name = "SHELL", default_value = "dash", value_parser = shell_parser())]
    pub(crate) shell: ShellName,

    /// How the script is given to it
    #[arg(long, value_name = "FORM", default_value = "command-string", value_parser = form_parser())]
    pub(crate) form: ScriptForm,

    /// The name of the script's file, with --form file
    #[arg(long, value_name = "PATH", default_value = "script.sh")]
    pub(crate) name: String,

    /// An option of the shell before -c, such as -e
    #[arg(
        short = 'o',
        long = "option",
        value_name = "OPTION",
        allow_hyphen_values = true
    )]
    pub(crate) options: Vec<String>,

    /// The number of its process; 1 is the first of a container
    #[arg(long, value_name = "N", default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=4_000_000))]
    pub(crate) process: u32,
}

/// What there is when the script begins.
#[derive(Debug, Args)]
pub(crate) struct WorldArguments {
    /// Set a variable; without =VALUE it is taken from the environment
    #[arg(short, long = "env", value_name = "NAME[=VALUE]", value_parser = assignment)]
    pub(crate) env: Vec<Assignment>,

    #[command(flatten)]
    pub(crate) files: FileArguments,

    /// The working directory
    #[arg(long, value_name = "DIR", default_value = "/srv")]
    pub(crate) directory: String,
}

/// The forms by name.
const FORMS: [(&str, ScriptForm, &str); 3] = [
    (
        "command-string",
        ScriptForm::CommandString,
        "as the argument behind -c",
    ),
    ("file", ScriptForm::File, "as a file"),
    (
        "standard-input",
        ScriptForm::StandardInput,
        "on standard input",
    ),
];

fn form_parser() -> impl clap::builder::TypedValueParser<Value = ScriptForm> {
    let value = |(name, _, help): (&'static str, ScriptForm, &'static str)| {
        PossibleValue::new(name).help(help)
    };
    let of_name = |name: String| {
        let found = FORMS.into_iter().find(|it| it.0 == name);
        found.map(|it| it.1).ok_or("there is no such form")
    };
    PossibleValuesParser::new(FORMS.map(value)).try_map(of_name)
}
