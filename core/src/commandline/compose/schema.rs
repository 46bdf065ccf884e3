//! The types of fields, as Compose's JSON Schema has them, with the words of its validator.
//!
//! Checked are the names of all fields of services and the types of those that say something about the command; what
//! else is wrong in a file is not seen here.

use super::fields;
use crate::commandline::file::{Problem, Speaker};
use crate::commandline::yaml::{Kind, Node, Value};
use crate::text::{Span, Texts};

/// What the whole file may have.
const TOP: [&str; 9] = [
    "configs", "include", "models", "name", "networks", "secrets", "services", "version", "volumes",
];

/// What a health check may have.
const HEALTHCHECK: [&str; 7] = [
    "disable",
    "interval",
    "retries",
    "start_interval",
    "start_period",
    "test",
    "timeout",
];

/// What a build may have.
const BUILD: [&str; 24] = [
    "additional_contexts",
    "args",
    "cache_from",
    "cache_to",
    "context",
    "dockerfile",
    "dockerfile_inline",
    "entitlements",
    "extra_hosts",
    "isolation",
    "labels",
    "network",
    "no_cache",
    "platforms",
    "privileged",
    "provenance",
    "pull",
    "sbom",
    "secrets",
    "shm_size",
    "ssh",
    "tags",
    "target",
    "ulimits",
];

/// Checks a file whose variables have been expanded.
pub(super) fn check(texts: &Texts, root: &Node, file: &str) -> Result<(), Problem> {
    let checker = Checker { texts, file };
    let Some(services) = root.get(texts, "services") else {
        return checker.names(root, "", &TOP);
    };
    if !matches!(services.value, Value::Map(_)) {
        return Err(refused(
            services.at,
            "services must be a mapping".to_owned(),
        ));
    }
    for entry in services.entries() {
        let name = entry.key.string().map(|it| texts.str(it));
        let name = name.unwrap_or_default();
        if !matches!(entry.value.value, Value::Map(_)) && !entry.value.is_null() {
            let message = format!("services.{name} must be a mapping");
            return Err(refused(entry.value.at, message));
        }
        checker.canonical(&entry.value, name)?;
    }
    checker.names(root, "", &TOP)?;
    if let Some(name) = root.get(texts, "name") {
        checker.string(name, "name")?;
    }
    for entry in services.entries() {
        let name = entry.key.string().map(|it| texts.str(it));
        let name = name.unwrap_or_default();
        let is_fit = |it: char| it.is_ascii_alphanumeric() || matches!(it, '.' | '_' | '-');
        if name.is_empty() || !name.chars().all(is_fit) {
            let message = format!("services additional properties '{name}' not allowed");
            return Err(checker.refused(entry.key.at, &message));
        }
        checker.service(&entry.value, &format!("services.{name}"))?;
    }
    Ok(())
}

fn refused(at: Span, message: String) -> Problem {
    Problem::new(Speaker::Compose, at, message)
}

/// The value of a key or scalar, as it is shown.
pub(super) fn shown(texts: &Texts, node: &Node) -> String {
    match &node.value {
        Value::Scalar { text, kind } => match kind {
            Kind::Bool(value) => value.to_string(),
            Kind::Integer(value) | Kind::Float(value) => value.clone(),
            Kind::Null => "<nil>".to_owned(),
            Kind::String | Kind::Timestamp | Kind::Merge => texts.str(*text).to_owned(),
        },
        Value::List(_) => "[]interface {}".to_owned(),
        Value::Map(_) => "map[string]interface {}".to_owned(),
    }
}

/// What Go calls the type.
fn go_type(node: &Node) -> &'static str {
    match &node.value {
        Value::List(_) => "[]interface {}",
        Value::Map(_) => "map[string]interface {}",
        Value::Scalar { kind, .. } => match kind {
            Kind::Bool(_) => "bool",
            Kind::Integer(_) => "int",
            Kind::Float(_) => "float64",
            Kind::Null => "<nil>",
            Kind::Timestamp => "time.Time",
            Kind::String | Kind::Merge => "string",
        },
    }
}

struct Checker<'c> {
    texts: &'c Texts,
    file: &'c str,
}

impl Checker<'_> {
    fn refused(&self, at: Span, message: &str) -> Problem {
        refused(at, format!("validating {}: {message}", self.file))
    }

    fn must(&self, node: &Node, path: &str, what: &str) -> Result<(), Problem> {
        let message = match node.kind() {
            Some(Kind::Timestamp) => format!("{path} invalid jsonType time.Time"),
            _ => format!("{path} must be a {what}"),
        };
        Err(self.refused(node.at, &message))
    }

    /// Lists whose items are turned into text before they are checked.
    fn canonical(&self, service: &Node, name: &str) -> Result<(), Problem> {
        for field in ["environment", "cap_drop", "sysctls"] {
            let list = service.get(self.texts, field);
            let items = list.map(|it| it.items()).unwrap_or_default();
            for (index, item) in items.iter().enumerate() {
                let is_text = item.string().is_some() || item.kind() == Some(&Kind::Timestamp);
                if !is_text {
                    let go_type = go_type(item);
                    let message =
                        format!("services.{name}.{field}.[{index}]: unexpected type {go_type}");
                    return Err(refused(item.at, message));
                }
            }
        }
        Ok(())
    }

    /// No other names than these, and those that begin with `x-`.
    fn names(&self, node: &Node, path: &str, known: &[&str]) -> Result<(), Problem> {
        for entry in node.entries() {
            let name = entry.key.string().map(|it| self.texts.str(it));
            let name = name.unwrap_or_default();
            if !known.contains(&name) && !name.starts_with("x-") {
                let message = format!("{path} additional properties '{name}' not allowed");
                return Err(self.refused(entry.key.at, &message));
            }
        }
        Ok(())
    }

    fn service(&self, service: &Node, path: &str) -> Result<(), Problem> {
        if !matches!(service.value, Value::Map(_)) {
            return self.must(service, path, "mapping");
        }
        self.names(service, path, fields::ALL)?;
        for entry in service.entries() {
            let name = entry.key.string().map(|it| self.texts.str(it));
            let name = name.unwrap_or_default();
            self.field(&entry.value, name, &format!("{path}.{name}"))?;
        }
        Ok(())
    }

    fn field(&self, node: &Node, name: &str, path: &str) -> Result<(), Problem> {
        match name {
            "command" | "entrypoint" => match node.value {
                _ if node.is_null() || node.string().is_some() => Ok(()),
                Value::List(_) => self.strings(node, path),
                _ => self.must(node, path, "null"),
            },
            "init" | "privileged" | "read_only" | "stdin_open" | "tty" => match node.kind() {
                Some(Kind::Bool(_) | Kind::String) => Ok(()),
                _ => self.must(node, path, "boolean or string"),
            },
            "container_name" => self.container_name(node, path),
            "depends_on" => match node.value {
                Value::Map(_) => Ok(()),
                Value::List(_) => self.strings(node, path),
                Value::Scalar { .. } => self.must(node, path, "array"),
            },
            "domainname" | "hostname" | "image" | "network_mode" | "platform" | "restart"
            | "stop_grace_period" | "stop_signal" | "user" | "working_dir" => {
                self.string(node, path)
            }
            "cap_drop" => match node.value {
                Value::List(_) => self.strings(node, path),
                _ => self.must(node, path, "array"),
            },
            "environment" | "sysctls" => self.list_or_map(node, path),
            "env_file" => self.env_file(node, path),
            "build" => match node.value {
                Value::Map(_) => self.names(node, path, &BUILD),
                _ => self.string(node, path),
            },
            "healthcheck" => self.healthcheck(node, path),
            _ => Ok(()),
        }
    }

    fn string(&self, node: &Node, path: &str) -> Result<(), Problem> {
        match node.string() {
            Some(_) => Ok(()),
            None => self.must(node, path, "string"),
        }
    }

    fn container_name(&self, node: &Node, path: &str) -> Result<(), Problem> {
        self.string(node, path)?;
        let name = node.string().map_or("", |it| self.texts.str(it));
        let is_fit = |it: char| it.is_ascii_alphanumeric() || matches!(it, '_' | '.' | '-');
        let begins = |it: char| it.is_ascii_alphanumeric();
        if name.len() >= 2 && name.starts_with(begins) && name.chars().all(is_fit) {
            return Ok(());
        }
        let message =
            format!("{path} '{name}' does not match pattern '[a-zA-Z0-9][a-zA-Z0-9_.-]+'");
        Err(self.refused(node.at, &message))
    }

    fn strings(&self, node: &Node, path: &str) -> Result<(), Problem> {
        let items = node.items().iter().enumerate();
        for (index, item) in items {
            self.string(item, &format!("{path}.{index}"))?;
        }
        Ok(())
    }

    fn list_or_map(&self, node: &Node, path: &str) -> Result<(), Problem> {
        if !matches!(node.value, Value::Map(_) | Value::List(_)) {
            return self.must(node, path, "mapping");
        }
        for entry in node.entries() {
            let is_fit = !matches!(entry.value.kind(), None | Some(Kind::Timestamp));
            if !is_fit {
                let name = entry.key.string().map(|it| self.texts.str(it));
                let path = format!("{path}.{}", name.unwrap_or_default());
                return self.must(&entry.value, &path, "boolean, null, number or string");
            }
        }
        self.strings(node, path)
    }

    fn env_file(&self, node: &Node, path: &str) -> Result<(), Problem> {
        match node.value {
            Value::List(_) => {
                let items = node.items().iter().enumerate();
                for (index, item) in items {
                    let is_map = matches!(item.value, Value::Map(_));
                    if item.string().is_none() && !is_map {
                        return self.must(item, &format!("{path}.{index}"), "string");
                    }
                }
                Ok(())
            }
            _ => self.string(node, path),
        }
    }

    fn healthcheck(&self, node: &Node, path: &str) -> Result<(), Problem> {
        if !matches!(node.value, Value::Map(_)) {
            return self.must(node, path, "mapping");
        }
        self.names(node, path, &HEALTHCHECK)?;
        for entry in node.entries() {
            let name = entry.key.string().map(|it| self.texts.str(it));
            let name = name.unwrap_or_default();
            let (value, path) = (&entry.value, format!("{path}.{name}"));
            match name {
                "test" if matches!(value.value, Value::List(_)) => self.strings(value, &path)?,
                "test" | "interval" | "timeout" | "start_period" | "start_interval" => {
                    self.string(value, &path)?;
                }
                "disable" => match value.kind() {
                    Some(Kind::Bool(_) | Kind::String) => {}
                    _ => return self.must(value, &path, "boolean or string"),
                },
                _ => {}
            }
        }
        Ok(())
    }
}
