//! *Kernel exec* of a `HEALTHCHECK`: what the engine starts in the running container, and what its exit status means.
//!
//! The engine puts `/bin/sh -c` before a script and knows nothing of `SHELL`, which an image keeps for builds alone
//! (recorded of Docker 28.5: with `SHELL ["/bin/bash", "-c"]` the check's `$0` is `/bin/sh`).

use crate::build::{HealthcheckConfig, SetBy};
use crate::document::{Block, prose};
use crate::knowledge::Known;

use super::super::writer::{Writer, count, paragraph};

/// What Docker takes where nothing is set.
const INTERVAL: i64 = 30;
const RETRIES: i32 = 3;

/// Nanoseconds in a second.
const SECOND: i64 = 1_000_000_000;

pub(super) fn blocks(writer: &Writer<'_>, index: usize) -> Vec<Block> {
    let simulation = writer.simulation;
    let stage = simulation.step(index).and_then(|it| it.stage);
    let stage = stage.and_then(|it| simulation.build.stages.get(it));
    let setting = stage.map(|it| &it.config.healthcheck);
    let Some(setting) = setting.filter(|it| it.set_by == SetBy::Instruction(index)) else {
        return Vec::new();
    };
    match &setting.value {
        Known::Yes(Some(check)) => of(writer, check),
        Known::Yes(None) | Known::No(_) => Vec::new(),
    }
}

fn of(writer: &Writer<'_>, check: &HealthcheckConfig) -> Vec<Block> {
    let Some((kind, argv)) = check.test.split_first() else {
        return Vec::new();
    };
    let what = match writer.str(*kind) {
        "NONE" => {
            let none = "There is no check; one of the base image no longer counts.";
            return vec![paragraph(none)];
        }
        "CMD-SHELL" => {
            "The engine starts `/bin/sh`, `-c` and this script in the running container. It does so whatever `SHELL` says:"
        }
        _ => "The engine starts this argv in the running container; no shell reads it:",
    };
    let seconds = |time: i64| match time {
        0 => count(usize::try_from(INTERVAL).unwrap_or_default(), "second"),
        time if time % SECOND == 0 => {
            count(usize::try_from(time / SECOND).unwrap_or_default(), "second")
        }
        time => format!("{} milliseconds", time / 1_000_000),
    };
    let retries = match check.retries {
        0 => RETRIES,
        retries => retries,
    };
    let retries = match retries {
        1 => "once".to_owned(),
        many => format!("{many} times in a row"),
    };
    let mut rule = format!(
        "It runs as the container's user, in its directory and with its environment, {} after the last one has ended. One that takes longer than {} counts as failed. Exit status 0 means healthy; any other, {retries}, makes the container unhealthy.",
        seconds(check.interval),
        seconds(check.timeout),
    );
    if check.start_period > 0 {
        let period = seconds(check.start_period);
        rule.push_str(&format!(" In the first {period} failures do not count."));
    }
    rule.push_str(" Docker only notes that: it does not end the container.");
    vec![
        Block::Paragraph(prose(what)),
        writer.argv(argv),
        Block::Paragraph(prose(&rule)),
    ]
}
