//! *Run arguments*: ENTRYPOINT, CMD and what `docker run` says, put together.

#[cfg(feature = "follow")]
use crate::commandline::Origin;
use crate::document::{Block, Inline, prose};
use crate::launch::{LaunchPlan, Part};

use super::super::writer::{Writer, paragraph};

const OF_DOCKER_RUN: &str = "The argv is ENTRYPOINT, then CMD. Arguments after the image's name in `docker run` replace CMD as a whole; `--entrypoint` replaces ENTRYPOINT and drops CMD.";

pub(super) fn blocks(writer: &Writer<'_>) -> Vec<Block> {
    let Some(launch) = &writer.simulation.launch else {
        return Vec::new();
    };
    #[cfg(feature = "follow")]
    let rule = match writer.simulation.origin {
        Origin::DockerRun => OF_DOCKER_RUN,
        Origin::ComposeRun => {
            "The argv is ENTRYPOINT, then CMD. What follows the service on the line replaces its `command`; `--entrypoint` replaces its `entrypoint`, and drops its `command` and the image's CMD."
        }
        Origin::Compose => {
            "The argv is ENTRYPOINT, then CMD. `command` of the service replaces CMD as a whole; `entrypoint` replaces ENTRYPOINT and drops CMD, but where it is empty CMD stays."
        }
        Origin::Kubernetes => {
            "The argv is ENTRYPOINT, then CMD. `args` of the container replaces CMD as a whole; `command` replaces ENTRYPOINT and drops CMD. An empty list is none."
        }
    };
    #[cfg(not(feature = "follow"))]
    let rule = OF_DOCKER_RUN;
    let mut blocks = vec![paragraph(rule)];
    blocks.push(Block::Table {
        head: vec![prose("part"), prose("set by"), prose("argv")],
        rows: vec![
            row(writer, "ENTRYPOINT", &launch.entrypoint),
            row(writer, "CMD", &launch.command),
        ],
    });
    blocks.extend(dropped(writer, "ENTRYPOINT", &launch.entrypoint));
    blocks.extend(dropped(writer, "CMD", &launch.command));
    blocks.extend(assumptions(launch));
    blocks
}

fn row(writer: &Writer<'_>, name: &str, part: &Part) -> Vec<Vec<Inline>> {
    let argv = match part.argv.is_empty() {
        true => vec![Inline::new(crate::document::Tag::Comment, "nothing")],
        false => vec![Inline::code(crate::dockerfile::json::array_text(
            &writer.strings(&part.argv),
        ))],
    };
    vec![
        prose(name),
        vec![Inline::plain(writer.supplied_by(part.supplier))],
        argv,
    ]
}

fn dropped(writer: &Writer<'_>, name: &str, part: &Part) -> Option<Block> {
    let (argv, set_by) = part.dropped.as_ref()?;
    let mut sentence = prose(&format!(
        "The image's {name}, set by {}, is not used: ",
        writer.set_by(*set_by)
    ));
    sentence.push(Inline::code(crate::dockerfile::json::array_text(
        &writer.strings(argv),
    )));
    Some(Block::Paragraph(sentence))
}

fn assumptions(launch: &LaunchPlan) -> Option<Block> {
    if launch.assumptions.is_empty() {
        return None;
    }
    Some(Block::Message {
        tag: crate::document::Tag::Unknown,
        speaker: "Assumed".to_owned(),
        content: vec![Inline::plain(format!("{}.", launch.assumptions.join("; ")))],
        help: vec![prose(
            "Give the base image's configuration (`docker image inspect IMAGE`) to know instead of assuming.",
        )],
    })
}
