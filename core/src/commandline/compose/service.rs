//! One service, as options of `docker run`.

use std::sync::Arc;

use super::dotenv::Read;
use super::interpolate::Interpolated;
use super::values::{is_on, seconds};
use super::{ComposeFile, environment, fields, words};
use crate::commandline::file::{BuildIn, Field, FileReading, Probe, Problem, Starts};
use crate::commandline::yaml::{Kind, Node, Value};
use crate::commandline::{ImageCommand, Init, Interactive, Origin, RootFiles, Terminal};
use crate::session::Session;
use crate::text::{Rewrite, Source, Span};

/// The fields whose characters may be expanded by somebody.
const EXPANDED: [&str; 4] = ["command", "entrypoint", "environment", "healthcheck"];

/// Puts together what a service says.
pub(super) fn read(
    cx: &mut Session,
    file: ComposeFile<'_>,
    dotenv: &Read,
    filled: &Interpolated,
    (name, service): (Span, &Arc<Node>),
) -> Result<FileReading, Problem> {
    let mut reading = FileReading::new(name);
    reading.given.origin = Origin::Compose;
    environment::want_dotenv(file, &mut reading);
    commands(cx, service, &mut reading);
    environment::take(cx, file, dotenv, service, &mut reading)?;
    texts(cx, service, &mut reading);
    lists(cx, service, &mut reading);
    healthcheck(cx, service, &mut reading);
    image(cx, service, &mut reading);
    for entry in service.entries() {
        let Some(key) = entry.key.string() else {
            continue;
        };
        let field = cx.texts.str(key).to_owned();
        if EXPANDED.contains(&&*field) {
            regions(cx, &entry.value, &mut reading.regions);
        }
        if !field.starts_with("x-") {
            reading.fields.push(Field {
                name: key,
                values: flat(cx, &entry.value),
                effect: fields::effect(&field),
            });
        }
    }
    reading.regions.sort_unstable();
    reading.regions.dedup();
    let is_here = |at: Span| reading.regions.iter().any(|it| it.contains(at));
    let expanded = filled.expanded.iter();
    let expanded = expanded.filter(|it| is_here(cx.texts.source_span(it.at)));
    reading.expanded = expanded.cloned().collect();
    for (warning, _) in filled.warnings.iter().chain(&dotenv_warnings(dotenv, name)) {
        let warning = format!("Compose warns: {warning}");
        if !reading.notes.contains(&warning) {
            reading.notes.push(warning);
        }
    }
    if reading.run.environment.len() > 1 {
        let note = "In which order Compose hands over several variables is random; here it is the order of the file.";
        reading.notes.push(note.to_owned());
    }
    Ok(reading)
}

fn dotenv_warnings(dotenv: &Read, at: Span) -> Vec<(String, Span)> {
    let warning = |name: &String| {
        format!("The \"{name}\" variable is not set. Defaulting to a blank string.")
    };
    dotenv.unset.iter().map(|it| (warning(it), at)).collect()
}

/// The places of all strings in a value.
fn regions(cx: &Session, node: &Node, found: &mut Vec<Span>) {
    match &node.value {
        Value::Scalar { .. } => {
            let source = cx.texts.source_span(node.at);
            found.push(source);
        }
        Value::List(items) => items.iter().for_each(|it| regions(cx, it, found)),
        Value::Map(entries) => entries.iter().for_each(|it| regions(cx, &it.value, found)),
    }
}

/// The scalars of a value, as they count.
fn flat(cx: &mut Session, node: &Arc<Node>) -> Vec<Span> {
    match &node.value {
        Value::Scalar { .. } => environment::scalar(cx, node).into_iter().collect(),
        Value::List(items) => items.iter().flat_map(|it| flat(cx, it)).collect(),
        Value::Map(entries) => {
            let mut found = Vec::new();
            for entry in entries {
                let value = flat(cx, &entry.value);
                match (entry.key.string(), &value[..], &entry.value.value) {
                    (Some(key), [value], Value::Scalar { .. }) => found.push(pair(cx, key, *value)),
                    (Some(key), [], _) => found.push(key),
                    _ => found.extend(value),
                }
            }
            found
        }
    }
}

fn pair(cx: &mut Session, key: Span, value: Span) -> Span {
    let mut builder = cx.texts.builder();
    builder.copy(key).rewrite("=", key, Rewrite::Normalised);
    builder.copy(value);
    let built = builder.build();
    cx.texts.finish(built)
}

/// The argv of a command; nothing when it is `null`.
fn argv(
    cx: &mut Session,
    node: &Node,
    field: &str,
    reading: &mut FileReading,
) -> Option<Vec<Span>> {
    if let Some(text) = node.string() {
        if !cx.texts.is_known(text) {
            let assumption = format!(
                "what is not known of `{field}` has no blanks and quotes, at which Compose splits"
            );
            reading.given.assumptions.push(assumption);
        }
        let words = words::split(cx, text)?;
        if let Some(dropped) = words.dropped {
            let dropped = cx.texts.str(dropped).trim().replace('\n', " ");
            reading.notes.push(format!(
                "Compose ends `{field}` at an unquoted `&`, `|`, `;`, `<` or `>`; it drops `{dropped}`. No shell is asked unless the command names one, as in `sh -c '…'`."
            ));
        }
        return Some(words.words);
    }
    match &node.value {
        Value::List(items) => Some(items.iter().filter_map(|it| it.string()).collect()),
        Value::Scalar { .. } | Value::Map(_) => None,
    }
}

fn commands(cx: &mut Session, service: &Node, reading: &mut FileReading) {
    if let Some(node) = service.get(&cx.texts, "command").cloned()
        && let Some(argv) = argv(cx, &node, "command", reading)
    {
        for span in argv {
            reading.run.arguments.push(cx.texts.str(span).to_owned());
            reading.given.note("arguments", span);
        }
    }
    if let Some(node) = service.get(&cx.texts, "entrypoint").cloned()
        && let Some(argv) = argv(cx, &node, "entrypoint", reading)
    {
        // Without a word the image's ENTRYPOINT goes and its CMD stays; one empty word drops both.
        let is_reset = argv.len() == 1 && argv[0].is_empty();
        reading.given.image_command = match argv.is_empty() {
            true => ImageCommand::Kept,
            false => ImageCommand::Dropped,
        };
        let first = argv.first().map(|it| cx.texts.str(*it).to_owned());
        reading.run.entrypoint = Some(first.unwrap_or_default());
        reading.given.entrypoint = Some(if is_reset { Vec::new() } else { argv });
    }
}

fn texts(cx: &mut Session, service: &Node, reading: &mut FileReading) {
    let (run, given) = (&mut reading.run, &mut reading.given);
    let mut text = |field: &str, option: &'static str| {
        let span = service.get(&cx.texts, field)?.string()?;
        if span.is_empty() {
            return None;
        }
        given.note(option, span);
        Some(cx.texts.str(span).to_owned())
    };
    run.working_dir = text("working_dir", "-w");
    run.user = text("user", "-u");
    run.hostname = text("hostname", "-h");
    run.stop_signal = text("stop_signal", "--stop-signal");
    let grace = service.get(&cx.texts, "stop_grace_period");
    let grace = grace.and_then(|it| it.string());
    run.stop_timeout = grace.and_then(|it| seconds(cx.texts.str(it)));
    if run.hostname.is_some()
        && let Some(entry) = service.entry(&cx.texts, "hostname")
    {
        let name = made(cx, "HOSTNAME", entry.key.at);
        given.note("-h", name);
    }
    if let Some(at) = is_on(cx, service, "init") {
        run.init = Init::DockerInit;
        let init = made(cx, "/sbin/docker-init --", at);
        given.note("--init", init);
    }
    if is_on(cx, service, "tty").is_some() {
        run.terminal = Terminal::Allocated;
    }
    if is_on(cx, service, "read_only").is_some() {
        run.root = RootFiles::ReadOnly;
    }
    if is_on(cx, service, "stdin_open").is_some() {
        run.interactive = Interactive::Yes;
    }
    let network = service.get(&cx.texts, "network_mode");
    let is_host = network
        .and_then(|it| it.string())
        .is_some_and(|it| cx.texts.str(it) == "host");
    if is_host && run.hostname.is_none() {
        let name = "⟨name of the host⟩";
        let why = "with the host's network the container has the host's name".to_owned();
        let span = cx.texts.add_source(Source::Unknown { why }, name);
        run.hostname = Some(name.to_owned());
        given.note("-h", span);
    }
}

/// Characters that are there because of others.
fn made(cx: &mut Session, characters: &str, because_of: Span) -> Span {
    let mut builder = cx.texts.builder();
    builder.rewrite(characters, because_of, Rewrite::Normalised);
    let built = builder.build();
    cx.texts.finish(built)
}

fn lists(cx: &mut Session, service: &Node, reading: &mut FileReading) {
    let dropped = service.get(&cx.texts, "cap_drop");
    let dropped = dropped.map(|it| it.items()).unwrap_or_default();
    for capability in dropped.iter().filter_map(|it| it.string()) {
        let capability = cx.texts.str(capability).to_owned();
        if !reading.run.dropped_capabilities.contains(&capability) {
            reading.run.dropped_capabilities.push(capability);
        }
    }
    let Some(sysctls) = service.get(&cx.texts, "sysctls").cloned() else {
        return;
    };
    for item in sysctls.items().iter().filter_map(|it| it.string()) {
        let item = cx.texts.str(item);
        let equals = if item.contains('=') { "" } else { "=" };
        reading.run.sysctls.push(format!("{item}{equals}"));
    }
    for entry in sysctls.entries() {
        let Some(key) = entry.key.string() else {
            continue;
        };
        let value = environment::scalar(cx, &entry.value);
        let value = value.map(|it| cx.texts.str(it)).unwrap_or_default();
        let sysctl = format!("{}={value}", cx.texts.str(key));
        reading.run.sysctls.push(sysctl);
    }
}

/// The health check: a string is for a shell.
fn healthcheck(cx: &mut Session, service: &Node, reading: &mut FileReading) {
    let Some(node) = service.get(&cx.texts, "healthcheck").cloned() else {
        return;
    };
    let mut probe = Probe {
        field: "healthcheck.test",
        argv: Vec::new(),
        starts: Starts::ByImage,
    };
    let test = node.get(&cx.texts, "test");
    if let Some(text) = test.and_then(|it| it.string()) {
        probe.argv.push(text);
        probe.starts = Starts::ByShell;
    }
    let items = test.map(|it| it.items()).unwrap_or_default();
    let items: Vec<Span> = items.iter().filter_map(|it| it.string()).collect();
    if let [first, rest @ ..] = &items[..] {
        probe.argv = rest.to_vec();
        probe.starts = match cx.texts.str(*first) {
            "CMD" => Starts::Directly,
            "CMD-SHELL" => Starts::ByShell,
            _ => Starts::Never,
        };
    }
    if is_on(cx, &node, "disable").is_some() {
        probe.starts = Starts::Never;
    }
    if probe.starts == Starts::Never {
        probe.argv.clear();
    }
    reading.probes.push(probe);
}

fn image(cx: &mut Session, service: &Node, reading: &mut FileReading) {
    let image = service.get(&cx.texts, "image").and_then(|it| it.string());
    reading.image = image.filter(|it| !it.is_empty());
    let Some(build) = service.get(&cx.texts, "build").cloned() else {
        return;
    };
    let text = |cx: &Session, field: &str| {
        let span = build.get(&cx.texts, field)?.string()?;
        Some(cx.texts.str(span).to_owned())
    };
    let context = match build.string() {
        Some(context) => cx.texts.str(context).to_owned(),
        None => text(cx, "context").unwrap_or_else(|| ".".to_owned()),
    };
    let dockerfile = text(cx, "dockerfile").unwrap_or_else(|| "Dockerfile".to_owned());
    let inline = build
        .get(&cx.texts, "dockerfile_inline")
        .and_then(|it| it.string());
    let target = text(cx, "target");
    let arguments = arguments(cx, &build);
    let path = joined(&context, &dockerfile);
    if inline.is_none() {
        reading.wanted.push(path.clone());
    }
    reading.build = Some(BuildIn {
        inline,
        path,
        target,
        arguments,
    });
}

/// A path below another.
fn joined(context: &str, path: &str) -> String {
    let context = context.trim_start_matches("./").trim_end_matches('/');
    match (context, path.starts_with('/')) {
        (_, true) | ("" | ".", _) => path.to_owned(),
        (context, false) => format!("{context}/{path}"),
    }
}

/// The build arguments that have values.
fn arguments(cx: &mut Session, build: &Node) -> Vec<(String, String)> {
    let Some(node) = build.get(&cx.texts, "args").cloned() else {
        return Vec::new();
    };
    let items = node.items().iter().filter_map(|it| {
        let (name, value) = cx.texts.str(it.string()?).split_once('=')?;
        Some((name.to_owned(), value.to_owned()))
    });
    let mut found: Vec<(String, String)> = items.collect();
    for entry in node.entries() {
        let is_null = entry.value.kind() == Some(&Kind::Null);
        let value = environment::scalar(cx, &entry.value).filter(|_| !is_null);
        if let (Some(name), Some(value)) = (entry.key.string(), value) {
            let value = cx.texts.str(value).to_owned();
            found.push((cx.texts.str(name).to_owned(), value));
        }
    }
    found
}
