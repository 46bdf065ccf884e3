//! Stubs on the command line: what stands behind a `--stub` belongs to it.
//!
//! `--stub 'git *' --stdout abc --stub 'curl *' --exit 7` are two; their order on the command line decides, so they
//! are taken from clap's matches by position.

use std::path::PathBuf;

use clap::builder::ValueParser;
use clap::error::ErrorKind;
use clap::{Arg, ArgAction, ArgMatches, Args, Command, Error, FromArgMatches};
use shellform::input::StubInput;

/// The stubs of the command line.
#[derive(Debug, Default)]
pub(crate) struct StubArguments {
    /// Those written out.
    pub(crate) stubs: Vec<StubInput>,
    /// A file with further ones.
    pub(crate) file: Option<PathBuf>,
}

const PATTERN: &str = "stub";
const STDOUT: &str = "stdout";
const STDERR: &str = "stderr";
const EXIT: &str = "exit";
const FILE: &str = "stubs";

/// Something said about a stub, and where on the command line.
struct Said {
    position: usize,
    what: What,
}

enum What {
    Pattern(String),
    Stdout(String),
    Stderr(String),
    Exit(u8),
}

impl Args for StubArguments {
    fn augment_args(command: Command) -> Command {
        command
            .arg(
                text(PATTERN, "PATTERN")
                    .help("A program that does as told: its command line, * stands for any characters"),
            )
            .arg(text(STDOUT, "TEXT").help("What it prints, of the --stub before"))
            .arg(text(STDERR, "TEXT").help("What it prints to standard error, of the --stub before"))
            .arg(
                text(EXIT, "N")
                    .value_parser(clap::value_parser!(u8))
                    .help("Its exit status, of the --stub before"),
            )
            .arg(
                Arg::new(FILE)
                    .long(FILE)
                    .value_name("FILE")
                    .value_parser(ValueParser::path_buf())
                    .value_hint(clap::ValueHint::FilePath)
                    .help("A JSON list of {\"pattern\", \"stdout\", \"stderr\", \"exit\", \"files\": {path: content}}"),
            )
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

fn text(name: &'static str, value: &'static str) -> Arg {
    Arg::new(name)
        .long(name)
        .value_name(value)
        .action(ArgAction::Append)
}

impl FromArgMatches for StubArguments {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        let mut said = all::<String>(matches, PATTERN, What::Pattern);
        said.extend(all::<String>(matches, STDOUT, What::Stdout));
        said.extend(all::<String>(matches, STDERR, What::Stderr));
        said.extend(all::<u8>(matches, EXIT, What::Exit));
        said.sort_by_key(|it| it.position);
        Ok(Self {
            stubs: grouped(said)?,
            file: matches.get_one::<PathBuf>(FILE).cloned(),
        })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

/// Every use of an option, with its position.
fn all<T: Clone + Send + Sync + 'static>(
    matches: &ArgMatches,
    name: &str,
    what: fn(T) -> What,
) -> Vec<Said> {
    let positions = matches.indices_of(name).into_iter().flatten();
    let values = matches.get_many::<T>(name).into_iter().flatten();
    let said = positions.zip(values.cloned());
    said.map(|(position, value)| Said {
        position,
        what: what(value),
    })
    .collect()
}

/// What is said belongs to the pattern before it.
fn grouped(said: Vec<Said>) -> Result<Vec<StubInput>, Error> {
    let mut stubs: Vec<StubInput> = Vec::new();
    for Said { what, .. } in said {
        match (what, stubs.last_mut()) {
            (What::Pattern(pattern), _) => stubs.push(StubInput {
                pattern,
                ..StubInput::default()
            }),
            (What::Stdout(text), Some(stub)) => stub.stdout = text,
            (What::Stderr(text), Some(stub)) => stub.stderr = text,
            (What::Exit(status), Some(stub)) => stub.exit = status,
            (What::Stdout(_) | What::Stderr(_) | What::Exit(_), None) => {
                let message = "--stdout, --stderr and --exit belong to the --stub before them: there is none\n";
                return Err(Error::raw(ErrorKind::MissingRequiredArgument, message));
            }
        }
    }
    Ok(stubs)
}
