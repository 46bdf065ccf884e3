//! The options: what the reader says about `docker build`, `docker run`, the base image, and what is in the container.

mod fields;

use shellform::InputKind;
use shellform::commandline::{Init, Terminal};
use shellform::images::CATALOGUE;
use yew::{Html, html};

use crate::state::{Change, Options, Starter};
use fields::{Dispatch, Label};

/// The id of the list of base images.
const IMAGES: &str = "images";

/// What is said about a field: its id, its name, the option of Docker, an example.
///
/// A macro, so that each is a constant: the page need not make it.
macro_rules! label {
    ($id:literal, $name:literal, $flag:literal, $example:literal) => {
        &Label {
            id: $id,
            name: $name,
            flag: $flag,
            example: $example,
        }
    };
}

/// Draws the options.
pub(crate) fn draw(options: &Options, dispatch: &Dispatch) -> Html {
    let count = match options.changed_count() {
        0 => String::new(),
        count => format!("{count} set"),
    };
    html! {
        <details class="options">
            <summary id="options">{ "Options" }<span class="hint">{ "docker build, docker run, base image, files, programs" }</span>
                <span class="count">{ count }</span></summary>
            <div class="groups">
                { build(options, dispatch) }
                { start(options, dispatch) }
                { base_image(options, dispatch) }
                { container(options, dispatch) }
            </div>
        </details>
    }
}

fn build(options: &Options, dispatch: &Dispatch) -> Html {
    let kinds = ["A whole Dockerfile", "Single instructions, without FROM"];
    let kind = usize::from(options.kind == InputKind::Instruction);
    let change_kind = |index| {
        Change::Kind(match index {
            1 => InputKind::Instruction,
            _ => InputKind::Dockerfile,
        })
    };
    let unnamed: Vec<&str> = options.unnamed_build_arguments().collect();
    html! {
        <div role="group" aria-labelledby="options-build">
            <h3 id="options-build">{ "docker build" }</h3>
            { fields::choice(dispatch, label!("kind", "The editor holds", "", ""), &kinds, kind, change_kind) }
            { fields::text(dispatch, label!("target", "Stage to build", "--target", "the last one"), &options.target, Change::Target) }
            { fields::text(dispatch, label!("platform", "Platform", "--platform", "linux/amd64"), &options.platform, Change::Platform) }
            { fields::rows(dispatch, label!("build-args", "Build argument", "--build-arg", "NAME=value"), &options.build_arguments, Change::BuildArguments) }
            if !unnamed.is_empty() {
                <p class="problem">{ unnamed.join(", ") }{ ": not used without a value; write NAME=value" }</p>
            }
        </div>
    }
}

/// What starts the container: a choice, and the fields of what is chosen.
fn start(options: &Options, dispatch: &Dispatch) -> Html {
    let choices = [
        "The options here",
        "A typed line",
        "A Compose file or Kubernetes object",
    ];
    let start = &options.start;
    let chosen = Starter::ALL.iter().position(|it| *it == start.by);
    let change =
        |index: usize| Change::Starter(Starter::ALL.get(index).copied().unwrap_or_default());
    let line = label!(
        "start-text",
        "The line",
        "docker run",
        "docker run -e A=1 image sh -c 'echo $A'"
    );
    let file = label!(
        "start-text",
        "The file",
        "",
        "services:\n web:\n build: .\n command: echo $$HOME"
    );
    let target = label!("start-target", "Service or container", "", "the only one");
    let host = label!("host", "Variable of the host", "", "NAME=value");
    html! {
        <div role="group" aria-labelledby="options-run">
            <h3 id="options-run">{ "docker run" }</h3>
            { fields::choice(dispatch, label!("start", "Started by", "", ""), &choices, chosen.unwrap_or_default(), change) }
            if start.by == Starter::Options {
                { run(options, dispatch) }
            } else {
                { fields::lines(dispatch, if start.by == Starter::Line { line } else { file }, &start.text, None, Change::StartText) }
                if start.by == Starter::File {
                    { fields::text(dispatch, target, &start.target, Change::StartTarget) }
                }
                { fields::rows(dispatch, host, &start.host, Change::Host) }
                <p class="hint">{ "Its image is the Dockerfile in the editor." }</p>
            }
        </div>
    }
}

fn run(options: &Options, dispatch: &Dispatch) -> Html {
    let run = &options.run;
    let field = |value: &Option<String>| value.clone().unwrap_or_default();
    let init = |is_on| Change::Init(if is_on { Init::DockerInit } else { Init::None });
    let terminal = |is_on| {
        Change::Terminal(if is_on {
            Terminal::Allocated
        } else {
            Terminal::None
        })
    };
    html! {
        <>
            { entrypoint(options, dispatch) }
            { fields::rows(dispatch, label!("arguments", "Argument", "[COMMAND] [ARG…]", ""), &run.arguments, Change::Arguments) }
            { fields::rows(dispatch, label!("environment", "Environment variable", "-e", "NAME=value"), &run.environment, Change::Environment) }
            { fields::text(dispatch, label!("working-dir", "Working directory", "-w", "the image’s"), &field(&run.working_dir), Change::WorkingDir) }
            { fields::text(dispatch, label!("user", "User", "-u", "the image’s"), &field(&run.user), Change::User) }
            { fields::text(dispatch, label!("hostname", "Host name", "-h", "the container’s id"), &field(&run.hostname), Change::Hostname) }
            { fields::switch(dispatch, label!("init", "An init process as PID 1", "--init", ""), run.init == Init::DockerInit, init) }
            { fields::switch(dispatch, label!("terminal", "A terminal", "-t", ""), run.terminal == Terminal::Allocated, terminal) }
        </>
    }
}

/// An empty `--entrypoint` is something else than none; so there is a switch for it.
fn entrypoint(options: &Options, dispatch: &Dispatch) -> Html {
    let entrypoint = options.run.entrypoint.as_deref();
    let set = |is_on: bool| Change::Entrypoint(is_on.then(String::new));
    let field = label!(
        "entrypoint",
        "Program",
        "--entrypoint",
        "empty: drop the image’s ENTRYPOINT"
    );
    html! {
        <>
            { fields::switch(dispatch, label!("entrypoint-set", "Replace ENTRYPOINT", "--entrypoint", ""), entrypoint.is_some(), set) }
            if let Some(entrypoint) = entrypoint {
                { fields::text(dispatch, field, entrypoint, |text| Change::Entrypoint(Some(text))) }
            }
        </>
    }
}

/// What the shell finds.
fn container(options: &Options, dispatch: &Dispatch) -> Html {
    let stubs = label!(
        "stubs",
        "What a program prints, and its exit status",
        "PATTERN =>STATUS OUTPUT",
        "dpkg --info * => a package"
    );
    html! {
        <div role="group" aria-labelledby="options-container">
            <h3 id="options-container">{ "In the container" }</h3>
            { fields::rows(dispatch, label!("files", "File", "PATH=CONTENT", "a.deb"), &options.files, Change::Files) }
            { fields::rows(dispatch, stubs, &options.stubs, Change::Stubs) }
            { fields::lines(dispatch, label!("stdin", "Standard input", "-i", ""), &options.stdin, None, Change::StandardInput) }
        </div>
    }
}

fn base_image(options: &Options, dispatch: &Dispatch) -> Html {
    let names = CATALOGUE.iter().flat_map(|it| it.names);
    let names = names.map(|it| html! { <option value={*it} /> });
    let config = label!(
        "image-config",
        "Its configuration as JSON",
        "docker image inspect",
        "{ \"config\": { \"Cmd\": [\"bash\"] } }"
    );
    html! {
        <div role="group" aria-labelledby="options-image">
            <h3 id="options-image">{ "Base image" }</h3>
            { fields::suggesting(dispatch, label!("image", "Stands in for an image that Shellform does not know", "", "debian:12"), &options.image, IMAGES, Change::Image) }
            <datalist id={IMAGES}>{ for names }</datalist>
            { fields::lines(dispatch, config, &options.image_config, options.image_config_problem(), Change::ImageConfig) }
        </div>
    }
}
