//! [`LineSimulation`]: a line as it is typed on a host, and what the container then runs.

use std::collections::BTreeMap;

use crate::commandline::docker::{DockerLine, NotRead};
use crate::diagnostic::Diagnostic;
use crate::input::Input;
use crate::session::Session;
use crate::text::{Span, Texts};

use super::Simulation;

/// A line as it is typed, the host it is typed on, and the image.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LineInput {
    /// The line.
    pub line: String,
    /// What is known of the host.
    pub host: HostInput,
    /// Files of the directory that the line is typed in, for Compose to read; others may lie there, too.
    pub beside: BTreeMap<String, String>,
    /// The image and the world of the container; its options of `docker run` are not looked at.
    pub image: Input,
    /// Whether `image` has a Dockerfile: the line's image is then built from it.
    pub dockerfile: DockerfileIs,
}

/// Whether the Dockerfile of an image is at hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DockerfileIs {
    /// It is.
    Given,
    /// Only the image's name is known.
    #[default]
    Missing,
}

/// What is known of a host.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct HostInput {
    /// The shell that the line is typed in.
    pub shell: HostShell,
    /// Its variables.
    pub environment: BTreeMap<String, String>,
    /// Its files by path, with what they hold.
    pub files: BTreeMap<String, String>,
}

/// The shell that a line is typed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum HostShell {
    /// Any of dash, bash and zsh: where they differ, bash is shown and the difference is named.
    #[default]
    Common,
    /// dash.
    Dash,
    /// bash.
    Bash,
}

/// What the shell of the host makes of a line.
#[derive(Debug, Clone, PartialEq)]
pub struct HostReading {
    /// The line.
    pub line: Span,
    /// The argv of the first `docker` that is started, its name first.
    pub argv: Vec<Span>,
    /// What it expands and what it leaves.
    pub expansions: Vec<Expansion>,
    /// In what the shells differ, and what is not simulated of them, each a sentence.
    pub notes: Vec<String>,
    /// What had to be assumed, each a sentence without its full stop.
    pub assumptions: Vec<String>,
    /// Why the shell refuses the line, if it does.
    pub refusal: Option<Diagnostic>,
    /// What the line comes to that is not simulated, by name.
    pub unsupported: Option<String>,
}

/// Who expands characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Expander {
    /// The shell that a line is typed in.
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

/// Characters that somebody may expand: who does, and what becomes of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Expansion {
    /// The characters, in a source.
    pub at: Span,
    /// Who expands them.
    pub by: Expander,
    /// What stands for them; nothing where that is not known, or where they stay.
    pub value: Option<String>,
    /// What there is to say of it, as a phrase.
    pub note: String,
}

/// A line, from the host's shell to the process in the container.
#[derive(Debug, Clone)]
pub struct LineSimulation {
    /// What the shell of the host makes of it.
    pub host: HostReading,
    /// What Docker makes of the argv.
    pub docker: Result<DockerLine, NotRead>,
    /// The image and the command, where Docker gets so far.
    pub simulation: Option<Simulation>,
    /// Who expands what, in the order of the characters.
    pub expansions: Vec<Expansion>,
    /// The texts, where there is no simulation that has them.
    pub session: Session,
}

impl LineSimulation {
    /// Every text.
    #[must_use]
    pub fn texts(&self) -> &Texts {
        match &self.simulation {
            Some(simulation) => &simulation.session.texts,
            None => &self.session.texts,
        }
    }
}

impl HostShell {
    /// Every choice.
    pub const ALL: [Self; 3] = [Self::Common, Self::Dash, Self::Bash];

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Common => "common",
            Self::Dash => "dash",
            Self::Bash => "bash",
        }
    }

    /// What it is, in a few words.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Common => {
                "what dash, bash and zsh have in common; where they differ, bash, and it says so"
            }
            Self::Dash => "dash",
            Self::Bash => "bash",
        }
    }
}

impl Expander {
    /// Its name in sentences.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::HostShell => "host shell",
            Self::Compose => "Compose",
            Self::Kubelet => "kubelet",
            Self::Builder => "builder",
            Self::ContainerShell => "container shell",
            Self::Nobody => "nobody",
        }
    }
}
