//! [`ledger`]: who supplies what a container's command depends on: the image's author, the base image, the operator,
//! the engine, or nobody.
//!
//! Takes a [`Simulation`] whose launch was followed and the [`RunOptions`] it was made with. Says nothing about how
//! likely anything is: what nobody here knows is named so.

mod files;
mod settings;
mod variables;

use crate::build::SetBy;
use crate::commandline::RunOptions;
use crate::launch::Supplier;
use crate::simulation::Simulation;
use crate::text::Span;

/// Who supplies what.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ledger {
    /// What the command depends on, kind by kind.
    pub entries: Vec<Entry>,
}

/// Something that a command depends on.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// What it is.
    pub kind: Kind,
    /// Its name: of a variable, a path, a port such as `80/tcp`.
    pub name: String,
    /// Its value, where it has one that is known.
    pub value: Option<String>,
    /// Who supplies it.
    pub by: By,
    /// The characters that ask for it or set it.
    pub at: Option<Span>,
    /// What follows from it, as a phrase; empty when that goes without saying.
    pub note: String,
}

/// What a command depends on.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A variable of its environment.
    Variable,
    /// A program.
    Program,
    /// A file or directory that it looks for.
    File,
    /// The shell that reads its script.
    Shell,
    /// The directory it starts in.
    WorkingDirectory,
    /// The user it runs as.
    User,
    /// A port that the image says it listens on.
    Port,
    /// A directory that is to outlive the container.
    Volume,
    /// What local time is.
    TimeZone,
    /// What its standard input is.
    StandardInput,
    /// A setting of the kernel.
    Sysctl,
    /// Something the kernel lets it do.
    Capability,
    /// Whether it can change the files of the image.
    RootFiles,
    /// The signal that asks it to end.
    StopSignal,
    /// How long that may take.
    StopTimeout,
}

/// Who supplies something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum By {
    /// The image: its author by an instruction, or the base image.
    Image(SetBy),
    /// The operator, by this option.
    Operator(&'static str),
    /// The engine or the runtime, by itself.
    Engine,
    /// The script itself.
    Script,
    /// The shell, by itself.
    Shell,
    /// Nobody.
    Nobody,
    /// That is not known; why, as a phrase.
    Unknown(String),
}

impl Kind {
    /// What it is called in a table.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Variable => "variable",
            Self::Program => "program",
            Self::File => "file",
            Self::Shell => "shell",
            Self::WorkingDirectory => "working directory",
            Self::User => "user",
            Self::Port => "port",
            Self::Volume => "volume",
            Self::TimeZone => "time zone",
            Self::StandardInput => "standard input",
            Self::Sysctl => "sysctl",
            Self::Capability => "capability",
            Self::RootFiles => "root file system",
            Self::StopSignal => "stop signal",
            Self::StopTimeout => "stop timeout",
        }
    }
}

impl From<Supplier> for By {
    fn from(supplier: Supplier) -> Self {
        match supplier {
            Supplier::Image(SetBy::Nobody) => Self::Nobody,
            Supplier::Image(set_by) => Self::Image(set_by),
            Supplier::Operator(option) => Self::Operator(option),
            Supplier::Engine => Self::Engine,
        }
    }
}

/// Who supplies what the command of the container depends on; empty where none is started.
#[must_use]
pub fn ledger(simulation: &Simulation, options: &RunOptions) -> Ledger {
    let mut entries = Vec::new();
    if let Some(launch) = &simulation.launch {
        variables::add(simulation, launch, &mut entries);
        files::add(simulation, launch, &mut entries);
        settings::add(simulation, launch, options, &mut entries);
    }
    entries.sort_by_key(|it| it.kind);
    Ledger { entries }
}

impl Ledger {
    /// What the operator has to bring, or to know of: what nobody supplies, ports and volumes.
    pub fn for_the_operator(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(|it| match it.kind {
            Kind::Port | Kind::Volume => true,
            Kind::Variable | Kind::Program | Kind::File => it.by == By::Nobody,
            Kind::Shell
            | Kind::WorkingDirectory
            | Kind::User
            | Kind::TimeZone
            | Kind::StandardInput
            | Kind::Sysctl
            | Kind::Capability
            | Kind::RootFiles
            | Kind::StopSignal
            | Kind::StopTimeout => false,
        })
    }
}
