//! [`simulate_line`]: a line as it is typed on a host, from its characters to the process in the container.

mod host;

use crate::commandline::Interactive;
use crate::commandline::docker::{self, DockerLine, Host, NotRead};
use crate::commandline::file::FileReading;
use crate::input::{Input, InputKind};
use crate::session::Session;
use crate::simulation::{
    DockerfileIs, FileKind, HostInput, LineInput, LineSimulation, Simulation, expansions,
};
use crate::text::Source;

use super::file;
use super::follow::follow_all;
use super::stages;

pub(super) use host::{OF_THE_HOST, unknown};

/// Simulates a line: the host's shell, Docker, the image, and what the container then runs. Never fails and never runs
/// anything.
///
/// ```
/// use shellform::simulate_line;
/// use shellform::simulation::LineInput;
///
/// let line = r#"docker run debian:12 sh -c "echo $A""#.to_owned();
/// let simulation = simulate_line(&LineInput { line, ..LineInput::default() });
/// let docker = simulation.docker.as_ref().unwrap();
/// assert_eq!(docker.run.arguments, ["sh", "-c", "echo "]);
/// ```
#[must_use]
pub fn simulate_line(input: &LineInput) -> LineSimulation {
    let mut cx = Session::default();
    let known = known_of(&mut cx, &input.host);
    let host = host::read(&mut cx, input, &known);
    let mut docker = match (&host.refusal, host.argv.is_empty()) {
        (None, false) => {
            // What Compose asks of the host and nobody says is not known.
            let is_compose = host::names_compose(&cx.texts, &host.argv);
            let known = match is_compose {
                true => {
                    let mut seen = input.host.clone();
                    seen.files.extend(input.beside.clone());
                    file::host(&mut cx, &seen)
                }
                false => known,
            };
            docker::read(&mut cx, &known, &host.argv)
        }
        _ => Err(NotRead::OtherCommand(String::new())),
    };
    if let Ok(line) = &mut docker
        && line.run.interactive == Interactive::Yes
        && input.image.stdin.is_empty()
    {
        let assumption = "nothing is typed: standard input, which `-i` keeps open, ends at once (`--stdin` says what it holds)";
        line.given.assumptions.push(assumption.to_owned());
    }
    let started = match &docker {
        Ok(line) if line.refusal.is_none() && line.unknown.is_none() => Some(line),
        Ok(_) | Err(_) => None,
    };
    let (simulation, session) = match started {
        Some(line) => (Some(start(cx, input, line)), Session::default()),
        None => (None, cx),
    };
    let texts = match &simulation {
        Some(simulation) => &simulation.session.texts,
        None => &session.texts,
    };
    let (mut regions, mut before) = (vec![host.line], host.expansions.clone());
    if let Ok(line) = &docker
        && let Some(service) = line.service.as_ref().filter(|_| line.arguments.is_empty())
    {
        regions.extend(&service.regions);
        before.extend(file::expanded(FileKind::Compose, texts, service));
    }
    let expansions = expansions(simulation.as_ref(), texts, &regions, &before);
    LineSimulation {
        host,
        docker,
        simulation,
        expansions,
        session,
    }
}

/// The variables and files of a host that are given.
pub(super) fn known_of(cx: &mut Session, host: &HostInput) -> Host {
    let mut known = Host::default();
    for (name, value) in &host.environment {
        let source = Source::File {
            name: format!("variable {name} of the host"),
        };
        let value = cx.texts.add_source(source, value.as_str());
        known.variables.insert(name.clone(), value);
    }
    for (path, content) in &host.files {
        let source = Source::File { name: path.clone() };
        let content = cx.texts.add_source(source, content.as_str());
        known.files.insert(path.clone(), content);
    }
    known
}

/// The image, and the command in it.
fn start(cx: Session, input: &LineInput, line: &DockerLine) -> Simulation {
    if let Some(service) = &line.service {
        let reading = FileReading {
            given: line.given.clone(),
            ..FileReading::clone(service)
        };
        return file::start(cx, (&input.image, input.dockerfile), &reading);
    }
    let mut image = Input {
        run: line.run.clone(),
        ..input.image.clone()
    };
    if input.dockerfile == DockerfileIs::Missing {
        let name = line.image.map_or("scratch", |it| cx.texts.str(it));
        image.text = match line.verb {
            verb if verb.is_exec() => {
                let image = input.image.image.as_deref();
                format!("FROM {}\n", image.unwrap_or("image-of-the-container"))
            }
            _ => format!("FROM {name}\n"),
        };
        image.kind = InputKind::Dockerfile;
        image.name = "image of the line".to_owned();
    }
    let mut simulation = stages(cx, &image, line.given.clone());
    follow_all(&mut simulation, &image);
    simulation
}
