//! A line of `docker compose run` or `docker compose exec`: the service as the file says it, and what the options change
//! (docker compose 2.40.3, `cmd/compose/run.go` and `pkg/compose/run.go`; recorded in `compose-lines.jsonl`).

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::options::GLOBAL;
use super::{ComposeFile, DOTENV, Wanted, dotenv, words};
use crate::commandline::docker::{DockerLine, Host, NotRead, Refusal, Verb};
use crate::commandline::file::{FileReading, Problem, Speaker};
use crate::commandline::flags::{self, Flags, Stop, Switch, boolean};
use crate::commandline::{ImageCommand, Init, Interactive, Origin, Terminal};
use crate::session::Session;
use crate::text::{Rewrite, Span};

/// The files that Compose looks for, in this order.
pub const FILES: [&str; 4] = [
    "compose.yaml",
    "compose.yml",
    "docker-compose.yml",
    "docker-compose.yaml",
];

/// The files that it lays over them.
pub const OVERRIDES: [&str; 4] = [
    "compose.override.yml",
    "compose.override.yaml",
    "docker-compose.override.yml",
    "docker-compose.override.yaml",
];

/// Reads the arguments behind `docker compose`; `compose` is that word.
pub(in crate::commandline) fn read(
    cx: &mut Session,
    host: &Host,
    compose: Span,
    behind: &[Span],
) -> Result<DockerLine, NotRead> {
    let global = match flags::read(cx, GLOBAL, behind) {
        Ok(global) => global,
        Err((_, Stop::Help)) => return Err(other("docker compose --help")),
        Err((_, Stop::Unknown { why, at })) => return Err(NotRead::Unknown(why, at)),
        Err((_, Stop::Error { message, at })) => {
            return Err(NotRead::Refused(refusal(&message, Some(at))));
        }
    };
    let command = global.rest.first().map(|it| cx.texts.str(*it));
    let (verb, called) = match command {
        Some("run") => (Verb::ComposeRun, "docker compose run"),
        Some("exec") => (Verb::ComposeExec, "docker compose exec"),
        Some(command) => return Err(other(&format!("docker compose {command}"))),
        None => return Err(other("docker compose")),
    };
    let mut line = DockerLine::new(verb, called.to_owned());
    match flags::read(cx, verb.table(), &global.rest[1..]) {
        Err((occurrences, stop)) => {
            line.options = occurrences;
            match stop {
                Stop::Unknown { why, at } => line.unknown = Some((why, at)),
                Stop::Help => line.refusal = Some(line.help()),
                Stop::Error { message, at } => line.refusal = Some(refusal(&message, Some(at))),
            }
        }
        Ok(own) => {
            line.options = [&*global.occurrences, &own.occurrences].concat();
            let taken = Reader {
                cx,
                host,
                line: &mut line,
                global: &global,
                own: &own,
            }
            .take(compose);
            match taken {
                Ok(()) => {}
                Err(Halt::Refused(refusal)) => line.refusal = Some(refusal),
                Err(Halt::Unknown(why, at)) => line.unknown = Some((why, at)),
            }
        }
    }
    Ok(line)
}

fn other(called: &str) -> NotRead {
    NotRead::OtherCommand(called.to_owned())
}

/// Everything that Compose refuses ends with 1.
fn refusal(printed: &str, at: Option<Span>) -> Refusal {
    Refusal {
        printed: printed.to_owned(),
        exit: 1,
        at,
    }
}

/// Why a line goes no further.
enum Halt {
    Refused(Refusal),
    /// It hangs on something that is not known, or not simulated.
    Unknown(String, Span),
}

impl Halt {
    fn refused(printed: &str, at: Option<Span>) -> Self {
        Self::Refused(refusal(printed, at))
    }
}

/// What Compose says of the file. Of YAML it does not name the file here.
impl From<Problem> for Halt {
    fn from(problem: Problem) -> Self {
        match problem.speaker {
            Speaker::Unsupported => Self::Unknown(problem.message, problem.at),
            Speaker::Shellform | Speaker::Yaml | Speaker::Compose | Speaker::Docker => {
                let message = match problem.message.split_once(": yaml: ") {
                    Some((file, rest)) if file.starts_with("failed to parse ") => {
                        format!("yaml: {rest}")
                    }
                    Some(_) | None => problem.message,
                };
                Self::Refused(refusal(&message, Some(problem.at)))
            }
        }
    }
}

struct Reader<'r> {
    cx: &'r mut Session,
    host: &'r Host,
    line: &'r mut DockerLine,
    global: &'r Flags,
    own: &'r Flags,
}

impl Reader<'_> {
    fn take(&mut self, compose: Span) -> Result<(), Halt> {
        let needed = match self.line.verb {
            Verb::ComposeExec => 2,
            _ => 1,
        };
        let count = self.own.rest.len();
        if count < needed {
            let message = format!("requires at least {needed} arg(s), only received {count}");
            return Err(Halt::refused(&message, None));
        }
        let service = self.own.rest[0];
        self.line.image = Some(service);
        self.line.arguments = self.own.rest[1..].to_vec();
        let entrypoint = self.entrypoint()?;
        self.terminals()?;
        let mut reading = self.service(service, compose)?;
        self.check()?;
        self.settings(&mut reading);
        self.environment(&mut reading)?;
        match self.line.verb {
            Verb::ComposeExec => {
                reading.run.arguments.clear();
                reading.run.entrypoint = None;
                reading.run.init = Init::None;
                reading.given.entrypoint = Some(self.line.arguments.clone());
            }
            _ => self.command(&mut reading, entrypoint),
        }
        reading.given.origin = Origin::ComposeRun;
        self.line.run = reading.run.clone();
        self.line.given = reading.given.clone();
        self.line.service = Some(Box::new(reading));
        Ok(())
    }

    /// `--entrypoint` is split as a command of the file is.
    fn entrypoint(&mut self) -> Result<Option<Vec<Span>>, Halt> {
        let Some(text) = self.own.last("entrypoint") else {
            return Ok(None);
        };
        match words::split(self.cx, text) {
            Some(words) => Ok(Some(words.words)),
            None => Err(Halt::refused("invalid command line string", Some(text))),
        }
    }

    fn is_on(&self, flag: &str) -> Option<bool> {
        let last = self.own.last(flag)?;
        Some(boolean(self.cx.texts.str(last)) == Some(Switch::On))
    }

    fn terminals(&self) -> Result<(), Halt> {
        let (without, with) = (self.own.last("no-TTY"), self.own.last("tty"));
        match (without, with) {
            (Some(_), Some(at)) => Err(Halt::refused(
                "--tty and --no-TTY can't be used together",
                Some(at),
            )),
            _ => Ok(()),
        }
    }

    /// What the file says of the service.
    fn service(&mut self, name: Span, compose: Span) -> Result<FileReading, Halt> {
        if !self.cx.texts.is_known(name) {
            let why = "which service is meant".to_owned();
            return Err(Halt::Unknown(why, name));
        }
        for flag in ["env-file", "project-directory", "workdir"] {
            let last = self.global.last(flag);
            let is_here = |it: &Span| matches!(self.cx.texts.str(*it), "." | "./");
            if let Some(at) = last.filter(|it| flag == "env-file" || !is_here(it)) {
                let why = format!("`docker compose --{flag}` is not simulated");
                return Err(Halt::Unknown(why, at));
            }
        }
        let given: Vec<Span> = self.global.values("file").collect();
        let found = match given[..] {
            [] => self.found(),
            [path] => self.file(self.cx.texts.str(path)),
            [_, second, ..] => {
                let why = "several `-f`, which Compose lays over each other, are not simulated";
                return Err(Halt::Unknown(why.to_owned(), second));
            }
        };
        if !self.host.files.contains_key(DOTENV) {
            self.line.wanted.push(DOTENV.to_owned());
        }
        let Some((path, text)) = found else {
            match given.first() {
                None => {
                    let files = FILES.into_iter().chain(OVERRIDES);
                    self.line.wanted.extend(files.map(str::to_owned));
                }
                Some(path) => {
                    let path = self.cx.texts.str(*path).to_owned();
                    self.line.wanted.push(path);
                }
            }
            let at = given.first().copied().unwrap_or(compose);
            let why = "which services there are, as nobody gives the Compose file";
            return Err(Halt::Unknown(why.to_owned(), at));
        };
        if given.is_empty() && OVERRIDES.iter().any(|it| self.host.files.contains_key(*it)) {
            let why = "an override file, which Compose lays over the other, is not simulated";
            return Err(Halt::Unknown(why.to_owned(), compose));
        }
        let file = ComposeFile {
            text,
            name: &path,
            host: self.host,
        };
        let name = Wanted::OfLine(self.cx.texts.share(name));
        let reading = super::read(self.cx, file, &name)?;
        self.line.wanted.extend(reading.wanted.iter().cloned());
        Ok(reading)
    }

    /// The file that Compose finds by itself.
    fn found(&self) -> Option<(String, Span)> {
        FILES.into_iter().find_map(|it| self.file(it))
    }

    fn file(&self, path: &str) -> Option<(String, Span)> {
        let text = self.host.files.get(path.trim_start_matches("./"))?;
        Some((path.to_owned(), *text))
    }

    /// What Compose refuses once it has the service.
    fn check(&self) -> Result<(), Halt> {
        let refuse = |message: &str, at| Err(Halt::refused(message, Some(at)));
        if let Some(at) = self.own.last("publish")
            && self.is_on("service-ports") == Some(true)
        {
            return refuse("--service-ports and --publish are incompatible", at);
        }
        if let Some(at) = self.own.last("pull") {
            let policy = self.cx.texts.str(at);
            if !matches!(policy, "policy" | "" | "always" | "missing" | "never") {
                return refuse(&format!("invalid --pull option \"{policy}\""), at);
            }
        }
        let labels = ["label", "labels"].into_iter();
        let mut labels = labels.flat_map(|it| self.own.values(it));
        match labels.find(|it| !self.cx.texts.str(*it).contains('=')) {
            Some(at) => refuse("label must be set as KEY=VALUE", at),
            None => Ok(()),
        }
    }

    /// Where and as whom it runs. A line that is typed has a terminal, and a container of `run` gets one without `-T`.
    fn settings(&mut self, reading: &mut FileReading) {
        let (run, given) = (&mut reading.run, &mut reading.given);
        for (flag, option) in [("workdir", "-w"), ("user", "-u")] {
            let Some(span) = self.own.last(flag).filter(|it| !it.is_empty()) else {
                continue;
            };
            let text = Some(self.cx.texts.str(span).to_owned());
            given.forget(option);
            given.note(option, span);
            match flag {
                "user" => run.user = text,
                _ => run.working_dir = text,
            }
        }
        let added: Vec<Span> = self.own.values("cap-add").collect();
        let is_added = |it: &String| added.iter().any(|add| self.cx.texts.str(*add) == it);
        run.dropped_capabilities.retain(|it| !is_added(it));
        let dropped = self.own.values("cap-drop");
        run.dropped_capabilities
            .extend(dropped.map(|it| self.cx.texts.str(it).to_owned()));
        let is_without = self.is_on("no-TTY").or_else(|| self.is_on("no-tty"));
        let is_without = is_without.or_else(|| self.is_on("tty").map(|it| !it));
        run.terminal = match is_without {
            Some(true) => Terminal::None,
            Some(false) | None => Terminal::Allocated,
        };
        run.interactive = match self.is_on("interactive") {
            Some(false) => Interactive::No,
            Some(true) | None => Interactive::Yes,
        };
    }

    /// Arguments replace `command`; `--entrypoint` replaces `entrypoint` and drops `command`.
    fn command(&mut self, reading: &mut FileReading, entrypoint: Option<Vec<Span>>) {
        if entrypoint.is_some() || !self.line.arguments.is_empty() {
            reading.run.arguments.clear();
            reading.given.forget("arguments");
        }
        for argument in &self.line.arguments {
            let text = self.cx.texts.str(*argument).to_owned();
            reading.run.arguments.push(text);
            reading.given.note("arguments", *argument);
        }
        if let Some(argv) = entrypoint {
            // Without a word the image's ENTRYPOINT goes and its CMD stays, as in the file.
            reading.given.image_command = match argv.is_empty() {
                true => ImageCommand::Kept,
                false => ImageCommand::Dropped,
            };
            let first = argv.first().map(|it| self.cx.texts.str(*it).to_owned());
            reading.run.entrypoint = Some(first.unwrap_or_default());
            reading.given.entrypoint = Some(argv);
        }
    }

    /// `-e` goes before `--env-from-file`, and both before the service's own. A name alone takes the value of the host
    /// or of `.env`; where neither has one, it changes nothing.
    fn environment(&mut self, reading: &mut FileReading) -> Result<(), Halt> {
        let mut set: Vec<(String, Span)> = Vec::new();
        let mut known: BTreeMap<String, Span> = BTreeMap::new();
        for span in self.own.values("env") {
            let text = self.cx.texts.share(span);
            let (name, pair, value) = match text.split_once('=') {
                Some((name, _)) => (name, Some(span), Some(span.slice_from(name.len() + 1))),
                None => (&*text, None, self.outside(&text)),
            };
            if let (Some(pair), "") = (pair, name) {
                let message =
                    format!("Error response from daemon: invalid environment variable: {text}");
                return Err(Halt::refused(&message, Some(pair)));
            }
            if let Some(value) = value {
                let pair = pair.unwrap_or_else(|| self.joined(span, value));
                put(&mut set, name, pair);
                known.insert(name.to_owned(), value);
            }
        }
        for path in self.own.values("env-from-file").collect::<Vec<_>>() {
            let name = self.cx.texts.str(path).to_owned();
            let short = name.trim_start_matches("./");
            let Some(content) = self.host.files.get(short).copied() else {
                self.line.wanted.push(short.to_owned());
                reading.given.assumptions.push(format!(
                    "{name} sets no variable: nobody says what it holds (`--host-file {short}=CONTENT` does)"
                ));
                continue;
            };
            let none = BTreeMap::new();
            let read = dotenv::read(self.cx, content, (&known, &none), &none);
            let read = read.map_err(|(message, at)| Halt::refused(&message, Some(at)))?;
            for (name, at) in read.names {
                let Some(value) = read.variables.get(&name).copied() else {
                    continue;
                };
                if let Entry::Vacant(place) = known.entry(name) {
                    let pair = self.joined(at, value);
                    put(&mut set, place.key(), pair);
                    place.insert(value);
                }
            }
        }
        for (name, pair) in set {
            let text = self.cx.texts.str(pair).to_owned();
            let is_it = |it: &String| it.split('=').next() == Some(&*name);
            match reading.run.environment.iter_mut().find(|it| is_it(it)) {
                Some(before) => {
                    // Where the value stood that is replaced.
                    reading.given.take(&self.cx.texts, "-e", before);
                    *before = text;
                }
                None => reading.run.environment.push(text),
            }
            reading.given.note("-e", pair);
        }
        Ok(())
    }

    /// The value of a variable of the host, or of `.env`.
    fn outside(&mut self, name: &str) -> Option<Span> {
        if let Some(value) = self.host.variables.get(name) {
            return Some(*value);
        }
        let content = self.host.files.get(DOTENV).copied()?;
        let none = BTreeMap::new();
        let read = dotenv::read(self.cx, content, (&self.host.variables, &none), &none);
        read.ok()?.variables.get(name).copied()
    }

    /// `NAME=value`
    fn joined(&mut self, name: Span, value: Span) -> Span {
        let mut builder = self.cx.texts.builder();
        builder.copy(name).rewrite("=", name, Rewrite::Normalised);
        builder.substitute(name, value);
        let built = builder.build();
        self.cx.texts.finish(built)
    }
}

/// The last of a name counts.
fn put(set: &mut Vec<(String, Span)>, name: &str, pair: Span) {
    match set.iter_mut().find(|it| it.0 == name) {
        Some(before) => before.1 = pair,
        None => set.push((name.to_owned(), pair)),
    }
}
