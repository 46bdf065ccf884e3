//! What is found in a file that says what a container is started with: a service of Compose, a container of Kubernetes.

use super::RunOptions;
use super::given::Given;
use crate::text::Span;

/// Why a file gives nothing to start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Who refuses it.
    pub speaker: Speaker,
    /// The characters at fault.
    pub at: Span,
    /// What is wrong. The refuser's own words, or a sentence of ours without its full stop.
    pub message: String,
    /// What to do, each a sentence.
    pub help: Vec<String>,
}

/// Who refuses a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Speaker {
    /// We say it; whoever reads the file for real refuses it in words of its own.
    Shellform,
    /// Go's reader of YAML, as Compose calls it.
    Yaml,
    /// Compose.
    Compose,
    /// The engine, asked by Compose.
    Docker,
    /// It is valid, but not simulated.
    Unsupported,
}

impl Problem {
    /// A problem without help.
    #[must_use]
    pub fn new(speaker: Speaker, at: Span, message: String) -> Self {
        Self {
            speaker,
            at,
            message,
            help: Vec::new(),
        }
    }

    /// The same with a further sentence of help.
    #[must_use]
    pub fn help(mut self, sentence: String) -> Self {
        self.help.push(sentence);
        self
    }
}

/// A service or container, read.
#[derive(Debug, Clone)]
pub struct FileReading {
    /// Its name.
    pub name: Span,
    /// What stands for the options of `docker run`.
    pub run: RunOptions,
    /// Where their characters stand.
    pub given: Given,
    /// The image.
    pub image: Option<Span>,
    /// How the image is built.
    pub build: Option<BuildIn>,
    /// The fields that say something about it, in the order in which they are written.
    pub fields: Vec<Field>,
    /// Further commands: health checks, probes, hooks.
    pub probes: Vec<Probe>,
    /// What has been expanded before the container.
    pub expanded: Vec<Expanded>,
    /// The characters that commands are made of: spans of the file.
    pub regions: Vec<Span>,
    /// What there is to know beside, each a sentence.
    pub notes: Vec<String>,
    /// Files that are read and nobody has given.
    pub wanted: Vec<String>,
}

/// How an image is built.
#[derive(Debug, Clone, PartialEq)]
pub struct BuildIn {
    /// The Dockerfile, when it stands in the file itself.
    pub inline: Option<Span>,
    /// Its path otherwise, from the file's directory on.
    pub path: String,
    /// `target`
    pub target: Option<String>,
    /// `args`
    pub arguments: Vec<(String, String)>,
}

/// A field of a service or container.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Its name.
    pub name: Span,
    /// Its value as it counts; several behind each other.
    pub values: Vec<Span>,
    /// What it does.
    pub effect: FieldEffect,
}

/// What a field does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldEffect {
    /// It acts as a phrase says.
    Acts(&'static str),
    /// It changes what runs in a way that is not simulated.
    NotSimulated,
    /// Nothing about the command.
    Elsewhere,
}

/// A further command.
#[derive(Debug, Clone, PartialEq)]
pub struct Probe {
    /// The field, such as `healthcheck.test`.
    pub field: &'static str,
    /// Its argv; nothing when there is no command.
    pub argv: Vec<Span>,
    /// How it is started.
    pub starts: Starts,
}

/// How a further command is started.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Starts {
    /// As it is.
    Directly,
    /// By the shell that the image's SHELL names, `/bin/sh -c` without one, which gets all of it in front.
    ByShell,
    /// Not at all: the image's own is switched off.
    Never,
    /// The image's own stays.
    ByImage,
}

/// Characters that were expanded on the way.
#[derive(Debug, Clone, PartialEq)]
pub struct Expanded {
    /// The characters.
    pub at: Span,
    /// What stands for them now; nothing when that is not known.
    pub value: Option<String>,
    /// What there is to say of it.
    pub note: String,
}

impl FileReading {
    /// A service or container of which nothing is said yet.
    #[must_use]
    pub fn new(name: Span) -> Self {
        Self {
            name,
            run: RunOptions::default(),
            given: Given::default(),
            image: None,
            build: None,
            fields: Vec::new(),
            probes: Vec::new(),
            expanded: Vec::new(),
            regions: Vec::new(),
            notes: Vec::new(),
            wanted: Vec::new(),
        }
    }
}
