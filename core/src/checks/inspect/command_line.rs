//! The command lines of a file: of `RUN`, `CMD`, `ENTRYPOINT` and `HEALTHCHECK`, and of triggers.

use crate::build::{CommandShell, SetBy, Stage, Step, StepOf};
use crate::dockerfile::{Body, Command, Form, Instruction};
use crate::images::facts::Os;
use crate::knowledge::Known;
use crate::simulation::{Reached, Simulation};
use crate::text::{Source, Span};

use super::program::{is_posix_shell, script_position};

/// A command line as it stands in the file.
pub(crate) struct CommandLine<'s> {
    simulation: &'s Simulation,
    /// The index of the instruction it stands in.
    pub(crate) index: usize,
    /// The instruction it belongs to; of `ONBUILD`, the trigger.
    pub(crate) instruction: &'s Instruction,
    /// What it is for.
    pub(crate) role: Role,
    /// How it is written.
    pub(crate) command: &'s Command,
    timing: Timing,
}

/// What a command line is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// `RUN`
    Run,
    /// `CMD`
    Cmd,
    /// `ENTRYPOINT`
    Entrypoint,
    /// `HEALTHCHECK`
    Healthcheck,
    /// `SHELL`: no command line of its own, the beginning of others.
    Shell,
}

/// When it takes effect.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Timing {
    /// In this build.
    Now,
    /// In builds of images based on this one: `ONBUILD`.
    Later,
}

/// What stands in front of a command line in the argv of its process.
pub(crate) enum Ahead {
    /// Nothing: its first argument is the program.
    Nothing,
    /// These arguments: an ENTRYPOINT.
    Entrypoint(Vec<Span>),
    /// Perhaps an ENTRYPOINT; nobody here knows.
    Unknown,
}

/// Whether BuildKit gets to this instruction, or stops at it.
pub(crate) fn considered(simulation: &Simulation, index: usize) -> bool {
    match simulation.reached(index) {
        Reached::Yes | Reached::StopsHere => true,
        Reached::Never | Reached::UnusedStage => false,
    }
}

/// Whether a variable's value is unknown: the base image may have set it.
pub(crate) fn is_unknown(simulation: &Simulation, value: Span) -> bool {
    let source = simulation.session.texts.source(value.text);
    matches!(source, Some(Source::Unknown { .. }))
}

/// The steps of instructions that BuildKit gets to, triggers left out.
pub(crate) fn steps(simulation: &Simulation) -> impl Iterator<Item = (usize, &Instruction, &Step)> {
    simulation.build.steps.iter().filter_map(|step| {
        let StepOf::Instruction(index) = step.of else {
            return None;
        };
        let instruction = simulation.dockerfile.instructions.get(index)?;
        considered(simulation, index).then_some((index, instruction, step))
    })
}

/// Every command line that BuildKit gets to.
pub(crate) fn command_lines(simulation: &Simulation) -> impl Iterator<Item = CommandLine<'_>> {
    let instructions = simulation.dockerfile.instructions.iter().enumerate();
    instructions.filter_map(|(index, instruction)| {
        let (instruction, timing) = match &instruction.body {
            Body::Onbuild(onbuild) => (onbuild.trigger.as_deref()?, Timing::Later),
            _ => (instruction, Timing::Now),
        };
        let (role, command) = command(instruction)?;
        considered(simulation, index).then_some(CommandLine {
            simulation,
            index,
            instruction,
            role,
            command,
            timing,
        })
    })
}

fn command(instruction: &Instruction) -> Option<(Role, &Command)> {
    use crate::dockerfile::Keyword;
    match &instruction.body {
        Body::Command(command) => {
            let role = match instruction.keyword {
                Keyword::Cmd => Role::Cmd,
                Keyword::Entrypoint => Role::Entrypoint,
                _ => Role::Run,
            };
            Some((role, command))
        }
        Body::Healthcheck(check) => Some((Role::Healthcheck, &check.command)),
        Body::Shell(command) => Some((Role::Shell, command)),
        Body::Pairs(_)
        | Body::Arguments(_)
        | Body::Words(_)
        | Body::Paths(_)
        | Body::Text(_)
        | Body::Onbuild(_)
        | Body::Nothing => None,
    }
}

impl<'s> CommandLine<'s> {
    /// The strings of an exec form that starts something; empty for every other command line.
    pub(crate) fn exec_arguments(&self) -> &'s [Span] {
        match (&self.command.form, self.role) {
            (Form::Shell(_), _) | (Form::Exec, Role::Shell) => &[],
            (Form::Exec, _) => &self.command.arguments,
        }
    }

    /// The script of a shell form.
    pub(crate) fn script(&self) -> Option<Span> {
        match (&self.command.form, self.role) {
            (Form::Exec, _) | (Form::Shell(_), Role::Shell) => None,
            (Form::Shell(_), _) => self.command.arguments.first().copied(),
        }
    }

    /// The stage whose image it ends up in.
    pub(crate) fn stage(&self) -> Option<&'s Stage> {
        let target = self.simulation.build.target_stage();
        let in_target = target.filter(|it| {
            self.role == Role::Cmd && it.config.cmd.set_by == SetBy::Instruction(self.index)
        });
        in_target.or_else(|| self.simulation.stage_of(self.index))
    }

    /// What stands in front of it.
    pub(crate) fn ahead(&self) -> Ahead {
        match (self.role, self.timing) {
            (Role::Run | Role::Entrypoint | Role::Healthcheck | Role::Shell, _) => Ahead::Nothing,
            (Role::Cmd, Timing::Later) => Ahead::Unknown,
            (Role::Cmd, Timing::Now) => match self.stage().map(|it| &it.config.entrypoint.value) {
                Some(Known::Yes(entrypoint)) if entrypoint.is_empty() => Ahead::Nothing,
                Some(Known::Yes(entrypoint)) => Ahead::Entrypoint(entrypoint.clone()),
                Some(Known::No(_)) | None => Ahead::Unknown,
            },
        }
    }

    /// The argv of its process as far as it is known, and how many arguments of it stand ahead.
    pub(crate) fn argv(&self) -> (Vec<&'s str>, usize) {
        let ahead = match self.ahead() {
            Ahead::Nothing | Ahead::Unknown => Vec::new(),
            Ahead::Entrypoint(entrypoint) => entrypoint,
        };
        let own = self.exec_arguments().iter();
        let argv = ahead.iter().chain(own);
        (
            argv.map(|it| self.simulation.str(*it)).collect(),
            ahead.len(),
        )
    }

    /// The arguments of an exec form that no shell in its argv is told to read as a script.
    pub(crate) fn literal_arguments(&self) -> &'s [Span] {
        let own = self.exec_arguments();
        let (argv, ahead) = self.argv();
        let end = script_position(&argv).map_or(own.len(), |it| it.saturating_sub(ahead));
        &own[..end.min(own.len())]
    }

    /// The program of its argv, as far as no ENTRYPOINT stands ahead; none on Windows.
    pub(crate) fn program(&self) -> Option<Span> {
        match self.ahead() {
            Ahead::Nothing | Ahead::Unknown if !self.runs_on_windows() => {
                self.exec_arguments().first().copied()
            }
            Ahead::Nothing | Ahead::Unknown | Ahead::Entrypoint(_) => None,
        }
    }

    /// What to add to a sentence about its program, which an ENTRYPOINT would make an argument.
    pub(crate) fn unless_entrypoint(&self) -> &'static str {
        match self.ahead() {
            Ahead::Nothing | Ahead::Entrypoint(_) => "",
            Ahead::Unknown => ", unless the image has an ENTRYPOINT in front of it",
        }
    }

    /// Whether the shell that gets its script reads the language of POSIX.
    pub(crate) fn has_posix_shell(&self) -> bool {
        let step = self.simulation.step(self.index);
        let made = step.and_then(|it| match &it.run {
            Some(run) => Some(&run.command),
            None => it.command.as_ref(),
        });
        let written = made.filter(|it| it.shell != CommandShell::None && it.argv.len() > 1);
        if let Some((_, shell)) = written.and_then(|it| it.argv.split_last())
            && self.role != Role::Healthcheck
        {
            return is_posix_shell(&self.strings(shell));
        }
        let Some(stage) = self.stage() else {
            return true;
        };
        match &stage.config.shell.value {
            Known::Yes(shell) if !shell.is_empty() => is_posix_shell(&self.strings(shell)),
            Known::Yes(_) | Known::No(_) => !self.runs_on_windows(),
        }
    }

    /// Whether its image is one of Windows, where an argv becomes a single line again.
    fn runs_on_windows(&self) -> bool {
        let image = self.stage().and_then(Stage::base_image);
        image.is_some_and(|it| it.os == Os::Windows)
    }

    fn strings(&self, spans: &[Span]) -> Vec<&'s str> {
        spans.iter().map(|it| self.simulation.str(*it)).collect()
    }
}
