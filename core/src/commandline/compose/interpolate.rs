//! Variables in all strings of a file, and the strings that then have to be booleans.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::template::{self, Failure, Variables};
use crate::commandline::docker::Host;
use crate::commandline::file::{Expanded, Problem, Speaker};
use crate::commandline::yaml::{Entry, Kind, Node, Value};
use crate::session::Session;
use crate::text::Span;

/// A file without variables.
#[derive(Debug)]
pub(super) struct Interpolated {
    /// All of it.
    pub(super) root: Arc<Node>,
    /// What has been expanded.
    pub(super) expanded: Vec<Expanded>,
    /// Compose's warnings, each with the characters it is about.
    pub(super) warnings: Vec<(String, Span)>,
}

/// The fields of a service that are booleans.
const BOOLEANS: [&str; 7] = [
    "healthcheck.disable",
    "init",
    "oom_kill_disable",
    "privileged",
    "read_only",
    "stdin_open",
    "tty",
];

/// Expands the variables of all strings.
pub(super) fn all(
    cx: &mut Session,
    root: &Node,
    host: &Host,
    dotenv: &BTreeMap<String, Span>,
) -> Result<Interpolated, Problem> {
    let none = BTreeMap::new();
    let mut walk = Walk {
        cx,
        variables: Variables {
            first: &host.variables,
            then: dotenv,
            last: &none,
        },
        path: Vec::new(),
        expanded: Vec::new(),
        warnings: Vec::new(),
    };
    let root = walk.node(root)?;
    Ok(Interpolated {
        root: Arc::new(root),
        expanded: walk.expanded,
        warnings: walk.warnings,
    })
}

struct Walk<'w> {
    cx: &'w mut Session,
    variables: Variables<'w>,
    path: Vec<String>,
    expanded: Vec<Expanded>,
    warnings: Vec<(String, Span)>,
}

impl Walk<'_> {
    fn node(&mut self, node: &Node) -> Result<Node, Problem> {
        let value = match &node.value {
            Value::Scalar {
                text,
                kind: Kind::String,
            } => self.string(node, *text)?,
            Value::Scalar { .. } => node.value.clone(),
            Value::List(items) => {
                self.path.push("[]".to_owned());
                let items = items.iter().map(|it| self.node(it).map(Arc::new));
                let items = items.collect::<Result<_, _>>()?;
                self.path.pop();
                Value::List(items)
            }
            Value::Map(entries) => {
                let entries = entries.iter().map(|it| self.entry(it));
                Value::Map(entries.collect::<Result<_, _>>()?)
            }
        };
        Ok(node.with(value))
    }

    fn entry(&mut self, entry: &Entry) -> Result<Entry, Problem> {
        let key = entry
            .key
            .string()
            .map(|it| self.cx.texts.str(it).to_owned());
        self.path.push(key.unwrap_or_default());
        let value = Arc::new(self.node(&entry.value)?);
        self.path.pop();
        let key = entry.key.clone();
        Ok(Entry { key, value })
    }

    fn string(&mut self, node: &Node, text: Span) -> Result<Value, Problem> {
        let path = || self.path.join(".");
        let filled = template::fill(self.cx, &self.variables, text);
        let filled = filled.map_err(|failure| {
            let message = match &failure {
                Failure::Invalid(template) => format!(
                    "invalid interpolation format for {}.\nYou may need to escape any $ with another $.\n{template}",
                    path()
                ),
                Failure::Required { .. } => {
                    format!("error while interpolating {}: {}", path(), failure.message())
                }
                Failure::TooDeep => {
                    return Problem::new(Speaker::Unsupported, node.at, failure.message());
                }
            };
            Problem::new(Speaker::Compose, node.at, message)
        })?;
        self.expanded.extend(filled.expanded);
        for name in filled.unset {
            let warning =
                format!("The \"{name}\" variable is not set. Defaulting to a blank string.");
            self.warnings.push((warning, node.at));
        }
        let kind = match self.is_boolean() {
            true => self.boolean(node, filled.text)?,
            false => Kind::String,
        };
        Ok(Value::Scalar {
            text: filled.text,
            kind,
        })
    }

    fn is_boolean(&self) -> bool {
        match self.path.split_first_chunk::<2>() {
            Some(([services, _], field)) => {
                services == "services" && BOOLEANS.contains(&&*field.join("."))
            }
            None => false,
        }
    }

    fn boolean(&mut self, node: &Node, text: Span) -> Result<Kind, Problem> {
        let written = self.cx.texts.str(text).to_owned();
        let (value, is_old) = match &*written.to_lowercase() {
            "true" => (true, false),
            "false" => (false, false),
            "y" | "yes" | "on" => (true, true),
            "n" | "no" | "off" => (false, true),
            _ => {
                let path = self.path.join(".");
                let message = format!(
                    "error while interpolating {path}: failed to cast to expected type: invalid boolean: {written}"
                );
                return Err(Problem::new(Speaker::Compose, node.at, message));
            }
        };
        if is_old {
            let warning = format!(
                "\"{written}\" for boolean is not supported by YAML 1.2, please use `{value}`"
            );
            self.warnings.push((warning, node.at));
        }
        Ok(Kind::Bool(value))
    }
}
