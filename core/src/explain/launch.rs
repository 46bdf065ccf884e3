//! What the container runs.

use crate::dockerfile::json::array_text;
use crate::document::{Block, Document, Inline, Tag, prose};

use super::chapters;
use super::writer::Writer;

pub(super) fn document(writer: &Writer<'_>) -> Document {
    let mut blocks = vec![
        Block::Title(prose("What the container runs")),
        Block::Summary(summary(writer)),
    ];
    blocks.extend(verdict(writer));
    let chapters = chapters::launch(writer);
    let chapters = chapters
        .into_iter()
        .filter(|(_, blocks)| !blocks.is_empty());
    blocks.extend(chapters.map(|(chapter, blocks)| Block::Chapter { chapter, blocks }));
    Document { blocks }
}

/// The longest array that a sentence shows, in bytes; what is longer stands below it, an argument a line.
const LONGEST_INLINE: usize = 72;

/// The argv of PID 1 in one sentence.
pub(super) fn summary(writer: &Writer<'_>) -> Vec<Inline> {
    if writer.simulation.refusal().is_some() {
        return prose("Nothing: Docker refuses to build this file, so there is no image to start.");
    }
    if writer.simulation.stopping_run().is_some() {
        return prose(
            "Nothing: the build stops at an instruction that fails, so there is no image to start.",
        );
    }
    match &writer.simulation.launch {
        None => prose("Nothing: there is no image to start."),
        #[cfg(feature = "follow")]
        Some(launch)
            if launch.nothing_to_run.is_some()
                && writer.simulation.origin != crate::commandline::Origin::DockerRun =>
        {
            prose("Nothing: neither the image nor the file says what to start.")
        }
        Some(launch) if launch.nothing_to_run.is_some() => prose(
            "Nothing: the image says neither `ENTRYPOINT` nor `CMD`, so `docker run` has no command to start.",
        ),
        Some(launch) => match array_text(&writer.strings(&launch.pid1)) {
            long if long.len() > LONGEST_INLINE => prose("PID 1 gets this argv:"),
            array => vec![
                Inline::plain("PID 1 gets "),
                Inline::code(array),
                Inline::plain("."),
            ],
        },
    }
}

/// What BuildKit says of the `RUN` that stops the build, with its place.
pub(super) fn failed_run(writer: &Writer<'_>) -> Vec<Block> {
    let Some(failed) = writer.simulation.stopping_run() else {
        return Vec::new();
    };
    let mut blocks = vec![Block::Message {
        tag: Tag::Error,
        speaker: "BuildKit".to_owned(),
        content: vec![Inline::plain(&failed.message)],
        help: vec![prose(
            "What follows is what would happen without this error.",
        )],
    }];
    let instructions = &writer.simulation.dockerfile.instructions;
    let span = instructions
        .get(failed.instruction)
        .map(|it| it.keyword_span);
    blocks.extend(
        span.into_iter()
            .flat_map(|it| writer.source(it, "", Tag::Error)),
    );
    blocks
}

/// Docker's refusal, with its place.
pub(super) fn verdict(writer: &Writer<'_>) -> Vec<Block> {
    let Some(refusal) = writer.simulation.refusal() else {
        return failed_run(writer);
    };
    let mut blocks = vec![Block::Message {
        tag: Tag::Error,
        speaker: "Docker".to_owned(),
        content: vec![Inline::plain(refusal.full_message())],
        help: vec![prose(
            "What follows is what would happen without this error.",
        )],
    }];
    blocks.extend(writer.source(refusal.span, "", Tag::Error));
    blocks
}
