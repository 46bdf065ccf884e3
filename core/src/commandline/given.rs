//! [`Given`]: where the characters of [`RunOptions`](super::RunOptions) stand, when they come from a line or a file.

use crate::text::{Span, Texts};

/// Who speaks: what the options of a launch are called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Origin {
    /// `docker run`.
    #[default]
    DockerRun,
    /// A service of a Compose file.
    Compose,
    /// `docker compose run` or `exec`, and the service in the Compose file.
    ComposeRun,
    /// A container of a Kubernetes object.
    Kubernetes,
}

/// Where the characters of options stand, and what only files can say.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Given {
    /// Who speaks.
    pub origin: Origin,
    /// The ENTRYPOINT, argument by argument; it replaces the image's.
    pub entrypoint: Option<Vec<Span>>,
    /// Whether the image's CMD stays where an ENTRYPOINT is given.
    pub image_command: ImageCommand,
    /// The Dockerfile, when it is a value of the file: a whole text.
    pub dockerfile: Option<Span>,
    /// What had to be assumed, each a sentence without its full stop, code between backquotes.
    pub assumptions: Vec<String>,
    places: Vec<(&'static str, Span)>,
}

/// What becomes of the image's CMD where an ENTRYPOINT is given and no arguments are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ImageCommand {
    /// It is dropped.
    #[default]
    Dropped,
    /// It stays.
    Kept,
}

impl Given {
    /// Notes that a value of `option` stands at `span`; in the order in which the values are used.
    pub fn note(&mut self, option: &'static str, span: Span) {
        self.places.push((option, span));
    }

    /// Drops the places of all values of `option`.
    pub fn forget(&mut self, option: &str) {
        self.places.retain(|(name, _)| *name != option);
    }

    /// The place of the next value of `option` that is `text`, which is not given again.
    pub fn take(&mut self, texts: &Texts, option: &str, text: &str) -> Option<Span> {
        let is_it =
            |(name, span): &(&'static str, Span)| *name == option && texts.str(*span) == text;
        let index = self.places.iter().position(is_it)?;
        Some(self.places.remove(index).1)
    }
}

impl Origin {
    /// An option of `docker run`, or what stands for it here: a phrase behind "set by".
    #[must_use]
    pub fn called(self, option: &str) -> String {
        let field = match self {
            Self::DockerRun if option == "arguments" => {
                return "the arguments of docker run".to_owned();
            }
            Self::DockerRun => return format!("docker run {option}"),
            Self::ComposeRun if option == "arguments" => {
                return "the arguments of docker compose run, or the service".to_owned();
            }
            Self::ComposeRun => return format!("docker compose run {option}, or the service"),
            Self::Compose => compose_field(option),
            Self::Kubernetes => kubernetes_field(option),
        };
        match self {
            Self::Kubernetes if option == "-h" => field.to_owned(),
            Self::Kubernetes => format!("{field} of the container"),
            Self::DockerRun | Self::Compose | Self::ComposeRun => {
                format!("{field} of the service")
            }
        }
    }
}

impl Origin {
    /// What tells the container to end.
    #[must_use]
    pub fn stops(self) -> &'static str {
        match self {
            Self::DockerRun | Self::ComposeRun => "docker stop",
            Self::Compose => "docker compose stop",
            Self::Kubernetes => "kubectl delete pod",
        }
    }

    /// What starts the container.
    #[must_use]
    pub fn starts(self) -> &'static str {
        match self {
            Self::DockerRun => "docker run",
            Self::Compose => "docker compose",
            Self::ComposeRun => "docker compose run",
            Self::Kubernetes => "kubectl apply",
        }
    }

    /// How long that waits by default, in seconds.
    #[must_use]
    pub fn grace_period(self) -> u8 {
        match self {
            Self::DockerRun | Self::Compose | Self::ComposeRun => 10,
            Self::Kubernetes => 30,
        }
    }

    /// What is said when there is nothing to run; `message` is what `docker run` says.
    #[must_use]
    pub fn nothing_to_run(self, message: &str) -> &str {
        match self {
            Self::DockerRun => message,
            Self::Compose | Self::ComposeRun => message.trim_start_matches("docker: "),
            Self::Kubernetes => "no command specified",
        }
    }
}

fn compose_field(option: &str) -> &str {
    match option {
        "arguments" => "command",
        "-e" => "environment",
        "-w" => "working_dir",
        "-u" => "user",
        "-h" => "hostname",
        "--stop-signal" => "stop_signal",
        "--stop-timeout" => "stop_grace_period",
        option => option.trim_start_matches('-'),
    }
}

fn kubernetes_field(option: &str) -> &str {
    match option {
        "arguments" => "args",
        "--entrypoint" => "command",
        "-e" => "env",
        "-w" => "workingDir",
        "-u" => "securityContext.runAsUser",
        "-h" => "hostname of the pod",
        "--stop-signal" => "lifecycle.stopSignal",
        "--stop-timeout" => "terminationGracePeriodSeconds",
        option => option.trim_start_matches('-'),
    }
}
