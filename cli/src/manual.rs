//! `shellform man` and `shellform completions`: made of the arguments, and of the examples of `--help`.

use clap::CommandFactory as _;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use crate::args::Arguments;
use crate::examples::{self, Example};
use crate::failure::Failure;
use crate::output;
use crate::status::Status;

/// Prints completions for `shell`.
pub(crate) fn completions(shell: clap_complete::Shell) -> Result<Status, Failure> {
    let mut command = Arguments::command();
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, "shellform", &mut script);
    output::write(|out| out.write_all(&script))?;
    Ok(Status::Done)
}

/// Prints the manual page of the program, or of one of its commands.
pub(crate) fn page(command: Option<&str>) -> Result<Status, Failure> {
    let mut program = Arguments::command().disable_help_subcommand(true);
    program.build();
    let (command, examples) = match command {
        None => (program, examples::PROGRAM),
        Some(name) => match program.find_subcommand(name) {
            Some(found) => (found.clone(), of_command(name)),
            None => return Err(Failure::usage(format!("there is no command {name}"), None)),
        },
    };
    // Both are sections of their own here.
    let command = command.before_help("").after_help("");
    let has_commands = command.has_subcommands();
    let man = Man::new(command);
    output::write(|out| {
        let mut out = out;
        man.render_title(&mut out)?;
        man.render_name_section(&mut out)?;
        man.render_synopsis_section(&mut out)?;
        man.render_description_section(&mut out)?;
        section_of_examples(examples).to_writer(&mut out)?;
        man.render_options_section(&mut out)?;
        if has_commands {
            man.render_subcommands_section(&mut out)?;
        }
        section_of_statuses().to_writer(&mut out)
    })?;
    Ok(Status::Done)
}

fn of_command(name: &str) -> &'static [Example] {
    match name {
        "explain" => examples::EXPLAIN,
        "run" => examples::RUN,
        "read" => examples::READ,
        "sh" => examples::SH,
        "batch" => examples::BATCH,
        _ => &[],
    }
}

fn section_of_examples(examples: &[Example]) -> Roff {
    let mut roff = Roff::new();
    if !examples.is_empty() {
        roff.control("SH", ["EXAMPLES"]);
    }
    for example in examples {
        roff.control("TP", []);
        roff.text([roman(example.purpose)]);
        roff.text([bold(example.command)]);
    }
    roff
}

fn section_of_statuses() -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", ["EXIT STATUS"]);
    for status in Status::ALL {
        roff.control("TP", []);
        roff.text([bold(status.code().to_string())]);
        roff.text([roman(status.meaning())]);
    }
    roff
}
