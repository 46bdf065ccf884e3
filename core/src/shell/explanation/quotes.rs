//! Quotes and dollars that mean more than was thought.

use super::{Case, Guess};
use crate::shell::error::Fault;

/// `it's`: an apostrophe opens quotes.
pub(super) fn apostrophe(case: &Case<'_>) -> Option<Guess> {
    let is_open = matches!(
        case.error.fault,
        Fault::UnterminatedQuote | Fault::LookingFor("'")
    );
    let span = case.error.span;
    if !is_open || case.str(span) != "'" {
        return None;
    }
    let whole = case.str(case.texts.whole(span.text));
    let before = whole.get(..span.start as usize)?;
    let behind = whole.get(span.end as usize..)?;
    let is_apostrophe =
        before.ends_with(char::is_alphabetic) && behind.starts_with(char::is_alphabetic);
    is_apostrophe.then(|| Guess {
        span,
        label: "the apostrophe opens quotes".to_owned(),
        help: "Write `\\'`, or put the text in double quotes.".to_owned(),
        fix: case.replace("Quote the apostrophe", span, "\\'"),
    })
}

/// `for $i in`: `for` wants the name, not the value.
pub(super) fn for_dollar(case: &Case<'_>) -> Option<Guess> {
    let span = case.error.span;
    let is_parameter = case.str(span).starts_with('$');
    if case.error.fault != Fault::BadForVariable || !is_parameter {
        return None;
    }
    Some(Guess {
        span,
        label: "the value of a variable, not its name".to_owned(),
        help: "Behind `for` the name stands without `$`.".to_owned(),
        fix: case.replace("Take the dollar away", span.slice(0..1), ""),
    })
}
