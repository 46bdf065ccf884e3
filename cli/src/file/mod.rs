//! `shellform explain` of a Compose file or of Kubernetes objects.

use std::path::{Path, PathBuf};

use shellform::commandline::file::Speaker;
use shellform::input::Follow;
use shellform::report::file_report;
use shellform::simulation::{DockerfileIs, FileInput, FileKind, FileSimulation, HostInput};
use shellform::{Input, explain, file_kind, simulate_file};

use crate::args::ExplainArguments;
use crate::explain::{build_arguments, image_configs, stop};
use crate::failure::Failure;
use crate::input::{self, Named, is_standard_input};
use crate::line::{files, variables};
use crate::output;
use crate::status::Status;

/// What kind of file is meant, if it is no Dockerfile.
pub(crate) fn kind(arguments: &ExplainArguments) -> Result<Option<FileKind>, Failure> {
    match (
        &arguments.file_options.service,
        &arguments.file_options.container,
    ) {
        (Some(_), _) => return Ok(Some(FileKind::Compose)),
        (None, Some(_)) => return Ok(Some(FileKind::Kubernetes)),
        (None, None) => {}
    }
    let extension = arguments.image.file.extension().and_then(|it| it.to_str());
    if arguments.image.instruction.is_some() || !matches!(extension, Some("yaml" | "yml")) {
        return Ok(None);
    }
    let Named { text, .. } = input::read(&arguments.image.file)?;
    let name = arguments.image.file.file_name().and_then(|it| it.to_str());
    let is_compose = name.is_some_and(|it| it.contains("compose"));
    Ok(Some(match (file_kind(&text), is_compose) {
        (Some(kind), _) => kind,
        (None, true) => FileKind::Compose,
        (None, false) => {
            let message = format!(
                "{} is neither a Compose file nor an object of Kubernetes, as far as its first keys say",
                arguments.image.file.display()
            );
            let help = "name what is meant: `--service NAME` or `--container NAME`";
            return Err(Failure::usage(message, Some(help)));
        }
    }))
}

pub(crate) fn run(arguments: &ExplainArguments, kind: FileKind) -> Result<Status, Failure> {
    if arguments.line.is_some() || !arguments.image.run.is_empty() {
        let message = format!(
            "{} is a file of {}: it says itself what the container is started with",
            arguments.image.file.display(),
            kind.name()
        );
        let help = "leave out `--line`, the options of docker run, and what stands behind `--`";
        return Err(Failure::usage(message, Some(help)));
    }
    let input = input(arguments, kind)?;
    let simulation = with_files_beside(arguments, input)?;
    show(arguments, &simulation)?;
    Ok(status(&simulation))
}

fn status(simulation: &FileSimulation) -> Status {
    match (&simulation.reading, &simulation.simulation) {
        (Err(problem), _) if problem.speaker == Speaker::Unsupported => Status::Unfinished,
        (Err(_), _) => Status::Refused,
        (Ok(_), Some(inner)) if !inner.has_image() => Status::Refused,
        (Ok(_), _) => Status::Done,
    }
}

fn show(arguments: &ExplainArguments, simulation: &FileSimulation) -> Result<(), Failure> {
    output::show(
        &arguments.output,
        simulation.texts(),
        &simulation.name,
        || explain::file(simulation),
        || output::write_json(&file_report(simulation)),
    )?;
    Ok(())
}

/// What the arguments say, as the core takes it.
fn input(arguments: &ExplainArguments, kind: FileKind) -> Result<FileInput, Failure> {
    let Named { name, text } = input::read(&arguments.image.file)?;
    let options = &arguments.file_options;
    let (dockerfile, image) = match &options.dockerfile {
        Some(path) => (DockerfileIs::Given, input::read(path)?),
        None => {
            let (name, text) = (String::new(), String::new());
            (DockerfileIs::Missing, Named { name, text })
        }
    };
    let (build, container) = (&arguments.image.build, &arguments.image.container);
    let image = Input {
        text: image.text,
        name: image.name,
        target: build.target.clone(),
        build_args: build_arguments(&build.build_arg),
        platform: build.platform.clone(),
        image: build.image.clone(),
        image_configs: image_configs(build)?,
        shell: container.shell,
        files: container.files.files()?,
        context: build.context()?,
        stubs: arguments.image.programs.stubs()?,
        other_programs: arguments.image.programs.other_programs,
        stdin: container.files.standard_input()?,
        follow: Follow::Launch,
        stop: stop(&arguments.image.stop),
        trace: arguments.trace.detail(),
        ..Input::default()
    };
    let mut host = HostInput {
        environment: variables(&options.host_env),
        files: files(&options.host_file),
        ..HostInput::default()
    };
    if kind == FileKind::Compose {
        beside(arguments, &mut host, ".env")?;
    }
    Ok(FileInput {
        text,
        name,
        kind,
        target: options
            .service
            .clone()
            .or_else(|| options.container.clone()),
        host,
        image,
        dockerfile,
    })
}

/// Simulates; once more when files are asked for that lie beside the file.
fn with_files_beside(
    arguments: &ExplainArguments,
    mut input: FileInput,
) -> Result<FileSimulation, Failure> {
    let simulation = simulate_file(&input);
    let Ok(reading) = &simulation.reading else {
        return Ok(simulation);
    };
    let mut has_more = false;
    for path in &reading.wanted {
        has_more |= beside(arguments, &mut input.host, path)?;
    }
    let build = reading.build.as_ref().filter(|it| it.inline.is_none());
    if let (Some(build), DockerfileIs::Missing) = (build, input.dockerfile)
        && let Some(text) = input.host.files.get(&build.path)
    {
        input.image.text.clone_from(text);
        input.image.name.clone_from(&build.path);
        input.dockerfile = DockerfileIs::Given;
    }
    match has_more {
        true => Ok(simulate_file(&input)),
        false => Ok(simulation),
    }
}

/// Takes in a file of the file's directory, unless it is given or is not there.
fn beside(arguments: &ExplainArguments, host: &mut HostInput, path: &str) -> Result<bool, Failure> {
    if host.files.contains_key(path) {
        return Ok(false);
    }
    let directory = match is_standard_input(&arguments.image.file) {
        true => PathBuf::from("."),
        false => arguments
            .image
            .file
            .parent()
            .unwrap_or(Path::new("."))
            .to_owned(),
    };
    let found = directory.join(path);
    if !found.is_file() {
        return Ok(false);
    }
    let Named { text, .. } = input::read(&found)?;
    host.files.insert(path.to_owned(), text);
    Ok(true)
}
