//! [`ShellReport`]: what a shell did with a script, as data.

use serde::{Deserialize, Serialize};

use crate::input::{ShellName, TraceDetail};
use crate::simulation::{CommandRun, Reached, ScriptRefusal, ShellSimulation, Simulation};
use crate::text::{LineIndex, Span, Texts};
use crate::trace::{Action, Cause, Execution, Outcome, Resource, Step, Trace};

use super::stop::StopReport;
use super::traced::{SourceText, Traced};
use super::{BindingReport, EditReport, FixReport, Place};

/// The version of the form.
pub const SHELL_VERSION: u32 = 1;

/// What a shell did with a script.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ShellReport {
    /// The version of this form: 1.
    pub version: u32,
    /// The shell.
    pub shell: ShellName,
    /// What it printed, and how it ended.
    pub outcome: OutcomeReport,
    /// The programs that were started, in order; the shell itself is not among them.
    pub programs: Vec<ProgramReport>,
    /// Why the shell refuses the script, if it does.
    pub syntax_error: Option<SyntaxErrorReport>,
    /// What was taken to be so because nobody here knows it, each as a sentence.
    pub assumptions: Vec<String>,
    /// What of the input cannot be used, each as a sentence.
    pub unusable: Vec<String>,
    /// Every step; only where it was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trace: Option<TraceReport>,
    /// Where the pieces of arguments and values come from.
    pub sources: Vec<SourceText>,
}

/// What was printed, and how it ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OutcomeReport {
    /// How it ended.
    pub status: OutcomeStatus,
    /// The exit status; `null` when it did not end with one.
    pub exit: Option<u8>,
    /// The number of the signal that ended it.
    pub signal: Option<u8>,
    /// What went to standard output.
    pub stdout: String,
    /// What went to standard error.
    pub stderr: String,
    /// What is not simulated, by name.
    pub unsupported: Option<String>,
    /// What ran out.
    pub exhausted: Option<ResourceReport>,
}

/// How a script ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum OutcomeStatus {
    /// With an exit status.
    Exited,
    /// By a signal.
    Signalled,
    /// Nobody knows: it came to something that is not simulated.
    Unsupported,
    /// Nobody knows: it was followed as long as anything is.
    OutOfFuel,
}

/// What there is only so much of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ResourceReport {
    /// Commands.
    Steps,
    /// Functions, substitutions and scripts within one another.
    Depth,
    /// Characters that were made.
    Text,
    /// Processes.
    Processes,
    /// Seconds, or everything waits for something that never comes.
    Time,
}

/// A program as it was started.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProgramReport {
    /// The number of its process.
    pub process: u32,
    /// The file.
    pub path: String,
    /// Its arguments, the name first.
    pub argv: Vec<Traced>,
    /// Its environment.
    pub environment: Vec<BindingReport>,
    /// Its working directory.
    pub directory: String,
}

/// Why a shell refuses a script.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SyntaxErrorReport {
    /// What the shell prints; `null` where that is not simulated.
    pub message: Option<String>,
    /// `stops-here`, or `never` when the shell ends before it reads so far.
    pub reached: Reached,
    /// What the shell wanted and what it found.
    pub explanation: String,
    /// The characters at fault, in the script.
    pub at: Option<Place>,
    /// What other characters have to do with it.
    pub labels: Vec<LabelReport>,
    /// What to do.
    pub help: Vec<String>,
    /// Changes that would mend it.
    pub fixes: Vec<FixReport>,
}

/// Characters with what there is to say about them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LabelReport {
    /// The characters, in the script.
    pub at: Option<Place>,
    /// A short phrase.
    pub text: String,
}

/// Every step.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TraceReport {
    /// The steps, in order.
    pub steps: Vec<StepReport>,
    /// What went to standard output, write by write.
    pub stdout: Vec<Traced>,
    /// What went to standard error, write by write.
    pub stderr: Vec<Traced>,
}

/// One thing that one process did.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StepReport {
    /// The number of the process.
    pub process: u32,
    /// The characters of the script that say so; `null` at its end, and for what is written elsewhere.
    pub at: Option<Place>,
    /// What it did.
    #[serde(flatten)]
    pub action: ActionReport,
}

/// What a step did.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "action", rename_all = "kebab-case")]
pub enum ActionReport {
    /// A word became fields.
    Expanded {
        /// The fields.
        fields: Vec<Traced>,
    },
    /// A variable got a value.
    Assigned {
        /// Its name.
        name: String,
        /// The value.
        value: Traced,
    },
    /// A parameter was read that nothing has set, and stood for nothing.
    Unset {
        /// Its name.
        name: String,
    },
    /// A descriptor was led elsewhere.
    Redirected {
        /// Its number.
        descriptor: u32,
    },
    /// A process was made that goes on with the same script.
    Forked {
        /// Its number.
        child: u32,
    },
    /// A program was started.
    Executed {
        /// Its place among the programs; `null` for the shell itself.
        program: Option<usize>,
    },
    /// Something that is not known was taken to be so.
    Assumed {
        /// What.
        what: String,
    },
    /// The process ended.
    Exited {
        /// Its exit status.
        status: u8,
    },
}

/// What became of a command of a Dockerfile.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CommandReport {
    /// What it printed, and how it ended.
    pub outcome: OutcomeReport,
    /// The programs that were started behind the first one, in order.
    pub programs: Vec<ProgramReport>,
    /// Why the shell refuses its script, if it does.
    pub syntax_error: Option<SyntaxErrorReport>,
    /// What was taken to be so because nobody here knows it, each as a sentence.
    pub assumptions: Vec<String>,
    /// What Docker prints when it does not start.
    pub not_started: Option<String>,
    /// What becomes of it when it is told to end; `null` for what is no container, or does not start.
    pub stop: Option<StopReport>,
    /// Every step; only where it was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trace: Option<TraceReport>,
}

/// Writes a simulation of a script out as data.
#[must_use]
pub fn shell_report(simulation: &ShellSimulation) -> ShellReport {
    let texts = &simulation.session.texts;
    let script = simulation.reading.script;
    let index = LineIndex::new(texts.str(script));
    let mut maker = Maker::new(texts, script, &index);
    let trace = &simulation.trace;
    let refusal = simulation.reading.refusal.as_ref();
    ShellReport {
        version: SHELL_VERSION,
        shell: simulation.shell,
        outcome: maker.outcome(trace),
        programs: maker.programs(trace),
        syntax_error: refusal.map(|it| maker.refusal(it)),
        assumptions: trace.assumptions().map(str::to_owned).collect(),
        unusable: simulation.unusable.clone(),
        trace: maker.trace(trace, simulation.detail),
        sources: maker.sources(),
    }
}

/// Writes what became of a command of the file at `file` out as data.
pub(super) fn command_report(
    simulation: &Simulation,
    index: &LineIndex,
    run: &CommandRun,
) -> CommandReport {
    let texts = &simulation.session.texts;
    let mut maker = Maker::new(texts, simulation.dockerfile.file, index);
    let refusal = run.script.as_ref().and_then(|it| it.refusal.as_ref());
    let before = run.assumptions.iter().cloned();
    CommandReport {
        outcome: maker.outcome(&run.trace),
        programs: maker.programs(&run.trace),
        syntax_error: refusal.map(|it| maker.refusal(it)),
        assumptions: before
            .chain(run.trace.assumptions().map(str::to_owned))
            .collect(),
        not_started: run.not_started.as_ref().map(|it| it.message.clone()),
        stop: run.stop.as_ref().map(|it| maker.stop(it)),
        trace: maker.trace(&run.trace, simulation.detail),
    }
}

/// Writes what becomes of a command that is told to end.
#[cfg(feature = "follow")]
pub(super) fn stop_report(
    simulation: &Simulation,
    index: &LineIndex,
    run: &CommandRun,
) -> Option<StopReport> {
    let texts = &simulation.session.texts;
    let mut maker = Maker::new(texts, simulation.dockerfile.file, index);
    run.stop.as_ref().map(|it| maker.stop(it))
}

impl From<Resource> for ResourceReport {
    fn from(resource: Resource) -> Self {
        match resource {
            Resource::Steps => Self::Steps,
            Resource::Depth => Self::Depth,
            Resource::Text => Self::Text,
            Resource::Processes => Self::Processes,
            Resource::Time => Self::Time,
        }
    }
}

/// Writes the parts of a report, and remembers which sources they name.
pub(super) struct Maker<'s> {
    texts: &'s Texts,
    /// The text that places are in.
    script: Span,
    index: &'s LineIndex,
    named: std::collections::BTreeSet<u32>,
}

impl<'s> Maker<'s> {
    fn new(texts: &'s Texts, script: Span, index: &'s LineIndex) -> Self {
        Self {
            texts,
            script,
            index,
            named: std::iter::once(script.text.0).collect(),
        }
    }

    fn joined(&self, spans: &[Span]) -> String {
        spans.iter().map(|it| self.texts.str(*it)).collect()
    }

    pub(super) fn outcome(&self, trace: &Trace) -> OutcomeReport {
        let mut report = OutcomeReport {
            status: OutcomeStatus::Exited,
            exit: None,
            signal: None,
            stdout: self.joined(&trace.stdout),
            stderr: self.joined(&trace.stderr),
            unsupported: None,
            exhausted: None,
        };
        match &trace.outcome {
            Outcome::Exited(status) => report.exit = Some(*status),
            Outcome::Signalled(signal) => {
                report.status = OutcomeStatus::Signalled;
                report.signal = Some(*signal);
            }
            Outcome::Unsupported(what) => {
                report.status = OutcomeStatus::Unsupported;
                report.unsupported = Some(what.clone());
            }
            Outcome::OutOfFuel(resource) => {
                report.status = OutcomeStatus::OutOfFuel;
                report.exhausted = Some((*resource).into());
            }
        }
        report
    }

    fn programs(&mut self, trace: &Trace) -> Vec<ProgramReport> {
        let programs = trace.further_programs().iter();
        programs.map(|it| self.program(it)).collect()
    }

    fn trace(&mut self, trace: &Trace, detail: TraceDetail) -> Option<TraceReport> {
        match detail {
            TraceDetail::Outcome => None,
            TraceDetail::Steps => Some(TraceReport {
                steps: trace.steps.iter().map(|it| self.step(it)).collect(),
                stdout: self.all(&trace.stdout),
                stderr: self.all(&trace.stderr),
            }),
        }
    }

    fn traced(&mut self, span: Span) -> Traced {
        let traced = Traced::new(self.texts, span);
        for piece in &traced.pieces {
            self.named.insert(piece.source);
            self.named.extend(piece.written.map(|it| it[0]));
        }
        traced
    }

    pub(super) fn all(&mut self, spans: &[Span]) -> Vec<Traced> {
        spans.iter().map(|it| self.traced(*it)).collect()
    }

    fn program(&mut self, execution: &Execution) -> ProgramReport {
        let environment = execution.environment.iter();
        ProgramReport {
            process: execution.process.0,
            path: execution.path.clone(),
            argv: self.all(&execution.argv),
            environment: environment
                .map(|(name, value)| BindingReport {
                    name: name.clone(),
                    value: self.traced(*value),
                })
                .collect(),
            directory: execution.directory.clone(),
        }
    }

    /// Where `span` came from in the script.
    fn place(&self, span: Span) -> Option<Place> {
        let found = self.texts.source_span(span);
        (found.text == self.script.text).then(|| {
            let text = self.texts.str(self.script);
            Place {
                start: found.start,
                end: found.end,
                from: self.index.line_column(text, found.start),
                to: self.index.line_column(text, found.end),
            }
        })
    }

    fn refusal(&self, refusal: &ScriptRefusal) -> SyntaxErrorReport {
        let explanation = &refusal.explanation;
        let labels = explanation.labels.iter().map(|it| LabelReport {
            at: self.place(it.span),
            text: it.text.clone(),
        });
        let fixes = explanation.fixes.iter().map(|fix| {
            let edits = fix.edits.iter().filter_map(|it| {
                Some(EditReport {
                    at: self.place(it.span)?,
                    replacement: it.replacement.clone(),
                })
            });
            FixReport {
                title: fix.title.clone(),
                edits: edits.collect(),
            }
        });
        SyntaxErrorReport {
            message: refusal.message.clone(),
            reached: refusal.reached,
            explanation: explanation.message.clone(),
            at: self.place(explanation.span),
            labels: labels.collect(),
            help: explanation.help.clone(),
            fixes: fixes.collect(),
        }
    }

    fn step(&mut self, step: &Step) -> StepReport {
        let action = match &step.action {
            Action::Expanded(fields) => ActionReport::Expanded {
                fields: self.all(fields),
            },
            Action::Assigned { name, value } => ActionReport::Assigned {
                name: name.clone(),
                value: self.traced(*value),
            },
            Action::Unset(name) => ActionReport::Unset { name: name.clone() },
            Action::Redirected(descriptor) => ActionReport::Redirected {
                descriptor: *descriptor,
            },
            Action::Forked(child) => ActionReport::Forked { child: child.0 },
            Action::Executed(program) => ActionReport::Executed {
                program: program.checked_sub(1),
            },
            Action::Assumed(what) => ActionReport::Assumed { what: what.clone() },
            Action::Exited(status) => ActionReport::Exited { status: *status },
        };
        StepReport {
            process: step.process.0,
            at: match step.cause {
                Cause::Written(span) => self.place(span),
                Cause::End => None,
            },
            action,
        }
    }

    /// The sources that are named, with what they say.
    fn sources(&self) -> Vec<SourceText> {
        let sources = self.texts.sources();
        let named = sources.filter(|(id, _)| self.named.contains(&id.0));
        named
            .map(|(id, source)| SourceText {
                id: id.0,
                source: source.clone(),
                text: Some(self.texts.str(self.texts.whole(id)).to_owned()),
            })
            .collect()
    }
}
