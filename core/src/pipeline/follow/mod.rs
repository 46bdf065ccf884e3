//! [`follow`]: a command of a Dockerfile is started in its container and followed to its end.
//!
//! The container of a command has the files that the instructions before it have left, so `RUN`s are run first, from
//! the base image on, and `COPY` and `ADD` bring here-documents, files of other stages, and those of the build context
//! that the reader gives. What else they bring is not known.

mod case;
mod context;
mod copy;
mod layers;
mod mounts;
mod place;
mod stop;

use std::collections::BTreeMap;

use crate::build::{Step, StepOf};
use crate::container::{ProgramIs, Started, World, start_command};
use crate::input::{Follow, Input};
use crate::kernel::{FileSystem, absolute};
use crate::shell::{self, CommandString, Dialect, Invocation, Parse, Shell};
use crate::simulation::{Command, CommandRun, FailedRun, Reached, ScriptReading, Simulation};
use crate::text::Span;
use crate::trace::{ScriptFile, Trace};

use super::script::read_script;
use super::simulate;
use case::Case;
use layers::{Failed, Layered, Layers, Why};
use place::{Place, shell_of_stage};

/// Simulates `input` as [`simulate`] does, follows the commands it names, and reads the scripts of the others.
///
/// ```
/// use shellform::simulation::Command;
/// use shellform::{Input, simulate_and_follow};
///
/// let simulation = simulate_and_follow(&Input::dockerfile("FROM debian:12\nCMD echo hi\n"));
/// let run = &simulation.runs[&Command::Launch];
/// assert_eq!(simulation.str(run.trace.stdout[0]), "hi\n");
/// ```
#[must_use]
pub fn simulate_and_follow(input: &Input) -> Simulation {
    simulate_and_follow_in(input, &mut |_| {})
}

/// The same in worlds that `change` may change, such as by [programs of its own](crate::container::OwnProgram).
#[must_use]
pub fn simulate_and_follow_in(input: &Input, change: &mut dyn FnMut(&mut World)) -> Simulation {
    let mut simulation = simulate(input);
    follow_all_in(&mut simulation, input, change);
    simulation
}

/// Does to a simulation of `input` what [`simulate_and_follow`] does behind [`simulate`].
pub fn follow_all(simulation: &mut Simulation, input: &Input) {
    follow_all_in(simulation, input, &mut |_| {});
}

fn follow_all_in(simulation: &mut Simulation, input: &Input, change: &mut dyn FnMut(&mut World)) {
    for command in commands(simulation) {
        let is_followed = match (input.follow, command) {
            (Follow::Nothing, _) | (Follow::Launch, Command::Run(_)) => false,
            (Follow::Launch, Command::Launch) | (Follow::Everything, _) => true,
        };
        match is_followed {
            true => follow_in(simulation, input, command, change),
            false => read(simulation, input, command),
        }
    }
}

/// The commands that run: each `RUN` that is built, and what the container starts.
fn commands(simulation: &Simulation) -> Vec<Command> {
    let instructions = 0..simulation.dockerfile.instructions.len();
    let is_run = |index: &usize| {
        let is_reached = simulation.reached(*index) == Reached::Yes;
        is_reached && simulation.step(*index).is_some_and(|it| it.run.is_some())
    };
    let launch = simulation.launch.iter().map(|_| Command::Launch);
    let runs = instructions.filter(is_run).map(Command::Run);
    runs.chain(launch).collect()
}

/// Follows one command; nothing where there is none, or where it cannot be followed (Windows).
pub fn follow(simulation: &mut Simulation, input: &Input, command: Command) {
    follow_in(simulation, input, command, &mut |_| {});
}

fn follow_in(
    simulation: &mut Simulation,
    input: &Input,
    command: Command,
    change: &mut dyn FnMut(&mut World),
) {
    let Some(case) = Case::of(simulation, command) else {
        if command == Command::Launch {
            only_build(simulation, input, change);
        }
        return;
    };
    let Some(mut place) = Place::of(simulation, input, &case) else {
        return;
    };
    change(&mut place.world);
    let mut layers = Layers::new(input, &place.world);
    let before = layers.before(simulation, &case, &mut place);
    let mut files = before.files.clone();
    match command {
        Command::Launch => {
            if let Some(failed) = &layers.failed {
                simulation.stopped_by = failure(simulation, failed);
                return;
            }
            let volumes = volumes(simulation);
            mounts::cover_for_launch(&input.run, &volumes, &mut files, &mut place);
        }
        Command::Run(_) => {
            if let Some(step) = case.step {
                layers.mount(simulation, step, &mut place, &mut files);
            }
        }
    }
    let mut start = case.start.clone();
    let no_user = place.become_user(&mut simulation.session, &files, &case, &mut start);
    let world = &place.world;
    let started = match no_user {
        None => start_command(&mut simulation.session, world, files.clone(), start),
        Some(not_started) => Started {
            trace: Trace::default(),
            not_started: Some(not_started),
            program: ProgramIs::default(),
            files: FileSystem::default(),
        },
    };
    let stop = match started.not_started {
        Some(_) => None,
        None => stop::stop(simulation, input, &case, &place, &files),
    };
    let script = script_of(
        simulation,
        &case.start.argv,
        world.shell,
        Some(&started.trace),
    );
    report_refusal(simulation, script.as_ref());
    let run = CommandRun {
        script,
        script_files: script_files(simulation, &started.trace),
        brought_by: brought_by(simulation, &before, &started.trace),
        assumptions: place.assumptions,
        not_started: started.not_started,
        program: started.program,
        trace: started.trace,
        stop,
    };
    simulation.runs.insert(command, run);
}

/// Looks where the build of an image stops in which there is nothing to start.
fn only_build(simulation: &mut Simulation, input: &Input, change: &mut dyn FnMut(&mut World)) {
    let Some(stage) = simulation.build.target else {
        return;
    };
    let case = Case::of_stage(simulation, stage);
    let Some(mut place) = Place::of(simulation, input, &case) else {
        return;
    };
    change(&mut place.world);
    let mut layers = Layers::new(input, &place.world);
    layers.before(simulation, &case, &mut place);
    if let Some(failed) = &layers.failed {
        simulation.stopped_by = failure(simulation, failed);
    }
}

/// With what the build stops at a step.
fn failure(simulation: &Simulation, failed: &Failed) -> Option<FailedRun> {
    let step = simulation.build.steps.get(failed.step)?;
    let instruction = instruction(step);
    match &failed.why {
        Why::Process(why) => Some(simulation.failure(step.run.as_deref()?, instruction, why)),
        Why::Message(message) => Some(FailedRun {
            instruction,
            message: message.clone(),
        }),
    }
}

/// The volumes of the image that is started.
fn volumes(simulation: &Simulation) -> Vec<String> {
    let stage = simulation.build.target_stage();
    let volumes = stage.map(|it| it.config.volumes.items.keys().cloned());
    volumes.into_iter().flatten().collect()
}

/// The instruction that a step belongs to.
fn instruction(step: &Step) -> usize {
    match &step.of {
        StepOf::Instruction(index) => *index,
        StepOf::Trigger(trigger) => trigger.from,
    }
}

/// The files that shells have read as scripts, as they read them.
fn script_files(simulation: &mut Simulation, trace: &Trace) -> Vec<Parse> {
    let cx = &mut simulation.session;
    let read = |it: &ScriptFile| {
        let mut dialects = Dialect::ALL.into_iter();
        let dialect = dialects.find(|dialect| dialect.name() == it.shell)?;
        Some(shell::parse(cx, it.text, dialect.into()))
    };
    trace.scripts.iter().filter_map(read).collect()
}

/// The instructions that have brought programs and scripts.
fn brought_by(simulation: &Simulation, before: &Layered, trace: &Trace) -> BTreeMap<String, usize> {
    let programs = trace.programs.iter();
    let programs = programs.map(|it| absolute(&it.directory, &it.path));
    let scripts = trace.scripts.iter().map(|it| it.path.clone());
    let brought = programs.chain(scripts).filter_map(|path| {
        let step = simulation.build.steps.get(before.step_of(&path)?)?;
        Some((path, instruction(step)))
    });
    brought.collect()
}

/// Reads the script of a command that is not followed, and tells when its shell refuses it.
fn read(simulation: &mut Simulation, input: &Input, command: Command) {
    let Some((stage, argv)) = argv(simulation, command) else {
        return;
    };
    let Some(shell) = shell_of_stage(simulation, input, stage) else {
        return;
    };
    let script = script_of(simulation, &argv, shell, None);
    report_refusal(simulation, script.as_ref());
}

/// The stage of a command, and its arguments.
fn argv(simulation: &Simulation, command: Command) -> Option<(usize, Vec<Span>)> {
    match command {
        Command::Launch => {
            let launch = simulation.launch.as_ref()?;
            Some((simulation.build.target?, launch.pid1.clone()))
        }
        Command::Run(instruction) => {
            let step = simulation.step(instruction)?;
            Some((step.stage?, step.run.as_deref()?.command.argv.clone()))
        }
    }
}

/// Tells why a shell refuses a script, once.
fn report_refusal(simulation: &mut Simulation, script: Option<&ScriptReading>) {
    let Some(refusal) = script.and_then(|it| it.refusal.as_ref()) else {
        return;
    };
    let mut diagnostic = refusal.explanation.clone();
    if let Some(message) = refusal.message.as_deref().and_then(|it| it.lines().next()) {
        diagnostic = diagnostic.help(format!("The shell prints `{message}`."));
    }
    let diagnostics = &mut simulation.session.diagnostics;
    if !diagnostics.contains(&diagnostic) {
        diagnostics.push(diagnostic);
    }
}

/// The script of a command that is a shell with one; `shell` is what `/bin/sh` is.
fn script_of(
    simulation: &mut Simulation,
    argv: &[Span],
    shell: Shell,
    trace: Option<&Trace>,
) -> Option<ScriptReading> {
    let texts = &simulation.session.texts;
    // `docker-init` in front starts the same shell.
    let argv = match argv {
        [init, dashes, rest @ ..]
            if texts.str(*init) == "/sbin/docker-init" && texts.str(*dashes) == "--" =>
        {
            rest
        }
        argv => argv,
    };
    let found = CommandString::of(texts, argv)?;
    let name = texts.str(found.program);
    let shell = match name.rsplit('/').next()? {
        "sh" => shell,
        "bash" => Dialect::Bash.into(),
        "dash" => Dialect::Dash.into(),
        "ash" if shell.dialect == Dialect::BusyboxAsh => shell,
        _ => return None,
    };
    let called = found.parameters.first().copied().unwrap_or(found.program);
    let invocation = Invocation::command(texts.str(called));
    let script = found.script;
    let cx = &mut simulation.session;
    Some(read_script(cx, shell, script, &invocation, trace))
}
