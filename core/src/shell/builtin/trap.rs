//! `trap` (XCU 2.14). what happens on a signal, and at the end.

use crate::kernel::Signal;
use crate::shell::execution::{Evaluator, Flow, TrapAction};
use crate::text::Span;

pub(super) async fn run(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
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
            name => {
                let signal = Signal::of_name(name.strip_prefix("SIG").unwrap_or(name));
                let number = name
                    .parse()
                    .ok()
                    .filter(|it| (1..=31).contains(it))
                    .map(Signal);
                let Some(signal) = signal.or(number) else {
                    let what = format!("a trap for {name}");
                    return shell.unsupported(what);
                };
                let action = match &*text {
                    "-" => TrapAction::Default,
                    "" => TrapAction::Ignore,
                    _ => TrapAction::Run(*action),
                };
                shell.set_trap(signal, action);
            }
        }
    }
    Ok(0)
}
