//! Health checks: their kind, their command, their durations and retries.

use crate::dockerfile::syntax::{Body, Healthcheck, Instruction};
use crate::text::go::duration::{self, Units};
use crate::text::go::go_quote;
use crate::text::{Texts, case};

use super::flags::{flag, flags};
use super::{Checked, no_argument, problem};

/// What stands behind `HEALTHCHECK`: `NONE`, or a command with its flags.
pub(super) fn healthcheck(texts: &Texts, instruction: &Instruction) -> Checked {
    let Body::Healthcheck(check) = &instruction.body else {
        return Err(no_argument(instruction));
    };
    let Healthcheck {
        kind: Some(kind),
        command,
    } = &**check
    else {
        return Err(no_argument(instruction));
    };
    let is_empty = command.arguments.is_empty();
    let upper = case::uppercase(texts.str(*kind));
    if upper == "NONE" {
        return match is_empty {
            true => Ok(()),
            false => Err(problem(
                "HEALTHCHECK NONE takes no arguments",
                instruction.arguments,
            )),
        };
    }
    flags(texts, instruction)?;
    if upper != "CMD" {
        let message = format!("Unknown type {} in HEALTHCHECK (try CMD)", go_quote(&upper));
        return Err(problem(message, *kind));
    }
    if is_empty {
        return Err(problem("Missing command after HEALTHCHECK CMD", *kind));
    }
    for name in ["interval", "timeout", "start-period", "start-interval"] {
        if let Some((value, span)) = flag(texts, instruction, name) {
            interval(name, value).map_err(|message| problem(message, span))?;
        }
    }
    match flag(texts, instruction, "retries") {
        Some((value, span)) => retries(value)
            .map(|_| ())
            .map_err(|message| problem(message, span)),
        None => Ok(()),
    }
}

/// A duration of a health check in nanoseconds; zero when it is empty.
pub(crate) fn interval(name: &str, value: &str) -> Result<i64, String> {
    const SHORTEST: i64 = 1_000_000;
    if value.is_empty() {
        return Ok(0);
    }
    match duration::parse(value, Units::Go)? {
        0 => Ok(0),
        it if it < SHORTEST => Err(format!(
            "Interval {} cannot be less than 1ms",
            go_quote(name)
        )),
        it => Ok(it),
    }
}

/// The number of retries of a health check; zero when it is empty (`strconv.ParseInt(value, 10, 32)`).
pub(crate) fn retries(value: &str) -> Result<i32, String> {
    if value.is_empty() {
        return Ok(0);
    }
    let digits = value.strip_prefix(['-', '+']).unwrap_or(value);
    let is_number = !digits.is_empty() && digits.bytes().all(|it| it.is_ascii_digit());
    match value.parse::<i32>() {
        Ok(number) if number < 0 => Err(format!("--retries cannot be negative ({number})")),
        Ok(number) => Ok(number),
        Err(_) => {
            let reason = if is_number {
                "value out of range"
            } else {
                "invalid syntax"
            };
            Err(format!(
                "strconv.ParseInt: parsing {}: {reason}",
                go_quote(value)
            ))
        }
    }
}
