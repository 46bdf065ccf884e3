//! [`simulate_line`]: a line as it is typed on a host, from its characters to the process in the container.

mod host;

use crate::commandline::Interactive;
use crate::commandline::docker::{self, DockerLine, Host, NotRead, Verb};
use crate::input::{Input, InputKind};
use crate::session::Session;
use crate::simulation::{
    DockerfileIs, HostInput, LineInput, LineSimulation, Simulation, expansions,
};
use crate::text::Source;

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
        (None, false) => docker::read(&mut cx, &known, &host.argv),
        _ => Err(NotRead::OtherCommand(String::new())),
    };
    if let Ok(line) = &mut docker
        && line.interactive == Interactive::Yes
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
    let expansions = expansions(simulation.as_ref(), texts, &[host.line], &host.expansions);
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
    let mut image = Input {
        run: line.run.clone(),
        ..input.image.clone()
    };
    if input.dockerfile == DockerfileIs::Missing {
        let name = line.image.map_or("scratch", |it| cx.texts.str(it));
        image.text = match line.verb {
            Verb::Run | Verb::Create => format!("FROM {name}\n"),
            Verb::Exec => {
                let image = input.image.image.as_deref();
                format!("FROM {}\n", image.unwrap_or("image-of-the-container"))
            }
        };
        image.kind = InputKind::Dockerfile;
        image.name = "image of the line".to_owned();
    }
    let mut simulation = stages(cx, &image, line.given.clone());
    follow_all(&mut simulation, &image);
    simulation
}
