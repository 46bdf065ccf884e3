//! A line of `docker run`, `docker create` or `docker exec`, and of `docker compose run` or `exec`, that the host's
//! shell has already taken apart.
//!
//! Takes the argv that `docker` gets and what is known of the host; gives each option with what it does, the image and
//! the command, and the same as [`RunOptions`]; or Docker's refusal, as the docker CLI 28.5.2 prints it before it asks
//! any engine.

mod check;
mod env_file;
pub mod options;
mod settings;

use std::collections::BTreeMap;

use super::RunOptions;
use super::compose::{line, options as compose_options};
use super::file::FileReading;
use super::flags::{self, Flag, Flags, Occurrence, Stop};
use super::given::Given;
use crate::session::Session;
use crate::text::Span;

/// What is known of the host a line is typed on.
#[derive(Debug, Clone, Default)]
pub struct Host {
    /// Variables, with their values.
    pub variables: BTreeMap<String, Span>,
    /// Files, with what they hold.
    pub files: BTreeMap<String, Span>,
}

/// A command of docker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// `docker run`
    Run,
    /// `docker create`: as `run`, and started later.
    Create,
    /// `docker exec`: another process in a container that runs.
    Exec,
    /// `docker compose run`: a container of a service, for one command.
    ComposeRun,
    /// `docker compose exec`: another process in a service's container that runs.
    ComposeExec,
}

/// A line of docker, read.
#[derive(Debug, Clone)]
pub struct DockerLine {
    /// The command.
    pub verb: Verb,
    /// The command as it is called, such as `docker container run`.
    pub called: String,
    /// Each option as it occurs.
    pub options: Vec<Occurrence>,
    /// The image; the container of `exec`; the service of `docker compose`.
    pub image: Option<Span>,
    /// What follows it.
    pub arguments: Vec<Span>,
    /// With what Docker refuses the line, if it does.
    pub refusal: Option<Refusal>,
    /// What the reading hangs on that nobody knows, as a sentence without its full stop.
    pub unknown: Option<(String, Span)>,
    /// The options that change what runs.
    pub run: RunOptions,
    /// Where their characters stand.
    pub given: Given,
    /// The service of `docker compose`, with what the options change about it.
    pub service: Option<Box<FileReading>>,
    /// Files that Compose looks for and nobody has given.
    pub wanted: Vec<String>,
}

/// With what Docker refuses a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// All that is printed.
    pub printed: String,
    /// The exit status.
    pub exit: u8,
    /// The characters at fault.
    pub at: Option<Span>,
}

/// What is not a line that is simulated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotRead {
    /// The command of docker is another one: as it is called.
    OtherCommand(String),
    /// Docker refuses the line before it comes to a command.
    Refused(Refusal),
    /// It hangs on something that nobody knows.
    Unknown(String, Span),
}

/// Reads the argv of `docker`, its own name first.
pub fn read(cx: &mut Session, host: &Host, argv: &[Span]) -> Result<DockerLine, NotRead> {
    let behind = argv.get(1..).unwrap_or_default();
    if let Some(own) = argv.first()
        && is_compose(cx.texts.str(*own))
    {
        return line::read(cx, host, *own, behind);
    }
    let global = match flags::read(cx, options::GLOBAL, behind) {
        Ok(global) => global,
        Err((_, stop)) => {
            return Err(not_read(
                "docker",
                "docker [OPTIONS] COMMAND [ARG...]",
                stop,
            ));
        }
    };
    let words: Vec<String> = global
        .rest
        .iter()
        .take(2)
        .map(|it| cx.texts.str(*it).to_owned())
        .collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    if let ["compose", ..] = words[..] {
        return line::read(cx, host, global.rest[0], &global.rest[1..]);
    }
    let (called, verb, taken) = match words[..] {
        ["container", verb] => (format!("docker container {verb}"), verb_of(verb), 2),
        [verb, ..] => (format!("docker {verb}"), verb_of(verb), 1),
        [] => ("docker".to_owned(), None, 0),
    };
    let Some(verb) = verb else {
        return Err(NotRead::OtherCommand(called));
    };
    let mut line = DockerLine::new(verb, called);
    match flags::read(cx, verb.table(), &global.rest[taken..]) {
        Err((occurrences, stop)) => {
            line.options = occurrences;
            match stop {
                Stop::Unknown { why, at } => line.unknown = Some((why, at)),
                Stop::Help => line.refusal = Some(line.help()),
                Stop::Error { message, at } => {
                    line.refusal = Some(line.flag_error(&message, at));
                }
            }
        }
        Ok(read) => line.take(cx, host, read),
    }
    Ok(line)
}

/// Whether it is the name of Compose's own program.
#[must_use]
pub fn is_compose(program: &str) -> bool {
    program.rsplit('/').next() == Some("docker-compose")
}

fn verb_of(word: &str) -> Option<Verb> {
    match word {
        "run" => Some(Verb::Run),
        "create" => Some(Verb::Create),
        "exec" => Some(Verb::Exec),
        _ => None,
    }
}

fn not_read(called: &str, usage: &str, stop: Stop) -> NotRead {
    match stop {
        Stop::Help => NotRead::OtherCommand(format!("{called} --help")),
        Stop::Unknown { why, at } => NotRead::Unknown(why, at),
        Stop::Error { message, at } => NotRead::Refused(Refusal {
            printed: format!(
                "{message}\n\nUsage:  {usage}\n\nRun '{called} --help' for more information"
            ),
            exit: 125,
            at: Some(at),
        }),
    }
}

impl Verb {
    /// Its options.
    #[must_use]
    pub fn table(self) -> &'static [Flag] {
        match self {
            Self::Run | Self::Create => options::RUN,
            Self::Exec => options::EXEC,
            Self::ComposeRun => compose_options::RUN,
            Self::ComposeExec => compose_options::EXEC,
        }
    }

    fn usage(self) -> &'static str {
        match self {
            Self::Run | Self::Create => "[OPTIONS] IMAGE [COMMAND] [ARG...]",
            Self::Exec => "[OPTIONS] CONTAINER COMMAND [ARG...]",
            Self::ComposeRun => "[OPTIONS] SERVICE [COMMAND] [ARGS...]",
            Self::ComposeExec => "[OPTIONS] SERVICE COMMAND [ARGS...]",
        }
    }

    /// Whether it starts a process beside the first one of a container.
    #[must_use]
    pub fn is_exec(self) -> bool {
        match self {
            Self::Exec | Self::ComposeExec => true,
            Self::Run | Self::Create | Self::ComposeRun => false,
        }
    }
}

impl DockerLine {
    pub(super) fn new(verb: Verb, called: String) -> Self {
        Self {
            verb,
            called,
            options: Vec::new(),
            image: None,
            arguments: Vec::new(),
            refusal: None,
            unknown: None,
            run: RunOptions::default(),
            given: Given::default(),
            service: None,
            wanted: Vec::new(),
        }
    }

    /// Puts together what the flags and the words behind them say.
    fn take(&mut self, cx: &mut Session, host: &Host, read: Flags) {
        let needed = match self.verb.is_exec() {
            false => 1,
            true => 2,
        };
        if read.rest.len() < needed {
            self.refusal = Some(self.too_few(needed));
            self.options = read.occurrences;
            return;
        }
        self.image = read.rest.first().copied();
        self.arguments = read.rest[1..].to_vec();
        settings::take(self, cx, &read);
        self.refusal = check::before_files(self, cx, &read)
            .or_else(|| settings::environment(self, cx, host, &read))
            .or_else(|| check::before_the_engine(self, cx, &read))
            .or_else(|| check::by_the_engine(self, cx, &read));
        self.options = read.occurrences;
    }

    fn usage(&self) -> String {
        format!("Usage:  {} {}", self.called, self.verb.usage())
    }

    pub(super) fn help(&self) -> Refusal {
        Refusal {
            printed: self.usage(),
            exit: 0,
            at: None,
        }
    }

    fn flag_error(&self, message: &str, at: Span) -> Refusal {
        let (called, usage) = (&self.called, self.usage());
        Refusal {
            printed: format!("{message}\n\n{usage}\n\nRun '{called} --help' for more information"),
            exit: 125,
            at: Some(at),
        }
    }

    fn too_few(&self, needed: usize) -> Refusal {
        let (called, usage) = (&self.called, self.usage());
        let plural = if needed == 1 { "" } else { "s" };
        Refusal {
            printed: format!(
                "docker: '{called}' requires at least {needed} argument{plural}\n\n{usage}\n\nSee '{called} --help' for more information"
            ),
            exit: 1,
            at: None,
        }
    }

    /// What is found behind the flags, before or by the engine.
    fn failed(&self, message: &str, at: Span) -> Refusal {
        let called = &self.called;
        let (printed, exit) = match self.verb {
            Verb::Run => (
                format!("docker: {message}\n\nRun '{called} --help' for more information"),
                125,
            ),
            Verb::Create | Verb::Exec | Verb::ComposeRun | Verb::ComposeExec => {
                (message.to_owned(), 1)
            }
        };
        Refusal {
            printed,
            exit,
            at: Some(at),
        }
    }
}
