//! The variables of a service: those of its files, then its own.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::dotenv::{self, Read};
use super::schema::shown;
use super::{ComposeFile, DOTENV};
use crate::commandline::file::{FileReading, Problem, Speaker};
use crate::commandline::yaml::{Kind, Node, Value};
use crate::session::Session;
use crate::text::{Rewrite, Span};

/// A variable: its name, and its value when it has one.
struct Variable {
    name: String,
    at: Span,
    value: Option<Span>,
}

/// Puts the variables together.
pub(super) fn take(
    cx: &mut Session,
    file: ComposeFile<'_>,
    project: &Read,
    service: &Node,
    reading: &mut FileReading,
) -> Result<(), Problem> {
    let mut own = own(cx, service);
    for variable in &mut own {
        let outside = file.host.variables.get(&variable.name);
        let outside = outside.or_else(|| project.variables.get(&variable.name));
        variable.value = variable.value.or(outside.copied());
    }
    let set: BTreeMap<String, Span> = own
        .iter()
        .filter_map(|it| Some((it.name.clone(), it.value?)))
        .collect();
    let mut variables: Vec<Variable> = Vec::new();
    for (name, at, value) in of_files(cx, file, project, service, &set, reading)? {
        let value = Some(value);
        put(&mut variables, Variable { name, at, value });
    }
    for variable in own {
        put(&mut variables, variable);
    }
    for variable in variables {
        if variable.name.is_empty() {
            let value = variable.value.map_or("", |_| "=");
            let shown = variable.value.map(|it| cx.texts.str(it).to_owned());
            let message = format!(
                "Error response from daemon: invalid environment variable: {value}{}",
                shown.unwrap_or_default()
            );
            return Err(Problem::new(Speaker::Docker, variable.at, message));
        }
        let span = text(cx, &variable);
        reading.run.environment.push(cx.texts.str(span).to_owned());
        reading.given.note("-e", span);
    }
    Ok(())
}

/// The last of a name counts, where the first stands.
fn put(variables: &mut Vec<Variable>, variable: Variable) {
    match variables.iter_mut().find(|it| it.name == variable.name) {
        Some(before) => *before = variable,
        None => variables.push(variable),
    }
}

/// `NAME=value`, or `NAME` for what the host has.
fn text(cx: &mut Session, variable: &Variable) -> Span {
    let mut builder = cx.texts.builder();
    builder.copy(variable.at);
    if let Some(value) = variable.value {
        builder.rewrite("=", variable.at, Rewrite::Normalised);
        builder.copy(value);
    }
    let built = builder.build();
    match built.as_copy() {
        Some(span) => span,
        None => cx.texts.finish(built),
    }
}

/// Those of `environment`.
fn own(cx: &mut Session, service: &Node) -> Vec<Variable> {
    let Some(node) = service.get(&cx.texts, "environment").cloned() else {
        return Vec::new();
    };
    let mut variables = Vec::new();
    match &node.value {
        Value::Map(entries) => {
            for entry in entries {
                let Some(at) = entry.key.string() else {
                    continue;
                };
                let name = cx.texts.str(at).to_owned();
                let value = scalar(cx, &entry.value);
                put(&mut variables, Variable { name, at, value });
            }
        }
        Value::List(items) => {
            for text in items.iter().filter_map(|it| it.string()) {
                let content = cx.texts.str(text);
                let end = content.find('=');
                let at = text.slice(0..end.unwrap_or(text.len()));
                let name = cx.texts.str(at).to_owned();
                let value = end.map(|it| text.slice_from(it + 1));
                put(&mut variables, Variable { name, at, value });
            }
        }
        Value::Scalar { .. } => {}
    }
    variables
}

/// The characters of a scalar as Go prints it; nothing for `null`.
pub(super) fn scalar(cx: &mut Session, node: &Arc<Node>) -> Option<Span> {
    let Value::Scalar { text, kind } = &node.value else {
        return None;
    };
    match kind {
        Kind::Null => None,
        Kind::String | Kind::Timestamp | Kind::Merge => Some(*text),
        Kind::Bool(_) | Kind::Integer(_) | Kind::Float(_) => {
            let printed = shown(&cx.texts, node);
            if printed == cx.texts.str(*text) {
                return Some(*text);
            }
            let mut builder = cx.texts.builder();
            builder.rewrite(&printed, *text, Rewrite::Normalised);
            let built = builder.build();
            Some(cx.texts.finish(built))
        }
    }
}

/// A file of variables.
struct VariableFile {
    path: Span,
    is_required: bool,
    is_raw: bool,
}

fn paths(cx: &Session, service: &Node) -> Vec<VariableFile> {
    let Some(node) = service.get(&cx.texts, "env_file") else {
        return Vec::new();
    };
    let nodes: Vec<&Arc<Node>> = match &node.value {
        Value::List(items) => items.iter().collect(),
        Value::Scalar { .. } | Value::Map(_) => vec![node],
    };
    let file = |node: &&Arc<Node>| {
        if let Some(path) = node.string() {
            return Some(VariableFile {
                path,
                is_required: true,
                is_raw: false,
            });
        }
        let format = node.get(&cx.texts, "format").and_then(|it| it.string());
        let required = node.get(&cx.texts, "required");
        Some(VariableFile {
            path: node.get(&cx.texts, "path")?.string()?,
            is_required: required.and_then(|it| it.kind()) != Some(&Kind::Bool(false)),
            is_raw: format.is_some_and(|it| cx.texts.str(it) == "raw"),
        })
    };
    nodes.iter().filter_map(file).collect()
}

/// Those of the files, in order.
fn of_files(
    cx: &mut Session,
    file: ComposeFile<'_>,
    project: &Read,
    service: &Node,
    own: &BTreeMap<String, Span>,
    reading: &mut FileReading,
) -> Result<Vec<(String, Span, Span)>, Problem> {
    let mut outside = own.clone();
    outside.extend(project.variables.iter().map(|it| (it.0.clone(), *it.1)));
    let mut variables = BTreeMap::new();
    let mut order = Vec::new();
    for it in paths(cx, service) {
        let path = cx.texts.str(it.path).to_owned();
        let short = path.trim_start_matches("./").to_owned();
        let Some(content) = file.host.files.get(&short).copied() else {
            reading.wanted.push(short.clone());
            let what = match it.is_required {
                true => format!(
                    "{path} sets no variable: nobody says what it holds (`--host-file {short}=CONTENT` does)"
                ),
                false => format!("{path} is not there"),
            };
            reading.given.assumptions.push(what);
            continue;
        };
        if it.is_raw {
            let message = "`format: raw` of a file of variables".to_owned();
            return Err(Problem::new(Speaker::Unsupported, it.path, message));
        }
        let outside = (&file.host.variables, &outside);
        let read = dotenv::read(cx, content, outside, &variables).map_err(|(message, at)| {
            let message = format!("failed to read {short}: {message}");
            Problem::new(Speaker::Compose, at, message)
        })?;
        for name in read.unset {
            reading.notes.push(format!(
                "Compose warns about {short}: The \"{name}\" variable is not set. Defaulting to a blank string."
            ));
        }
        order.extend(read.names);
        variables = read.variables;
    }
    let value = |(name, at): (String, Span)| {
        let value = *variables.get(&name)?;
        Some((name, at, value))
    };
    Ok(order.into_iter().filter_map(value).collect())
}

/// Notes that `.env` is looked for.
pub(super) fn want_dotenv(file: ComposeFile<'_>, reading: &mut FileReading) {
    if !file.host.files.contains_key(DOTENV) {
        reading.wanted.push(DOTENV.to_owned());
    }
}
