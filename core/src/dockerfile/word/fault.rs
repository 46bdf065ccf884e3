//! [`Fault`]: why a word is refused, and the wording of it.

use std::ops::Range;

use crate::text::Span;

use super::limits::MAX_DEPTH;
use super::{Reference, WordError};
use crate::text::go::go_quote;

/// Why a word is refused.
#[derive(Debug)]
pub(super) struct Fault {
    /// What BuildKit says.
    said: Problem,
    /// What people should know, where it differs.
    cause: Option<Problem>,
    /// The characters at fault.
    at: Range<usize>,
}

/// What can be wrong with a word.
#[derive(Debug)]
pub(super) enum Problem {
    /// A quote is not closed.
    UnclosedQuote(Quote),
    /// `${…` is not closed.
    MissingBrace,
    /// `${NAME/…` has no second slash.
    MissingSlash,
    /// No name can begin behind `${`.
    BadSubstitution,
    /// The word ends after `${NAME`.
    EndAfterName,
    /// These characters behind the name are no modifier.
    Modifier(String),
    /// `${NAME?text}` or `${NAME:?text}`, and the variable has no value.
    Required {
        /// The variable.
        name: String,
        /// The text.
        text: String,
        /// What the value is.
        lack: Lack,
    },
    /// A pattern has an escape BuildKit does not know; `None` is the end of the pattern.
    Pattern {
        /// The pattern as BuildKit sees it: that of a suffix is reversed.
        pattern: String,
        /// The escaped character.
        escaped: Option<char>,
    },
    /// Nested deeper than is followed.
    TooDeep,
    /// More work than is done.
    TooMuch,
}

/// A quote that is not closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quote {
    /// `'`.
    Single,
    /// `"`.
    Double,
    /// `"` in a reference that itself stands in double quotes: it was probably meant to close those.
    DoubleInDouble,
}

/// What a demanded value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lack {
    /// The variable is unset.
    Unset,
    /// It is set to nothing.
    Empty,
}

impl Fault {
    /// A problem with the characters `at`.
    pub(super) fn new(problem: Problem, at: Range<usize>) -> Box<Self> {
        Box::new(Self {
            said: problem,
            cause: None,
            at,
        })
    }

    /// BuildKit's view of a fault within a reference whose closing character was then not found: it
    /// reports only that, opened `at`. For people, a quote that swallowed the closing character stays the cause.
    pub(super) fn masked_by(self, problem: Problem, at: Range<usize>) -> Box<Self> {
        match self.cause.unwrap_or(self.said) {
            cause @ Problem::UnclosedQuote(Quote::Single | Quote::Double) => Box::new(Self {
                said: problem,
                cause: Some(cause),
                at: self.at,
            }),
            _ => Self::new(problem, at),
        }
    }

    /// The error for the whole word, whose characters are `text`.
    pub(super) fn into_error(
        self,
        text: &str,
        word: Span,
        references: Vec<Reference>,
    ) -> WordError {
        let message = format!(
            "failed to process {}: {}",
            go_quote(text),
            self.said.message()
        );
        let expected = self.cause.as_ref().unwrap_or(&self.said).expected();
        WordError {
            message,
            at: word.slice(self.at),
            expected,
            references,
        }
    }
}

impl Problem {
    /// BuildKit's words, or ours where it has none.
    fn message(&self) -> String {
        match self {
            Self::UnclosedQuote(quote) => {
                let quote = match quote {
                    Quote::Single => "single",
                    Quote::Double | Quote::DoubleInDouble => "double",
                };
                format!("unexpected end of statement while looking for matching {quote}-quote")
            }
            Self::MissingBrace => "syntax error: missing '}'".into(),
            Self::MissingSlash => "syntax error: missing '/' in ${}".into(),
            Self::BadSubstitution => "syntax error: bad substitution".into(),
            Self::EndAfterName => unsupported("\u{FFFD}"),
            Self::Modifier(modifier) => unsupported(modifier),
            Self::Required { name, text, lack } => match (text.as_str(), lack) {
                ("", Lack::Unset) => format!("{name}: is not allowed to be unset"),
                ("", Lack::Empty) => format!("{name}: is not allowed to be empty"),
                (text, _) => format!("{name}: {text}"),
            },
            Self::Pattern { pattern, escaped } => {
                let escaped = escaped.unwrap_or('\u{FFFD}');
                format!("invalid pattern ({pattern}) in substitution: invalid escape '\\{escaped}'")
            }
            Self::TooDeep => "nested deeper than Shellform follows".into(),
            Self::TooMuch => "needs more work than Shellform does for one word".into(),
        }
    }

    /// What would have been right, for people.
    fn expected(&self) -> String {
        match self {
            Self::UnclosedQuote(Quote::Single) => "a closing `'`".into(),
            Self::UnclosedQuote(Quote::Double | Quote::DoubleInDouble) => "a closing `\"`".into(),
            Self::MissingBrace | Self::EndAfterName => "a closing `}`".into(),
            Self::MissingSlash => "a `/` between the pattern and its replacement".into(),
            Self::BadSubstitution => "the name of a variable after `${`".into(),
            Self::Modifier(modifier) if modifier.starts_with(':') => "`:-`, `:+` or `:?`".into(),
            Self::Modifier(_) => {
                "`}`, or one of `:-`, `:+`, `:?`, `-`, `+`, `?`, `#`, `%`, `/`".into()
            }
            Self::Required { name, lack, .. } => match lack {
                Lack::Unset => format!("a value for `{name}`"),
                Lack::Empty => format!("a value for `{name}` that is not empty"),
            },
            Self::Pattern { .. } => {
                "`*`, `?`, `\\`, `/` or `}` after each `\\` of a pattern".into()
            }
            Self::TooDeep => format!("at most {MAX_DEPTH} references inside each other"),
            Self::TooMuch => "shorter values, or a simpler pattern".into(),
        }
    }
}

fn unsupported(modifier: &str) -> String {
    format!("unsupported modifier ({modifier}) in substitution")
}
