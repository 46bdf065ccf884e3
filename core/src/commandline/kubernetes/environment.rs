//! The variables of a container: those of Kubernetes, then its own in order, each expanded with the ones before it.

use std::collections::BTreeMap;

use super::expand::{Known, expand};
use super::values::{At, wrong};
use crate::commandline::file::{FileReading, Problem};
use crate::commandline::yaml::Value;
use crate::session::Session;
use crate::text::{Rewrite, Source, Span};

/// What Kubernetes adds for the service of its own interface.
const OF_KUBERNETES: [&str; 7] = [
    "KUBERNETES_SERVICE_HOST",
    "KUBERNETES_SERVICE_PORT",
    "KUBERNETES_SERVICE_PORT_HTTPS",
    "KUBERNETES_PORT",
    "KUBERNETES_PORT_443_TCP",
    "KUBERNETES_PORT_443_TCP_PROTO",
    "KUBERNETES_PORT_443_TCP_PORT",
];

/// One more.
const ADDRESS: &str = "KUBERNETES_PORT_443_TCP_ADDR";

/// The variables of a container.
#[derive(Debug, Default)]
pub(super) struct Environment {
    /// Their values as the container has them.
    pub(super) values: BTreeMap<String, Span>,
    /// Those that `value` gives, as they are written; the rest empty. Probes see these.
    pub(super) written: BTreeMap<String, Span>,
    /// Variables of Kubernetes.
    services: BTreeMap<String, Span>,
    /// Whether `envFrom` may set any other.
    has_others: bool,
    /// Whether services of the namespace set variables.
    has_services: bool,
}

impl Environment {
    /// What a name stands for in `command`, `args` and values.
    pub(super) fn known(&self, cx: &mut Session, name: &str) -> Known {
        let found = self.values.get(name).or_else(|| self.services.get(name));
        match found {
            Some(value) => Known::Value(*value),
            None if self.may_be_set(name) => {
                let why = match self.has_others {
                    true => "`envFrom` may set it, or nobody".to_owned(),
                    false => "a service of the namespace may set it, or nobody".to_owned(),
                };
                Known::Value(unknown(cx, why, &format!("⟨$({name}) in the pod⟩")))
            }
            None => Known::Unset,
        }
    }

    fn may_be_set(&self, name: &str) -> bool {
        let of_service = self.has_services
            && (name.contains("_SERVICE_") || name.contains("_PORT"))
            && name
                .bytes()
                .all(|it| it.is_ascii_uppercase() || it.is_ascii_digit() || it == b'_');
        of_service || (self.has_others && is_name(name))
    }
}

/// Whether it can be the name of a variable.
fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name
            .bytes()
            .all(|it| it.is_ascii_alphanumeric() || matches!(it, b'_' | b'-' | b'.'))
}

fn unknown(cx: &mut Session, why: String, name: &str) -> Span {
    cx.texts.add_source(Source::Unknown { why }, name)
}

/// Reads `env`, and notes what else there is.
pub(super) fn read(
    cx: &mut Session,
    container: (&crate::commandline::yaml::Node, &str),
    pod_name: Option<Span>,
    has_services: bool,
    reading: &mut FileReading,
) -> Result<Environment, Problem> {
    let (node, path) = container;
    let mut environment = Environment {
        has_services,
        ..Environment::default()
    };
    of_services(cx, &mut environment, reading);
    let texts = cx.texts.clone();
    let at = At {
        texts: &texts,
        node,
        path,
    };
    if !at.list("envFrom")?.is_empty() {
        environment.has_others = true;
        let assumption = "the variables of `envFrom` are not known and left out";
        reading.given.assumptions.push(assumption.to_owned());
    }
    for (index, item) in at.list("env")?.iter().enumerate() {
        let path = format!("{path}.env[{index}]");
        if !matches!(item.value, Value::Map(_)) {
            return Err(wrong(item, &path, "a mapping with `name`"));
        }
        let item = At {
            texts: &texts,
            node: item,
            path: &path,
        };
        let Some(name) = item.string("name")? else {
            return Err(wrong(item.node, &format!("{path}.name"), "a string"));
        };
        let value = item.string("value")?.filter(|it| !it.is_empty());
        let source = item.map("valueFrom")?;
        let key = texts.str(name).to_owned();
        let resolved = match (value, source) {
            (Some(value), _) => {
                let done = expand(cx, value, |cx, name| environment.known(cx, name))?;
                reading.regions.push(value_region(&texts, value));
                reading.expanded.extend(done.expanded);
                done.text
            }
            (None, Some((source, _))) => value_from(cx, &texts, source, &key, pod_name),
            (None, None) => name.at_end(),
        };
        let written = value.unwrap_or_else(|| name.at_end());
        environment.written.insert(key.clone(), written);
        environment.values.insert(key.clone(), resolved);
        put(cx, reading, name, resolved);
    }
    Ok(environment)
}

fn value_region(texts: &crate::text::Texts, value: Span) -> Span {
    texts.source_span(value)
}

/// Sets a variable of the container; the last of a name counts.
fn put(cx: &mut Session, reading: &mut FileReading, name: Span, value: Span) {
    let mut builder = cx.texts.builder();
    builder.copy(name).rewrite("=", name, Rewrite::Normalised);
    builder.copy(value);
    let built = builder.build();
    let span = cx.texts.finish(built);
    reading.run.environment.push(cx.texts.str(span).to_owned());
    reading.given.note("-e", span);
}

/// The variables that Kubernetes adds for services: their names are known, their values are not.
fn of_services(cx: &mut Session, environment: &mut Environment, reading: &mut FileReading) {
    for name in OF_KUBERNETES.into_iter().chain([ADDRESS]) {
        let why = "Kubernetes sets it; the cluster says to what".to_owned();
        let value = unknown(cx, why, &format!("⟨{name} of the cluster⟩"));
        environment.services.insert(name.to_owned(), value);
        let what = "variables of services".to_owned();
        let name = cx.texts.add_source(Source::Engine { what }, name);
        put(cx, reading, name, value);
    }
    if environment.has_services {
        let assumption = "no other service of the namespace adds variables such as `NAME_SERVICE_HOST` (`enableServiceLinks: false` leaves them out)";
        reading.given.assumptions.push(assumption.to_owned());
    }
}

/// The value of `valueFrom`: nobody here knows it, but for the name of a pod.
fn value_from(
    cx: &mut Session,
    texts: &crate::text::Texts,
    source: &crate::commandline::yaml::Node,
    variable: &str,
    pod_name: Option<Span>,
) -> Span {
    let entry = source.entries().first();
    let kind = entry.and_then(|it| it.key.string());
    let kind = kind.map_or("", |it| texts.str(it));
    let string = |key: &str| {
        let found = entry?.value.get(texts, key)?.string()?;
        Some(texts.str(found).to_owned())
    };
    if let ("fieldRef", Some("metadata.name"), Some(name)) =
        (kind, string("fieldPath").as_deref(), pod_name)
    {
        return name;
    }
    let what = match kind {
        "secretKeyRef" | "configMapKeyRef" => {
            let name = string("name").unwrap_or_default();
            let key = string("key").unwrap_or_default();
            format!("key {key} of {} {name}", kind.trim_end_matches("KeyRef"))
        }
        "fieldRef" => string("fieldPath").unwrap_or_default(),
        "resourceFieldRef" => string("resource").unwrap_or_default(),
        other => other.to_owned(),
    };
    let why = format!("{variable} comes from `valueFrom`: {what}");
    unknown(cx, why, &format!("⟨{what}⟩"))
}
