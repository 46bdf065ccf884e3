//! The verdict: how a script ends and what it prints, or why it is refused, in one sentence.

use crate::document::{Inline, Tag};
use crate::kernel::Signal;
use crate::simulation::ScriptReading;
use crate::text::{Source, Span};
use crate::trace::{Outcome, Resource};

use super::super::writer::count;
use super::View;

/// Output that is this short stands in the sentence.
const SHORT: usize = 60;

pub(super) fn sentence(view: &View<'_>) -> Vec<Inline> {
    let who = match view.reading {
        Some(reading) => reading.shell.dialect.name(),
        None => "It",
    };
    let mut sentence = vec![Inline::new(Tag::Strong, who)];
    let refusal = view.reading.and_then(ScriptReading::refused);
    match (refusal.is_some(), &view.trace.outcome) {
        (true, outcome) => sentence.extend(refused(view, outcome)),
        (false, Outcome::Exited(status)) => {
            sentence.extend(printed(view));
            sentence.extend(exits(*status));
        }
        (false, Outcome::Signalled(signal)) => {
            sentence.extend(printed(view));
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
fn prints_unknown(view: &View<'_>) -> bool {
    let texts = &view.texts;
    let is_unknown = |it: Span| matches!(texts.source(it.text), Some(Source::Unknown { .. }));
    let mut written = view.trace.stdout.iter();
    written.any(|it| texts.trail(*it).any(|piece| is_unknown(piece.source)))
}

/// ` prints …`
fn printed(view: &View<'_>) -> Vec<Inline> {
    if prints_unknown(view) {
        let unknown = Inline::new(Tag::Unknown, "something that nobody here knows");
        return vec![Inline::plain(" prints "), unknown];
    }
    let text = view.joined(&view.trace.stdout);
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
fn refused(view: &View<'_>, outcome: &Outcome) -> Vec<Inline> {
    let mut sentence = vec![
        Inline::plain(" "),
        Inline::new(Tag::Error, "refuses the script"),
    ];
    let reading = view.reading;
    let refusal = reading.and_then(ScriptReading::refused);
    if let Some(place) = refusal.and_then(|it| view.page.place(it.explanation.span)) {
        let place = format!(" at line {}, column {}", place.line, place.column);
        sentence.push(Inline::plain(place));
    }
    let has_run = reading.is_some_and(|it| it.parse.script.commands.is_empty());
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
