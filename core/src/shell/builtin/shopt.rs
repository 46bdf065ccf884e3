//! `shopt` (bash): options beside those of `set`.

use super::options::Takes;
use crate::shell::execution::{BASH_OPTIONS, BashOption, Evaluator, Flow};
use crate::text::Span;

const TAKES: Takes = Takes {
    letters: "pqsuo",
    usage: "shopt [-pqsu] [-o] [optname ...]",
};

/// The options of which everything they change is simulated, or that change nothing in a script.
const SIMULATED: [BashOption; 26] = [
    BashOption::CheckHash,
    BashOption::CheckJobs,
    BashOption::CheckWinsize,
    BashOption::CmdHist,
    BashOption::CompleteFullquote,
    BashOption::Direxpand,
    BashOption::Dirspell,
    BashOption::DotGlob,
    BashOption::ExtendedGlob,
    BashOption::FailGlob,
    BashOption::ForceFignore,
    BashOption::GlobSkipDots,
    BashOption::GlobStar,
    BashOption::HistAppend,
    BashOption::HistReEdit,
    BashOption::HistVerify,
    BashOption::HostComplete,
    BashOption::HupOnExit,
    BashOption::LitHist,
    BashOption::NoCaseGlob,
    BashOption::NoCaseMatch,
    BashOption::NoEmptyCmdCompletion,
    BashOption::NullGlob,
    BashOption::PatsubReplacement,
    BashOption::ProgComp,
    BashOption::PromptVars,
];

pub(super) async fn run(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    let given = match shell.read_options(arguments, TAKES).await? {
        Ok(given) => given,
        Err(status) => return Ok(status),
    };
    if given.has('o') {
        return shell.unsupported("shopt -o");
    }
    if given.has('s') && given.has('u') {
        let text = "cannot set and unset shell options simultaneously";
        shell.complain(Some("shopt"), text).await?;
        return Ok(1);
    }
    let names = &arguments[given.operands..];
    if names.is_empty() {
        let listed = BASH_OPTIONS.iter().filter(|(option, ..)| {
            let is_on = shell.has_bash(*option);
            !(given.has('s') && !is_on || given.has('u') && is_on)
        });
        let lines: String = listed
            .map(|(option, name, _)| line(shell, *option, name, given.has('p')))
            .collect();
        return match given.has('q') {
            true => Ok(0),
            false => print(shell, &lines).await,
        };
    }
    let mut status = 0;
    for name in names {
        let name = shell.str(*name).to_owned();
        let Some((option, name, _)) = BASH_OPTIONS.iter().find(|it| it.1 == name) else {
            let text = format!("{name}: invalid shell option name");
            shell.complain(Some("shopt"), &text).await?;
            status = 1;
            continue;
        };
        if given.has('s') || given.has('u') {
            let is_change = shell.has_bash(*option) != given.has('s');
            if is_change && !SIMULATED.contains(option) {
                return shell.unsupported(format!("shopt {name}"));
            }
            match given.has('s') {
                true => shell.turn_on(*option),
                false => shell.turn_off(*option),
            }
            continue;
        }
        if !shell.has_bash(*option) {
            status = 1;
        }
        if !given.has('q') {
            let line = line(shell, *option, name, given.has('p'));
            print(shell, &line).await?;
        }
    }
    Ok(status)
}

fn line(shell: &Evaluator, option: BashOption, name: &str, as_command: bool) -> String {
    match (shell.has_bash(option), as_command) {
        (true, true) => format!("shopt -s {name}\n"),
        (false, true) => format!("shopt -u {name}\n"),
        (true, false) => format!("{name:<15}\ton\n"),
        (false, false) => format!("{name:<15}\toff\n"),
    }
}

async fn print(shell: &mut Evaluator, lines: &str) -> Flow<u8> {
    let text = shell.shell_text(lines, "list of options");
    shell.output("shopt", text).await
}
