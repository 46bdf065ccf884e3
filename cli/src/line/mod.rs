//! `shellform run`: a line of `docker run` or `docker compose run` as it is typed.

pub(crate) mod args;

use std::collections::BTreeMap;
use std::path::Path;

use shellform::commandline::docker::NotRead;
use shellform::input::Follow;
use shellform::report::line_report;
use shellform::simulation::{DockerfileIs, HostInput, LineInput, LineSimulation};
use shellform::{Input, explain, simulate_line};

use crate::args::{Assignment, STANDARD_INPUT};
use crate::explain::{build_arguments, image_configs};
use crate::failure::Failure;
use crate::input::{self, Named};
use crate::output;
use crate::status::Status;

use args::{HostArguments, LineArguments};

pub(crate) fn run(arguments: &LineArguments) -> Result<Status, Failure> {
    let simulation = with_files_beside(simulated(arguments)?)?;
    show(arguments, &simulation)?;
    Ok(status(&simulation))
}

/// Simulates; again when Compose asks for files that lie in the working directory.
fn with_files_beside(mut input: LineInput) -> Result<LineSimulation, Failure> {
    loop {
        let simulation = simulate_line(&input);
        let Ok(line) = &simulation.docker else {
            return Ok(simulation);
        };
        let mut has_more = false;
        for path in &line.wanted {
            has_more |= beside(&mut input, path)?;
        }
        let build = line.service.as_ref().and_then(|it| it.build.as_ref());
        if let (Some(build), DockerfileIs::Missing) = (build, input.dockerfile)
            && build.inline.is_none()
            && let Some(text) = input.beside.get(&build.path).cloned()
        {
            input.image.text = text;
            input.image.name.clone_from(&build.path);
            input.dockerfile = DockerfileIs::Given;
        }
        if !has_more {
            return Ok(simulation);
        }
    }
}

/// Takes in a file of the working directory, unless it is given or is not there.
fn beside(input: &mut LineInput, path: &str) -> Result<bool, Failure> {
    let path = path.trim_start_matches("./");
    let found = Path::new(path);
    let is_given = input.host.files.contains_key(path) || input.beside.contains_key(path);
    if is_given || !found.is_file() {
        return Ok(false);
    }
    let Named { text, .. } = input::read(found)?;
    input.beside.insert(path.to_owned(), text);
    Ok(true)
}

fn status(simulation: &LineSimulation) -> Status {
    let is_refused = match (&simulation.docker, &simulation.simulation) {
        _ if simulation.host.refusal.is_some() => true,
        (Err(NotRead::Refused(_)), _) => true,
        (Err(_), _) => return Status::Unfinished,
        (Ok(line), _) if line.unknown.is_some() => return Status::Unfinished,
        (Ok(line), inner) => {
            let is_missing = inner.as_ref().is_some_and(|it| !it.has_image());
            line.refusal.as_ref().is_some_and(|it| it.exit != 0) || is_missing
        }
    };
    match is_refused {
        true => Status::Refused,
        false => Status::Done,
    }
}

fn show(arguments: &LineArguments, simulation: &LineSimulation) -> Result<(), Failure> {
    output::show(
        &arguments.output,
        simulation.texts(),
        "line",
        || explain::line(simulation),
        || output::write_json(&line_report(simulation)),
    )?;
    Ok(())
}

/// What the arguments say, as the core takes it.
fn simulated(arguments: &LineArguments) -> Result<LineInput, Failure> {
    let (dockerfile, Named { name, text }) = match &arguments.dockerfile {
        Some(path) => (DockerfileIs::Given, input::read(path)?),
        None => {
            let (name, text) = (String::new(), String::new());
            (DockerfileIs::Missing, Named { name, text })
        }
    };
    let (build, container) = (&arguments.build, &arguments.container);
    let image = Input {
        text,
        name,
        target: build.target.clone(),
        build_args: build_arguments(&build.build_arg),
        platform: build.platform.clone(),
        image: build.image.clone(),
        image_configs: image_configs(build)?,
        shell: container.shell,
        files: container.files.files()?,
        context: build.context()?,
        stubs: arguments.programs.stubs()?,
        other_programs: arguments.programs.other_programs,
        stdin: container.files.standard_input()?,
        follow: Follow::Launch,
        trace: arguments.trace.detail(),
        ..Input::default()
    };
    Ok(LineInput {
        line: line(arguments)?,
        host: host(&arguments.host),
        beside: BTreeMap::new(),
        image,
        dockerfile,
    })
}

fn line(arguments: &LineArguments) -> Result<String, Failure> {
    match arguments.line == STANDARD_INPUT {
        true => Ok(input::read(Path::new(STANDARD_INPUT))?.text),
        false => Ok(arguments.line.clone()),
    }
}

fn host(arguments: &HostArguments) -> HostInput {
    HostInput {
        shell: arguments.host_shell,
        environment: variables(&arguments.host_env),
        files: files(&arguments.host_file),
    }
}

/// Variables of the host; one without a value has that of the environment, and is not given when there is none.
pub(crate) fn variables(assignments: &[Assignment]) -> BTreeMap<String, String> {
    let value = |it: &Assignment| it.value.clone().or_else(|| std::env::var(&it.name).ok());
    let assignments = assignments.iter();
    assignments
        .filter_map(|it| Some((it.name.clone(), value(it)?)))
        .collect()
}

/// Files of the host.
pub(crate) fn files(assignments: &[Assignment]) -> BTreeMap<String, String> {
    let assignments = assignments.iter();
    assignments
        .map(|it| (it.name.clone(), it.value.clone().unwrap_or_default()))
        .collect()
}
