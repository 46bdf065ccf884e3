//! `shopt` (bash): options beside those of `set`.

use super::options::{Given, Takes};
use super::set;
use crate::shell::execution::{BASH_OPTIONS, BashOption, Evaluator, Flow, Usual};
use crate::text::Span;

const TAKES: Takes = Takes {
    letters: "pqsuo",
    usage: "shopt [-pqsu] [-o] [optname ...]",
};

pub(super) async fn run(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    let given = match shell.read_options(arguments, TAKES).await? {
        Ok(given) => given,
        Err(status) => return Ok(status),
    };
    let format = match given.has('p') {
        true => Format::Command,
        false => Format::Table,
    };
    let operands = &arguments[given.operands..];
    let names: Vec<String> = operands
        .iter()
        .map(|it| shell.str(*it).to_owned())
        .collect();
    if given.has('s') && given.has('u') {
        let text = "cannot set and unset shell options simultaneously";
        shell.complain(Some("shopt"), text).await?;
        return Ok(1);
    }
    if given.has('o') {
        return set_options(shell, &given, &names, format).await;
    }
    if names.is_empty() {
        let all = BASH_OPTIONS.iter();
        let fits = all.filter(|it| match (given.has('s'), given.has('u')) {
            (true, _) => shell.has_bash(it.0),
            (_, true) => !shell.has_bash(it.0),
            _ => true,
        });
        let lines: String = fits.map(|it| line(shell, *it, format)).collect();
        if given.has('q') {
            return Ok(0);
        }
        let text = shell.shell_text(&lines, "list of options");
        return shell.output("shopt", text).await;
    }
    let mut status = 0;
    for name in names {
        let Some(option) = BASH_OPTIONS.iter().find(|it| it.1 == name).copied() else {
            let text = format!("{name}: invalid shell option name");
            shell.complain(Some("shopt"), &text).await?;
            status = 1;
            continue;
        };
        match (given.has('s'), given.has('u')) {
            (true, _) => shell.turn_on(option.0),
            (_, true) => shell.turn_off(option.0),
            _ => {
                status |= u8::from(!shell.has_bash(option.0));
                if !given.has('q') {
                    let line = line(shell, option, format);
                    let text = shell.shell_text(&line, "an option");
                    shell.output("shopt", text).await?;
                }
            }
        }
    }
    Ok(status)
}

/// `-o`: the options of `set`.
async fn set_options(
    shell: &mut Evaluator,
    given: &Given,
    names: &[String],
    format: Format,
) -> Flow<u8> {
    let shown = |name: &str, is_on: bool| match (format, is_on) {
        (Format::Command, true) => format!("set -o {name}\n"),
        (Format::Command, false) => format!("set +o {name}\n"),
        (Format::Table, true) => format!("{name:<15}\ton\n"),
        (Format::Table, false) => format!("{name:<15}\toff\n"),
    };
    let mut lines = String::new();
    let mut status = 0;
    if names.is_empty() {
        for (name, is_on) in set::states(shell) {
            let fits = match (given.has('s'), given.has('u')) {
                (true, _) => is_on,
                (_, true) => !is_on,
                _ => true,
            };
            if fits {
                lines += &shown(name, is_on);
            }
        }
    }
    for name in names {
        let states = set::states(shell);
        let Some((known, is_on)) = states.into_iter().find(|it| it.0 == name) else {
            let text = format!("{name}: invalid option name");
            shell.complain(Some("shopt"), &text).await?;
            // Recorded: that it cannot be turned is no failure.
            status = u8::from(!given.has('s') && !given.has('u'));
            continue;
        };
        match (given.has('s'), given.has('u')) {
            (true, _) => set::turn(shell, known, set::Turn::On).await?,
            (_, true) => set::turn(shell, known, set::Turn::Off).await?,
            _ => {
                status |= u8::from(!is_on);
                lines += &shown(known, is_on);
            }
        }
    }
    if given.has('q') || lines.is_empty() {
        return Ok(status);
    }
    let text = shell.shell_text(&lines, "list of options");
    shell.output("shopt", text).await?;
    Ok(status)
}

/// How an option is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Table,
    /// `-p`: as a command that sets it.
    Command,
}

type Entry = (BashOption, &'static str, Usual);

/// The name and `on` or `off`, or `shopt -u nullglob`.
fn line(shell: &Evaluator, (option, name, _): Entry, format: Format) -> String {
    match (format, shell.has_bash(option)) {
        (Format::Command, true) => format!("shopt -s {name}\n"),
        (Format::Command, false) => format!("shopt -u {name}\n"),
        (Format::Table, true) => format!("{name:<15}\ton\n"),
        (Format::Table, false) => format!("{name:<15}\toff\n"),
    }
}
