//! Operators with nothing before or behind them.

use super::{Case, Guess, code, wants_command};
use crate::shell::syntax::{Lexeme, Operator, TokenKind};

/// `do ;`, `&& ;`, `a & ;`: the operator ends a command that is none.
pub(super) fn nothing_before(case: &Case<'_>) -> Option<Guess> {
    let Some(Lexeme::Operator(operator)) = case.found() else {
        return None;
    };
    if matches!(
        operator,
        Operator::OpenParenthesis | Operator::CloseParenthesis
    ) {
        return None;
    }
    let symbol = code(operator.symbol());
    let Some(previous) = case.previous().filter(|it| it.kind != TokenKind::Newline) else {
        return Some(Guess {
            span: case.error.span,
            label: format!("no command stands before {symbol}"),
            help: format!(
                "A line cannot begin with {symbol}. End the line before it with {symbol}, or with a backslash."
            ),
            fix: None,
        });
    };
    if !wants_command(previous.kind) {
        return None;
    }
    let before = code(case.str(previous.span));
    let fix = (operator == Operator::Semicolon)
        .then(|| case.replace("Take it away", case.error.span, ""))
        .flatten();
    Some(Guess {
        span: case.error.span,
        label: format!("no command stands between {before} and {symbol}"),
        help: format!(
            "Behind {before} a command begins. Take {symbol} away, or write a command before it."
        ),
        fix,
    })
}

/// `cmd &&` and the end: a command is missing.
pub(super) fn nothing_behind(case: &Case<'_>) -> Option<Guess> {
    let is_end = matches!(
        case.found(),
        Some(Lexeme::EndOfInput | Lexeme::Newline | Lexeme::Reserved(_))
    );
    let previous = case.previous().filter(|_| is_end)?;
    let text = code(case.str(previous.span));
    if previous.kind == TokenKind::Redirection {
        return Some(Guess {
            span: previous.span,
            label: format!("no file stands behind {text}"),
            help: "A redirection needs a word behind it.".to_owned(),
            fix: None,
        });
    }
    let is_open = match previous.kind {
        TokenKind::Operator(operator) => matches!(
            operator,
            Operator::And | Operator::Or | Operator::Pipe | Operator::PipeBoth
        ),
        kind => wants_command(kind),
    };
    is_open.then(|| Guess {
        span: previous.span,
        label: format!("no command stands behind {text}"),
        help: format!("Behind {text} a command must come; `:` is one that does nothing."),
        fix: None,
    })
}
