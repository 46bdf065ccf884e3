//! [`LineReport`]: a line, or a service or container of a file, as data.

use serde::{Deserialize, Serialize};

use crate::commandline::docker::{DockerLine, NotRead, Refusal};
use crate::commandline::flags::{Effect, Occurrence};
use crate::simulation::{Expander, Expansion, HostReading, LineSimulation};
use crate::text::{LineIndex, Span, Texts};

use super::file::FileReport;
use super::traced::{SourceText, Traced, sources};
use super::{Place, Report, report};

/// The version of the form.
pub const LINE_VERSION: u32 = 1;

/// A line as it is typed on a host, or a service or container of a file: what becomes of it on the way to the container.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LineReport {
    /// The version of this form: 1.
    pub version: u32,
    /// What the shell of the host makes of the line; `null` for a file.
    pub host: Option<HostReport>,
    /// What Docker makes of the argv; `null` where no command of docker is read.
    pub docker: Option<DockerReport>,
    /// What a Compose file or a Kubernetes object says; `null` for a line.
    pub file: Option<FileReport>,
    /// A command that is not simulated, as it is called.
    pub other_command: Option<String>,
    /// Who expands which characters, in their order.
    pub expansions: Vec<ExpansionReport>,
    /// Where the pieces of arguments and values come from.
    pub sources: Vec<SourceText>,
    /// The image, and what the container runs; `null` where nothing is started.
    pub report: Option<Report>,
}

/// What the shell of the host makes of a line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HostReport {
    /// The argv of docker, its name first.
    pub argv: Vec<Traced>,
    /// In what shells differ, and what is not simulated of them, each a sentence.
    pub notes: Vec<String>,
    /// What was taken to be so because nobody here knows it.
    pub assumptions: Vec<String>,
    /// Why the shell refuses the line, if it does.
    pub refusal: Option<String>,
}

/// What Docker makes of an argv.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DockerReport {
    /// The command as it is called, such as `docker container run`.
    pub command: String,
    /// The options in the order in which they occur.
    pub options: Vec<OptionReport>,
    /// The image; the container of `docker exec`.
    pub image: Option<Traced>,
    /// What follows it.
    pub arguments: Vec<Traced>,
    /// With what Docker refuses the line, if it does.
    pub refusal: Option<RefusalReport>,
    /// What the reading hangs on that nobody knows.
    pub unknown: Option<String>,
}

/// An option as it occurs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OptionReport {
    /// Its long name.
    pub name: String,
    /// Its value.
    pub value: Traced,
    /// What it changes.
    pub effect: EffectReport,
}

/// What an option changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum EffectReport {
    /// What runs, and the simulation does as it says.
    Acts,
    /// The world of the command, in a way that is not simulated.
    NotSimulated {
        /// Which.
        what: String,
    },
    /// Nothing about the command.
    Elsewhere {
        /// What it is for.
        what: String,
    },
}

/// With what Docker refuses a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RefusalReport {
    /// All that is printed.
    pub printed: String,
    /// The exit status.
    pub exit: u8,
}

/// Characters that somebody may expand.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ExpansionReport {
    /// The characters.
    pub written: String,
    /// Where they stand.
    pub at: Place,
    /// Who expands them.
    pub by: ExpanderReport,
    /// What stands for them; `null` where that is not known, or where they stay.
    pub value: Option<String>,
    /// What there is to say of it.
    pub note: String,
}

/// Who expands characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ExpanderReport {
    /// The shell that the line is typed in.
    HostShell,
    /// Compose.
    Compose,
    /// The kubelet.
    Kubelet,
    /// BuildKit.
    Builder,
    /// The shell in the container.
    ContainerShell,
    /// Nobody: they stay as they are.
    Nobody,
}

/// Writes a line out as data.
#[must_use]
pub fn line_report(simulation: &LineSimulation) -> LineReport {
    let texts = simulation.texts();
    let (docker, other_command) = match &simulation.docker {
        Ok(line) => (Some(docker(texts, line)), None),
        Err(NotRead::OtherCommand(called)) => {
            (None, Some(called.clone()).filter(|it| !it.is_empty()))
        }
        Err(stop) => (Some(not_read(stop)), None),
    };
    LineReport {
        version: LINE_VERSION,
        host: Some(host(texts, &simulation.host)),
        docker,
        file: None,
        other_command,
        expansions: expansions(texts, simulation.host.line, &simulation.expansions),
        sources: sources(texts).collect(),
        report: simulation.simulation.as_ref().map(report),
    }
}

pub(super) fn all(texts: &Texts, spans: &[Span]) -> Vec<Traced> {
    spans.iter().map(|it| Traced::new(texts, *it)).collect()
}

fn host(texts: &Texts, host: &HostReading) -> HostReport {
    HostReport {
        argv: all(texts, &host.argv),
        notes: host.notes.clone(),
        assumptions: host.assumptions.clone(),
        refusal: host.refusal.as_ref().map(|it| it.message.clone()),
    }
}

fn docker(texts: &Texts, line: &DockerLine) -> DockerReport {
    DockerReport {
        command: line.called.clone(),
        options: line.options.iter().map(|it| option(texts, it)).collect(),
        image: line.image.map(|it| Traced::new(texts, it)),
        arguments: all(texts, &line.arguments),
        refusal: line.refusal.as_ref().map(refusal),
        unknown: line.unknown.as_ref().map(|it| it.0.clone()),
    }
}

/// Docker stops before it comes to a command.
fn not_read(stop: &NotRead) -> DockerReport {
    let (refusal, unknown) = match stop {
        NotRead::Refused(it) => (Some(refusal(it)), None),
        NotRead::Unknown(why, _) => (None, Some(why.clone())),
        NotRead::OtherCommand(_) => (None, None),
    };
    DockerReport {
        command: "docker".to_owned(),
        options: Vec::new(),
        image: None,
        arguments: Vec::new(),
        refusal,
        unknown,
    }
}

fn refusal(refusal: &Refusal) -> RefusalReport {
    RefusalReport {
        printed: refusal.printed.clone(),
        exit: refusal.exit,
    }
}

fn option(texts: &Texts, occurrence: &Occurrence) -> OptionReport {
    OptionReport {
        name: occurrence.flag.name.to_owned(),
        value: Traced::new(texts, occurrence.value),
        effect: match occurrence.flag.effect {
            Effect::Acts => EffectReport::Acts,
            Effect::World(what) => EffectReport::NotSimulated {
                what: what.to_owned(),
            },
            Effect::Elsewhere(what) => EffectReport::Elsewhere {
                what: what.to_owned(),
            },
        },
    }
}

/// Writes out who expands what; `file` is the text that the places are in.
pub(super) fn expansions(texts: &Texts, file: Span, found: &[Expansion]) -> Vec<ExpansionReport> {
    let text = texts.str(file);
    let index = LineIndex::new(text);
    let expansion = |it: &Expansion| ExpansionReport {
        written: texts.str(it.at).to_owned(),
        at: Place {
            start: it.at.start,
            end: it.at.end,
            from: index.line_column(text, it.at.start),
            to: index.line_column(text, it.at.end),
        },
        by: it.by.into(),
        value: it.value.clone(),
        note: it.note.clone(),
    };
    let found = found.iter().filter(|it| it.at.text == file.text);
    found.map(expansion).collect()
}

impl From<Expander> for ExpanderReport {
    fn from(expander: Expander) -> Self {
        match expander {
            Expander::HostShell => Self::HostShell,
            Expander::Compose => Self::Compose,
            Expander::Kubelet => Self::Kubelet,
            Expander::Builder => Self::Builder,
            Expander::ContainerShell => Self::ContainerShell,
            Expander::Nobody => Self::Nobody,
        }
    }
}
