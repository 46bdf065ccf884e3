//! [`Simulation`]: everything the stages have found, before it is explained or reported; [`ShellSimulation`]: the same
//! of a script alone.

#[cfg(feature = "follow")]
mod expander;
#[cfg(feature = "follow")]
mod file;
#[cfg(feature = "follow")]
mod followed;
#[cfg(feature = "follow")]
mod line;
#[cfg(not(feature = "follow"))]
mod not_followed;
mod run;
mod shell;

use crate::build::{Build, Stage, Step};
use crate::dockerfile::{Dockerfile, Instruction, Refusal};
use crate::input::{InputKind, TraceDetail};
use crate::launch::LaunchPlan;
use crate::session::Session;
use crate::text::{Span, Texts};

#[cfg(feature = "follow")]
pub use expander::{expansions, expansions_of, value, values_in};
#[cfg(feature = "follow")]
pub use file::{FileInput, FileKind, FileSimulation};
#[cfg(feature = "follow")]
pub(crate) use followed::why;
#[cfg(feature = "follow")]
pub use line::{
    DockerfileIs, Expander, Expansion, HostInput, HostReading, HostShell, LineInput, LineSimulation,
};
#[cfg(feature = "follow")]
pub(crate) use run::exit;
pub use run::{Command, CommandRun, FailedRun, ScriptReading, ScriptRefusal, StopRun};
pub use shell::ShellSimulation;

/// Everything the stages have found. Values are [`Span`]s into its texts.
#[derive(Debug, Clone, PartialEq)]
pub struct Simulation {
    /// The texts, and the diagnostics in the order in which they were found.
    pub session: Session,
    /// What the input was.
    pub kind: InputKind,
    /// What the reader saw.
    pub dockerfile: Dockerfile,
    /// What the builder made of it.
    pub build: Build,
    /// What is started, unless there is no image to start.
    pub launch: Option<LaunchPlan>,
    /// What is told of the commands that were followed.
    pub detail: TraceDetail,
    /// What became of the commands that were followed.
    #[cfg(feature = "follow")]
    pub runs: std::collections::BTreeMap<Command, CommandRun>,
    /// The `RUN` with which the build certainly stops, so that nothing is launched.
    #[cfg(feature = "follow")]
    pub stopped_by: Option<FailedRun>,
    /// What the options of the launch come from.
    #[cfg(feature = "follow")]
    pub origin: crate::commandline::Origin,
}

/// How far Docker gets with an instruction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Reached {
    /// It takes effect.
    Yes,
    /// Docker stops at it with an error.
    StopsHere,
    /// Docker has stopped before it.
    Never,
    /// It belongs to a stage that nothing needs.
    UnusedStage,
}

impl Simulation {
    /// The characters at `span`.
    #[must_use]
    pub fn str(&self, span: Span) -> &str {
        self.session.texts.str(span)
    }

    /// The texts, without what was found out on them: all that a finished document needs to be rendered.
    #[must_use]
    pub fn into_texts(self) -> Texts {
        self.session.texts
    }

    /// With what Docker refuses the file, if it does.
    #[must_use]
    pub fn refusal(&self) -> Option<&Refusal> {
        self.build.refusal.as_ref()
    }

    /// Whether Docker builds an image, as far as is known.
    #[must_use]
    pub fn has_image(&self) -> bool {
        self.refusal().is_none() && self.stopping_run().is_none()
    }

    /// What the instruction of this index did.
    #[must_use]
    pub fn step(&self, instruction: usize) -> Option<&Step> {
        self.build.step(instruction)
    }

    /// The stage that the instruction of this index belongs to, its own for a `FROM`.
    #[must_use]
    pub fn stage_of(&self, instruction: usize) -> Option<&Stage> {
        let index = self
            .build
            .stages
            .partition_point(|it| it.from.unwrap_or_default() <= instruction);
        let stage = self.build.stages.get(index.checked_sub(1)?)?;
        let owns = stage.from == Some(instruction) || stage.instructions.contains(&instruction);
        owns.then_some(stage)
    }

    /// How far Docker gets with the instruction of this index.
    ///
    /// A file that cannot be read is refused as a whole, before any instruction takes effect; so nothing of it is
    /// reached. The same goes for a refusal at building: Docker gives no image.
    #[must_use]
    pub fn reached(&self, instruction: usize) -> Reached {
        let Some(found) = self.dockerfile.instructions.get(instruction) else {
            return Reached::Never;
        };
        if let Some(refusal) = self.refusal() {
            let line = refusal.lines.first.max(1);
            return match found {
                it if (it.lines.first..=it.lines.last).contains(&line) => Reached::StopsHere,
                it if it.lines.first < line => self.reached_in_stage(instruction),
                _ => Reached::Never,
            };
        }
        self.reached_in_stage(instruction)
    }

    fn reached_in_stage(&self, instruction: usize) -> Reached {
        match self.stage_of(instruction) {
            Some(stage) if !stage.reach.is_built() => Reached::UnusedStage,
            Some(_) | None => Reached::Yes,
        }
    }

    /// The instruction on line `number` (from one).
    #[must_use]
    pub fn instruction_at(&self, number: u32) -> Option<(usize, &Instruction)> {
        let index = self.dockerfile.instruction_at(number)?;
        Some((index, &self.dockerfile.instructions[index]))
    }
}
