//! `HEALTHCHECK`: what the image stores. It takes no notice of `SHELL`.

use crate::dockerfile::{Body, Form};
use crate::text::{Source, Span, case};

use super::command::warn_about_second;
use super::config::{Action, Change, Field, HealthcheckConfig, Setting};
use super::evaluate::{At, Builder, Stop};
use super::instructions::StageState;
use super::step::{Command, CommandShell};

pub(super) fn evaluate(
    builder: &mut Builder<'_>,
    stage: usize,
    at: &mut At<'_>,
    state: &mut StageState,
) -> Result<(), Stop> {
    warn_about_second(builder, at, &mut state.healthcheck);
    let Body::Healthcheck(check) = &at.instruction.body else {
        return Ok(());
    };
    let Some(kind) = check.kind else {
        return Ok(());
    };
    let is_none = builder.cx.texts.str(kind).eq_ignore_ascii_case("NONE");
    let first = match (is_none, &check.command.form) {
        (true, _) | (false, Form::Exec) => kind_word(builder, kind),
        (false, Form::Shell(_)) => {
            let what = "health check in shell form".to_owned();
            builder
                .cx
                .texts
                .add_source(Source::Builder { what }, "CMD-SHELL")
        }
    };
    let mut test = vec![first];
    test.extend(&check.command.arguments);
    let stored = HealthcheckConfig {
        test: test.clone(),
        interval: if is_none {
            0
        } else {
            interval(builder, at, "interval")
        },
        timeout: if is_none {
            0
        } else {
            interval(builder, at, "timeout")
        },
        start_period: if is_none {
            0
        } else {
            interval(builder, at, "start-period")
        },
        start_interval: if is_none {
            0
        } else {
            interval(builder, at, "start-interval")
        },
        retries: match crate::dockerfile::flag(&builder.cx.texts, at.instruction, "retries") {
            Some((value, _)) if !is_none => crate::dockerfile::retries(value).unwrap_or_default(),
            _ => 0,
        },
    };
    let setting = &mut builder.build.stages[stage].config.healthcheck;
    at.step.changes.push(Change {
        field: Field::Healthcheck,
        action: Action::Set,
        name: None,
        value: test,
        replaced: setting.set_by,
    });
    *setting = Setting::new(Some(stored), at.set_by);
    if !is_none {
        let argv = check.command.arguments.to_vec();
        at.step.command = Some(Command {
            argv,
            shell: CommandShell::None,
        });
    }
    Ok(())
}

/// `CMD` or `NONE` in capitals, as the image stores it.
fn kind_word(builder: &mut Builder<'_>, kind: Span) -> Span {
    let text = builder.cx.texts.str(kind);
    let upper = case::uppercase(text);
    if upper == text {
        return kind;
    }
    let mut word = builder.cx.texts.builder();
    word.rewrite(&upper, kind, crate::text::Rewrite::Case);
    let built = word.build();
    builder.cx.texts.finish(built)
}

/// A duration that has been checked when the instruction was read.
fn interval(builder: &Builder<'_>, at: &At<'_>, name: &str) -> i64 {
    let value = crate::dockerfile::flag(&builder.cx.texts, at.instruction, name);
    value.map_or(0, |(value, _)| {
        crate::dockerfile::interval(name, value).unwrap_or_default()
    })
}
