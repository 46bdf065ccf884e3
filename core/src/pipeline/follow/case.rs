//! [`Case`]: a command of a simulation with all that its start depends on.

use crate::build::{Base, RunForm, RunStep, Step};
use crate::container::{Command as Start, Starter};
use crate::knowledge::Known;
use crate::launch::Supplier;
use crate::session::Session;
use crate::simulation::{Command, Simulation};
use crate::text::{Source, Span};

/// What BuildKit adds to a `RUN` that has no `PATH`.
const DEFAULT_PATH: &str = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/// The name of the machine of a `RUN`.
const BUILD_HOSTNAME: &str = "buildkitsandbox";

/// Who says where the home directory is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Home {
    /// A variable that is set.
    Given,
    /// The runtime, which looks at the user's line in `/etc/passwd`.
    OfUser,
}

/// A command with all that its start depends on.
pub(super) struct Case {
    /// The stage whose files it finds.
    pub(super) stage: usize,
    /// The step of a `RUN`.
    pub(super) step: Option<usize>,
    /// What is started.
    pub(super) start: Start,
    /// Its working directory.
    pub(super) directory: Known<String>,
    /// Its user; nothing for root.
    pub(super) user: Known<Option<String>>,
    /// Who says where its home directory is.
    pub(super) home: Home,
    /// The name of the machine.
    pub(super) hostname: String,
    /// A file that BuildKit puts there for it: path and content.
    pub(super) script_file: Option<(String, Span)>,
    /// The steps that have changed its files before, in order.
    pub(super) before: Vec<usize>,
}

impl Case {
    /// The case of a command; nothing when nothing is started.
    pub(super) fn of(simulation: &mut Simulation, command: Command) -> Option<Self> {
        match command {
            Command::Launch => launch(simulation),
            Command::Run(instruction) => {
                let steps = &simulation.build.steps;
                let wanted = simulation.step(instruction)?;
                let index = steps.iter().position(|it| std::ptr::eq(it, wanted))?;
                Self::of_step(simulation, index)
            }
        }
    }

    /// The case of nothing, behind all that a stage does.
    pub(super) fn of_stage(simulation: &Simulation, stage: usize) -> Self {
        Self {
            stage,
            step: None,
            start: Start {
                argv: Vec::new(),
                environment: Vec::new(),
                starter: Starter::Build,
            },
            directory: Known::Yes("/".to_owned()),
            user: Known::Yes(None),
            home: Home::Given,
            hostname: BUILD_HOSTNAME.to_owned(),
            script_file: None,
            before: before(simulation, stage, simulation.build.steps.len()),
        }
    }

    /// The case of the `RUN` of a step.
    pub(super) fn of_step(simulation: &mut Simulation, index: usize) -> Option<Self> {
        let Simulation { session, build, .. } = simulation;
        let step = build.steps.get(index)?;
        let run = step.run.as_deref()?;
        let stage = step.stage?;
        let scope = &build.stages.get(stage)?.scope;
        let mut environment: Vec<(String, Span)> = scope
            .at(run.environment)
            .map(|it| (session.texts.str(it.name).to_owned(), it.value))
            .collect();
        environment.extend(run.proxies.iter().cloned());
        let home = add_defaults(session, &mut environment);
        let text = |it: &Option<Span>| it.map(|it| session.texts.str(it).to_owned());
        let directory = run.working_dir.as_ref().map(text);
        Some(Self {
            stage,
            step: Some(index),
            start: Start {
                argv: run.command.argv.clone(),
                environment,
                starter: Starter::Build,
            },
            directory: directory.map(|it| it.unwrap_or_else(|| "/".to_owned())),
            user: run.user.as_ref().map(text),
            home,
            hostname: BUILD_HOSTNAME.to_owned(),
            script_file: script_file(session, run),
            before: before(simulation, stage, index),
        })
    }
}

fn launch(simulation: &Simulation) -> Option<Case> {
    let launch = simulation.launch.as_ref()?;
    if launch.nothing_to_run.is_some() {
        return None;
    }
    let stage = simulation.build.target?;
    let variable = |name: &str| {
        let mut variables = launch.environment.iter();
        variables.find(|it| simulation.str(it.name) == name)
    };
    let home = variable("HOME").is_some_and(|it| matches!(it.supplier, Supplier::Engine));
    let hostname = variable("HOSTNAME");
    let variables = launch.environment.iter();
    let environment = variables.map(|it| (simulation.str(it.name).to_owned(), it.value));
    let directory = launch.working_dir.as_ref();
    let user = launch.user.as_ref();
    Some(Case {
        stage,
        step: None,
        start: Start {
            argv: launch.pid1.clone(),
            environment: environment.collect(),
            starter: Starter::Run,
        },
        directory: directory.map(|it| simulation.str(it.0).to_owned()),
        user: user.map(|it| it.map(|it| simulation.str(it.0).to_owned())),
        home: match home {
            true => Home::OfUser,
            false => Home::Given,
        },
        hostname: hostname.map_or_else(String::new, |it| simulation.str(it.value).to_owned()),
        script_file: None,
        before: before(simulation, stage, simulation.build.steps.len()),
    })
}

/// Adds what BuildKit and the runtime add to a `RUN`.
fn add_defaults(cx: &mut Session, environment: &mut Vec<(String, Span)>) -> Home {
    let has = |name: &str| environment.iter().any(|it| it.0 == name);
    let (has_path, has_home) = (has("PATH"), has("HOME"));
    if !has_path {
        let what = "default PATH".to_owned();
        let value = cx.texts.add_source(Source::Engine { what }, DEFAULT_PATH);
        environment.push(("PATH".to_owned(), value));
    }
    match has_home {
        true => Home::Given,
        false => Home::OfUser,
    }
}

/// The file of a here-document that begins with `#!`.
fn script_file(cx: &Session, run: &RunStep) -> Option<(String, Span)> {
    match &run.form {
        RunForm::Shebang { path, content } => Some((cx.texts.str(*path).to_owned(), *content)),
        RunForm::Exec | RunForm::Shell | RunForm::Heredoc | RunForm::ShellWithHeredocs => None,
    }
}

/// The steps before the step `end` that change files, of the stage and those it is based on, in order.
fn before(simulation: &Simulation, stage: usize, end: usize) -> Vec<usize> {
    let stages = &simulation.build.stages;
    let mut chain = vec![stage];
    while let Some(Base::Stage(base)) = chain
        .last()
        .and_then(|it| stages.get(*it))
        .map(|it| &it.base)
    {
        // A stage is based on one before it, so this ends.
        chain.push(*base);
    }
    let steps = simulation.build.steps.iter().enumerate().take(end);
    let changes_files = |it: &Step| it.run.is_some() || it.files.is_some();
    let of_chain = |it: &Step| it.stage.is_some_and(|stage| chain.contains(&stage));
    let found = steps.filter(|(_, it)| changes_files(it) && of_chain(it));
    found.map(|(index, _)| index).collect()
}
