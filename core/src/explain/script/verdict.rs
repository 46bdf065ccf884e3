//! The verdict: how a script ends and what it prints, or why it is refused, in one sentence.

use crate::document::{Inline, Tag};
use crate::kernel::Signal;
use crate::simulation::ShellSimulation;
use crate::text::{LineIndex, Source, Span};
use crate::trace::{Outcome, Resource};

use super::super::writer::count;

/// Output that is this short stands in the sentence.
const SHORT: usize = 60;

pub(super) fn sentence(simulation: &ShellSimulation) -> Vec<Inline> {
    let mut sentence = vec![Inline::new(
        Tag::Strong,
        simulation.shell.shell().dialect.name(),
    )];
    match (simulation.refused().is_some(), &simulation.trace.outcome) {
        (true, outcome) => sentence.extend(refused(simulation, outcome)),
        (false, Outcome::Exited(status)) => {
            sentence.extend(printed(simulation));
            sentence.extend(exits(*status));
        }
        (false, Outcome::Signalled(signal)) => {
            sentence.extend(printed(simulation));
            let name = Signal(*signal).name().unwrap_or("?");
            sentence.push(Inline::plain(" and is ended by the signal "));
            sentence.push(Inline::code(format!("SIG{name}")));
        }
        (false, Outcome::Unsupported(_)) => {
            sentence.push(Inline::plain(" comes to something that is not simulated: "));
            sentence.push(Inline::new(Tag::Unknown, "how it ends is not known"));
        }
        (false, Outcome::OutOfFuel(resource)) => sentence.extend(exhausted(*resource)),
    }
    sentence.push(Inline::plain("."));
    sentence
}

/// ` and ends with exit status 0`
fn exits(status: u8) -> [Inline; 2] {
    let tag = match status {
        0 => Tag::Good,
        _ => Tag::Warning,
    };
    [
        Inline::plain(" and ends with "),
        Inline::new(tag, format!("exit status {status}")),
    ]
}

/// Whether it prints characters that nobody here knows.
fn prints_unknown(simulation: &ShellSimulation) -> bool {
    let texts = &simulation.session.texts;
    let is_unknown = |it: Span| matches!(texts.source(it.text), Some(Source::Unknown { .. }));
    let mut written = simulation.trace.stdout.iter();
    written.any(|it| texts.trail(*it).any(|piece| is_unknown(piece.source)))
}

/// ` prints …`
fn printed(simulation: &ShellSimulation) -> Vec<Inline> {
    if prints_unknown(simulation) {
        let unknown = Inline::new(Tag::Unknown, "something that nobody here knows");
        return vec![Inline::plain(" prints "), unknown];
    }
    let text = simulation.joined(&simulation.trace.stdout);
    let line = text.strip_suffix('\n').unwrap_or(&text);
    match text.lines().count() {
        0 => vec![Inline::plain(" prints nothing")],
        1 if line.len() <= SHORT && !line.is_empty() => {
            vec![Inline::plain(" prints "), Inline::code(line)]
        }
        lines => vec![Inline::plain(format!(" prints {}", count(lines, "line")))],
    }
}

/// ` refuses the script at line 1, column 13 …`
fn refused(simulation: &ShellSimulation, outcome: &Outcome) -> Vec<Inline> {
    let mut sentence = vec![
        Inline::plain(" "),
        Inline::new(Tag::Error, "refuses the script"),
    ];
    let refusal = simulation.refused();
    let span = refusal.map(|it| simulation.session.texts.source_span(it.explanation.span));
    if let Some(span) = span.filter(|it| it.text == simulation.script.text) {
        let text = simulation.str(simulation.script);
        let place = LineIndex::new(text).line_column(text, span.start);
        let place = format!(" at line {}, column {}", place.line, place.column);
        sentence.push(Inline::plain(place));
    }
    let has_run = simulation.parse.script.commands.is_empty();
    sentence.push(Inline::plain(match has_run {
        true => ": none of it runs",
        false => ": only what stands before that command runs",
    }));
    if let Outcome::Exited(status) = outcome {
        sentence.push(Inline::plain(", and the shell ends with "));
        let status = format!("exit status {status}");
        sentence.push(Inline::new(Tag::Warning, status));
    }
    sentence
}

/// ` does not come to an end …`
fn exhausted(resource: Resource) -> [Inline; 2] {
    let what = match resource {
        Resource::Steps => "after millions of commands it still goes on",
        Resource::Depth => "functions, substitutions or scripts call one another without end",
        Resource::Text => "its texts grow without end",
        Resource::Processes => "it starts processes without end",
        Resource::Time => "it waits for something that never comes, or for longer than a day",
    };
    [
        Inline::plain(" "),
        Inline::new(Tag::Warning, format!("does not come to an end: {what}")),
    ]
}
