//! [`ShellSimulation`]: everything a shell did with its script.

use std::collections::BTreeSet;

use crate::diagnostic::Diagnostic;
use crate::input::{ShellName, TraceDetail};
use crate::session::Session;
use crate::shell::Parse;
use crate::simulation::Reached;
use crate::text::Span;
use crate::trace::{Action, Execution, Trace};

/// Everything a shell did with its script. Values are [`Span`]s into its texts.
#[derive(Debug, Clone, PartialEq)]
pub struct ShellSimulation {
    /// The texts.
    pub session: Session,
    /// The shell.
    pub shell: ShellName,
    /// What is reported of it.
    pub detail: TraceDetail,
    /// The script.
    pub script: Span,
    /// The script as the shell reads it.
    pub parse: Parse,
    /// Why the shell refuses it, if it does.
    pub refusal: Option<ScriptRefusal>,
    /// What happened.
    pub trace: Trace,
    /// What of the input cannot be used, each as a sentence.
    pub unusable: Vec<String>,
}

/// Why a shell refuses a script.
#[derive(Debug, Clone, PartialEq)]
pub struct ScriptRefusal {
    /// What the shell prints; nothing where that is not simulated.
    pub message: Option<String>,
    /// What went wrong, in our own words.
    pub explanation: Diagnostic,
    /// Whether the shell gets there: it runs what stands before, and may end in it.
    pub reached: Reached,
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

    /// The programs that were started, in order: all behind the shell itself.
    #[must_use]
    pub fn programs(&self) -> &[Execution] {
        self.trace.programs.get(1..).unwrap_or_default()
    }

    /// What was taken to be so because nobody knows it, each once.
    pub fn assumptions(&self) -> impl Iterator<Item = &str> {
        let mut told = BTreeSet::new();
        let steps = self.trace.steps.iter();
        let assumed = steps.filter_map(|it| match &it.action {
            Action::Assumed(what) => Some(what.as_str()),
            Action::Expanded(_)
            | Action::Assigned { .. }
            | Action::Redirected(_)
            | Action::Forked(_)
            | Action::Executed(_)
            | Action::Exited(_) => None,
        });
        assumed.filter(move |it| told.insert(*it))
    }

    /// The refusal, when the shell gets there.
    #[must_use]
    pub fn refused(&self) -> Option<&ScriptRefusal> {
        let refusal = self.refusal.as_ref();
        refusal.filter(|it| it.reached == Reached::StopsHere)
    }
}
