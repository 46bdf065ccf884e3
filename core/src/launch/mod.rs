//! From an image and the operator's options to the process Docker asks the kernel to start.
//!
//! Takes the [`ImageConfig`] and the [`RunOptions`]; gives a [`LaunchPlan`]: the argv of PID 1, its environment,
//! directory and user, each with who supplied it. The rules are the engine's (`daemon/commit.go`, `merge`;
//! `daemon/create.go`, `daemon/oci_linux.go`), recorded in the groups `matrix` and `world` of `docker.jsonl`.
//!
//! What this module does not do: look for the program, or start it; that belongs to `container`.

mod environment;

use crate::build::{ImageConfig, SetBy, Setting};
#[cfg(feature = "follow")]
use crate::commandline::{Given, ImageCommand};
use crate::commandline::{Init, RunOptions};
use crate::knowledge::Known;
use crate::session::Session;
use crate::text::{Source, Span};

pub use environment::{LaunchVariable, Supplier};

/// What Docker asks the kernel to start.
#[derive(Debug, Clone, PartialEq)]
pub struct LaunchPlan {
    /// The part that comes from ENTRYPOINT or `--entrypoint`.
    pub entrypoint: Part,
    /// The part that comes from CMD or the arguments of `docker run`.
    pub command: Part,
    /// The argv of the command: both parts in a row; empty when there is nothing to run.
    pub argv: Vec<Span>,
    /// The argv of PID 1: the command, or `docker-init` in front of it.
    pub pid1: Vec<Span>,
    /// Docker's answer when there is nothing to run.
    pub nothing_to_run: Option<String>,
    /// The environment, in order.
    pub environment: Vec<LaunchVariable>,
    /// Whether the environment is complete, or why not.
    pub environment_known: Known<()>,
    /// The working directory.
    pub working_dir: Known<(Span, Supplier)>,
    /// The user; `None` for root because nothing set it.
    pub user: Known<Option<(Span, Supplier)>>,
    /// The stop signal as written; `None` for `SIGTERM` because nothing set one.
    pub stop_signal: Known<Option<(Span, Supplier)>>,
    /// What had to be assumed because the base image is not known, each a sentence.
    pub assumptions: Vec<String>,
}

/// One part of the argv.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Its arguments.
    pub argv: Vec<Span>,
    /// Who supplied it.
    pub supplier: Supplier,
    /// What the image has there and the operator's options drop.
    pub dropped: Option<(Vec<Span>, SetBy)>,
}

/// Docker's answer when there is nothing to run, and its exit status with it.
pub const NOTHING_TO_RUN: &str = "docker: Error response from daemon: no command specified";

/// Plans the launch of an image; `image` is the base image's name for sentences about assumptions.
pub fn plan(
    cx: &mut Session,
    config: &ImageConfig,
    options: &RunOptions,
    image: Option<&str>,
    #[cfg(feature = "follow")] given: Given,
) -> LaunchPlan {
    let mut planner = Planner {
        cx,
        config,
        options,
        image: image.unwrap_or("the base image"),
        assumptions: Vec::new(),
        #[cfg(feature = "follow")]
        given,
    };
    let entrypoint = planner.entrypoint();
    let command = planner.command();
    let argv: Vec<Span> = entrypoint
        .argv
        .iter()
        .chain(&command.argv)
        .copied()
        .collect();
    let pid1 = planner.pid1(&argv);
    let working_dir = planner.working_dir();
    let user = planner.user();
    let stop_signal = planner.stop_signal();
    let environment = environment::collect(&mut planner, &user);
    LaunchPlan {
        nothing_to_run: argv.is_empty().then(|| NOTHING_TO_RUN.to_owned()),
        entrypoint,
        command,
        pid1,
        argv,
        environment,
        environment_known: config.environment.base.clone(),
        working_dir,
        user,
        stop_signal,
        assumptions: planner.assumptions,
    }
}

pub(crate) struct Planner<'p> {
    cx: &'p mut Session,
    config: &'p ImageConfig,
    options: &'p RunOptions,
    image: &'p str,
    assumptions: Vec<String>,
    /// Where the characters of options stand that come from a line or a file.
    #[cfg(feature = "follow")]
    given: Given,
}

impl Planner<'_> {
    fn option(&mut self, option: &str, text: &str) -> Span {
        #[cfg(feature = "follow")]
        if let Some(span) = self.given.take(&self.cx.texts, option, text) {
            return span;
        }
        let source = Source::RunOption {
            option: option.to_owned(),
        };
        self.cx.texts.add_source(source, text)
    }

    fn assume(&mut self, sentence: String) {
        if !self.assumptions.contains(&sentence) {
            self.assumptions.push(sentence);
        }
    }

    /// The value of a setting; when the base image leaves it open, nothing, as an assumption.
    fn known_list(&mut self, setting: &Setting<Vec<Span>>, name: &str) -> Vec<Span> {
        match &setting.value {
            Known::Yes(list) => list.clone(),
            Known::No(why) => {
                let image = self.image;
                self.assume(format!("{image} sets no {name} ({why})"));
                Vec::new()
            }
        }
    }

    fn entrypoint(&mut self) -> Part {
        let setting = &self.config.entrypoint;
        #[cfg(feature = "follow")]
        if let Some(argv) = self.given.entrypoint.clone() {
            return Part {
                argv,
                supplier: Supplier::Operator("--entrypoint"),
                dropped: dropped(setting),
            };
        }
        match self.options.entrypoint.as_deref() {
            None => {
                let mut argv = self.known_list(setting, "ENTRYPOINT");
                // The engine takes an ENTRYPOINT of one empty word for none (recorded of `ENTRYPOINT [""]`).
                if matches!(argv[..], [only] if only.is_empty()) {
                    argv.clear();
                }
                Part {
                    argv,
                    supplier: Supplier::Image(setting.set_by),
                    dropped: None,
                }
            }
            Some(option) => {
                let dropped = dropped(setting);
                let argv = match option {
                    "" => Vec::new(),
                    program => vec![self.option("--entrypoint", program)],
                };
                Part {
                    argv,
                    supplier: Supplier::Operator("--entrypoint"),
                    dropped,
                }
            }
        }
    }

    /// Arguments replace CMD; `--entrypoint` drops it.
    fn command(&mut self) -> Part {
        let setting = &self.config.cmd;
        let arguments = &self.options.arguments;
        let keeps = self.options.entrypoint.is_none();
        #[cfg(feature = "follow")]
        let keeps = match self.given.entrypoint {
            Some(_) => self.given.image_command == ImageCommand::Kept,
            None => keeps,
        };
        if arguments.is_empty() && keeps {
            return Part {
                argv: self.known_list(setting, "CMD"),
                supplier: Supplier::Image(setting.set_by),
                dropped: None,
            };
        }
        let argv = arguments
            .iter()
            .map(|it| self.option("arguments", it))
            .collect();
        Part {
            argv,
            supplier: Supplier::Operator("arguments"),
            dropped: dropped(setting),
        }
    }

    fn pid1(&mut self, argv: &[Span]) -> Vec<Span> {
        match self.options.init {
            Init::DockerInit if !argv.is_empty() => {
                let init = self.option("--init", "/sbin/docker-init --");
                let mut pid1 = vec![init.slice(0..17), init.slice(18..20)];
                pid1.extend(argv);
                pid1
            }
            Init::None | Init::DockerInit => argv.to_vec(),
        }
    }

    fn working_dir(&mut self) -> Known<(Span, Supplier)> {
        if let Some(directory) = self.options.working_dir.as_deref() {
            return Known::Yes((self.option("-w", directory), Supplier::Operator("-w")));
        }
        let setting = &self.config.working_dir;
        match &setting.value {
            Known::Yes(Some(directory)) => {
                Known::Yes((*directory, Supplier::Image(setting.set_by)))
            }
            Known::Yes(None) => {
                let what = "root directory, because nothing set another".to_owned();
                let root = self.cx.texts.add_source(Source::Engine { what }, "/");
                Known::Yes((root, Supplier::Engine))
            }
            Known::No(why) => Known::No(why.clone()),
        }
    }

    fn user(&mut self) -> Known<Option<(Span, Supplier)>> {
        let option = self.options.user.as_deref();
        self.text(option, "-u", &self.config.user)
    }

    fn stop_signal(&mut self) -> Known<Option<(Span, Supplier)>> {
        let option = self.options.stop_signal.as_deref();
        self.text(option, "--stop-signal", &self.config.stop_signal)
    }

    /// What an option says, or the image.
    fn text(
        &mut self,
        given: Option<&str>,
        option: &'static str,
        setting: &Setting<Option<Span>>,
    ) -> Known<Option<(Span, Supplier)>> {
        if let Some(given) = given {
            return Known::Yes(Some((
                self.option(option, given),
                Supplier::Operator(option),
            )));
        }
        match &setting.value {
            Known::Yes(text) => Known::Yes(text.map(|it| (it, Supplier::Image(setting.set_by)))),
            Known::No(why) => Known::No(why.clone()),
        }
    }
}

fn dropped(setting: &Setting<Vec<Span>>) -> Option<(Vec<Span>, SetBy)> {
    let list = setting.value.value()?;
    (!list.is_empty()).then(|| (list.clone(), setting.set_by))
}
