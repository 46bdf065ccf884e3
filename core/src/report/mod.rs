//! [`Report`]: a simulation as data for other programs; [`ShellReport`]: the same of a script alone.
//!
//! Everything is written out: strings are strings, and each carries the pieces it is made of with the characters of
//! the source they came from. Offsets are UTF-8 bytes, half-open; lines and columns count from one.
//!
//! The version changes when a reader of the old form would misread the new one.

#[cfg(feature = "follow")]
mod contract;
#[cfg(feature = "follow")]
mod file;
#[cfg(feature = "follow")]
mod line;
mod make;
#[cfg(not(feature = "follow"))]
mod not_followed;
mod pairs;
mod read;
#[cfg(feature = "follow")]
mod shell;
#[cfg(feature = "follow")]
mod stop;
mod streamed;
mod traced;

#[cfg(feature = "schema")]
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::dockerfile::{Escape, LineRange, RefusalStep};
use crate::simulation::Reached;
use crate::text::LineColumn;

#[cfg(feature = "follow")]
pub use contract::{ByReport, CONTRACT_VERSION, ContractReport, EntryReport, contract_report};
#[cfg(feature = "follow")]
pub use file::{FieldReport, FileReport, ProbeReport, ProblemReport, StartsReport, file_report};
#[cfg(feature = "follow")]
pub use line::{
    DockerReport, EffectReport, ExpanderReport, ExpansionReport, HostReport, LINE_VERSION,
    LineReport, OptionReport, RefusalReport, line_report,
};
pub use make::report;
#[cfg(not(feature = "follow"))]
pub use not_followed::CommandReport;
pub use pairs::Pairs;
pub use read::{
    READ_VERSION, ReadDirective, ReadError, ReadForm, ReadHeredoc, ReadInstruction, ReadReport,
    ReadText, ReadWarning, read_report,
};
#[cfg(feature = "follow")]
pub use shell::{
    ActionReport, CommandReport, LabelReport, OutcomeReport, OutcomeStatus, ProgramReport,
    ResourceReport, SHELL_VERSION, ShellReport, StepReport, SyntaxErrorReport, TraceReport,
    shell_report,
};
#[cfg(feature = "follow")]
pub use stop::{CameReport, ProcessReport, ReactionReport, StopReport};
pub use streamed::Streamed;
pub use traced::{Piece, SourceText, Traced};

/// The version of the form.
pub const VERSION: u32 = 1;

/// A simulation as data.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Report {
    /// The version of this form: 1.
    pub version: u32,
    /// Whether Docker takes the file.
    pub verdict: Verdict,
    /// The escape token.
    pub escape: Escape,
    /// The parser directives, by name.
    #[cfg_attr(feature = "schema", schemars(with = "BTreeMap<String, String>"))]
    pub directives: Pairs<String>,
    /// Where texts come from: the file, and every other supplier.
    pub sources: Vec<SourceText>,
    /// The instructions, in order.
    pub instructions: Vec<InstructionReport>,
    /// The stages, in order.
    pub stages: Vec<StageReport>,
    /// The configuration of the image that is built.
    pub config: Option<ConfigReport>,
    /// What is started.
    pub launch: Option<LaunchReport>,
    /// What there is to tell.
    pub diagnostics: Vec<DiagnosticReport>,
}

/// Whether Docker takes the file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "status", rename_all = "kebab-case")]
pub enum Verdict {
    /// It builds it, as far as this can be said without running anything.
    Accepted,
    /// It refuses it.
    Refused {
        /// Docker's message.
        message: String,
        /// At which step.
        step: RefusalStep,
        /// The lines Docker names; 0 where it counts a line less.
        lines: LineRange,
        /// Where it is.
        at: Place,
    },
    /// It takes the file, but a `RUN` fails, as far as commands were followed.
    #[cfg(feature = "follow")]
    Stopped {
        /// BuildKit's message.
        message: String,
        /// The `RUN`: its place among the instructions.
        instruction: usize,
    },
}

/// A place in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Place {
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
    /// The line and column of the first.
    pub from: LineColumn,
    /// The line and column behind the last.
    pub to: LineColumn,
}

/// One instruction.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct InstructionReport {
    /// Its number, from zero.
    pub index: usize,
    /// The keyword as written.
    pub keyword: String,
    /// Its physical lines.
    pub lines: LineRange,
    /// Its bytes in the file.
    pub at: Place,
    /// The number of its stage.
    pub stage: Option<usize>,
    /// How far Docker gets with it.
    pub reached: Reached,
    /// The logical line.
    pub logical: Traced,
    /// The flags.
    pub flags: Vec<Traced>,
    /// The arguments as BuildKit's reader separates them.
    pub arguments: Vec<Traced>,
    /// The form of its command line, of `RUN`, `CMD`, `ENTRYPOINT`, `SHELL` and `HEALTHCHECK`.
    pub form: Option<FormReport>,
    /// The argv it makes: what `RUN` starts, what `CMD` and `ENTRYPOINT` store.
    pub argv: Option<Vec<Traced>>,
    /// The directory, user and environment of a `RUN`.
    pub run: Option<RunReport>,
    /// The here-documents.
    pub heredocs: Vec<HeredocReport>,
    /// Words the builder expanded.
    pub expanded: Vec<ExpandedReport>,
    /// What it changed in the image.
    pub changes: Vec<ChangeReport>,
    /// The trigger of an `ONBUILD`.
    pub trigger: Option<Traced>,
    /// Triggers that fired at a `FROM`.
    pub fired: Vec<Traced>,
    /// With what Docker refuses it, if it does.
    pub refusal: Option<String>,
    /// What becomes of a `RUN`, where it was followed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(not(feature = "follow"), serde(skip))]
    pub followed: Option<CommandReport>,
}

/// The form of a command line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "form", rename_all = "kebab-case")]
pub enum FormReport {
    /// A JSON array of strings.
    Exec,
    /// A script for a shell.
    Shell {
        /// Where the JSON breaks, when it begins with `[`.
        broken: Option<BrokenReport>,
    },
}

/// Where an array breaks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BrokenReport {
    /// The character at fault.
    pub at: Place,
    /// The character; empty at the end of the line.
    pub found: String,
    /// What JSON expects there.
    pub expected: String,
    /// The corrected arguments, when the array was meant as one.
    pub corrected: Option<String>,
}

/// Where a `RUN` runs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RunReport {
    /// The working directory; `null` when it is not known.
    pub working_dir: Option<Traced>,
    /// The user; `null` for root or when it is not known.
    pub user: Option<Traced>,
    /// The variables the builder has set since the previous `RUN` of the stage (all of them at its first): the
    /// environment is the base image's with all of these in turn, the later ones counting.
    pub environment_since: Vec<BindingReport>,
    /// Proxy variables added by `--build-arg`.
    pub proxies: Vec<BindingReport>,
}

/// A variable of the builder.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BindingReport {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: Traced,
}

/// A variable.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct VariableReport {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: Traced,
    /// Who set it.
    pub set_by: SetByReport,
}

/// Who set something.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "who", rename_all = "kebab-case")]
pub enum SetByReport {
    /// Nobody.
    Nobody,
    /// The base image.
    BaseImage,
    /// BuildKit.
    Builder,
    /// `docker build --build-arg`, `ARG` or `ENV`: this instruction.
    Instruction {
        /// Its number, from zero.
        index: usize,
        /// Its first line.
        line: u32,
    },
    /// A trigger that fired at this `FROM`.
    Trigger {
        /// The number of the `FROM`, from zero.
        index: usize,
        /// Its line.
        line: u32,
    },
    /// An option of `docker run`.
    Operator {
        /// Which.
        option: String,
    },
    /// The engine.
    Engine,
}

/// A here-document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HeredocReport {
    /// Its delimiter.
    pub name: String,
    /// The number before `<<`.
    pub file_descriptor: u64,
    /// Whether the delimiter is quoted.
    pub delimiter: crate::dockerfile::HeredocDelimiter,
    /// Whether leading tabs are taken off.
    pub tabs: crate::dockerfile::HeredocTabs,
    /// Its content as it stands in the file.
    pub content: Traced,
}

/// A word the builder expanded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ExpandedReport {
    /// As written.
    pub written: Traced,
    /// What it became.
    pub result: Traced,
    /// Names that nobody has set.
    pub unset: Vec<String>,
}

/// What an instruction changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ChangeReport {
    /// The field, as OCI names it.
    pub field: String,
    /// `set`, `added`, `cleared` or `declared`.
    pub action: String,
    /// The name, of a variable or label.
    pub name: Option<Traced>,
    /// The value, one entry for each argument of a list.
    pub value: Vec<Traced>,
}

/// A stage.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StageReport {
    /// Its number, from zero.
    pub index: usize,
    /// Its name.
    pub name: Option<String>,
    /// The image or stage it is based on.
    pub base: String,
    /// The number of the stage it is based on.
    pub base_stage: Option<usize>,
    /// `target`, `needed` or `unused`.
    pub reach: String,
    /// What `/bin/sh` is, where the catalogue knows it.
    pub shell: Option<crate::shell::Dialect>,
    /// The evidence for what is known about its base image.
    pub evidence: Option<String>,
}

/// The configuration of an image, with the names Docker gives its fields. `null`: not known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "PascalCase")]
#[expect(
    missing_docs,
    reason = "each is the field of that name in the image configuration"
)]
pub struct ConfigReport {
    pub env: Vec<VariableReport>,
    pub env_complete: Completeness,
    pub entrypoint: SettingReport,
    pub cmd: SettingReport,
    pub shell: SettingReport,
    pub working_dir: SettingReport,
    pub user: SettingReport,
    pub stop_signal: SettingReport,
    pub healthcheck: Option<HealthcheckReport>,
    pub exposed_ports: Vec<String>,
    pub volumes: Vec<String>,
    #[cfg_attr(feature = "schema", schemars(with = "BTreeMap<String, Traced>"))]
    pub labels: Pairs<Traced>,
    pub on_build: Vec<Traced>,
}

/// Whether a list holds everything.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "complete", rename_all = "kebab-case")]
pub enum Completeness {
    /// It does.
    Yes,
    /// The base image may add to it.
    Unknown {
        /// Why.
        why: String,
    },
}

/// A field of the configuration.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SettingReport {
    /// Its value, one entry for each argument of a list; `null` when it is not known.
    pub value: Option<Vec<Traced>>,
    /// Why it is not known.
    pub unknown: Option<String>,
    /// Who set it.
    pub set_by: SetByReport,
}

/// A health check, durations in nanoseconds, 0 when unset.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "PascalCase")]
#[expect(
    missing_docs,
    reason = "each is the field of that name in the image configuration"
)]
pub struct HealthcheckReport {
    pub test: Vec<Traced>,
    pub interval: i64,
    pub timeout: i64,
    pub start_period: i64,
    pub start_interval: i64,
    pub retries: i32,
}

/// What is started.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LaunchReport {
    /// The argv of PID 1; empty when there is nothing to run.
    pub argv: Vec<Traced>,
    /// Docker's answer when there is nothing to run.
    pub nothing_to_run: Option<String>,
    /// The part from ENTRYPOINT or `--entrypoint`.
    pub entrypoint: PartReport,
    /// The part from CMD or the arguments of `docker run`.
    pub command: PartReport,
    /// The environment.
    pub environment: Vec<VariableReport>,
    /// Whether it is complete.
    pub environment_complete: Completeness,
    /// The working directory; `null` when it is not known.
    pub working_dir: Option<Traced>,
    /// The user; `null` for root or when it is not known.
    pub user: Option<Traced>,
    /// What was assumed because a base image is not known.
    pub assumptions: Vec<String>,
    /// What becomes of it, where it was followed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(not(feature = "follow"), serde(skip))]
    pub followed: Option<CommandReport>,
}

/// A part of the argv.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PartReport {
    /// Its arguments.
    pub argv: Vec<Traced>,
    /// Who supplied it.
    pub set_by: SetByReport,
}

/// Something to tell.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DiagnosticReport {
    /// The code.
    pub code: String,
    /// Whose rule it is.
    pub authority: crate::diagnostic::Authority,
    /// How bad it is.
    pub severity: crate::diagnostic::Severity,
    /// The message.
    pub message: String,
    /// The line BuildKit names for it.
    pub line: Option<u32>,
    /// Where it is, if it is in the file.
    pub at: Option<Place>,
    /// What to do.
    pub help: Vec<String>,
    /// Changes that would mend it.
    pub fixes: Vec<FixReport>,
    /// BuildKit's page about it.
    pub url: Option<String>,
}

/// A change that would mend something.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FixReport {
    /// What it does.
    pub title: String,
    /// What to replace, in order.
    pub edits: Vec<EditReport>,
}

/// One replacement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EditReport {
    /// What to replace; empty to insert.
    pub at: Place,
    /// What to write instead.
    pub replacement: String,
}
