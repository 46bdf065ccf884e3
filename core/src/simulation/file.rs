//! [`FileSimulation`]: a service of a Compose file or a container of a Kubernetes object, and what it then runs.

use crate::commandline::file::{FileReading, Problem};
use crate::input::Input;
use crate::session::Session;
use crate::text::{Span, Texts};

use super::Simulation;
use super::line::{DockerfileIs, Expansion, HostInput};

/// A file that says what containers are started with.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FileInput {
    /// Its text.
    pub text: String,
    /// Its name in messages.
    pub name: String,
    /// What it is.
    pub kind: FileKind,
    /// The service or container; the only one there is without.
    pub target: Option<String>,
    /// What is known of the host: variables, and files by their path from the file's directory on.
    pub host: HostInput,
    /// The image and the world of the container; its options of `docker run` are not looked at.
    pub image: Input,
    /// Whether `image` has the Dockerfile that the image is built from.
    pub dockerfile: DockerfileIs,
}

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FileKind {
    /// A Compose file.
    #[default]
    Compose,
    /// One or several objects of Kubernetes.
    Kubernetes,
}

/// What a file says, and what is then run.
#[derive(Debug, Clone)]
pub struct FileSimulation {
    /// What it is.
    pub kind: FileKind,
    /// The file.
    pub file: Span,
    /// Its name in messages.
    pub name: String,
    /// What it says of the service or container, or why nothing is started.
    pub reading: Result<FileReading, Problem>,
    /// The image and the command, where the file is taken.
    pub simulation: Option<Simulation>,
    /// Who expands what, in the order of the characters.
    pub expansions: Vec<Expansion>,
    /// The texts, where there is no simulation that has them.
    pub session: Session,
}

impl FileSimulation {
    /// Every text.
    #[must_use]
    pub fn texts(&self) -> &Texts {
        match &self.simulation {
            Some(simulation) => &simulation.session.texts,
            None => &self.session.texts,
        }
    }
}

impl FileKind {
    /// What it is called.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Compose => "Compose",
            Self::Kubernetes => "Kubernetes",
        }
    }
}
