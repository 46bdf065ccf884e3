//! `set` (XCU 2.14): options, and the positional parameters.

use crate::shell::dialect::Dialect;
use crate::shell::execution::{Evaluator, Flow, OPTIONS, ShellOption};
use crate::text::Span;

/// Whether an option is turned on or off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    On,
    Off,
}

pub(super) async fn run(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    if arguments.len() == 1 {
        return shell.unsupported("what set lists");
    }
    let mut index = 1;
    while let Some(word) = shell.argument(arguments, index) {
        let (turn, letters) = match word.split_at_checked(1) {
            Some(("-", letters)) => (Turn::On, letters),
            Some(("+", letters)) => (Turn::Off, letters),
            _ => break,
        };
        index += 1;
        if word == "--" {
            shell.environment.positional = arguments[index..].to_vec();
            return Ok(0);
        }
        if letters.is_empty() {
            return shell.unsupported("set with - or + alone");
        }
        for letter in letters.chars() {
            if letter == 'o' {
                let Some(name) = shell.argument(arguments, index) else {
                    return shell.unsupported("what set -o lists");
                };
                index += 1;
                turn_by_name(shell, &name, turn).await?;
            } else {
                let found = OPTIONS.iter().find(|it| it.1 == Some(letter));
                match found {
                    Some((option, ..)) => turn_option(shell, *option, turn),
                    None => return shell.unsupported(format!("set -{letter}")),
                }
            }
        }
    }
    if index < arguments.len() {
        shell.environment.positional = arguments[index..].to_vec();
    }
    Ok(0)
}

async fn turn_by_name(shell: &mut Evaluator, name: &str, turn: Turn) -> Flow {
    if name == "pipefail" && shell.dialect() == Dialect::Dash {
        return shell
            .error("set", &format!("Illegal option -o {name}"))
            .await;
    }
    match OPTIONS.iter().find(|it| it.2 == name) {
        Some((option, ..)) => turn_option(shell, *option, turn),
        None => return shell.unsupported(format!("set -o {name}")),
    }
    Ok(())
}

fn turn_option(shell: &mut Evaluator, option: ShellOption, turn: Turn) {
    let options = shell.environment.options;
    shell.environment.options = match turn {
        Turn::On => options.with(option),
        Turn::Off => options.without(option),
    };
}
