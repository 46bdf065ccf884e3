//! What becomes of a container that is told to end: who runs, who gets the signal, how long it takes.

use crate::dockerfile::json::array_text;
use crate::document::{Block, Inline, Tag};
use crate::input::StopBy;
use crate::kernel::Signal;
use crate::simulation::{CommandRun, StopRun};
use crate::text::Span;
use crate::trace::{Outcome, Pid, Receives, SeenProcess, SeenReaction, Stopped};

use super::writer::Writer;

/// The rows of the longest table.
const MOST: usize = 100;

/// All of it; nothing where nothing was to be told to end.
pub(super) fn blocks(writer: &Writer<'_>, run: &CommandRun) -> Vec<Block> {
    let Some(stop) = &run.stop else {
        return Vec::new();
    };
    let mut blocks = Vec::new();
    if let Some(stopped) = &stop.trace.stopped {
        blocks.push(Block::Paragraph(when(writer, stop, stopped)));
        blocks.push(table(writer, stopped));
    }
    blocks.push(verdict(writer, stop));
    blocks.extend(written(writer, run, stop));
    blocks.extend(assumed(run, stop));
    blocks
}

/// How it ends, in a sentence, and what that hangs on; nothing where that goes without saying.
pub(super) fn in_short(writer: &Writer<'_>, run: &CommandRun) -> Vec<Block> {
    let stop = run.stop.as_ref();
    let Some(stop) = stop.filter(|it| it.trace.stopped.is_some()) else {
        return Vec::new();
    };
    let mut blocks = vec![verdict(writer, stop)];
    blocks.extend(assumed(run, stop));
    blocks
}

/// ` docker stop `
fn called(writer: &Writer<'_>, by: StopBy) -> Inline {
    Inline::code(match by {
        StopBy::DockerStop => writer.stops().0,
        StopBy::DockerKill => "docker kill",
        StopBy::CtrlC => "Ctrl-C",
    })
}

fn signal(number: u8) -> Inline {
    Inline::code(match Signal(number).name() {
        Some(name) => format!("SIG{name}"),
        None => format!("signal {number}"),
    })
}

/// A time in nanoseconds, as people say it.
fn duration(time: u64) -> String {
    const SECOND: u64 = 1_000_000_000;
    const TENTH: u64 = SECOND / 10;
    match (time / SECOND, time % SECOND / TENTH) {
        (0, 0) => "less than a tenth of a second".to_owned(),
        (1, 0) => "1 second".to_owned(),
        (seconds, 0) => format!("{seconds} seconds"),
        (seconds, tenths) => format!("{seconds}.{tenths} seconds"),
    }
}

/// `When docker stop comes, 1 second after the start, these processes run:`
fn when(writer: &Writer<'_>, stop: &StopRun, stopped: &Stopped) -> Vec<Inline> {
    vec![
        Inline::plain("When "),
        called(writer, stop.by),
        Inline::plain(format!(
            " comes, {} after the start, {} there:",
            duration(stopped.at),
            match stopped.processes.len() {
                1 => "this process is".to_owned(),
                many => format!("these {many} processes are"),
            }
        )),
    ]
}

fn table(writer: &Writer<'_>, stopped: &Stopped) -> Block {
    let row = |it: &SeenProcess| {
        let argv = array_text(&writer.strings(&it.argv));
        let mut gets = vec![Inline::plain("nothing")];
        if it.receives == Receives::Yes {
            gets = vec![signal(stopped.signal), Inline::plain(": ")];
            gets.extend(reaction(it, stopped.signal));
        }
        vec![
            vec![Inline::plain(it.pid.0.to_string())],
            vec![Inline::plain(match it.parent {
                Pid(0) => String::new(),
                Pid(parent) => parent.to_string(),
            })],
            vec![Inline::code(argv)],
            gets,
        ]
    };
    let head = ["PID", "parent", "argv", "gets"];
    Block::Table {
        head: head.map(|it| vec![Inline::plain(it)]).to_vec(),
        rows: stopped.processes.iter().take(MOST).map(row).collect(),
    }
}

/// What a process does with a signal.
fn reaction(process: &SeenProcess, number: u8) -> Vec<Inline> {
    let is_first = process.pid == Pid(1);
    let (tag, text) = match process.reaction {
        _ if Signal(number) == Signal::KILL => (Tag::Warning, "ends it; nobody can handle it"),
        SeenReaction::Caught => (Tag::Good, "it has a handler"),
        SeenReaction::Ignored => (Tag::Warning, "it ignores it"),
        SeenReaction::Default if is_first => (
            Tag::Warning,
            "it has no handler, and as PID 1 nothing ends it then",
        ),
        SeenReaction::Default if Signal(number).ends_by_default() => {
            (Tag::Plain, "it has no handler, so that ends it")
        }
        SeenReaction::Default => (Tag::Plain, "it has no handler, and that does nothing"),
    };
    vec![Inline::new(tag, text)]
}

/// How it ends.
fn verdict(writer: &Writer<'_>, stop: &StopRun) -> Block {
    let Some(stopped) = &stop.trace.stopped else {
        return match &stop.trace.outcome {
            Outcome::Unsupported(what) => unknown(what),
            Outcome::Exited(_) | Outcome::Signalled(_) | Outcome::OutOfFuel(_) => {
                let mut sentence = vec![Inline::plain("The container has ended by itself before ")];
                sentence.push(called(writer, stop.by));
                sentence.push(Inline::plain(" comes."));
                Block::Paragraph(sentence)
            }
        };
    };
    if let Outcome::Unsupported(what) = &stop.trace.outcome {
        return unknown(what);
    }
    let mut sentence = vec![called(writer, stop.by)];
    let first = stopped.processes.first();
    let is_caught = first.is_some_and(|it| it.reaction == SeenReaction::Caught);
    match (stopped.killed_after, stopped.ended_after, stop.exit()) {
        (Some(time), _, exit) => {
            sentence.push(Inline::plain(" waits "));
            sentence.push(Inline::new(
                Tag::Warning,
                format!("the whole {}", duration(time)),
            ));
            sentence.push(Inline::plain(", then ends everything with "));
            sentence.push(Inline::code("SIGKILL"));
            sentence.extend(exit.map(exits).into_iter().flatten());
            sentence.push(Inline::plain(match is_caught {
                true => ". PID 1 handles ",
                false => ". PID 1 has no handler for ",
            }));
            sentence.push(signal(stopped.signal));
            sentence.push(Inline::plain(match is_caught {
                true => ", but does not end in time: a shell runs a trap only when the program it waits for has ended.",
                false => ", so the signal does nothing.",
            }));
        }
        (None, Some(time), exit) => {
            sentence.push(Inline::plain(" ends the container "));
            let time = match time {
                0..100_000_000 => "at once".to_owned(),
                time => format!("after {}", duration(time)),
            };
            sentence.push(Inline::new(Tag::Good, time));
            sentence.extend(exit.map(exits).into_iter().flatten());
            sentence.push(Inline::plain("."));
        }
        (None, None, _) => {
            sentence.push(Inline::new(Tag::Warning, " does not end the container"));
            sentence.push(Inline::plain(": it goes on."));
        }
    }
    Block::Paragraph(sentence)
}

/// `: exit status 137`
fn exits(status: u8) -> [Inline; 2] {
    let tag = match status {
        0 => Tag::Good,
        _ => Tag::Warning,
    };
    [
        Inline::plain(": "),
        Inline::new(tag, format!("exit status {status}")),
    ]
}

fn unknown(what: &str) -> Block {
    Block::Message {
        tag: Tag::Unknown,
        speaker: "Not simulated".to_owned(),
        content: vec![Inline::plain(format!(
            "{what}. What a signal from outside does then is not known."
        ))],
        help: Vec::new(),
    }
}

/// What it prints from its start on, where that is not what it prints when it is left alone.
fn written(writer: &Writer<'_>, run: &CommandRun, stop: &StopRun) -> Vec<Block> {
    let joined = |it: &[Span]| writer.strings(it).concat();
    let streams = [
        (
            "Standard output, from the start to that end:",
            &stop.trace.stdout,
            &run.trace.stdout,
        ),
        (
            "Standard error, from the start to that end:",
            &stop.trace.stderr,
            &run.trace.stderr,
        ),
    ];
    let mut blocks = Vec::new();
    for (heading, told, alone) in streams {
        let text = joined(told);
        if !text.is_empty() && text != joined(alone) {
            blocks.push(Block::Paragraph(vec![Inline::plain(heading)]));
            blocks.push(Block::Output(text));
        }
    }
    blocks
}

/// What only this hangs on.
fn assumed(run: &CommandRun, stop: &StopRun) -> Vec<Block> {
    let known: Vec<&str> = run.trace.assumptions().collect();
    let only_here = stop.trace.assumptions().filter(|it| !known.contains(it));
    let items: Vec<Vec<Inline>> = only_here.map(|it| vec![Inline::plain(it)]).collect();
    if items.is_empty() {
        return Vec::new();
    }
    let heading = "Taken to be so of programs that nobody here knows; a stub says otherwise:";
    vec![
        Block::Paragraph(vec![Inline::plain(heading)]),
        Block::List(items),
    ]
}
