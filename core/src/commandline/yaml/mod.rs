//! YAML as a tree of which every character leads to the file.
//!
//! Takes a text; gives its documents, each a [`Node`], or the first [`Problem`]. The characters are read by
//! saphyr-parser; what a scalar is (`null`, a number, a string) is decided as Go's `yaml` packages do it, which Compose
//! (version 3) and Kubernetes (version 2, by way of JSON) use.

mod build;
mod number;
mod resolve;
mod scalar;
mod tabs;

use std::sync::Arc;

use crate::session::Session;
use crate::text::{Span, Texts};

use super::file::{Problem, Speaker};

pub use resolve::Kind;

/// Whose rules say what a scalar is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rules {
    /// Compose's: `yes` is a string.
    Compose,
    /// Those of Kubernetes: `yes` is true.
    Kubernetes,
}

/// A value of a document.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Where it is written.
    pub at: Span,
    /// What it is.
    pub value: Value,
    /// Its tag, unless it is one of YAML's own.
    pub tag: Option<String>,
    /// Of how many nodes it consists, aliases written out.
    size: usize,
}

/// What a node is.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A scalar.
    Scalar {
        /// Its characters.
        text: Span,
        /// What it is.
        kind: Kind,
    },
    /// A list.
    List(Vec<Arc<Node>>),
    /// A mapping, by its keys.
    Map(Vec<Entry>),
}

/// A key and its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The key.
    pub key: Arc<Node>,
    /// The value.
    pub value: Arc<Node>,
}

/// The longest file that is read, in bytes.
const LONGEST: usize = 1 << 20;

/// Reads all documents of `file`, a whole text.
///
/// # Errors
///
/// The first thing that is no YAML, a key that is there twice, an alias within what it names, or too much of it.
pub fn read(cx: &mut Session, file: Span, rules: Rules) -> Result<Vec<Arc<Node>>, Problem> {
    if file.len() > LONGEST {
        let mebibytes = LONGEST >> 20;
        let message = format!("the file is longer than {mebibytes} MiB");
        return Err(Problem::new(Speaker::Shellform, file.at_start(), message));
    }
    build::documents(cx, file, rules)
}

impl Node {
    /// The value of `key`, when it is a mapping that has it.
    #[must_use]
    pub fn get(&self, texts: &Texts, key: &str) -> Option<&Arc<Self>> {
        self.entry(texts, key).map(|it| &it.value)
    }

    /// The entry of `key`.
    #[must_use]
    pub fn entry(&self, texts: &Texts, key: &str) -> Option<&Entry> {
        self.entries()
            .iter()
            .find(|it| it.key.string().is_some_and(|span| texts.str(span) == key))
    }

    /// The entries, when it is a mapping.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        match &self.value {
            Value::Map(entries) => entries,
            Value::Scalar { .. } | Value::List(_) => &[],
        }
    }

    /// The items, when it is a list.
    #[must_use]
    pub fn items(&self) -> &[Arc<Self>] {
        match &self.value {
            Value::List(items) => items,
            Value::Scalar { .. } | Value::Map(_) => &[],
        }
    }

    /// The characters, when it is a string.
    #[must_use]
    pub fn string(&self) -> Option<Span> {
        match self.value {
            Value::Scalar {
                text,
                kind: Kind::String,
            } => Some(text),
            Value::Scalar { .. } | Value::List(_) | Value::Map(_) => None,
        }
    }

    /// What kind of scalar it is, when it is one.
    #[must_use]
    pub fn kind(&self) -> Option<&Kind> {
        match &self.value {
            Value::Scalar { kind, .. } => Some(kind),
            Value::List(_) | Value::Map(_) => None,
        }
    }

    /// Whether it is `null`.
    #[must_use]
    pub fn is_null(&self) -> bool {
        self.kind() == Some(&Kind::Null)
    }

    /// The same place with another value.
    pub(super) fn with(&self, value: Value) -> Self {
        Self {
            at: self.at,
            value,
            tag: self.tag.clone(),
            size: self.size,
        }
    }
}
