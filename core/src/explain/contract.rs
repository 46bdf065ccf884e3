//! What an image asks of whoever runs it, and who supplies the rest.

use crate::document::{Block, Document, Inline, Tag, prose};
use crate::ledger::{By, Entry, Kind, Ledger};
use crate::simulation::{Command, Simulation};

use super::launch;
use super::stopped;
use super::writer::{Writer, count, paragraph};

pub(super) fn document(simulation: &Simulation, ledger: &Ledger) -> Document {
    let writer = Writer::new(simulation);
    let asked: Vec<&Entry> = ledger.for_the_operator().collect();
    let mut blocks = vec![
        Block::Title(prose("What this image asks of whoever runs it")),
        Block::Summary(summary(&asked)),
    ];
    blocks.extend(launch::verdict(&writer));
    if !asked.is_empty() {
        blocks.push(paragraph("To bring, or to know of:"));
        let rows = asked.iter().map(|it| {
            let mut row = vec![kind(it), name(it), place(&writer, it)];
            row.push(vec![Inline::plain(it.note.as_str())]);
            row
        });
        blocks.push(table(&["what", "name", "where", "why"], rows.collect()));
    }
    if let Some(run) = simulation.run(Command::Launch) {
        blocks.extend(stopped::blocks(&writer, run));
    }
    if !ledger.entries.is_empty() {
        blocks.push(paragraph(
            "Who supplies what the container's command depends on:",
        ));
        let rows = ledger.entries.iter().map(|it| {
            let mut supplied = by(&writer, it);
            if !it.note.is_empty() {
                supplied.push(Inline::plain(format!("; {}", it.note)));
            }
            vec![kind(it), name(it), value(it), supplied]
        });
        let head = ["what", "name", "value", "supplied by"];
        blocks.push(table(&head, rows.collect()));
    }
    Document { blocks }
}

fn table(head: &[&str], rows: Vec<Vec<Vec<Inline>>>) -> Block {
    Block::Table {
        head: head.iter().map(|it| vec![Inline::plain(*it)]).collect(),
        rows,
    }
}

/// `2 variables that nobody sets, 1 port.`
fn summary(asked: &[&Entry]) -> Vec<Inline> {
    let number = |kind: Kind| asked.iter().filter(|it| it.kind == kind).count();
    let parts: Vec<String> = [
        (Kind::Variable, "variable", " that nobody sets"),
        (Kind::Program, "program", " that nobody brings"),
        (Kind::File, "file", " that nobody is known to bring"),
        (Kind::Port, "port", ""),
        (Kind::Volume, "volume", ""),
    ]
    .into_iter()
    .filter_map(|(kind, singular, what)| match number(kind) {
        0 => None,
        some => Some(format!("{}{what}", count(some, singular))),
    })
    .collect();
    match parts.is_empty() {
        true => {
            prose("Nothing that shows: every variable is set, and there are no ports or volumes.")
        }
        false => vec![Inline::plain(format!("{}.", parts.join(", ")))],
    }
}

fn kind(entry: &Entry) -> Vec<Inline> {
    vec![Inline::plain(entry.kind.name())]
}

fn name(entry: &Entry) -> Vec<Inline> {
    match entry.name == entry.kind.name() {
        true => Vec::new(),
        false => {
            let inline = Inline::code(entry.name.as_str());
            vec![entry.at.map_or(inline.clone(), |at| inline.at(at))]
        }
    }
}

fn value(entry: &Entry) -> Vec<Inline> {
    match entry.value.as_deref() {
        Some("") => vec![Inline::new(Tag::Comment, "empty")],
        Some(value) => vec![Inline::code(value)],
        None => Vec::new(),
    }
}

/// `line 3, column 5`, or `entrypoint.sh, line 3` of another file.
fn place(writer: &Writer<'_>, entry: &Entry) -> Vec<Inline> {
    let page = writer.page();
    let here = |at| {
        let place = page.place(at)?;
        Some(format!("line {}, column {}", place.line, place.column))
    };
    let text = entry
        .at
        .and_then(|at| here(at).or_else(|| page.elsewhere(at)));
    vec![Inline::plain(text.unwrap_or_default())]
}

fn by(writer: &Writer<'_>, entry: &Entry) -> Vec<Inline> {
    vec![match &entry.by {
        By::Image(set_by) => Inline::plain(writer.set_by(*set_by)),
        By::Operator(option) => Inline::plain(writer.simulation.origin.called(option)),
        By::Engine => Inline::plain("the engine"),
        By::Script => Inline::plain("the script"),
        By::Shell => Inline::plain("the shell"),
        By::Nobody => Inline::new(Tag::Warning, "nobody"),
        By::Unknown(why) => Inline::new(Tag::Unknown, format!("not known ({why})")),
    }]
}
