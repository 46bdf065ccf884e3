//! [`Diagnostic`]: something to tell the reader about characters of a text.
//!
//! Structured until rendering: a rule, a severity, the span at fault, labelled further spans, help
//! and fixes. Wording is written once, beside the rule that raises it.

use serde::{Deserialize, Serialize};

use crate::text::Span;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Docker refuses the file, or the container cannot start.
    Error,
    /// It works, but hardly as meant.
    Warning,
    /// Worth knowing.
    Note,
}

/// Whose rule it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Authority {
    /// BuildKit prints it, in these words.
    BuildKit,
    /// Shellform says it.
    Shellform,
}

/// What kind of diagnostic it is: a code with its authority.
///
/// BuildKit's lint rules keep BuildKit's names and pages (`JSONArgsRecommended`), Shellform's own are in
/// kebab case, and an error with which BuildKit refuses a file has the code `refused`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Rule {
    /// The code.
    pub code: &'static str,
    /// Whose rule it is.
    pub authority: Authority,
    /// How bad it is.
    pub severity: Severity,
    /// Where it is explained, if BuildKit has a page for it.
    pub url: Option<&'static str>,
}

/// An error with which BuildKit refuses the file.
pub const REFUSED: Rule = Rule {
    code: "refused",
    authority: Authority::BuildKit,
    severity: Severity::Error,
    url: None,
};

/// A further span with what there is to say about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The characters.
    pub span: Span,
    /// A short phrase.
    pub text: String,
}

/// A change that would mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as an imperative sentence without its full stop.
    pub title: String,
    /// What to replace, in source order; spans lie in the file.
    pub edits: Vec<Edit>,
}

/// One replacement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The characters to replace; empty to insert.
    pub span: Span,
    /// What to write instead.
    pub replacement: String,
}

/// Something to tell the reader about characters of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind it is.
    pub rule: Rule,
    /// The message; BuildKit's rules in BuildKit's words.
    pub message: String,
    /// The characters it is about, in any text: [`Texts::trail`](crate::text::Texts::trail) leads to the file.
    pub span: Span,
    /// The line BuildKit names for it (from one), where it names one.
    pub line: Option<u32>,
    /// Further spans.
    pub labels: Vec<Label>,
    /// What to do, in plain sentences.
    pub help: Vec<String>,
    /// Changes that would mend it.
    pub fixes: Vec<Fix>,
}

impl Diagnostic {
    /// A diagnostic with nothing but its message.
    #[must_use]
    pub fn new(rule: Rule, span: Span, message: impl Into<String>) -> Self {
        Self {
            rule,
            message: message.into(),
            span,
            line: None,
            labels: Vec::new(),
            help: Vec::new(),
            fixes: Vec::new(),
        }
    }

    /// Names BuildKit's line.
    #[must_use]
    pub fn on_line(mut self, line: u32) -> Self {
        self.line = Some(line);
        self
    }

    /// Adds a labelled span.
    #[must_use]
    pub fn label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label {
            span,
            text: text.into(),
        });
        self
    }

    /// Adds a sentence of help.
    #[must_use]
    pub fn help(mut self, sentence: impl Into<String>) -> Self {
        self.help.push(sentence.into());
        self
    }

    /// Adds a fix.
    #[must_use]
    pub fn fix(mut self, fix: Fix) -> Self {
        self.fixes.push(fix);
        self
    }
}
