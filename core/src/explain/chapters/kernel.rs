//! *Kernel exec*: the argv the kernel gets, the program it looks for, environment and directory.

use crate::build::RunStep;
use crate::container::{NO_USER, ProgramIs};
use crate::document::{Block, Inline, Tag, prose};
use crate::knowledge::Known;
use crate::simulation::{Command, CommandRun};
use crate::text::Span;

use super::super::script;
use super::super::writer::{Writer, paragraph, shell_sentence};

/// Of a `RUN`.
pub(super) fn run(writer: &Writer<'_>, index: usize) -> Vec<Block> {
    let Some(step) = writer.simulation.step(index) else {
        return Vec::new();
    };
    let Some(run) = step.run.as_deref() else {
        return Vec::new();
    };
    let mut blocks = Vec::new();
    if let Some(sentence) = shell_sentence(run.command.shell) {
        blocks.push(paragraph(sentence));
    }
    blocks.push(paragraph("The kernel is asked to start:"));
    blocks.push(writer.argv(&run.command.argv));
    blocks.extend(program(writer, &run.command.argv));
    blocks.push(Block::Paragraph(place(writer, run)));
    let stage = step.stage;
    let stage = stage.and_then(|it| writer.simulation.build.stages.get(it));
    let variables = stage
        .into_iter()
        .flat_map(|it| it.scope.at(run.environment));
    let rows: Vec<(Span, Span, String)> = variables
        .map(|it| (it.name, it.value, kind(it.kind).to_owned()))
        .collect();
    blocks.push(environment(writer, &rows));
    blocks.extend(outcome(writer, Command::Run(index)));
    blocks.extend(stop_of_build(writer, index));
    blocks
}

/// What BuildKit says of the `RUN` that fails first.
fn stop_of_build(writer: &Writer<'_>, index: usize) -> Option<Block> {
    let failed = writer.simulation.failed_run();
    let failed = failed.filter(|it| it.instruction == index)?;
    Some(Block::Message {
        tag: Tag::Error,
        speaker: "BuildKit".to_owned(),
        content: vec![Inline::plain(failed.message)],
        help: vec![prose(
            "As far as this is known, the build stops here, and there is no image.",
        )],
    })
}

/// What becomes of it: that it does not start, or what it does when no shell has to read a script first.
fn outcome(writer: &Writer<'_>, command: Command) -> Vec<Block> {
    match writer.simulation.run(command) {
        Some(run) if run.not_started.is_some() => not_started(run),
        Some(run) if run.script.is_none() && run.program == ProgramIs::Simulated => {
            script::command(writer, run)
        }
        Some(run) if run.script.is_none() => vec![paragraph(
            "What the program does then is not known here; `--stub` says it.",
        )],
        Some(_) | None => Vec::new(),
    }
}

/// What Docker says when a command does not start.
pub(in crate::explain) fn not_started(run: &CommandRun) -> Vec<Block> {
    let Some(failure) = &run.not_started else {
        return Vec::new();
    };
    let message = failure.message.split("\n\n").next().unwrap_or_default();
    vec![Block::Message {
        tag: Tag::Error,
        speaker: "Docker".to_owned(),
        content: vec![Inline::plain(message.trim_end())],
        help: vec![match message.starts_with(NO_USER) {
            true => prose("It does not start, and the build stops here."),
            false => prose(&format!(
                "It does not start. The exit status is {}.",
                failure.exit
            )),
        }],
    }]
}

fn kind(kind: crate::build::BindingKind) -> &'static str {
    match kind {
        crate::build::BindingKind::Environment => "ENV",
        crate::build::BindingKind::Argument => "ARG",
    }
}

fn place(writer: &Writer<'_>, run: &RunStep) -> Vec<Inline> {
    let mut sentence = prose("In the directory ");
    match &run.working_dir {
        Known::Yes(Some(directory)) => sentence.push(writer.code(*directory)),
        Known::Yes(None) => sentence.push(Inline::code("/")),
        Known::No(why) => sentence.push(Inline::new(
            Tag::Unknown,
            format!("that the base image sets ({why})"),
        )),
    }
    sentence.extend(prose(", as the user "));
    match &run.user {
        Known::Yes(Some(user)) => sentence.push(writer.code(*user)),
        Known::Yes(None) => sentence.push(Inline::code("root")),
        Known::No(why) => sentence.push(Inline::new(
            Tag::Unknown,
            format!("that the base image sets ({why})"),
        )),
    }
    sentence.push(Inline::plain("."));
    sentence
}

/// What is said when there is no argv.
fn nothing_to_run(writer: &Writer<'_>, message: &str) -> Vec<Block> {
    #[cfg(feature = "follow")]
    let origin = writer.simulation.origin;
    #[cfg(feature = "follow")]
    let (message, help) = match origin {
        crate::commandline::Origin::DockerRun => (message, NOTHING),
        origin => (
            origin.nothing_to_run(message),
            "Neither the image nor the file says what to start.",
        ),
    };
    #[cfg(not(feature = "follow"))]
    let (_, help) = (writer, NOTHING);
    vec![Block::Message {
        tag: Tag::Error,
        speaker: "Docker".to_owned(),
        content: vec![Inline::plain(message)],
        help: vec![prose(help)],
    }]
}

/// Who could have said what to start.
const NOTHING: &str =
    "Neither ENTRYPOINT nor CMD nor `docker run` says what to start. The exit status is 125.";

/// Of the container.
pub(super) fn launch(writer: &Writer<'_>) -> Vec<Block> {
    let Some(launch) = &writer.simulation.launch else {
        return Vec::new();
    };
    if let Some(message) = &launch.nothing_to_run {
        return nothing_to_run(writer, message);
    }
    let mut blocks = vec![
        paragraph("PID 1 gets this argv:"),
        writer.argv(&launch.pid1),
    ];
    blocks.extend(program(writer, &launch.pid1));
    let mut sentence = prose("In the directory ");
    match &launch.working_dir {
        Known::Yes((directory, _)) => sentence.push(writer.code(*directory)),
        Known::No(why) => sentence.push(Inline::new(
            Tag::Unknown,
            format!("that the base image sets ({why})"),
        )),
    }
    sentence.extend(prose(", as the user "));
    match &launch.user {
        Known::Yes(Some((user, _))) => sentence.push(writer.code(*user)),
        Known::Yes(None) => sentence.push(Inline::code("root")),
        Known::No(why) => sentence.push(Inline::new(
            Tag::Unknown,
            format!("that the base image sets ({why})"),
        )),
    }
    sentence.push(Inline::plain("."));
    blocks.push(Block::Paragraph(sentence));
    let rows: Vec<(Span, Span, String)> = launch
        .environment
        .iter()
        .map(|it| (it.name, it.value, writer.supplied_by(it.supplier)))
        .collect();
    blocks.push(environment(writer, &rows));
    if let Known::No(why) = &launch.environment_known {
        blocks.push(Block::Paragraph(vec![Inline::new(
            Tag::Unknown,
            format!("The base image may set more variables: {why}."),
        )]));
    }
    blocks.extend(outcome(writer, Command::Launch));
    blocks
}

/// How the program is found.
fn program(writer: &Writer<'_>, argv: &[Span]) -> Option<Block> {
    let first = argv.first()?;
    let text = writer.str(*first);
    let mut sentence = vec![writer.code(*first)];
    sentence.extend(
        match (text.is_empty(), text.contains('/'), text.starts_with('/')) {
            (true, ..) => {
                prose(" is the empty text: there is no such program, and the start fails.")
            }
            (false, true, true) => prose(" is a path: that file is the program."),
            (false, true, false) => {
                prose(" is a relative path: it is looked up from the working directory.")
            }
            (false, false, _) => {
                prose(" is a name: it is looked up in the directories of `PATH`, in their order.")
            }
        },
    );
    Some(Block::Paragraph(sentence))
}

fn environment(writer: &Writer<'_>, variables: &[(Span, Span, String)]) -> Block {
    let rows = variables.iter().map(|(name, value, from)| {
        let value = match writer.str(*value) {
            text if text.starts_with('⟨') => Inline::new(Tag::Unknown, text).at(*value),
            _ => writer.code(*value),
        };
        vec![
            vec![Inline::new(Tag::Variable, writer.str(*name)).at(*name)],
            vec![Inline::plain(from.clone())],
            vec![value],
        ]
    });
    Block::Table {
        head: vec![prose("variable"), prose("set by"), prose("value")],
        rows: rows.collect(),
    }
}
