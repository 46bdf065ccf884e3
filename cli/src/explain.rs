//! `shellform explain`: one instruction, or the whole file in short. Compose files and Kubernetes objects: [`mod@file`].

use std::collections::BTreeMap;

use shellform::commandline::{Init, RootFiles, RunOptions, Terminal};
use shellform::dockerfile::LineRole;
use shellform::document::{Block, Document, Inline, Tag};
use shellform::images::BaseImage;
use shellform::input::{Follow, StopBy, StopInput, StopMoment, TraceDetail};
use shellform::render::json;
use shellform::simulation::Command;
use shellform::{Input, InputKind, Simulation, explain, follow, simulate_and_follow};

use crate::args::{
    Assignment, BuildArguments, ExplainArguments, ImageArguments, RunArguments, StopArguments,
    StopHow,
};
use crate::failure::Failure;
use crate::file;
use crate::input::{self, Named};
use crate::output;
use crate::status::Status;

/// The name under which a configuration counts for every base image.
const EVERY_IMAGE: &str = "*";

pub(crate) fn run(arguments: &ExplainArguments) -> Result<Status, Failure> {
    if let Some(kind) = file::kind(arguments)? {
        return file::run(arguments, kind);
    }
    let input = Input {
        trace: arguments.trace.detail(),
        ..simulated(&arguments.image)?
    };
    let mut simulation = simulate_and_follow(&input);
    check_line(&simulation, &input, arguments.line)?;
    let asked = match (arguments.line, input.kind) {
        (Some(line), _) => simulation.instruction_at(line).map(|it| it.0),
        (None, InputKind::Instruction) => Some(0),
        (None, InputKind::Dockerfile) => None,
    };
    if let Some(index) = asked {
        follow(&mut simulation, &input, Command::Run(index));
    }
    let status = match simulation.has_image() {
        true => Status::Done,
        false => Status::Refused,
    };
    let output = &arguments.output;
    match output::people(output.format) {
        Some(format) => {
            let document = asked_for(&simulation, &input, arguments.line);
            let title = input.name.clone();
            // Of a large file, what the document was made of is larger than the document: it is freed first.
            drop(input);
            let texts = simulation.into_texts();
            output::show_document(output, format, &texts, &title, &document)?;
        }
        None => {
            output::write(|out| {
                json::write(&simulation, &mut *out)?;
                out.write_all(b"\n")
            })?;
        }
    }
    Ok(status)
}

/// What the arguments say, as the core takes it.
pub(crate) fn simulated(arguments: &ImageArguments) -> Result<Input, Failure> {
    let (kind, Named { name, text }) = match &arguments.instruction {
        Some(instruction) => {
            let name = "instruction".to_owned();
            let text = instruction.clone();
            (InputKind::Instruction, Named { name, text })
        }
        None => (InputKind::Dockerfile, input::read(&arguments.file)?),
    };
    let build = &arguments.build;
    Ok(Input {
        text,
        kind,
        name,
        target: build.target.clone(),
        build_args: build_arguments(&build.build_arg),
        platform: build.platform.clone(),
        image: build.image.clone(),
        image_configs: image_configs(build)?,
        run: run_options(&arguments.run),
        shell: arguments.container.shell,
        files: arguments.container.files.files()?,
        context: build.context()?,
        stubs: arguments.programs.stubs()?,
        other_programs: arguments.programs.other_programs,
        stdin: arguments.container.files.standard_input()?,
        follow: Follow::Launch,
        stop: stop(&arguments.stop),
        trace: TraceDetail::default(),
    })
}

/// A build argument without a value has the one of the environment; when there is none, it is not given.
pub(crate) fn build_arguments(arguments: &[Assignment]) -> BTreeMap<String, String> {
    let value = |it: &Assignment| it.value.clone().or_else(|| std::env::var(&it.name).ok());
    let arguments = arguments.iter();
    arguments
        .filter_map(|it| Some((it.name.clone(), value(it)?)))
        .collect()
}

pub(crate) fn image_configs(
    build: &BuildArguments,
) -> Result<BTreeMap<String, serde_json::Value>, Failure> {
    let Some(path) = &build.image_config else {
        return Ok(BTreeMap::new());
    };
    let json = input::read_json(path)?;
    match BaseImage::from_config(EVERY_IMAGE, &json) {
        Ok(_) => Ok(BTreeMap::from([(EVERY_IMAGE.to_owned(), json)])),
        Err(problem) => {
            let message = format!("{} is no image configuration: {problem}", path.display());
            Err(Failure::unreadable(message, None))
        }
    }
}

fn run_options(arguments: &RunArguments) -> RunOptions {
    // A variable without a value has the one of the environment; when there is none, the image's is taken away, as
    // Docker does.
    let (mut environment, mut removed_environment) = (Vec::new(), Vec::new());
    for it in &arguments.env {
        match it.value.clone().or_else(|| std::env::var(&it.name).ok()) {
            Some(value) => environment.push(format!("{}={value}", it.name)),
            None => removed_environment.push(it.name.clone()),
        }
    }
    RunOptions {
        entrypoint: arguments.entrypoint.clone(),
        arguments: arguments.arguments.clone(),
        environment,
        removed_environment,
        working_dir: arguments.workdir.clone(),
        user: arguments.user.clone(),
        hostname: arguments.hostname.clone(),
        init: match arguments.init {
            true => Init::DockerInit,
            false => Init::None,
        },
        terminal: match arguments.tty {
            true => Terminal::Allocated,
            false => Terminal::None,
        },
        root: match arguments.read_only {
            true => RootFiles::ReadOnly,
            false => RootFiles::Writable,
        },
        sysctls: arguments.sysctl.clone(),
        dropped_capabilities: arguments.cap_drop.clone(),
        stop_signal: arguments.stop_signal.clone(),
        stop_timeout: arguments.stop_timeout,
        ..RunOptions::default()
    }
}

pub(crate) fn stop(arguments: &StopArguments) -> StopInput {
    StopInput {
        by: match arguments.stop_by {
            StopHow::DockerStop => StopBy::DockerStop,
            StopHow::DockerKill => StopBy::DockerKill,
            StopHow::CtrlC => StopBy::CtrlC,
        },
        signal: arguments.stop_with.clone(),
        timeout: arguments.stop_wait,
        when: match (arguments.stop_after, arguments.stop_at_step) {
            (Some(milliseconds), _) => StopMoment::Milliseconds(milliseconds),
            (None, Some(step)) => StopMoment::Step(step),
            (None, None) => StopMoment::AtRest,
        },
    }
}

/// Whether the file has the line that is asked for.
fn check_line(simulation: &Simulation, input: &Input, line: Option<u32>) -> Result<(), Failure> {
    let lines = simulation.dockerfile.lines.len();
    match line {
        Some(line) if line as usize > lines => {
            let message = format!(
                "there is no line {line}: {} has {}",
                input.name,
                count(lines)
            );
            Err(Failure::usage(message, None))
        }
        Some(_) | None => Ok(()),
    }
}

/// The explanation of a line that is there, of a single instruction, or of the whole file.
fn asked_for(simulation: &Simulation, input: &Input, line: Option<u32>) -> Document {
    let Some(line) = line else {
        let instructions = &simulation.dockerfile.instructions;
        return match (input.kind, instructions.len()) {
            (InputKind::Instruction, 1) => explain::instruction(simulation, 0),
            (InputKind::Instruction | InputKind::Dockerfile, _) => explain::overview(simulation),
        };
    };
    if let Some((index, _)) = simulation.instruction_at(line) {
        return explain::instruction(simulation, index);
    }
    let found = simulation.dockerfile.lines.get(line as usize - 1);
    let role = found.map_or(LineRole::Blank, |it| it.role);
    no_instruction(simulation, line, role)
}

fn count(lines: usize) -> String {
    match lines {
        1 => "one line".to_owned(),
        lines => format!("{lines} lines"),
    }
}

/// A line that belongs to no instruction, and the instruction nearest to it.
fn no_instruction(simulation: &Simulation, line: u32, role: LineRole) -> Document {
    let what = match role {
        LineRole::Blank => "is blank",
        LineRole::Comment => "is a comment: Docker passes over it",
        LineRole::Directive => "is a parser directive: it sets how the file is read",
        LineRole::Instruction
        | LineRole::Continuation
        | LineRole::InnerComment
        | LineRole::InnerBlank
        | LineRole::Heredoc
        | LineRole::HeredocEnd => {
            "belongs to no instruction, because Docker stops reading before it"
        }
    };
    let message = Block::Message {
        tag: Tag::Note,
        speaker: String::new(),
        content: vec![Inline::plain(format!("line {line} {what}."))],
        help: nearest(simulation, line).into_iter().collect(),
    };
    Document {
        blocks: vec![message],
    }
}

fn nearest(simulation: &Simulation, line: u32) -> Option<Vec<Inline>> {
    let instructions = simulation.dockerfile.instructions.iter();
    // Of two that are as near, the one below: comments stand above what they speak of.
    let distance =
        |first: u32, last: u32| (first.abs_diff(line).min(last.abs_diff(line)), first < line);
    let found = instructions.min_by_key(|it| distance(it.lines.first, it.lines.last))?;
    let first = found.lines.first;
    Some(vec![
        Inline::plain("the nearest instruction is "),
        Inline::new(Tag::Keyword, simulation.str(found.keyword_span)),
        Inline::plain(format!(" on line {first}: ")),
        Inline::code(format!("--line {first}")),
    ])
}
