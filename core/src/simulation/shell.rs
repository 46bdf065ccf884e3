//! [`ShellSimulation`]: everything a shell did with its script.

use crate::input::{ShellName, TraceDetail};
use crate::session::Session;
use crate::text::Span;
use crate::trace::Trace;

use super::ScriptReading;

/// Everything a shell did with its script. Values are [`Span`]s into its texts.
#[derive(Debug, Clone, PartialEq)]
pub struct ShellSimulation {
    /// The texts.
    pub session: Session,
    /// The shell.
    pub shell: ShellName,
    /// What is reported of it.
    pub detail: TraceDetail,
    /// The script as the shell reads it.
    pub reading: ScriptReading,
    /// What happened.
    pub trace: Trace,
    /// What of the input cannot be used, each as a sentence.
    pub unusable: Vec<String>,
}

impl ShellSimulation {
    /// The characters at `span`.
    #[must_use]
    pub fn str(&self, span: Span) -> &str {
        self.session.texts.str(span)
    }

    /// The characters of several spans, one behind the other.
    #[must_use]
    pub fn joined(&self, spans: &[Span]) -> String {
        spans.iter().map(|it| self.str(*it)).collect()
    }
}
