//! What the evaluation of one instruction leaves behind.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::dockerfile::{Dockerfile, Refusal};
use crate::knowledge::Known;
use crate::text::Span;

use super::config::Change;
use super::copy::CopyStep;
use super::run::RunStep;
use super::stages::Stage;

/// A Dockerfile, built.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Build {
    /// The stages, in order.
    pub stages: Vec<Stage>,
    /// The stage that becomes the image, if there is one.
    pub target: Option<usize>,
    /// What each instruction did, in the order of building.
    pub steps: Vec<Step>,
    /// With what BuildKit refuses to build it, if it does.
    pub refusal: Option<Refusal>,
    /// Where the step of each instruction stands.
    pub(super) by_instruction: Vec<Option<usize>>,
    /// Where the steps of the triggers stand that fired at a `FROM`: one behind the other.
    pub(super) by_from: BTreeMap<usize, Range<usize>>,
}

/// What one instruction did.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Which instruction.
    pub of: StepOf,
    /// The stage it belongs to; `None` before the first `FROM`.
    pub stage: Option<usize>,
    /// The words the builder expanded.
    pub expanded: Vec<Expanded>,
    /// What it changed.
    pub changes: Vec<Change>,
    /// The command line it made, of `CMD`, `ENTRYPOINT` and `HEALTHCHECK`.
    pub command: Option<Command>,
    /// What `RUN` runs.
    pub run: Option<Box<RunStep>>,
    /// What it does to the files of the image, without running anything.
    pub files: Option<Box<FileStep>>,
    /// With what BuildKit stops at it, if it does.
    pub refusal: Option<Box<Refusal>>,
}

/// What an instruction does to the files of an image, without running anything.
#[derive(Debug, Clone, PartialEq)]
pub enum FileStep {
    /// `COPY` and `ADD` bring some.
    Copy(CopyStep),
    /// `WORKDIR` makes a directory where there is none.
    Directory {
        /// Its path.
        path: Span,
        /// The user it belongs to then; `None` for root because nothing set it.
        owner: Known<Option<Span>>,
    },
}

/// Which instruction a step belongs to.
#[derive(Debug, Clone, PartialEq)]
pub enum StepOf {
    /// The one of this index in the file.
    Instruction(usize),
    /// A trigger that fired at a `FROM`.
    Trigger(Box<Trigger>),
}

/// A trigger that fired.
#[derive(Debug, Clone, PartialEq)]
pub struct Trigger {
    /// The `FROM` it fired at.
    pub from: usize,
    /// The trigger, read again as BuildKit reads it: a file of one instruction.
    pub dockerfile: Dockerfile,
}

/// A word the builder expanded.
#[derive(Debug, Clone, PartialEq)]
pub struct Expanded {
    /// The word as written.
    pub written: Span,
    /// What it became.
    pub result: Span,
    /// The variables it names, with their values.
    pub references: Vec<crate::dockerfile::word::Reference>,
}

/// A command line as the image stores it.
#[derive(Debug, Clone, PartialEq)]
pub struct Command {
    /// Its arguments.
    pub argv: Vec<Span>,
    /// The shell in front of it.
    pub shell: CommandShell,
}

/// The shell in front of a command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CommandShell {
    /// None: exec form.
    None,
    /// BuildKit's default, because no `SHELL` is set.
    Default,
    /// The one `SHELL` has set.
    Shell,
    /// BuildKit's default, taken because nobody here knows whether the base image sets `SHELL`.
    Assumed,
}

impl Step {
    /// One that has done nothing yet.
    pub(super) fn new(of: StepOf, stage: Option<usize>) -> Self {
        Self {
            of,
            stage,
            expanded: Vec::new(),
            changes: Vec::new(),
            command: None,
            run: None,
            files: None,
            refusal: None,
        }
    }
}

impl Build {
    /// What the instruction of this index did. Steps stand in the order of the file, triggers between them.
    #[must_use]
    pub fn step(&self, instruction: usize) -> Option<&Step> {
        let index = self.by_instruction.get(instruction).copied().flatten()?;
        self.steps.get(index)
    }

    /// The triggers that fired at the `FROM` of this index.
    pub fn triggers(&self, from: usize) -> impl Iterator<Item = &Step> {
        let range = self.by_from.get(&from).cloned().unwrap_or_default();
        self.steps.get(range).unwrap_or_default().iter()
    }

    pub(super) fn push(&mut self, mut step: Step) {
        // Most steps have one of each, and a list that grows begins with room for four.
        step.expanded.shrink_to_fit();
        step.changes.shrink_to_fit();
        let index = self.steps.len();
        match &step.of {
            StepOf::Instruction(instruction) => {
                if self.by_instruction.len() <= *instruction {
                    self.by_instruction.resize(instruction + 1, None);
                }
                self.by_instruction[*instruction] = Some(index);
            }
            StepOf::Trigger(trigger) => {
                let range = self.by_from.entry(trigger.from).or_insert(index..index);
                range.end = index + 1;
            }
        }
        self.steps.push(step);
    }

    /// The stage that becomes the image.
    #[must_use]
    pub fn target_stage(&self) -> Option<&Stage> {
        self.stages.get(self.target?)
    }
}
