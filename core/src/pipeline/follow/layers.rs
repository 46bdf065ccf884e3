//! [`Layers`]: the files as the instructions before a command leave them.

use std::collections::BTreeMap;

use crate::build::{CopyFrom, CopyStep, FileStep};
use crate::container::{ProgramIs, Started, UserTable, start_command};
use crate::input::Input;
use crate::kernel::{Attributes, FileSystem, Fuel, InodeId, Limits, absolute};
use crate::simulation::{Simulation, exit, why};
use crate::text::{Span, Texts};
use crate::trace::Trace;

use super::case::Case;
use super::context;
use super::copy;
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

/// Where the files of a command come from.
pub(super) struct Layers<'i> {
    input: &'i Input,
    /// The build context; made when it is needed.
    context: Option<FileSystem>,
    /// The files of whole stages; none while they are being made.
    stages: BTreeMap<usize, Option<FileSystem>>,
    /// The first `RUN` that fails without anything being assumed: its step, and why.
    pub(super) failed: Option<(usize, String)>,
}

/// Files, and which step has made which.
pub(super) struct Layered {
    pub(super) files: FileSystem,
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

impl<'i> Layers<'i> {
    pub(super) fn new(input: &'i Input) -> Self {
        Self {
            input,
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
        let steps = &simulation.build.steps;
        let runs = case.before.iter().filter(|it| steps[**it].run.is_some());
        let runs = runs.count();
        if runs > MOST_BEFORE {
            place.assume(format!("the {runs} RUNs before it leave no files"));
        }
        for step in &case.before {
            first.push((files.next(), *step));
            match simulation.build.steps[*step].files.as_deref().cloned() {
                Some(FileStep::Copy(copied)) => {
                    self.copy(simulation, &copied, place, &mut files);
                }
                Some(FileStep::Directory { path, owner }) => {
                    let owner = owner.value().copied().flatten();
                    let texts = &simulation.session.texts;
                    make_directory(texts, (path, owner), &mut files, place);
                }
                None if runs > MOST_BEFORE => {}
                None => files = self.run(simulation, *step, place, files),
            }
        }
        Layered { files, first }
    }

    /// Puts there what a `COPY` or an `ADD` brings.
    fn copy(
        &mut self,
        simulation: &mut Simulation,
        copied: &CopyStep,
        place: &mut Place,
        files: &mut FileSystem,
    ) {
        let sources = match copied.from {
            CopyFrom::Context => self.context(simulation),
            CopyFrom::Stage(stage) => self.stage(simulation, stage),
            CopyFrom::Elsewhere => None,
        };
        let files = (files, place.world.unlisted);
        let texts = &simulation.session.texts;
        for sentence in copy::bring(texts, copied, sources, files) {
            place.assume(sentence);
        }
    }

    /// The build context, if the reader gives one.
    fn context(&mut self, simulation: &mut Simulation) -> Option<&FileSystem> {
        let given = self.input.context.as_deref()?;
        let cx = &mut simulation.session;
        let made = self
            .context
            .get_or_insert_with(|| context::file_system(cx, given));
        Some(made)
    }

    /// The files that a whole stage leaves; nothing where those of too many stages were made before.
    fn stage(&mut self, simulation: &mut Simulation, stage: usize) -> Option<&FileSystem> {
        if !self.stages.contains_key(&stage) && self.stages.len() < MOST_STAGES {
            // A stage that copies from itself, which BuildKit refuses, finds nothing.
            self.stages.insert(stage, None);
            let case = Case::of_stage(simulation, stage);
            let place = Place::of(simulation, self.input, &case);
            let files = place.map(|mut it| self.before(simulation, &case, &mut it).files);
            self.stages.insert(stage, files);
        }
        self.stages.get(&stage)?.as_ref()
    }

    /// The files after a `RUN`.
    fn run(
        &mut self,
        simulation: &mut Simulation,
        step: usize,
        place: &Place,
        files: FileSystem,
    ) -> FileSystem {
        let Some(before) = Case::of_step(simulation, step) else {
            return files;
        };
        let mut there = Place {
            world: place.world.clone(),
            assumptions: Vec::new(),
        };
        there.stand_in(&before);
        there.world.fuel = FUEL_BEFORE;
        there.world.limits = Limits::default();
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
            let failed = || (step, why(not_started, exit));
            self.failed.get_or_insert_with(failed);
        }
        started.files
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
