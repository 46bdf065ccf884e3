//! What becomes of strings that mean more than their characters: commands, durations, health checks.

use super::words;
use crate::commandline::file::{Problem, Speaker};
use crate::commandline::yaml::{Kind, Node};
use crate::session::Session;
use crate::text::Span;
use crate::text::go::duration::{self, Units};

/// The first of them that Compose does not take.
pub(super) fn check(cx: &mut Session, name: Span, service: &Node) -> Result<(), Problem> {
    let called = cx.texts.str(name).to_owned();
    let undecoded = |at: Span, field: &str, what: &str| {
        let message = format!(
            "decoding failed due to the following error(s):\n\n'services[{called}].{field}' {what}"
        );
        Problem::new(Speaker::Compose, at, message)
    };
    for field in ["command", "entrypoint"] {
        let Some(text) = service.get(&cx.texts, field).and_then(|it| it.string()) else {
            continue;
        };
        if words::split(cx, text).is_none() {
            return Err(undecoded(text, field, "invalid command line string"));
        }
    }
    if let Some(text) = service
        .get(&cx.texts, "stop_grace_period")
        .and_then(|it| it.string())
        && let Err(why) = duration::parse(cx.texts.str(text), Units::WithDays)
    {
        return Err(undecoded(text, "stop_grace_period", &why));
    }
    let Some(healthcheck) = service.get(&cx.texts, "healthcheck") else {
        return Ok(());
    };
    for field in ["interval", "timeout", "start_period", "start_interval"] {
        let text = healthcheck.get(&cx.texts, field);
        if let Some(text) = text.and_then(|it| it.string())
            && let Err(why) = duration::parse(cx.texts.str(text), Units::WithDays)
        {
            return Err(undecoded(text, &format!("healthcheck.{field}"), &why));
        }
    }
    let test = healthcheck.get(&cx.texts, "test");
    let first = test.and_then(|it| it.items().first()?.string());
    match first.map(|it| (cx.texts.str(it), it)) {
        None | Some(("CMD" | "CMD-SHELL" | "NONE", _)) => Ok(()),
        Some((_, at)) => {
            let message =
                "healthcheck.test must start either by \"CMD\", \"CMD-SHELL\" or \"NONE\"";
            Err(Problem::new(Speaker::Compose, at, message.to_owned()))
        }
    }
}

/// A duration in whole seconds, cut off.
pub(super) fn seconds(text: &str) -> Option<i64> {
    let nanoseconds = duration::parse(text, Units::WithDays).ok()?;
    Some(nanoseconds / 1_000_000_000)
}

/// Whether a field is there and true.
pub(super) fn is_on(cx: &Session, node: &Node, field: &str) -> Option<Span> {
    let value = node.get(&cx.texts, field)?;
    (value.kind() == Some(&Kind::Bool(true))).then_some(value.at)
}
