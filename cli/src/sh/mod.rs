//! `shellform sh`: what a shell does with a script alone.

pub(crate) mod args;

use std::collections::BTreeMap;
use std::path::Path;

use shellform::report::shell_report;
use shellform::trace::Outcome;
use shellform::{ShellInput, ShellSimulation, explain, simulate_shell};

use crate::args::{Assignment, STANDARD_INPUT};
use crate::failure::Failure;
use crate::input;
use crate::output;
use crate::status::Status;

use args::ShArguments;

pub(crate) fn run(arguments: &ShArguments) -> Result<Status, Failure> {
    let input = simulated(arguments)?;
    let simulation = simulate_shell(&input);
    show(arguments, &simulation)?;
    Ok(match simulation.trace.outcome {
        Outcome::Exited(_) | Outcome::Signalled(_) => Status::Done,
        Outcome::Unsupported(_) | Outcome::OutOfFuel(_) => Status::Unfinished,
    })
}

fn show(arguments: &ShArguments, simulation: &ShellSimulation) -> Result<(), Failure> {
    output::show(
        &arguments.output,
        &simulation.session.texts,
        "script",
        || explain::script(simulation),
        || output::write_json(&shell_report(simulation)),
    )?;
    Ok(())
}

/// What the arguments say, as the core takes it.
fn simulated(arguments: &ShArguments) -> Result<ShellInput, Failure> {
    let ShArguments { shell, world, .. } = arguments;
    Ok(ShellInput {
        script: script(arguments)?,
        shell: shell.shell,
        form: shell.form,
        name: shell.name.clone(),
        options: shell.options.clone(),
        args: arguments.arguments.clone(),
        env: variables(&world.env),
        files: world.files.files()?,
        stdin: world.files.standard_input()?,
        stubs: arguments.programs.stubs()?,
        other_programs: arguments.programs.other_programs,
        directory: world.directory.clone(),
        process: shell.process,
        trace: arguments.trace.detail(),
    })
}

fn script(arguments: &ShArguments) -> Result<String, Failure> {
    if arguments.script != STANDARD_INPUT {
        return Ok(arguments.script.clone());
    }
    if arguments.world.files.takes_standard_input() {
        let message = "standard input cannot be both the script and what the script reads";
        return Err(Failure::usage(message, None));
    }
    Ok(input::read(Path::new(STANDARD_INPUT))?.text)
}

/// A variable without a value has the one of the environment; when there is none, it is taken away.
fn variables(assignments: &[Assignment]) -> BTreeMap<String, Option<String>> {
    let value = |it: &Assignment| it.value.clone().or_else(|| std::env::var(&it.name).ok());
    let assignments = assignments.iter();
    assignments.map(|it| (it.name.clone(), value(it))).collect()
}
