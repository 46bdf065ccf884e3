//! A service of a Compose file.
//!
//! Takes the file and what is known of the host; gives what stands for the options of `docker run`, each with its
//! characters, or Compose's refusal. The rules are those of docker compose 2.40.3, recorded in `compose.jsonl`. Its
//! order decides which refusal is the first: YAML, variables, types, commands and durations, the project as a whole.

pub mod dotenv;
mod environment;
mod fields;
mod interpolate;
pub mod line;
pub(super) mod options;
mod schema;
mod service;
pub mod template;
mod values;
pub mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::docker::Host;
use super::file::{FileReading, Problem, Speaker};
use super::yaml::{self, Kind, Node, Rules, Value};
use crate::session::Session;
use crate::text::{LineIndex, Span};

/// A Compose file, and where it lies.
#[derive(Debug, Clone, Copy)]
pub struct ComposeFile<'c> {
    /// Its text, whole.
    pub text: Span,
    /// Its name in messages.
    pub name: &'c str,
    /// What is known of the host: its variables, and files by their path from the file's directory on.
    pub host: &'c Host,
}

/// Which service is read.
#[derive(Debug, Clone)]
pub enum Wanted {
    /// The only one.
    Only,
    /// The one of this name, which an option of ours gives.
    OfOption(String),
    /// The one of this name, which a line of `docker compose` gives.
    OfLine(Arc<str>),
}

/// The file of variables that Compose reads by itself.
pub const DOTENV: &str = ".env";

/// Whether a text is a Compose file, by its first keys.
#[must_use]
pub fn is_compose(cx: &crate::text::Texts, root: &Node) -> bool {
    root.get(cx, "services").is_some()
}

/// Reads a service.
///
/// # Errors
///
/// The first thing that Compose refuses, or that is not simulated.
pub fn read(
    cx: &mut Session,
    file: ComposeFile<'_>,
    wanted: &Wanted,
) -> Result<FileReading, Problem> {
    let documents = yaml::read(cx, file.text, Rules::Compose).map_err(|it| named(it, file.name))?;
    let root = root(cx, file, &documents)?;
    keys(cx, &root, "")?;
    let dotenv = dotenv(cx, file)?;
    let filled = interpolate::all(cx, &root, file.host, &dotenv.variables)?;
    unsupported(cx, &filled.root)?;
    schema::check(&cx.texts, &filled.root, file.name)?;
    let services = services(cx, &filled.root);
    for (name, service) in &services {
        values::check(cx, *name, service)?;
    }
    for (name, service) in &services {
        project(cx, *name, service)?;
        depends(cx, &services, *name, service)?;
    }
    let (name, service) = chosen(cx, &services, wanted, file.text)?;
    service::read(cx, file, &dotenv, &filled, (name, &service))
}

/// What is said of YAML by Compose has the file's name in front, unless it is about the root.
fn named(mut problem: Problem, file: &str) -> Problem {
    if problem.speaker == Speaker::Yaml {
        problem.speaker = Speaker::Compose;
        problem.message = format!("failed to parse {file}: {}", problem.message);
    }
    problem
}

/// The only document, a mapping.
fn root(
    cx: &Session,
    file: ComposeFile<'_>,
    documents: &[Arc<Node>],
) -> Result<Arc<Node>, Problem> {
    let refuse = |at: Span, message: String| Err(Problem::new(Speaker::Compose, at, message));
    let root = match documents {
        [] => return refuse(file.text.at_start(), "empty compose file".to_owned()),
        [root] => root,
        [_, second, ..] => {
            let message = "several documents, which Compose lays over each other".to_owned();
            return Err(Problem::new(Speaker::Unsupported, second.at, message));
        }
    };
    let line = LineIndex::new(cx.texts.str(file.text)).line(root.at.start);
    let into = |what: String| {
        let message = format!(
            "yaml: unmarshal errors:\n  line {line}: cannot unmarshal {what} into cli.named"
        );
        refuse(root.at, message)
    };
    match &root.value {
        Value::Map(_) => Ok(root.clone()),
        Value::List(_) => into("!!seq".to_owned()),
        Value::Scalar {
            kind: Kind::Null, ..
        } => refuse(root.at, "empty compose file".to_owned()),
        Value::Scalar { text, kind } => {
            let tag = match kind {
                Kind::Bool(_) => "bool",
                Kind::Integer(_) => "int",
                Kind::Float(_) => "float",
                Kind::Timestamp => "timestamp",
                Kind::String | Kind::Null | Kind::Merge => "str",
            };
            into(format!("!!{tag} `{}`", cx.texts.str(*text)))
        }
    }
}

/// Every key is a string.
fn keys(cx: &Session, node: &Node, path: &str) -> Result<(), Problem> {
    for entry in node.entries() {
        let Some(key) = entry.key.string() else {
            let key = schema::shown(&cx.texts, &entry.key);
            let place = match path {
                "" => "at top level".to_owned(),
                path => format!("in {path}"),
            };
            let message = format!("non-string key {place}: {key}");
            return Err(Problem::new(Speaker::Compose, entry.key.at, message));
        };
        let key = cx.texts.str(key);
        let path = if path.is_empty() {
            key.to_owned()
        } else {
            format!("{path}.{key}")
        };
        keys(cx, &entry.value, &path)?;
    }
    for item in node.items() {
        keys(cx, item, path)?;
    }
    Ok(())
}

/// The variables of `.env`, when it is there.
fn dotenv(cx: &mut Session, file: ComposeFile<'_>) -> Result<dotenv::Read, Problem> {
    let Some(content) = file.host.files.get(DOTENV).copied() else {
        return Ok(dotenv::Read::default());
    };
    let none = BTreeMap::new();
    let outside = (&file.host.variables, &none);
    dotenv::read(cx, content, outside, &none).map_err(|(message, at)| {
        let message = format!("failed to read {DOTENV}: {message}");
        Problem::new(Speaker::Compose, at, message)
    })
}

/// What Compose does that is not simulated.
fn unsupported(cx: &Session, root: &Node) -> Result<(), Problem> {
    if let Some(entry) = root.entry(&cx.texts, "include") {
        let message = "`include`, which takes in other files".to_owned();
        return Err(Problem::new(Speaker::Unsupported, entry.key.at, message));
    }
    for (_, service) in services(cx, root) {
        if let Some(entry) = service.entry(&cx.texts, "extends") {
            let message = "`extends`, which takes over another service".to_owned();
            return Err(Problem::new(Speaker::Unsupported, entry.key.at, message));
        }
        tagged(&service)?;
    }
    Ok(())
}

/// The tags that change how files are laid over each other.
fn tagged(node: &Node) -> Result<(), Problem> {
    if let Some(tag @ ("!reset" | "!override")) = node.tag.as_deref() {
        let message = format!("the tag `{tag}`");
        return Err(Problem::new(Speaker::Unsupported, node.at, message));
    }
    let values = node.entries().iter().map(|it| &it.value);
    for value in values.chain(node.items()) {
        tagged(value)?;
    }
    Ok(())
}

/// Every service with its name.
fn services(cx: &Session, root: &Node) -> Vec<(Span, Arc<Node>)> {
    let services = root.get(&cx.texts, "services");
    let entries = services.map(|it| it.entries()).unwrap_or_default();
    let named = entries
        .iter()
        .filter_map(|it| Some((it.key.string()?, it.value.clone())));
    named.collect()
}

/// What Compose says about a service once all are read.
fn project(cx: &Session, name: Span, service: &Node) -> Result<(), Problem> {
    let texts = &cx.texts;
    let called = texts.str(name);
    let refuse = |at: Span, what: &str| {
        let message = format!("service \"{called}\" {what}: invalid compose project");
        Err(Problem::new(Speaker::Compose, at, message))
    };
    let image = service.get(texts, "image").and_then(|it| it.string());
    let has_image = image.is_some_and(|it| !it.is_empty());
    let is_there = |key: &str| service.get(texts, key).is_some_and(|it| !it.is_null());
    if !has_image && !is_there("build") && !is_there("provider") {
        return refuse(name, "has neither an image nor a build context specified");
    }
    let Some(build) = service.get(texts, "build") else {
        return Ok(());
    };
    match build.entry(texts, "dockerfile_inline") {
        Some(inline) if build.get(texts, "dockerfile").is_some() => refuse(
            inline.key.at,
            "declares mutualy exclusive dockerfile and dockerfile_inline",
        ),
        Some(_) | None => Ok(()),
    }
}

/// Every service that another waits for is there.
fn depends(
    cx: &Session,
    services: &[(Span, Arc<Node>)],
    name: Span,
    service: &Node,
) -> Result<(), Problem> {
    let texts = &cx.texts;
    let Some(node) = service.get(texts, "depends_on") else {
        return Ok(());
    };
    let is_needed = |it: &&yaml::Entry| {
        let required = it.value.get(texts, "required").and_then(|it| it.kind());
        required != Some(&Kind::Bool(false))
    };
    let keys = node.entries().iter().filter(is_needed).map(|it| &it.key);
    let named = keys.chain(node.items()).filter_map(|it| it.string());
    let mut named = named.map(|it| (it, texts.str(it)));
    let is_missing = |it: &(Span, &str)| services.iter().all(|(name, _)| texts.str(*name) != it.1);
    match named.find(is_missing) {
        Some((at, missing)) => {
            let message = format!(
                "service \"{}\" depends on undefined service \"{missing}\": invalid compose project",
                texts.str(name)
            );
            Err(Problem::new(Speaker::Compose, at, message))
        }
        None => Ok(()),
    }
}

/// The service that is asked for.
fn chosen(
    cx: &Session,
    services: &[(Span, Arc<Node>)],
    wanted: &Wanted,
    file: Span,
) -> Result<(Span, Arc<Node>), Problem> {
    let names: Vec<String> = services
        .iter()
        .map(|it| format!("`{}`", cx.texts.str(it.0)))
        .collect();
    let there_are = match names.len() {
        0 => "the file has no service".to_owned(),
        1 => format!("the file has the service {}", names[0]),
        _ => format!("the file has the services {}", names.join(", ")),
    };
    let refuse = |message: String, help: &str| {
        let problem = Problem::new(Speaker::Shellform, file.at_start(), message);
        Err(problem.help(help.to_owned()))
    };
    let named = |name: &str| services.iter().find(|it| cx.texts.str(it.0) == name);
    match (wanted, services) {
        (Wanted::OfOption(name), _) => match named(name) {
            Some(found) => Ok(found.clone()),
            None => refuse(
                format!("there is no service `{name}`; {there_are}"),
                "`--service NAME` names one.",
            ),
        },
        (Wanted::OfLine(name), _) => named(name).cloned().ok_or_else(|| {
            let message = format!("no such service: {name}");
            Problem::new(Speaker::Compose, file.at_start(), message)
        }),
        (Wanted::Only, [one]) => Ok(one.clone()),
        (Wanted::Only, _) => refuse(
            format!("which service is meant? {there_are}"),
            "`--service NAME` names one.",
        ),
    }
}
