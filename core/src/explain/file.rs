//! A service of a Compose file or a container of a Kubernetes object: what it says, what the container runs.

use crate::commandline::file::{Field, FieldEffect, FileReading, Probe, Problem, Speaker, Starts};
use crate::dockerfile::json::array_text;
use crate::document::{Block, Chapter, Document, Inline, Tag, prose};
use crate::simulation::{FileKind, FileSimulation, Simulation};
use crate::text::Texts;

use super::page::Page;
use super::writer::{Writer, paragraph};
use super::{chapters, launch, who};

pub(super) fn document(simulation: &FileSimulation) -> Document {
    let texts = simulation.texts();
    let page = Page::new(texts, simulation.file);
    let (reading, inner) = match (&simulation.reading, &simulation.simulation) {
        (Ok(reading), Some(inner)) => (reading, inner),
        (Err(problem), _) => return refused(simulation, problem, &page),
        (Ok(_), None) => return Document::default(),
    };
    let writer = Writer::on(inner, simulation.file);
    let what = match simulation.kind {
        FileKind::Compose => "What the service ",
        FileKind::Kubernetes => "What the container ",
    };
    let mut blocks = vec![
        Block::Title(vec![
            Inline::plain(what),
            Inline::code(texts.str(reading.name)).at(reading.name),
            Inline::plain(" runs"),
        ]),
        Block::Summary(launch::summary(&writer)),
    ];
    blocks.extend(launch::verdict(&writer));
    let mut found = vec![(Chapter::Options, fields(reading, texts))];
    found.extend(chapters::launch(&writer));
    found.push((Chapter::FurtherCommands, probes(reading, inner, &page)));
    found.push((
        Chapter::WhoExpands,
        who::blocks(texts, &page, &simulation.expansions),
    ));
    let found = found.into_iter().filter(|(_, blocks)| !blocks.is_empty());
    blocks.extend(found.map(|(chapter, blocks)| Block::Chapter { chapter, blocks }));
    Document { blocks }
}

/// Why nothing is started.
fn refused(simulation: &FileSimulation, problem: &Problem, page: &Page<'_>) -> Document {
    let (summary, speaker, tag) = match problem.speaker {
        Speaker::Compose | Speaker::Yaml => {
            ("Nothing: Compose refuses the file.", "Compose", Tag::Error)
        }
        Speaker::Docker => ("Nothing: Docker refuses it.", "Docker", Tag::Error),
        Speaker::Shellform => ("Nothing is started.", "Shellform", Tag::Error),
        Speaker::Unsupported => (
            "What it runs is not known: it takes something that is not simulated.",
            "Not simulated",
            Tag::Unknown,
        ),
    };
    let place = match page.place(problem.at) {
        Some(at) => format!(
            "{}, line {}, column {}: ",
            simulation.name, at.line, at.column
        ),
        None => String::new(),
    };
    let mut first = problem.message.lines();
    let line = first.next().unwrap_or_default();
    let is_ours = matches!(problem.speaker, Speaker::Shellform | Speaker::Unsupported);
    let mut content = vec![Inline::plain(place)];
    match is_ours {
        true => content.extend(prose(&format!("{line}."))),
        false => content.push(Inline::plain(line)),
    }
    let mut help: Vec<Vec<Inline>> = problem.help.iter().map(|it| prose(it)).collect();
    if problem.message.starts_with("this is no YAML") {
        help.push(prose(match simulation.kind {
            FileKind::Compose => "Compose refuses the file as well, in its own words.",
            FileKind::Kubernetes => "Kubernetes refuses the file as well, in its own words.",
        }));
    }
    let mut blocks = vec![
        Block::Title(prose("What this file runs")),
        Block::Summary(prose(summary)),
        Block::Message {
            tag,
            speaker: speaker.to_owned(),
            content,
            help,
        },
    ];
    blocks.extend(page.source(problem.at, "", tag));
    if first.next().is_some() {
        blocks.push(Block::Output(format!("{}\n", problem.message)));
    }
    Document { blocks }
}

/// *Options*: what each field does.
pub(super) fn fields(reading: &FileReading, texts: &Texts) -> Vec<Block> {
    let mut blocks = Vec::new();
    if !reading.fields.is_empty() {
        blocks.push(Block::Table {
            head: vec![prose("field"), prose("value"), prose("what it does")],
            rows: reading.fields.iter().map(|it| row(texts, it)).collect(),
        });
    }
    let notes = reading.notes.iter().map(|it| note(it));
    let assumed = reading.given.assumptions.iter();
    let assumed = assumed.map(|it| prose(&format!("Assumed: {it}.")));
    let list: Vec<Vec<Inline>> = notes.chain(assumed).collect();
    if !list.is_empty() {
        blocks.push(Block::List(list));
    }
    blocks
}

/// A sentence of ours; what Compose says behind it is left as it is.
fn note(note: &str) -> Vec<Inline> {
    match note.split_once(": ") {
        Some((lead, words)) if lead.starts_with("Compose warns") => vec![
            Inline::new(Tag::Warning, format!("{lead}: ")),
            Inline::plain(words),
        ],
        _ => prose(note),
    }
}

fn row(texts: &Texts, field: &Field) -> Vec<Vec<Inline>> {
    let does = match field.effect {
        FieldEffect::Acts(what) => prose(what),
        FieldEffect::NotSimulated => vec![Inline::new(Tag::Unknown, "not simulated")],
        FieldEffect::Elsewhere => {
            vec![Inline::new(
                Tag::Comment,
                "changes nothing about the command",
            )]
        }
    };
    let mut values = Vec::new();
    for value in &field.values {
        if !values.is_empty() {
            values.push(Inline::plain(", "));
        }
        values.push(Inline::code(texts.str(*value)).at(*value));
    }
    vec![
        vec![Inline::new(Tag::Flag, texts.str(field.name)).at(field.name)],
        values,
        does,
    ]
}

/// *Further commands*: health checks, probes, hooks.
fn probes(reading: &FileReading, inner: &Simulation, page: &Page<'_>) -> Vec<Block> {
    let probes = reading.probes.iter();
    probes.flat_map(|it| probe(it, inner, page)).collect()
}

fn probe(probe: &Probe, inner: &Simulation, page: &Page<'_>) -> Vec<Block> {
    let field = probe.field;
    match probe.starts {
        Starts::Never => vec![paragraph(&format!(
            "`{field}`: no command; a HEALTHCHECK of the image is switched off."
        ))],
        Starts::ByImage => vec![paragraph(&format!(
            "`{field}`: not given, so a HEALTHCHECK of the image stays."
        ))],
        Starts::Directly if probe.argv.is_empty() => vec![paragraph(&format!(
            "`{field}`: an empty argv, which nothing can start."
        ))],
        Starts::Directly => vec![
            paragraph(&format!(
                "`{field}` starts this argv in the container; no shell stands between:"
            )),
            page.argv(&probe.argv),
        ],
        Starts::ByShell => by_shell(probe, inner, page),
    }
}

/// The engine puts the image's SHELL in front.
fn by_shell(probe: &Probe, inner: &Simulation, page: &Page<'_>) -> Vec<Block> {
    let stage = inner.build.target_stage();
    let shell = stage.and_then(|it| it.config.shell.value.value());
    let shell: Vec<&str> = match shell {
        Some(shell) if !shell.is_empty() => shell.iter().map(|it| inner.str(*it)).collect(),
        Some(_) | None => vec!["/bin/sh", "-c"],
    };
    let is_known = stage.is_some_and(|it| it.config.shell.value.value().is_some());
    let assumed = if is_known {
        ""
    } else {
        ", as far as the image sets no SHELL"
    };
    let arguments = probe.argv.iter().map(|it| inner.str(*it));
    let argv: Vec<&str> = shell.iter().copied().chain(arguments).collect();
    let mut sentence = prose(&format!(
        "`{}` is for a shell{assumed}. The engine starts ",
        probe.field
    ));
    sentence.push(Inline::code(array_text(&argv)));
    sentence.push(Inline::plain("; what the file says of it:"));
    vec![Block::Paragraph(sentence), page.argv(&probe.argv)]
}
