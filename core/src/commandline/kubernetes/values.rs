//! The types that fields have to have. Kubernetes refuses others, in words that depend on who reads the object first;
//! the words here are ours.

use std::sync::Arc;

use crate::commandline::file::{Problem, Speaker};
use crate::commandline::yaml::{Kind, Node, Value};
use crate::text::{Span, Texts};

/// A node that has fields, and where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct At<'a> {
    pub(super) texts: &'a Texts,
    pub(super) node: &'a Node,
    pub(super) path: &'a str,
}

fn called(node: &Node) -> &'static str {
    match &node.value {
        Value::List(_) => "a list",
        Value::Map(_) => "a mapping",
        Value::Scalar { kind, .. } => match kind {
            Kind::String | Kind::Merge => "a string",
            Kind::Null => "null",
            Kind::Bool(_) => "a boolean",
            Kind::Integer(_) | Kind::Float(_) => "a number",
            Kind::Timestamp => "a date",
        },
    }
}

/// Another type than Kubernetes asks for.
pub(super) fn wrong(node: &Node, path: &str, wanted: &str) -> Problem {
    let message = format!("`{path}` has to be {wanted}, and this is {}", called(node));
    let problem = Problem::new(Speaker::Shellform, node.at, message);
    let problem = problem.help("Kubernetes refuses the object, in its own words.".to_owned());
    let is_scalar = matches!(node.value, Value::Scalar { .. });
    match is_scalar && wanted == "a string" && !node.is_null() {
        true => problem.help("In quotes it is a string.".to_owned()),
        false => problem,
    }
}

impl<'a> At<'a> {
    /// A field that is there and not `null`.
    pub(super) fn field(&self, name: &str) -> Option<&'a Arc<Node>> {
        self.node.get(self.texts, name).filter(|it| !it.is_null())
    }

    fn path(&self, name: &str) -> String {
        format!("{}.{name}", self.path)
    }

    pub(super) fn string(&self, name: &str) -> Result<Option<Span>, Problem> {
        let Some(node) = self.field(name) else {
            return Ok(None);
        };
        match node.string() {
            Some(span) => Ok(Some(span)),
            // A day is a string again once it is JSON.
            None if node.kind() == Some(&Kind::Timestamp) => Ok(Some(node.at)),
            None => Err(wrong(node, &self.path(name), "a string")),
        }
    }

    pub(super) fn strings(&self, name: &str) -> Result<Vec<Span>, Problem> {
        let Some(node) = self.field(name) else {
            return Ok(Vec::new());
        };
        let path = self.path(name);
        if !matches!(node.value, Value::List(_)) {
            return Err(wrong(node, &path, "a list of strings"));
        }
        let items = node.items().iter().enumerate();
        let string = |(index, item): (usize, &Arc<Node>)| match item.string() {
            Some(span) => Ok(span),
            None if item.kind() == Some(&Kind::Timestamp) => Ok(item.at),
            None if item.is_null() => Ok(item.at.at_start()),
            None => Err(wrong(item, &format!("{path}[{index}]"), "a string")),
        };
        items.map(string).collect()
    }

    pub(super) fn is_on(&self, name: &str) -> Result<bool, Problem> {
        match self.field(name).map(|it| (it, it.kind())) {
            None => Ok(false),
            Some((_, Some(Kind::Bool(value)))) => Ok(*value),
            Some((node, _)) => Err(wrong(node, &self.path(name), "a boolean")),
        }
    }

    /// A whole number, and where it stands.
    pub(super) fn integer(&self, name: &str) -> Result<Option<(i64, Span)>, Problem> {
        let Some(node) = self.field(name) else {
            return Ok(None);
        };
        let number = match node.kind() {
            Some(Kind::Integer(number)) => number.parse().ok(),
            _ => None,
        };
        match number {
            Some(number) => Ok(Some((number, node.at))),
            None => Err(wrong(node, &self.path(name), "a whole number")),
        }
    }

    pub(super) fn list(&self, name: &str) -> Result<&'a [Arc<Node>], Problem> {
        let Some(node) = self.field(name) else {
            return Ok(&[]);
        };
        match &node.value {
            Value::List(items) => Ok(items),
            Value::Scalar { .. } | Value::Map(_) => Err(wrong(node, &self.path(name), "a list")),
        }
    }

    /// A mapping below, with its path.
    pub(super) fn map(&self, name: &str) -> Result<Option<(&'a Arc<Node>, String)>, Problem> {
        let Some(node) = self.field(name) else {
            return Ok(None);
        };
        let path = self.path(name);
        match node.value {
            Value::Map(_) => Ok(Some((node, path))),
            Value::Scalar { .. } | Value::List(_) => Err(wrong(node, &path, "a mapping")),
        }
    }
}
