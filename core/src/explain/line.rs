//! A line as it is typed on a host: what its shell makes of it, what Docker makes of the argv, what the container runs.

use crate::commandline::docker::{DockerLine, NotRead, Refusal, Verb};
use crate::commandline::flags::{Effect, Kind, Occurrence};
use crate::dockerfile::json::array_text;
use crate::document::{Block, Chapter, Document, Inline, Tag, prose};
use crate::simulation::{LineSimulation, Simulation};
use crate::text::Texts;

use super::page::Page;
use super::writer::{Writer, paragraph};
use super::{chapters, file, launch, who};

pub(super) fn document(simulation: &LineSimulation) -> Document {
    let texts = simulation.texts();
    let page = Page::new(texts, simulation.host.line);
    let mut blocks = vec![
        Block::Title(prose("What this line runs")),
        Block::Summary(summary(simulation)),
    ];
    blocks.extend(stop(simulation, &page));
    let host = host_shell(simulation, &page);
    let options = options(simulation, texts);
    let mut found = vec![(Chapter::HostShell, host), (Chapter::Options, options)];
    if let Some(inner) = &simulation.simulation {
        let writer = Writer::on(inner, simulation.host.line);
        blocks.extend(launch::verdict(&writer));
        match is_exec(simulation) {
            true => found.push((Chapter::KernelExec, exec(inner, &page))),
            false => found.extend(chapters::launch(&writer)),
        }
    }
    found.push((
        Chapter::WhoExpands,
        who::blocks(texts, &page, &simulation.expansions),
    ));
    let found = found.into_iter().filter(|(_, blocks)| !blocks.is_empty());
    blocks.extend(found.map(|(chapter, blocks)| Block::Chapter { chapter, blocks }));
    Document { blocks }
}

fn is_exec(simulation: &LineSimulation) -> bool {
    matches!(&simulation.docker, Ok(line) if line.verb.is_exec())
}

fn summary(simulation: &LineSimulation) -> Vec<Inline> {
    if simulation.host.refusal.is_some() {
        return prose("Nothing: the shell of the host does not take this line as it stands.");
    }
    if simulation.host.argv.is_empty()
        && let Some(what) = &simulation.host.unsupported
    {
        return vec![Inline::plain(format!(
            "Whether the line starts `docker` is not known: it comes to {what}, which is not simulated."
        ))];
    }
    match (&simulation.docker, &simulation.simulation) {
        (Err(NotRead::OtherCommand(called)), _) if called.is_empty() => {
            prose("The line starts no `docker`.")
        }
        (Err(NotRead::OtherCommand(called)), _) => vec![
            Inline::code(called.clone()),
            Inline::plain(
                " is not one of the commands that are simulated: docker run, create, exec, docker compose run, exec.",
            ),
        ],
        (Err(NotRead::Refused(_)), _) => prose("Nothing: Docker refuses the line."),
        (Ok(line), _) if line.refusal.as_ref().is_some_and(|it| it.exit == 0) => {
            prose("Nothing: Docker shows its help.")
        }
        (Ok(line), _) if line.refusal.is_some() => prose("Nothing: Docker refuses the line."),
        (Ok(line), Some(inner)) if line.verb.is_exec() => exec_summary(inner),
        (Ok(_), Some(inner)) => launch::summary(&Writer::on(inner, simulation.host.line)),
        (Err(NotRead::Unknown(..)), _) | (Ok(_), None) => {
            prose("What it runs hangs on something that is not known.")
        }
    }
}

fn exec_summary(inner: &Simulation) -> Vec<Inline> {
    let argv = inner
        .launch
        .as_ref()
        .map(|it| it.argv.as_slice())
        .unwrap_or_default();
    let argv: Vec<&str> = argv.iter().map(|it| inner.str(*it)).collect();
    vec![
        Inline::plain("A further process in the container gets "),
        Inline::code(array_text(&argv)),
        Inline::plain("."),
    ]
}

/// Why it goes no further.
fn stop(simulation: &LineSimulation, page: &Page<'_>) -> Vec<Block> {
    if let Some(refusal) = &simulation.host.refusal {
        return page.diagnostic(refusal);
    }
    match &simulation.docker {
        Err(NotRead::Refused(refusal)) => refused(refusal, page),
        Ok(line) => match (&line.refusal, &line.unknown) {
            (Some(refusal), _) if refusal.exit == 0 => Vec::new(),
            (Some(refusal), _) => refused(refusal, page),
            (None, Some((why, at))) => unknown(why, *at, page),
            (None, None) => Vec::new(),
        },
        Err(NotRead::Unknown(why, at)) => unknown(why, *at, page),
        Err(NotRead::OtherCommand(_)) => Vec::new(),
    }
}

fn refused(refusal: &Refusal, page: &Page<'_>) -> Vec<Block> {
    let mut blocks = vec![Block::Message {
        tag: Tag::Error,
        speaker: "Docker".to_owned(),
        content: vec![Inline::plain(
            refusal.printed.lines().next().unwrap_or_default(),
        )],
        help: vec![prose(&format!("The exit status is {}.", refusal.exit))],
    }];
    blocks.extend(refusal.at.and_then(|it| page.source(it, "", Tag::Error)));
    blocks.push(Block::Output(format!("{}\n", refusal.printed)));
    blocks
}

fn unknown(why: &str, at: crate::text::Span, page: &Page<'_>) -> Vec<Block> {
    let mut blocks = vec![Block::Message {
        tag: Tag::Unknown,
        speaker: "Not known".to_owned(),
        content: vec![Inline::plain(format!("{why}."))],
        help: vec![prose(
            "`--host-env NAME=VALUE` and `--host-file PATH=CONTENT` say what there is on the host.",
        )],
    }];
    blocks.extend(page.source(at, "", Tag::Unknown));
    blocks
}

/// *Host shell*: the argv that docker gets.
fn host_shell(simulation: &LineSimulation, page: &Page<'_>) -> Vec<Block> {
    let host = &simulation.host;
    let mut blocks = Vec::new();
    if !host.argv.is_empty() {
        blocks.push(paragraph(
            "The shell that the line is typed in expands first and takes off quotes. `docker` gets this argv:",
        ));
        blocks.push(page.argv(&host.argv));
    }
    let notes = host.notes.iter().map(|it| prose(it));
    let assumed = host
        .assumptions
        .iter()
        .map(|it| vec![Inline::plain(format!("Assumed: {it}."))]);
    let list: Vec<Vec<Inline>> = notes.chain(assumed).collect();
    if !list.is_empty() {
        blocks.push(Block::List(list));
    }
    blocks
}

/// *Options*: what each does.
fn options(simulation: &LineSimulation, texts: &Texts) -> Vec<Block> {
    let Ok(line) = &simulation.docker else {
        return Vec::new();
    };
    let mut blocks = Vec::new();
    if !line.options.is_empty() {
        blocks.push(Block::Table {
            head: vec![prose("option"), prose("value"), prose("what it does")],
            rows: line.options.iter().map(|it| row(texts, it)).collect(),
        });
    }
    blocks.extend(words(line, texts));
    if let Some(service) = &line.service {
        blocks.push(paragraph("What the Compose file says of the service:"));
        blocks.extend(file::fields(service, texts));
    }
    let assumed = line.given.assumptions.iter();
    let assumed: Vec<Vec<Inline>> = assumed
        .map(|it| prose(&format!("Assumed: {it}.")))
        .collect();
    if !assumed.is_empty() {
        blocks.push(Block::List(assumed));
    }
    blocks
}

fn row(texts: &Texts, occurrence: &Occurrence) -> Vec<Vec<Inline>> {
    let flag = occurrence.flag;
    let does = match flag.effect {
        Effect::Acts => prose(acts(flag.name)),
        Effect::World(what) => vec![
            Inline::new(Tag::Unknown, "not simulated: "),
            Inline::plain(what),
        ],
        Effect::Elsewhere(what) => vec![
            Inline::new(Tag::Comment, "changes nothing about the command: "),
            Inline::plain(what),
        ],
    };
    let does = match flag.kind {
        Kind::Unchecked => [
            does,
            prose("; whether Docker takes this value is not checked here"),
        ]
        .concat(),
        _ => does,
    };
    vec![
        vec![Inline::new(Tag::Flag, flag.as_named()).at(occurrence.written)],
        vec![Inline::code(texts.str(occurrence.value)).at(occurrence.value)],
        does,
    ]
}

/// What an option does that acts.
fn acts(name: &str) -> &'static str {
    match name {
        "entrypoint" => "replaces the image's ENTRYPOINT, and drops its CMD",
        "env" => "sets a variable of the container",
        "env-file" => "sets the variables of a file, a line each; quotes in it stay",
        "workdir" => "the working directory",
        "user" => "the user",
        "hostname" => "the host name",
        "init" => "puts `docker-init` in front of the command",
        "interactive" => "keeps standard input open",
        "tty" => "gives a terminal, and sets `TERM`",
        "read-only" => "nothing can change the files of the image",
        "sysctl" => "sets a parameter of the kernel",
        "cap-drop" => "takes a capability away",
        "stop-signal" => "the signal that `docker stop` sends",
        "file" => "the Compose file",
        "env-from-file" => "sets the variables of a file; `-e` goes before it",
        "no-TTY" | "no-tty" => "gives no terminal",
        "stop-timeout" => "how long `docker stop` waits",
        _ => "changes what runs",
    }
}

/// The image and the command.
fn words(line: &DockerLine, texts: &Texts) -> Option<Block> {
    let image = line.image?;
    let what = match line.verb {
        Verb::Run | Verb::Create => "The first word that is no option is the image, ",
        Verb::Exec => "The first word that is no option is the container, ",
        Verb::ComposeRun | Verb::ComposeExec => {
            "The first word behind the options is the service, "
        }
    };
    let mut sentence = vec![
        Inline::plain(what),
        Inline::code(texts.str(image)).at(image),
        Inline::plain("; options end there. "),
    ];
    let arguments: Vec<&str> = line.arguments.iter().map(|it| texts.str(*it)).collect();
    sentence.extend(match (arguments.is_empty(), line.verb) {
        (true, Verb::ComposeRun) => {
            prose("Nothing follows it, so the service's `command` counts, or the image's CMD.")
        }
        (true, _) => prose("Nothing follows it, so the image's CMD counts."),
        (false, Verb::Exec | Verb::ComposeExec) => {
            prose("What follows is the argv as it stands; ENTRYPOINT has no part in it: ")
        }
        (false, Verb::Run | Verb::Create) => prose("What follows replaces the image's CMD: "),
        (false, Verb::ComposeRun) => {
            prose("What follows replaces the service's `command`, and the image's CMD: ")
        }
    });
    if !arguments.is_empty() {
        sentence.push(Inline::code(array_text(&arguments)));
    }
    Some(Block::Paragraph(sentence))
}

/// The process of `docker exec`.
fn exec(inner: &Simulation, page: &Page<'_>) -> Vec<Block> {
    let Some(launch) = &inner.launch else {
        return Vec::new();
    };
    vec![
        paragraph("A process beside the container's PID 1 gets this argv:"),
        page.argv(&launch.argv),
        paragraph(
            "It has the variables of the container's image and options, those of `-e`, and the container's user and directory unless `-u` and `-w` say otherwise. What runs in the container meanwhile is not known here, so it is not followed.",
        ),
    ]
}
