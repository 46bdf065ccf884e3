//! `set` (XCU 2.14): options, and the positional parameters.

mod listing;

use super::options::Takes;
use crate::shell::dialect::{Dialect, Release};
use crate::shell::execution::{Evaluator, Family, Flow, ShellOption, Variable, options_of};
use crate::text::Span;

const TAKES: Takes = Takes {
    letters: "",
    usage: "set [-abefhkmnptuvxBCEHPT] [-o option-name] [--] [-] [arg ...]",
};

/// Whether an option is turned on or off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    On,
    Off,
}

pub(super) async fn run(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    if arguments.len() == 1 {
        return listing::list(shell).await;
    }
    let mut index = 1;
    while let Some(word) = shell.argument(arguments, index) {
        let (turn, letters) = match word.split_at_checked(1) {
            Some(("-", letters)) => (Turn::On, letters),
            Some(("+", letters)) => (Turn::Off, letters),
            _ => break,
        };
        index += 1;
        match &*word {
            "--" => {
                shell.environment.positional = arguments[index..].to_vec();
                shell.sets_positional = true;
                shell.restart_options();
                return Ok(0);
            }
            // What was traced and echoed is not any more.
            "-" => {
                turn_option(shell, ShellOption::XTrace, Turn::Off).await?;
                turn_option(shell, ShellOption::Verbose, Turn::Off).await?;
                if index == arguments.len() {
                    return Ok(0);
                }
                break;
            }
            "+" => break,
            _ => {}
        }
        for letter in letters.chars() {
            let name = shell.argument(arguments, index);
            match (letter, name) {
                ('o', None) => list(shell, turn).await?,
                ('o', Some(name)) => {
                    index += 1;
                    if let Some(status) = turn_by_name(shell, &name, turn).await? {
                        return Ok(status);
                    }
                }
                _ => {
                    if let Some(status) = turn_letter(shell, letter, turn).await? {
                        return Ok(status);
                    }
                }
            }
        }
    }
    if index < arguments.len() {
        shell.environment.positional = arguments[index..].to_vec();
        shell.sets_positional = true;
        shell.restart_options();
    }
    Ok(0)
}

/// Whether `set` may turn an option: only dash's turns those of the command line.
fn may_turn(shell: &Evaluator, option: ShellOption) -> bool {
    match option {
        ShellOption::Interactive => shell.dialect() == Dialect::Dash,
        // dash then goes on with standard input.
        ShellOption::StandardInput => false,
        ShellOption::HistExpand => false,
        _ => true,
    }
}

/// An option by its letter; the status with which `set` ends, when there is none.
async fn turn_letter(shell: &mut Evaluator, letter: char, turn: Turn) -> Flow<Option<u8>> {
    let found = options_of(shell.shell).find(|it| it.1 == Some(letter));
    if let Some((option, ..)) = found.filter(|it| may_turn(shell, it.0)) {
        return turn_option(shell, *option, turn).await.map(|()| None);
    }
    let known = match shell.dialect() {
        Dialect::Dash => "aefnuvxCIVEbmisp",
        Dialect::BusyboxAsh => "aefnuvxCImbE",
        Dialect::Bash | Dialect::BashAsSh => "abefhkmnprtuvxBCEHPT",
    };
    if known.contains(letter) {
        return shell.unsupported(format!("set -{letter}"));
    }
    match shell.dialect() {
        Dialect::Dash => {
            shell
                .error("set", &format!("Illegal option -{letter}"))
                .await
        }
        Dialect::BusyboxAsh => {
            let text = format!("illegal option {}{letter}", sign(turn));
            shell.error("set", &text).await
        }
        Dialect::Bash | Dialect::BashAsSh if letter == '?' => {
            shell.complain(Some("set"), "-?: invalid option").await?;
            shell
                .print_error(&format!("set: usage: {}\n", TAKES.usage))
                .await?;
            Ok(Some(0))
        }
        Dialect::Bash | Dialect::BashAsSh => {
            let text = format!("{}{letter}: invalid option", sign(turn));
            shell.complain(Some("set"), &text).await?;
            shell.show_usage("set", TAKES).await.map(Some)
        }
    }
}

async fn turn_by_name(shell: &mut Evaluator, name: &str, turn: Turn) -> Flow<Option<u8>> {
    let found = options_of(shell.shell).find(|it| it.2 == name);
    if let Some((option, ..)) = found.filter(|it| may_turn(shell, it.0)) {
        return turn_option(shell, *option, turn).await.map(|()| None);
    }
    if CHANGES_NOTHING.contains(&name) && names(shell.dialect()).contains(&name) {
        return Ok(None);
    }
    if name == "posix" && shell.dialect().family() == Family::Bash {
        turn_posix(shell, turn);
        return Ok(None);
    }
    if names(shell.dialect()).contains(&name) {
        return shell.unsupported(format!("set -o {name}"));
    }
    match shell.dialect() {
        Dialect::Dash => {
            // dash names `-o` even behind `+o` (`err/387`).
            let text = format!("Illegal option -o {name}");
            shell.error("set", &text).await
        }
        Dialect::BusyboxAsh => {
            let text = format!("illegal option {}o {name}", sign(turn));
            shell.complain(Some("set"), &text).await?;
            Ok(Some(1))
        }
        Dialect::Bash | Dialect::BashAsSh => {
            shell
                .complain(Some("set"), &format!("{name}: invalid option name"))
                .await?;
            match shell.dialect() {
                Dialect::BashAsSh => shell.raise(2),
                _ => Ok(Some(2)),
            }
        }
    }
}

impl Evaluator {
    /// Whether `set -o` of this shell knows an option by this name.
    pub(in crate::shell) fn has_option_name(&self, name: &str) -> bool {
        names(self.dialect()).contains(&name)
    }
}

/// Options that only matter where a user types the commands.
const CHANGES_NOTHING: [&str; 4] = ["interactive-comments", "nolog", "vi", "emacs"];

fn sign(turn: Turn) -> char {
    match turn {
        Turn::On => '-',
        Turn::Off => '+',
    }
}

/// POSIX mode, which bash shows in a variable, too.
fn turn_posix(shell: &mut Evaluator, turn: Turn) {
    let yes = shell.shell_text("y", "mode of the shell");
    let (dialect, shown) = match turn {
        Turn::On => (Dialect::BashAsSh, Some(Variable::from(yes))),
        Turn::Off => (Dialect::Bash, None),
    };
    if shell.dialect() != dialect {
        shell.shell.dialect = dialect;
        shell
            .environment
            .variables
            .replace("POSIXLY_CORRECT", shown);
    }
}

async fn turn_option(shell: &mut Evaluator, option: ShellOption, turn: Turn) -> Flow {
    if option == ShellOption::Monitor
        && turn == Turn::On
        && shell.dialect().family() == Family::Ash
        && !shell.process.has_terminal()
    {
        let text = "can't access tty; job control turned off";
        return shell.complain(Some("set"), text).await;
    }
    let options = match (option, turn) {
        (ShellOption::Emacs, Turn::On) => shell.environment.options.without(ShellOption::Vi),
        (ShellOption::Vi, Turn::On) => shell.environment.options.without(ShellOption::Emacs),
        _ => shell.environment.options,
    };
    shell.environment.options = match turn {
        Turn::On => options.with(option),
        Turn::Off => options.without(option),
    };
    Ok(())
}

/// The names of all options, in the order of `set -o`.
fn names(dialect: Dialect) -> &'static [&'static str] {
    match dialect {
        Dialect::Dash => &[
            "errexit",
            "noglob",
            "ignoreeof",
            "interactive",
            "monitor",
            "noexec",
            "stdin",
            "xtrace",
            "verbose",
            "vi",
            "emacs",
            "noclobber",
            "allexport",
            "notify",
            "nounset",
            "privileged",
            "nolog",
            "debug",
        ],
        Dialect::BusyboxAsh => &[
            "errexit",
            "noglob",
            "ignoreeof",
            "monitor",
            "noexec",
            "xtrace",
            "verbose",
            "noclobber",
            "allexport",
            "notify",
            "nounset",
            "errtrace",
            "vi",
            "pipefail",
        ],
        Dialect::Bash | Dialect::BashAsSh => &[
            "allexport",
            "braceexpand",
            "emacs",
            "errexit",
            "errtrace",
            "functrace",
            "hashall",
            "histexpand",
            "history",
            "ignoreeof",
            "interactive-comments",
            "keyword",
            "monitor",
            "noclobber",
            "noexec",
            "noglob",
            "nolog",
            "notify",
            "nounset",
            "onecmd",
            "physical",
            "pipefail",
            "posix",
            "privileged",
            "verbose",
            "vi",
            "xtrace",
        ],
    }
}

/// Turns an option that `set -o` knows.
pub(super) async fn turn(shell: &mut Evaluator, name: &str, turn: Turn) -> Flow {
    turn_by_name(shell, name, turn).await?;
    Ok(())
}

/// The options in the order of `set -o`, and whether each is on.
pub(super) fn states(shell: &Evaluator) -> Vec<(&'static str, bool)> {
    let names = names(shell.dialect()).iter();
    // dash of Debian unstable has one more (`err/383`).
    let has_more = shell.shell.release == Release::DashUnstable;
    let names = names.flat_map(|it| match (*it, has_more) {
        ("debug", true) => vec!["pipefail", "debug"],
        (name, _) => vec![name],
    });
    let state = |name: &'static str| {
        let known = options_of(shell.shell).find(|it| it.2 == name);
        let is_on = match known {
            Some((option, ..)) => shell.has(*option),
            None => match name {
                "interactive-comments" => true,
                "posix" => shell.dialect() == Dialect::BashAsSh,
                _ => false,
            },
        };
        (name, is_on)
    };
    names.map(state).collect()
}

/// `set -o`, `set +o`
async fn list(shell: &mut Evaluator, turn: Turn) -> Flow {
    let family = shell.dialect().family();
    let mut lines = String::new();
    if turn == Turn::On && shell.dialect() == Dialect::Dash {
        lines += "Current option settings\n";
    }
    for (name, is_on) in states(shell) {
        lines += &match (turn, family) {
            (Turn::Off, _) => format!("set {}o {name}\n", if is_on { '-' } else { '+' }),
            (Turn::On, Family::Ash) => format!("{name:<16}{}\n", if is_on { "on" } else { "off" }),
            (Turn::On, Family::Bash) => {
                format!("{name:<15}\t{}\n", if is_on { "on" } else { "off" })
            }
        };
    }
    let text = shell.shell_text(&lines, "list of options");
    shell.output("set", text).await?;
    Ok(())
}
