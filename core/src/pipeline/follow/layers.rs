//! [`Layers`]: the files as the instructions before a command leave them.

use std::collections::BTreeMap;

use crate::build::{CopyFrom, CopyStep, FileStep};
use crate::container::{Contents, ProgramIs, Started, UserTable, World, start_command};
use crate::input::Input;
use crate::kernel::{Attributes, Coverage, Covered, FileSystem, Fuel, InodeId, Limits, absolute};
use crate::simulation::{Simulation, exit, why};
use crate::text::{Span, Texts};
use crate::trace::{Outcome, Trace};

use super::case::Case;
use super::context;
use super::copy;
use super::mounts;
use super::place::Place;

/// More `RUN`s than this before a command are not run for its sake.
const MOST_BEFORE: usize = 50;

/// Of no more stages than this are the files made, so that a chain of stages that copy from each other ends.
const MOST_STAGES: usize = 100;

/// What the `RUN`s before a command may use up, each.
const FUEL_BEFORE: Fuel = Fuel {
    steps: 50_000,
    depth: 1000,
    bytes: 4 << 20,
    processes: 1000,
    seconds: 24 * 60 * 60,
};

/// Stands for the name that BuildKit gives to a set of files, which is another one each time.
const REF: &str = "⟨ref⟩";

/// Where the files of a command come from.
pub(super) struct Layers<'i> {
    input: &'i Input,
    /// The world of the command, which those of other stages are like.
    like: World,
    /// The build context; made when it is needed.
    context: Option<FileSystem>,
    /// The files of whole stages; none while they are being made.
    stages: BTreeMap<usize, Option<Layered>>,
    /// The first step that fails without anything being assumed.
    pub(super) failed: Option<Failed>,
}

/// A step that fails.
#[derive(Debug, Clone)]
pub(super) struct Failed {
    /// Which one.
    pub(super) step: usize,
    /// Why.
    pub(super) why: Why,
}

/// Why a step fails.
#[derive(Debug, Clone)]
pub(super) enum Why {
    /// What is wrong with the process of a `RUN`.
    Process(String),
    /// All that BuildKit says.
    Message(String),
}

/// Whether what is not among files is certainly not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Certainty {
    /// All files of the image are known, and what the steps have done.
    Certain,
    /// The image may have more, or a step may have made more: a program nobody knows, say.
    Assumed,
}

impl Certainty {
    fn of(is_certain: bool) -> Self {
        match is_certain {
            true => Self::Certain,
            false => Self::Assumed,
        }
    }

    fn and(self, other: Self) -> Self {
        match self {
            Self::Certain => other,
            Self::Assumed => self,
        }
    }
}

/// Files, and which step has made which.
pub(super) struct Layered {
    pub(super) files: FileSystem,
    certainty: Certainty,
    /// The first file of each step, in order. What was there before any of them is the base image's.
    first: Vec<(InodeId, usize)>,
}

impl Layered {
    /// The step that has made the file at a path; nothing for one of the base image, or where there is none.
    pub(super) fn step_of(&self, path: &str) -> Option<usize> {
        let file = self.files.find_known(path)?;
        let behind = self.first.partition_point(|(first, _)| *first <= file);
        Some(self.first.get(behind.checked_sub(1)?)?.1)
    }
}

/// What a `COPY` or an `ADD` has come to.
struct Copied {
    /// The first source that is certainly not there.
    missing: Option<String>,
    certainty: Certainty,
}

/// What a `RUN` leaves.
struct Ran {
    files: FileSystem,
    certainty: Certainty,
}

impl<'i> Layers<'i> {
    pub(super) fn new(input: &'i Input, like: &World) -> Self {
        Self {
            input,
            like: like.clone(),
            context: None,
            stages: BTreeMap::new(),
            failed: None,
        }
    }

    /// The files as the instructions before a command leave them.
    pub(super) fn before(
        &mut self,
        simulation: &mut Simulation,
        case: &Case,
        place: &mut Place,
    ) -> Layered {
        let mut first = Vec::new();
        let mut files = place.world.file_system(&mut simulation.session);
        let mut certainty = Certainty::of(place.world.unlisted == Coverage::Complete);
        let steps = &simulation.build.steps;
        let runs = case.before.iter().filter(|it| steps[**it].run.is_some());
        let runs = runs.count();
        if runs > MOST_BEFORE {
            place.assume(format!("the {runs} RUNs before it leave no files"));
            certainty = Certainty::Assumed;
        }
        for (index, step) in case.before.iter().enumerate() {
            first.push((files.next(), *step));
            match simulation.build.steps[*step].files.as_deref().cloned() {
                Some(FileStep::Copy(copied)) => {
                    let brought = self.copy(simulation, &copied, place, &mut files);
                    certainty = certainty.and(brought.certainty);
                    let missing = brought.missing;
                    if let Some(path) = missing.filter(|_| place.assumptions.is_empty()) {
                        let before = &case.before[..index];
                        let message =
                            missing_source(simulation, case.stage, before, &copied, &path);
                        self.fail_at_source(simulation, &copied, *step, message);
                    }
                }
                Some(FileStep::Directory { path, owner }) => {
                    let owner = owner.value().copied().flatten();
                    let texts = &simulation.session.texts;
                    make_directory(texts, (path, owner), &mut files, place);
                }
                None if runs > MOST_BEFORE => {}
                None => {
                    let ran = self.run(simulation, *step, place, files);
                    certainty = certainty.and(ran.certainty);
                    files = ran.files;
                }
            }
        }
        Layered {
            files,
            certainty,
            first,
        }
    }

    /// Puts there what a `COPY` or an `ADD` brings; with it the first source that is certainly not there.
    fn copy(
        &mut self,
        simulation: &mut Simulation,
        copied: &CopyStep,
        place: &mut Place,
        files: &mut FileSystem,
    ) -> Copied {
        let (sources, certainty) = match copied.from {
            CopyFrom::Context => (self.context(simulation), Certainty::Certain),
            CopyFrom::Stage(stage) => match self.stage(simulation, stage) {
                Some(layered) => (Some(&layered.files), layered.certainty),
                None => (None, Certainty::Assumed),
            },
            CopyFrom::Elsewhere => (None, Certainty::Assumed),
        };
        let files = (files, place.world.unlisted);
        let texts = &simulation.session.texts;
        let brought = copy::bring(texts, copied, sources, files);
        let certainty = certainty.and(Certainty::of(brought.assumed.is_empty()));
        for sentence in brought.assumed {
            place.assume(sentence);
        }
        Copied {
            missing: brought.missing.filter(|_| certainty == Certainty::Certain),
            certainty,
        }
    }

    /// BuildKit looks for the checksums of sources as soon as it has their files, and misses one before a `RUN` has
    /// failed that these do not hang on.
    fn fail_at_source(
        &mut self,
        simulation: &Simulation,
        copied: &CopyStep,
        step: usize,
        message: String,
    ) {
        let is_later = |failed: &Failed| match copied.from {
            CopyFrom::Stage(source) => !Case::of_stage(simulation, source)
                .before
                .contains(&failed.step),
            CopyFrom::Context | CopyFrom::Elsewhere => true,
        };
        let is_first = match &self.failed {
            None => true,
            Some(failed) => {
                let is_process = matches!(failed.why, Why::Process(_));
                is_process && message.contains(REF) && is_later(failed)
            }
        };
        if is_first {
            let why = Why::Message(message);
            self.failed = Some(Failed { step, why });
        }
    }

    /// Mounts what a `RUN` asks for, over `files`.
    pub(super) fn mount(
        &mut self,
        simulation: &mut Simulation,
        step: usize,
        place: &mut Place,
        files: &mut FileSystem,
    ) -> Vec<Covered> {
        let run = simulation
            .build
            .steps
            .get(step)
            .and_then(|it| it.run.clone());
        let Some(run) = run.filter(|it| !it.mounts.is_empty()) else {
            return Vec::new();
        };
        mounts::cover(&run, files, place, |from| match from {
            CopyFrom::Context => self.context(simulation).cloned(),
            CopyFrom::Stage(stage) => self.stage(simulation, stage).map(|it| it.files.clone()),
            CopyFrom::Elsewhere => None,
        })
    }

    /// The build context, if the reader gives one.
    fn context(&mut self, simulation: &mut Simulation) -> Option<&FileSystem> {
        let given = self.input.context.as_deref()?;
        let cx = &mut simulation.session;
        let made = self
            .context
            .get_or_insert_with(|| context::file_system(cx, given, &self.input.name));
        Some(made)
    }

    /// The files that a whole stage leaves; nothing where those of too many stages were made before.
    fn stage(&mut self, simulation: &mut Simulation, stage: usize) -> Option<&Layered> {
        if !self.stages.contains_key(&stage) && self.stages.len() < MOST_STAGES {
            // A stage that copies from itself, which BuildKit refuses, finds nothing.
            self.stages.insert(stage, None);
            let case = Case::of_stage(simulation, stage);
            let mut place = Place::of(simulation, self.input, &case);
            if let Some(place) = place
                .as_mut()
                .filter(|it| it.world.contents == Contents::Usual)
            {
                place.world.own_programs.clone_from(&self.like.own_programs);
                place.world.unlisted = self.like.unlisted;
            }
            let layered = place.map(|mut it| {
                let mut layered = self.before(simulation, &case, &mut it);
                let is_certain = it.assumptions.is_empty();
                layered.certainty = layered.certainty.and(Certainty::of(is_certain));
                layered
            });
            self.stages.insert(stage, layered);
        }
        self.stages.get(&stage)?.as_ref()
    }

    /// The files after a `RUN`.
    fn run(
        &mut self,
        simulation: &mut Simulation,
        step: usize,
        place: &Place,
        mut files: FileSystem,
    ) -> Ran {
        let Some(before) = Case::of_step(simulation, step) else {
            return Ran {
                files,
                certainty: Certainty::Assumed,
            };
        };
        let mut there = Place {
            world: place.world.clone(),
            assumptions: Vec::new(),
        };
        there.stand_in(&before);
        there.world.fuel = FUEL_BEFORE;
        there.world.limits = Limits::default();
        let covered = self.mount(simulation, step, &mut there, &mut files);
        let cx = &mut simulation.session;
        let mut start = before.start.clone();
        let no_user = there.become_user(cx, &files, &before, &mut start);
        let started = match no_user {
            None => start_command(cx, &there.world, files, start),
            Some(not_started) => Started {
                trace: Trace::default(),
                not_started: Some(not_started),
                program: ProgramIs::default(),
                files,
            },
        };
        let certainty = Certainty::of(
            started.trace.assumptions().next().is_none()
                && there.assumptions.is_empty()
                && matches!(started.trace.outcome, Outcome::Exited(_)),
        );
        let is_certain = place.world.users == UserTable::Whole
            && started.trace.assumptions().next().is_none()
            && there.assumptions.is_empty()
            && place.assumptions.is_empty();
        let not_started = started.not_started.as_ref();
        let exit = match not_started {
            Some(not_started) => Some(not_started.exit),
            None => exit(&started.trace.outcome),
        };
        if let Some(exit) = exit.filter(|it| *it != 0 && is_certain) {
            let why = Why::Process(why(not_started, exit));
            self.failed.get_or_insert(Failed { step, why });
        }
        let mut files = started.files;
        for it in covered.into_iter().rev() {
            files.uncover(it);
        }
        Ran { files, certainty }
    }
}

/// What BuildKit says of a source that is not there. It looks for the checksum of what is brought, unless that is of
/// the same files as those the stage has by then; these it looks at when it copies.
fn missing_source(
    simulation: &Simulation,
    stage: usize,
    before: &[usize],
    copied: &CopyStep,
    path: &str,
) -> String {
    let is_own = match copied.from {
        CopyFrom::Context => false,
        CopyFrom::Elsewhere => true,
        CopyFrom::Stage(source) => {
            let root = |stage: usize| {
                let image = simulation.build.stages.get(stage)?.base_image();
                image.map(|it| it.name.clone())
            };
            Case::of_stage(simulation, source).before == before && root(source) == root(stage)
        }
    };
    match is_own {
        true => format!("lstat {path}: no such file or directory"),
        false => format!(
            "failed to compute cache key: failed to calculate checksum of ref {REF}: \"{path}\": not found"
        ),
    }
}

/// Makes a directory, and those it lies in; those that are new belong to the user.
fn make_directory(
    texts: &Texts,
    (path, owner): (Span, Option<Span>),
    files: &mut FileSystem,
    place: &mut Place,
) {
    let mut assumed = Vec::new();
    let owner = owner.map(|it| copy::owner_of(texts, files, texts.str(it), &mut assumed));
    let attributes = Attributes {
        owner,
        ..Attributes::default()
    };
    let path = absolute("/", texts.str(path));
    files.make_directories_for(&path, place.world.unlisted, attributes);
    for sentence in assumed {
        place.assume(sentence);
    }
}
