//! *Processes and signals*: who is PID 1, and what `docker stop` sends.

use crate::document::{Block, Inline, prose};
use crate::knowledge::Known;
#[cfg(feature = "follow")]
use crate::simulation::Command;

#[cfg(feature = "follow")]
use super::super::stopped;
use super::super::writer::{Writer, paragraph};

pub(super) fn launch(writer: &Writer<'_>) -> Vec<Block> {
    let Some(launch) = &writer.simulation.launch else {
        return Vec::new();
    };
    let Some(first) = launch.pid1.first() else {
        return Vec::new();
    };
    let mut sentence = prose("PID 1 is ");
    sentence.push(writer.code(*first));
    let (stops, seconds) = writer.stops();
    sentence.extend(prose(&format!(". `{stops}` sends ")));
    match &launch.stop_signal {
        Known::Yes(Some((signal, supplier))) => {
            sentence.push(writer.code(*signal));
            sentence.extend(prose(&format!(
                " (set by {})",
                writer.supplied_by(*supplier)
            )));
        }
        Known::Yes(None) => sentence.extend(prose("`SIGTERM`")),
        Known::No(_) => sentence.extend(prose(
            "`SIGTERM`, unless the base image sets another signal,",
        )),
    }
    sentence.push(Inline::plain(format!(" to PID 1 alone, and kills the container after a grace period, {seconds} seconds unless told otherwise.")));
    let mut blocks = vec![Block::Paragraph(sentence)];
    #[cfg(feature = "follow")]
    if let Some(run) = writer.simulation.run(Command::Launch)
        && let followed = stopped::blocks(writer, run)
        && !followed.is_empty()
    {
        blocks.extend(followed);
        return blocks;
    }
    let is_init = launch.pid1.len() != launch.argv.len();
    let is_shell = launch.argv.get(1).is_some_and(|it| writer.str(*it) == "-c");
    blocks.push(paragraph(match (is_init, is_shell) {
        (true, _) => "`docker-init` passes the signal on to the command it has started, and collects processes that have ended.",
        (false, true) => "PID 1 is a shell, and a shell does not pass signals on to the programs it has started. Whether it stays, or replaces itself by the last command of its script, differs between shells: dash stays, bash and busybox replace themselves when the script is one simple command.",
        (false, false) => "No shell stands between: the program gets the signal itself. As PID 1 it has to handle it, because the kernel does not end PID 1 for a signal that it has no handler for.",
    }));
    blocks
}
