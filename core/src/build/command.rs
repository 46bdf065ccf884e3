//! `CMD`, `ENTRYPOINT` and `SHELL`: the command lines an image stores.

use crate::dockerfile::{Body, Form, LineRange};
use crate::images::facts::Os;
use crate::knowledge::Known;
use crate::text::{Source, Span};

use super::config::{Action, Change, Field, SetBy, Setting};
use super::evaluate::{At, Builder, Stop};
use super::instructions::StageState;
use super::lint;
use super::step::{Command, CommandShell};

/// Puts the shell in front of `script` (`withShell`).
pub(super) fn with_shell(builder: &mut Builder<'_>, stage: usize, script: Span) -> Command {
    let is_windows = builder.build.stages[stage]
        .base_image()
        .is_some_and(|it| it.os == Os::Windows);
    let (mut argv, shell) = match &builder.build.stages[stage].config.shell.value {
        Known::Yes(words) if !words.is_empty() => (words.clone(), CommandShell::Shell),
        Known::Yes(_) => (default_shell(builder, is_windows), CommandShell::Default),
        Known::No(_) => (default_shell(builder, is_windows), CommandShell::Assumed),
    };
    argv.push(script);
    Command { argv, shell }
}

fn default_shell(builder: &mut Builder<'_>, is_windows: bool) -> Vec<Span> {
    if is_windows {
        let what = "default shell of Windows".to_owned();
        let shell = builder
            .cx
            .texts
            .add_source(Source::Builder { what }, "cmd /S /C");
        return vec![shell.slice(0..3), shell.slice(4..6), shell.slice(7..9)];
    }
    let shell = builder.default_shell;
    vec![shell.slice(0..7), shell.slice(8..10)]
}

/// The command line of an instruction: exec form as it is, shell form behind the shell.
fn command(builder: &mut Builder<'_>, stage: usize, at: &At<'_>) -> Option<Command> {
    let Body::Command(command) = &at.instruction.body else {
        return None;
    };
    Some(match command.form {
        Form::Exec => Command {
            argv: command.arguments.to_vec(),
            shell: CommandShell::None,
        },
        Form::Shell(_) => {
            let script = command.arguments.first().copied();
            with_shell(builder, stage, script.unwrap_or(at.instruction.arguments))
        }
    })
}

/// BuildKit's warning about shell form: not when a `SHELL` shows that the shell is meant.
fn warn_about_form(builder: &mut Builder<'_>, at: &At<'_>, command: &Command) {
    match command.shell {
        CommandShell::Default => {
            let keyword = builder.cx.texts.str(at.instruction.keyword_span).to_owned();
            builder.warn(
                at,
                lint::json_arguments_recommended(&keyword, at.instruction.arguments),
            );
        }
        CommandShell::None | CommandShell::Shell | CommandShell::Assumed => {}
    }
}

/// Only the last instruction of its kind counts; the warning stands at the one before.
pub(super) fn warn_about_second(
    builder: &mut Builder<'_>,
    at: &At<'_>,
    seen: &mut Option<LineRange>,
) {
    if let Some(before) = seen.filter(|_| at.reach.is_built()) {
        let keyword = builder.cx.texts.str(at.instruction.keyword_span).to_owned();
        let span = builder.dockerfile.line_span(before);
        let warning = lint::multiple_instructions(&keyword, span);
        builder.warn_on(before.first, warning);
    }
    *seen = Some(at.lines);
}

pub(super) fn cmd(
    builder: &mut Builder<'_>,
    stage: usize,
    at: &mut At<'_>,
    state: &mut StageState,
) -> Result<(), Stop> {
    warn_about_second(builder, at, &mut state.cmd);
    let Some(command) = command(builder, stage, at) else {
        return Ok(());
    };
    warn_about_form(builder, at, &command);
    let setting = &mut builder.build.stages[stage].config.cmd;
    at.step
        .changes
        .push(set(Field::Cmd, &command.argv, setting.set_by));
    *setting = Setting::new(command.argv.clone(), at.set_by);
    at.step.command = Some(command);
    Ok(())
}

/// `ENTRYPOINT` also empties `CMD`, unless this stage has set it.
pub(super) fn entrypoint(
    builder: &mut Builder<'_>,
    stage: usize,
    at: &mut At<'_>,
    state: &mut StageState,
) -> Result<(), Stop> {
    warn_about_second(builder, at, &mut state.entrypoint);
    let Some(command) = command(builder, stage, at) else {
        return Ok(());
    };
    warn_about_form(builder, at, &command);
    let config = &mut builder.build.stages[stage].config;
    at.step.changes.push(set(
        Field::Entrypoint,
        &command.argv,
        config.entrypoint.set_by,
    ));
    config.entrypoint = Setting::new(command.argv.clone(), at.set_by);
    let inherited = config.cmd.set_by != SetBy::Nobody;
    if state.cmd.is_none() && inherited {
        let cleared = config.cmd.value.value().cloned().unwrap_or_default();
        at.step.changes.push(Change {
            field: Field::Cmd,
            action: Action::Cleared,
            name: None,
            value: cleared,
            replaced: config.cmd.set_by,
        });
    }
    if state.cmd.is_none() {
        config.cmd = Setting::new(Vec::new(), at.set_by);
    }
    at.step.command = Some(command);
    Ok(())
}

fn set(field: Field, argv: &[Span], replaced: SetBy) -> Change {
    Change {
        field,
        action: Action::Set,
        name: None,
        value: argv.to_vec(),
        replaced,
    }
}

pub(super) fn shell(builder: &mut Builder<'_>, stage: usize, at: &mut At<'_>) -> Result<(), Stop> {
    let Body::Shell(command) = &at.instruction.body else {
        return Ok(());
    };
    let setting = &mut builder.build.stages[stage].config.shell;
    at.step
        .changes
        .push(set(Field::Shell, &command.arguments, setting.set_by));
    *setting = Setting::new(command.arguments.to_vec(), at.set_by);
    Ok(())
}
