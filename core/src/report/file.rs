//! A service of a Compose file, or a container of a Kubernetes object, as data: part of a [`LineReport`].

use serde::{Deserialize, Serialize};

use crate::commandline::file::{Field, FieldEffect, FileReading, Probe, Problem, Speaker, Starts};
use crate::simulation::FileSimulation;
use crate::text::{LineIndex, Span, Texts};

use super::line::{EffectReport, LINE_VERSION, LineReport, all, expansions};
use super::traced::{Traced, sources};
use super::{Place, report};

/// What a file says of a service or container.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FileReport {
    /// `compose` or `kubernetes`.
    pub kind: String,
    /// The name of the service or container; `null` where none is read.
    pub name: Option<Traced>,
    /// The image.
    pub image: Option<Traced>,
    /// The fields in the order in which they are written.
    pub fields: Vec<FieldReport>,
    /// Further commands: health checks, probes, hooks.
    pub probes: Vec<ProbeReport>,
    /// What there is to know beside, each a sentence.
    pub notes: Vec<String>,
    /// What was taken to be so because nobody here knows it.
    pub assumptions: Vec<String>,
    /// Why nothing is started, if nothing is.
    pub problem: Option<ProblemReport>,
}

/// A field.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FieldReport {
    /// Its name.
    pub name: String,
    /// Its scalars as they count, variables expanded.
    pub values: Vec<Traced>,
    /// What it changes.
    pub effect: EffectReport,
}

/// A further command.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProbeReport {
    /// The field.
    pub field: String,
    /// Its argv, without the shell in front.
    pub argv: Vec<Traced>,
    /// How it is started.
    pub starts: StartsReport,
}

/// How a further command is started.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum StartsReport {
    /// As it is.
    Directly,
    /// By the image's SHELL, `/bin/sh -c` without one.
    ByShell,
    /// Not at all.
    Never,
    /// The image's own stays.
    ByImage,
}

/// Why nothing is started.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProblemReport {
    /// Who says it: `compose` and `docker` in their own words, `shellform` in ours, `unsupported` for what is valid
    /// and not simulated.
    pub speaker: String,
    /// What is wrong.
    pub message: String,
    /// Where.
    pub at: Option<Place>,
    /// What to do, each a sentence.
    pub help: Vec<String>,
}

/// Writes a service or container out as data.
#[must_use]
pub fn file_report(simulation: &FileSimulation) -> LineReport {
    let texts = simulation.texts();
    LineReport {
        version: LINE_VERSION,
        host: None,
        docker: None,
        file: Some(file(texts, simulation)),
        other_command: None,
        expansions: expansions(texts, simulation.file, &simulation.expansions),
        sources: sources(texts).collect(),
        report: simulation.simulation.as_ref().map(report),
    }
}

fn file(texts: &Texts, simulation: &FileSimulation) -> FileReport {
    let kind = simulation.kind.name().to_lowercase();
    match &simulation.reading {
        Ok(reading) => read(texts, kind, reading),
        Err(found) => FileReport {
            kind,
            name: None,
            image: None,
            fields: Vec::new(),
            probes: Vec::new(),
            notes: Vec::new(),
            assumptions: Vec::new(),
            problem: Some(problem(texts, simulation.file, found)),
        },
    }
}

fn read(texts: &Texts, kind: String, reading: &FileReading) -> FileReport {
    FileReport {
        kind,
        name: Some(Traced::new(texts, reading.name)),
        image: reading.image.map(|it| Traced::new(texts, it)),
        fields: reading.fields.iter().map(|it| field(texts, it)).collect(),
        probes: reading.probes.iter().map(|it| probe(texts, it)).collect(),
        notes: reading.notes.clone(),
        assumptions: reading.given.assumptions.clone(),
        problem: None,
    }
}

fn field(texts: &Texts, field: &Field) -> FieldReport {
    FieldReport {
        name: texts.str(field.name).to_owned(),
        values: all(texts, &field.values),
        effect: match field.effect {
            FieldEffect::Acts(_) => EffectReport::Acts,
            FieldEffect::NotSimulated => EffectReport::NotSimulated {
                what: texts.str(field.name).to_owned(),
            },
            FieldEffect::Elsewhere => EffectReport::Elsewhere {
                what: texts.str(field.name).to_owned(),
            },
        },
    }
}

fn probe(texts: &Texts, probe: &Probe) -> ProbeReport {
    ProbeReport {
        field: probe.field.to_owned(),
        argv: all(texts, &probe.argv),
        starts: match probe.starts {
            Starts::Directly => StartsReport::Directly,
            Starts::ByShell => StartsReport::ByShell,
            Starts::Never => StartsReport::Never,
            Starts::ByImage => StartsReport::ByImage,
        },
    }
}

fn problem(texts: &Texts, file: Span, problem: &Problem) -> ProblemReport {
    let text = texts.str(file);
    let at = texts.source_span(problem.at);
    let index = LineIndex::new(text);
    let place = (at.text == file.text).then(|| Place {
        start: at.start,
        end: at.end,
        from: index.line_column(text, at.start),
        to: index.line_column(text, at.end),
    });
    let speaker = match problem.speaker {
        Speaker::Compose | Speaker::Yaml => "compose",
        Speaker::Docker => "docker",
        Speaker::Shellform => "shellform",
        Speaker::Unsupported => "unsupported",
    };
    ProblemReport {
        speaker: speaker.to_owned(),
        message: problem.message.clone(),
        at: place,
        help: problem.help.clone(),
    }
}
