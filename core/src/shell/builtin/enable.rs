//! `enable` (bash): turns built-ins off and on, and lists them.

use super::compgen::builtins;
use super::options::Takes;
use super::{Class, builtin, names};
use crate::shell::dialect::Dialect;
use crate::shell::execution::{Evaluator, Flow};
use crate::text::Span;

const TAKES: Takes = Takes {
    letters: "adnpsf:",
    usage: "enable [-a] [-dnps] [-f filename] [name ...]",
};

pub(super) async fn run(shell: &mut Evaluator, arguments: &[Span]) -> Flow<u8> {
    let given = match shell.read_options(arguments, TAKES).await? {
        Ok(given) => given,
        Err(status) => return Ok(status),
    };
    if given.has('f') || given.has('d') {
        return shell.unsupported("built-ins that are loaded");
    }
    let operands = arguments[given.operands..].iter();
    let operands: Vec<String> = operands.map(|it| shell.str(*it).to_owned()).collect();
    if operands.is_empty() || given.has('p') {
        let lines: String = builtins(shell)
            .iter()
            .filter(|it| !given.has('s') || is_special(it))
            .filter_map(|name| {
                let is_off = shell.environment.state.disabled.iter().any(|it| it == name);
                let is_shown = given.has('a') || is_off == given.has('n');
                is_shown.then(|| match is_off {
                    true => format!("enable -n {name}\n"),
                    false => format!("enable {name}\n"),
                })
            })
            .collect();
        let text = shell.shell_text(&lines, "list of built-ins");
        return shell.output("enable", text).await;
    }
    let mut status = 0;
    for name in operands {
        let dialect = shell.dialect();
        let known = builtin(&name, dialect).map(|it| it.name);
        let known = known.or_else(|| names::unsimulated(dialect).find(|it| *it == name));
        let known = known.filter(|it| !given.has('s') || is_special(it));
        let Some(known) = known else {
            let text = format!("{name}: not a shell builtin");
            shell.complain(Some("enable"), &text).await?;
            status = 1;
            continue;
        };
        let disabled = &mut shell.environment.state.disabled;
        disabled.retain(|it| *it != known);
        if given.has('n') {
            disabled.push(known);
        }
    }
    Ok(status)
}

/// Whether it is one of the special built-ins of POSIX.
fn is_special(name: &str) -> bool {
    builtin(name, Dialect::BashAsSh).is_some_and(|it| it.class == Class::Special)
}

impl Evaluator {
    /// Whether `enable -n` has turned a built-in off.
    pub(in crate::shell) fn is_disabled(&self, name: &str) -> bool {
        self.environment.state.disabled.contains(&name)
    }
}
