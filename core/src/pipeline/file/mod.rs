//! [`simulate_file`]: a service of a Compose file or a container of a Kubernetes object, from its characters to the
//! process in the container.

use crate::commandline::Interactive;
use crate::commandline::compose::{self, ComposeFile, Wanted};
use crate::commandline::docker::Host;
use crate::commandline::file::FileReading;
use crate::commandline::kubernetes;
use crate::input::{Input, InputKind};
use crate::session::Session;
use crate::simulation::{
    DockerfileIs, Expander, Expansion, FileInput, FileKind, FileSimulation, HostInput, Simulation,
    expansions,
};
use crate::text::{Source, Span};

use super::follow::follow_all;
use super::line::{OF_THE_HOST, known_of, unknown};
use super::stages;

/// What kind of file a text is, by its first keys; nothing where it is neither.
#[must_use]
pub fn file_kind(text: &str) -> Option<FileKind> {
    let mut cx = Session::default();
    let name = String::new();
    let file = cx.texts.add_source(Source::File { name }, text);
    let rules = crate::commandline::yaml::Rules::Kubernetes;
    let documents = crate::commandline::yaml::read(&mut cx, file, rules).ok()?;
    let is_object = |it: &_| kubernetes::is_object(&cx.texts, it);
    let is_compose = |it: &_| compose::is_compose(&cx.texts, it);
    let mut documents = documents.iter();
    documents.find_map(|it| match (is_object(it), is_compose(it)) {
        (true, _) => Some(FileKind::Kubernetes),
        (false, true) => Some(FileKind::Compose),
        (false, false) => None,
    })
}

/// Simulates a service or container. Never fails and never runs anything.
///
/// ```
/// use shellform::simulate_file;
/// use shellform::simulation::FileInput;
///
/// let text = "services:\n  web:\n    image: debian\n    command: sh -c 'echo $$HOME'\n".to_owned();
/// let simulation = simulate_file(&FileInput { text, ..FileInput::default() });
/// let reading = simulation.reading.as_ref().unwrap();
/// assert_eq!(reading.run.arguments, ["sh", "-c", "echo $HOME"]);
/// ```
#[must_use]
pub fn simulate_file(input: &FileInput) -> FileSimulation {
    let mut cx = Session::default();
    let name = input.name.clone();
    let file = cx
        .texts
        .add_source(Source::File { name }, input.text.as_str());
    let target = input.target.as_deref();
    let mut reading = match input.kind {
        FileKind::Compose => {
            let host = host(&mut cx, &input.host);
            let file = ComposeFile {
                text: file,
                name: &input.name,
                host: &host,
            };
            let wanted = match target {
                Some(name) => Wanted::OfOption(name.to_owned()),
                None => Wanted::Only,
            };
            compose::read(&mut cx, file, &wanted)
        }
        FileKind::Kubernetes => kubernetes::read(&mut cx, file, target),
    };
    if let Ok(reading) = &mut reading
        && reading.run.interactive == Interactive::Yes
        && input.image.stdin.is_empty()
    {
        let assumption = "nothing is typed: standard input, which stays open, ends at once (`--stdin` says what it holds)";
        reading.given.assumptions.push(assumption.to_owned());
    }
    let (simulation, session) = match &reading {
        Ok(reading) => {
            let started = start(cx, (&input.image, input.dockerfile), reading);
            (Some(started), Session::default())
        }
        Err(_) => (None, cx),
    };
    let texts = match &simulation {
        Some(simulation) => &simulation.session.texts,
        None => &session.texts,
    };
    let (regions, before) = match &reading {
        Ok(reading) => (
            reading.regions.clone(),
            expanded(input.kind, texts, reading),
        ),
        Err(_) => (Vec::new(), Vec::new()),
    };
    let mut expansions = expansions(simulation.as_ref(), texts, &regions, &before);
    told_once(texts, &mut expansions);
    FileSimulation {
        kind: input.kind,
        file,
        name: input.name.clone(),
        reading,
        simulation,
        expansions,
        session,
    }
}

/// What is known of the host; some variables every host has.
pub(super) fn host(cx: &mut Session, input: &HostInput) -> Host {
    let mut host = known_of(cx, input);
    for name in OF_THE_HOST
        .into_iter()
        .chain(["PATH", "PWD", "COMPOSE_PROJECT_NAME"])
    {
        if !host.variables.contains_key(name) {
            let value = unknown(cx, name);
            host.variables.insert(name.to_owned(), value);
        }
    }
    host
}

/// What is expanded on the way to the container.
pub(super) fn expanded(
    kind: FileKind,
    texts: &crate::text::Texts,
    reading: &FileReading,
) -> Vec<Expansion> {
    let by = match kind {
        FileKind::Compose => Expander::Compose,
        FileKind::Kubernetes => Expander::Kubelet,
    };
    let expansion = |it: &crate::commandline::file::Expanded| Expansion {
        at: texts.source_span(it.at),
        by,
        value: it.value.clone(),
        note: it.note.clone(),
    };
    let mut found: Vec<Expansion> = Vec::new();
    for it in reading.expanded.iter().map(expansion) {
        if !found.iter().any(|before| before.at == it.at) {
            found.push(it);
        }
    }
    found
}

/// What the kubelet leaves as it is, and the container's shell then expands, is told of the shell alone.
fn told_once(texts: &crate::text::Texts, expansions: &mut Vec<Expansion>) {
    let by_shell: Vec<_> = expansions
        .iter()
        .filter(|it| it.by == Expander::ContainerShell)
        .map(|it| it.at)
        .collect();
    expansions.retain(|it| {
        let stays = it.by == Expander::Kubelet && it.value.as_deref() == Some(texts.str(it.at));
        !stays || !by_shell.contains(&it.at)
    });
}

/// The image, and the command in it.
pub(super) fn start(
    mut cx: Session,
    (image, dockerfile): (&Input, DockerfileIs),
    reading: &FileReading,
) -> Simulation {
    let mut given = reading.given.clone();
    let mut image = Input {
        run: reading.run.clone(),
        ..image.clone()
    };
    let build = reading.build.as_ref();
    if let Some(build) = build {
        image.target = image.target.or_else(|| build.target.clone());
        for (name, value) in &build.arguments {
            let arguments = &mut image.build_args;
            arguments
                .entry(name.clone())
                .or_insert_with(|| value.clone());
        }
    }
    if dockerfile == DockerfileIs::Missing {
        let inline = build.and_then(|it| it.inline);
        let name = reading.image.map(|it| cx.texts.str(it).to_owned());
        (image.text, image.name) = match (inline, build) {
            (Some(inline), _) => {
                given.dockerfile = Some(whole(&mut cx, inline));
                let name = "dockerfile_inline".to_owned();
                (cx.texts.str(inline).to_owned(), name)
            }
            (None, Some(build)) => {
                let text = format!("FROM image-built-from-{}\n", slug(&build.path));
                (text, "image of the service".to_owned())
            }
            (None, None) => {
                let name = name.unwrap_or_else(|| "scratch".to_owned());
                (format!("FROM {name}\n"), "image of the file".to_owned())
            }
        };
        image.kind = InputKind::Dockerfile;
    }
    let mut simulation = stages(cx, &image, given);
    follow_all(&mut simulation, &image);
    simulation
}

/// The same characters as a text of its own.
fn whole(cx: &mut Session, characters: Span) -> Span {
    let mut builder = cx.texts.builder();
    builder.copy(characters);
    let built = builder.build();
    cx.texts.finish(built)
}

/// A path as part of an image's name.
fn slug(path: &str) -> String {
    let fit = |it: char| match it.is_ascii_alphanumeric() {
        true => it.to_ascii_lowercase(),
        false => '-',
    };
    path.chars()
        .map(fit)
        .collect::<String>()
        .trim_matches('-')
        .to_owned()
}
