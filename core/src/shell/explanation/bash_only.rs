//! What bash has and this shell lacks.

use super::{Case, Guess};
use crate::shell::Dialect;
use crate::shell::error::Fault;
use crate::shell::syntax::{Lexeme, Operator, TokenKind};

pub(super) fn guess(case: &Case<'_>) -> Option<Guess> {
    match case.parse.shell.dialect {
        Dialect::Bash | Dialect::BashAsSh => return None,
        Dialect::Dash | Dialect::BusyboxAsh => {}
    }
    let (what, instead) = construct(case)?;
    let shell = case.parse.shell.dialect.name();
    Some(Guess {
        span: case.error.span,
        label: format!("{what} is bash's; {shell} has none"),
        help: format!(
            "{instead} Or run the script with bash: `SHELL [\"/bin/bash\", \"-c\"]`, where the image has it."
        ),
        fix: None,
    })
}

/// What it is, and what to write instead.
fn construct(case: &Case<'_>) -> Option<(&'static str, &'static str)> {
    let start = case.error.span.start as usize;
    let whole = case.str(case.texts.whole(case.error.span.text));
    let before = whole.get(..start)?;
    let behind = whole.get(start..)?;
    let previous = case.previous();
    match case.error.fault {
        Fault::BadForVariable if behind.starts_with("((") || behind.starts_with('(') => {
            Some(("`for ((…))`", "Count with `while [ \"$i\" -lt 3 ]`."))
        }
        Fault::Unexpected { found, .. } => match found {
            Lexeme::Operator(Operator::OpenParenthesis) if before.ends_with('=') => {
                Some(("an array", "Use the positional parameters: `set -- a b`."))
            }
            Lexeme::Operator(Operator::OpenParenthesis) if before.ends_with(['<', '>']) => Some((
                "process substitution",
                "Write to a file first, or use a pipe.",
            )),
            Lexeme::Redirection if before.ends_with("<<") => {
                Some(("`<<<`", "Write `printf '%s\\n' word |` before the command."))
            }
            Lexeme::Operator(Operator::Background) if before.ends_with('|') => {
                Some(("`|&`", "Write `2>&1 |`."))
            }
            Lexeme::Operator(Operator::Background) if before.ends_with(';') => {
                Some(("`;&`", "Repeat the commands of the next clause."))
            }
            Lexeme::Operator(Operator::OpenParenthesis)
                if previous.is_some_and(|it| it.kind == TokenKind::Word)
                    && is_behind_function(before) =>
            {
                Some(("`function`", "Write `name() {` without it."))
            }
            _ => None,
        },
        _ => None,
    }
}

/// Whether a name stands before, and `function` before that.
fn is_behind_function(before: &str) -> bool {
    let mut words = before.split_whitespace().rev();
    words.next().is_some() && words.next() == Some("function")
}
