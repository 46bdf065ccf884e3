//! [`Known`]: a value, or the reason why it is not known.
//!
//! Never guess: a value that nobody wrote down and no evidence supports is [`Known::No`] with the
//! reason, and travels on as such through everything that depends on it.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// A value that is known, or the reason why it is not.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Known<T> {
    /// The value.
    Yes(T),
    /// Why it is not known, as a sentence without its full stop.
    No(Arc<Unknown>),
}

/// Why a value is not known.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Unknown {
    /// No evidence about this image is in the catalogue.
    Image(String),
    /// The catalogue knows the image, but not this fact of it.
    Fact(String),
    /// It follows from something else that is not known.
    Follows(String),
}

impl<T> Known<T> {
    /// Not known, because of `why`.
    pub fn no(why: Unknown) -> Self {
        Self::No(Arc::new(why))
    }

    /// The value, if it is known.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Yes(value) => Some(value),
            Self::No(_) => None,
        }
    }

    /// Applies `change` to a known value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Known<U> {
        match self {
            Self::Yes(value) => Known::Yes(change(value)),
            Self::No(unknown) => Known::No(unknown),
        }
    }

    /// A reference to the value, or the reason.
    pub fn as_ref(&self) -> Known<&T> {
        match self {
            Self::Yes(value) => Known::Yes(value),
            Self::No(unknown) => Known::No(unknown.clone()),
        }
    }
}

impl std::fmt::Display for Unknown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Image(why) | Self::Fact(why) | Self::Follows(why) => f.write_str(why),
        }
    }
}
