//! `cargo xtask …`: every command of Shellform's developers.
//!
//! This file only dispatches; what can be asked is data in [`args`], what is done is one module per command.
//! xtask depends on no other crate of the workspace, so it builds and runs while they do not.
//! It is the one place besides `cli` that reads files, starts programs and fails with [`anyhow::Error`].

#![forbid(unsafe_code)]

mod args;
mod bench;
mod browser;
mod bundle;
mod codegen;
mod debian;
mod facts;
mod oracle;
mod playground;
mod process;
mod repository;
mod server;
mod test;
mod tidy;
mod toolchain;

use std::process::ExitCode;

use anyhow::Result;
use clap::Parser;

use crate::args::{Arguments, Command};
use crate::process::announce;
use crate::repository::Repository;

fn main() -> ExitCode {
    match dispatch(&Arguments::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            announce(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn dispatch(command: &Command) -> Result<()> {
    let repository = Repository::locate()?;
    match command {
        Command::Playground(options) => playground::run(&repository, options),
        Command::Test(options) => test::run(&repository, options),
        Command::Tidy => tidy::run(&repository),
        Command::Codegen(options) => codegen::run(&repository, options),
        Command::Bench(options) => bench::run(&repository, options),
        Command::Facts(options) => facts::run(&repository, options),
        Command::Oracle => oracle::run(&repository),
    }
}
