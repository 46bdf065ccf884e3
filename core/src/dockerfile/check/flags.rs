//! The flags of an instruction: which there are, how often, and with what value.

use crate::dockerfile::suggest::{self, Case};
use crate::dockerfile::syntax::{Flag, Instruction, Keyword};
use crate::text::go::go_quote;
use crate::text::{Span, Texts, case};

use super::{Checked, problem};

/// What a flag takes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Takes {
    /// A value, once.
    Value,
    /// A value, any number of times.
    Values,
    /// `true`, `false`, or nothing for `true`.
    Switch,
}

/// The flags of each instruction, by name (Docker 28; `RUN --security` and `--device` belong to other frontends).
fn known_flags(keyword: Keyword) -> &'static [(&'static str, Takes)] {
    match keyword {
        Keyword::Add => &[
            ("checksum", Takes::Value),
            ("chmod", Takes::Value),
            ("chown", Takes::Value),
            ("exclude", Takes::Values),
            ("keep-git-dir", Takes::Switch),
            ("link", Takes::Switch),
            ("unpack", Takes::Switch),
        ],
        Keyword::Copy => &[
            ("chmod", Takes::Value),
            ("chown", Takes::Value),
            ("exclude", Takes::Values),
            ("from", Takes::Value),
            ("link", Takes::Switch),
            ("parents", Takes::Switch),
        ],
        Keyword::From => &[("platform", Takes::Value)],
        Keyword::Healthcheck => &[
            ("interval", Takes::Value),
            ("retries", Takes::Value),
            ("start-interval", Takes::Value),
            ("start-period", Takes::Value),
            ("timeout", Takes::Value),
        ],
        Keyword::Run => &[("mount", Takes::Values), ("network", Takes::Value)],
        Keyword::Arg
        | Keyword::Cmd
        | Keyword::Entrypoint
        | Keyword::Env
        | Keyword::Expose
        | Keyword::Label
        | Keyword::Maintainer
        | Keyword::Onbuild
        | Keyword::Shell
        | Keyword::Stopsignal
        | Keyword::User
        | Keyword::Volume
        | Keyword::Workdir
        | Keyword::Unknown => &[],
    }
}

/// `BFlags.Parse` (`instructions/bflag.go`).
#[inline]
pub(super) fn flags(texts: &Texts, instruction: &Instruction) -> Checked {
    if instruction.flags.is_empty() {
        Ok(())
    } else {
        some_flags(texts, instruction)
    }
}

fn some_flags(texts: &Texts, instruction: &Instruction) -> Checked {
    let known = known_flags(instruction.keyword);
    for (index, flag) in instruction.flags.iter().enumerate() {
        let name = texts.str(flag.name());
        let Some((_, takes)) = known.iter().find(|(it, _)| *it == name) else {
            let near = suggest::nearest(name, known.iter().map(|(it, _)| *it), Case::Sensitive);
            let message = format!("unknown flag: --{name}");
            return Err(problem(suggest::with_suggestion(message, near), flag.span));
        };
        let before = &instruction.flags[..index];
        let again = before.iter().any(|it| texts.str(it.name()) == name);
        if again && *takes != Takes::Values {
            return Err(problem(
                format!("duplicate flag specified: --{name}"),
                flag.span,
            ));
        }
        flag_value(texts, *flag, *takes)?;
    }
    Ok(())
}

fn flag_value(texts: &Texts, flag: Flag, takes: Takes) -> Checked {
    let name = texts.str(flag.name());
    let missing = || problem(format!("missing a value on flag: --{name}"), flag.span);
    match (takes, flag.value().map(|it| texts.str(it))) {
        (Takes::Value | Takes::Values, None) | (Takes::Switch, Some("")) => Err(missing()),
        (Takes::Value | Takes::Values, Some(_)) | (Takes::Switch, None) => Ok(()),
        (Takes::Switch, Some(value)) => match case::lowercase(value).as_str() {
            "true" | "false" => Ok(()),
            _ => Err(problem(
                format!("expecting boolean value for flag --{name}, not: {value}"),
                flag.span,
            )),
        },
    }
}

/// The value of a flag, if it is given.
pub fn flag<'t>(
    texts: &'t Texts,
    instruction: &Instruction,
    name: &str,
) -> Option<(&'t str, Span)> {
    let flag = instruction
        .flags
        .iter()
        .find(|it| texts.str(it.name()) == name)?;
    let value = flag.value()?;
    Some((texts.str(value), value))
}

/// `RUN --network` and `--mount`; what mounts mean in detail is looked at when the stage is built.
pub(super) fn run_flags(texts: &Texts, instruction: &Instruction) -> Checked {
    for it in &instruction.flags {
        let Some(value) = it.value() else { continue };
        if texts.str(it.name()) != "mount" {
            continue;
        }
        if value.is_empty() {
            return Err(problem("failed to parse csv mounts: EOF", it.span));
        }
        for field in texts.str(value).split(',') {
            let from = field
                .split_once('=')
                .filter(|(key, _)| key.eq_ignore_ascii_case("from"));
            let has_variable = |value: &str| {
                value
                    .find('$')
                    .is_some_and(|at| !value[at + 1..].is_empty())
            };
            if from.is_some_and(|(_, value)| has_variable(value)) {
                let message =
                    "'from' doesn't support variable expansion, define alias stage instead";
                return Err(problem(message, value));
            }
        }
    }
    match flag(texts, instruction, "network") {
        Some((value, span)) if !matches!(value, "default" | "none" | "host") => {
            let value = go_quote(value);
            Err(problem(format!("invalid network mode {value}"), span))
        }
        _ => Ok(()),
    }
}
