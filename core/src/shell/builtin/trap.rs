//! `trap` (XCU 2.14). No signal ever comes in a simulation, so only what is set for the end is kept.

use crate::shell::execution::{Evaluator, Flow};
use crate::text::Span;

/// The signals that scripts set traps for.
const SIGNALS: [&str; 12] = [
    "HUP", "INT", "QUIT", "TERM", "USR1", "USR2", "PIPE", "ALRM", "CHLD", "CONT", "TSTP", "WINCH",
];

pub(super) fn run(shell: &mut Evaluator<'_>, arguments: &[Span]) -> Flow<u8> {
    let mut rest = &arguments[1..];
    if rest.first().is_some_and(|it| shell.str(*it) == "--") {
        rest = &rest[1..];
    }
    let [action, conditions @ ..] = rest else {
        return shell.unsupported("what trap lists");
    };
    let text = shell.str(*action).to_owned();
    if conditions.is_empty() || text.len() > 1 && text.starts_with('-') {
        return shell.unsupported("trap without an action");
    }
    for condition in conditions {
        match shell.str(*condition) {
            "EXIT" | "0" => {
                let is_reset = text == "-" || text.is_empty();
                shell.environment.state.exit_trap = (!is_reset).then_some(*action);
            }
            name if SIGNALS.contains(&name) => {}
            "1" | "2" | "3" | "10" | "12" | "13" | "14" | "15" => {}
            name => {
                let what = format!("a trap for {name}");
                return shell.unsupported(what);
            }
        }
    }
    Ok(0)
}
