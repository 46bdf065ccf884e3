//! `shellform`: what Docker runs for a Dockerfile line, and why, on the command line.
//!
//! Takes arguments, files and standard input; gives what the core says about them in a format, and an exit status:
//! see [`status::Status`]. Everything about Docker is decided in the core.

mod args;
mod batch;
mod contract;
mod environment;
mod examples;
mod explain;
mod failure;
mod file;
mod input;
mod line;
mod manual;
mod output;
mod read;
mod schema;
mod sh;
mod status;
mod world;

use std::process::ExitCode;

use clap::Parser as _;

use args::{Arguments, Command};
use failure::Failure;
use status::Status;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let status = dispatch(arguments.command).unwrap_or_else(Failure::tell);
    ExitCode::from(status.code())
}

fn dispatch(command: Command) -> Result<Status, Failure> {
    match command {
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Contract(arguments) => contract::run(&arguments),
        Command::Run(arguments) => line::run(&arguments),
        Command::Read(arguments) => read::run(&arguments),
        Command::Sh(arguments) => sh::run(&arguments),
        Command::Batch(arguments) => batch::run(&arguments),
        Command::Schema { of } => schema::run(of),
        Command::Completions { shell } => manual::completions(shell),
        Command::Man { command } => manual::page(command.as_deref()),
    }
}
