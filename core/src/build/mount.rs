//! `RUN --mount=…`: what BuildKit refuses (`instructions/commands_runmount.go`).

use crate::dockerfile::Instruction;
use crate::dockerfile::suggest::{self, Case};
use crate::text::go::go_quote;
use crate::text::{Span, Texts, case};

use super::copy::CopyFrom;
use super::evaluate::{At, Builder, Stop};
use super::path;

const KEYS: &[&str] = &[
    "type",
    "from",
    "source",
    "target",
    "readonly",
    "id",
    "sharing",
    "required",
    "size",
    "mode",
    "uid",
    "gid",
    "src",
    "dst",
    "destination",
    "ro",
    "rw",
    "readwrite",
    "env",
];

/// What is mounted for a `RUN`, of what has files.
#[derive(Debug, Clone, PartialEq)]
pub struct MountStep {
    /// What it is.
    pub kind: MountKind,
    /// Where, absolute and without dots.
    pub target: String,
    /// Which file or directory of others.
    pub source: String,
    /// The number of the user it belongs to, if it is made new.
    pub user: u32,
    /// The number of the group.
    pub group: u32,
    /// Its permission bits, if it is made new.
    pub mode: Option<u16>,
}

/// What is mounted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MountKind {
    /// A directory in memory.
    Tmpfs,
    /// A directory that is kept from build to build.
    Cache,
    /// Files of others.
    Bind(CopyFrom),
}

/// The values of `from` of all mounts: stages or images.
pub(super) fn sources(texts: &Texts, instruction: &Instruction) -> Vec<String> {
    mounts(texts, instruction)
        .iter()
        .flat_map(|value| texts.str(*value).split(','))
        .filter_map(|field| field.split_once('='))
        .filter(|(key, _)| key.eq_ignore_ascii_case("from"))
        .map(|(_, name)| name.to_owned())
        .collect()
}

fn mounts(texts: &Texts, instruction: &Instruction) -> Vec<Span> {
    instruction
        .flags
        .iter()
        .filter(|it| texts.str(it.name()) == "mount")
        .filter_map(|it| it.value())
        .collect()
}

/// Expands and checks every mount.
pub(super) fn evaluate(
    builder: &mut Builder<'_>,
    stage: usize,
    at: &mut At<'_>,
) -> Result<Vec<MountStep>, Stop> {
    let mut targets = Vec::new();
    for value in mounts(&builder.cx.texts, at.instruction) {
        let mount = mount(builder, stage, at, value)?;
        if !mount.is_secret_or_ssh() {
            targets.push((value, mount));
        }
    }
    let directory = builder.build.stages[stage]
        .config
        .working_dir
        .value
        .value()
        .copied()
        .flatten();
    let directory = directory.map_or("/", |it| builder.cx.texts.str(it));
    let mut steps = Vec::new();
    for (value, mount) in targets {
        let joined = path::clean(&path::working_directory(directory, &mount.target));
        if joined == "/" {
            return Err(Stop::new("invalid mount target \"/\"", value));
        }
        steps.push(MountStep {
            kind: match (mount.kind(), &*mount.from) {
                ("tmpfs", _) => MountKind::Tmpfs,
                ("cache", _) => MountKind::Cache,
                (_, "") => MountKind::Bind(CopyFrom::Context),
                (_, name) => MountKind::Bind(
                    builder
                        .stage_named(name)
                        .map_or(CopyFrom::Elsewhere, CopyFrom::Stage),
                ),
            },
            target: joined,
            source: mount.source,
            user: mount.user,
            group: mount.group,
            mode: mount.mode,
        });
    }
    Ok(steps)
}

/// What is known about a mount while its fields are read.
#[derive(Default)]
struct Mount {
    kind: Option<String>,
    from: String,
    source: String,
    target: String,
    id: String,
    sharing: String,
    numbers: Vec<&'static str>,
    user: u32,
    group: u32,
    mode: Option<u16>,
}

impl Mount {
    fn kind(&self) -> &str {
        self.kind.as_deref().unwrap_or("bind")
    }

    fn is_secret_or_ssh(&self) -> bool {
        matches!(self.kind(), "secret" | "ssh")
    }
}

fn mount(
    builder: &mut Builder<'_>,
    stage: usize,
    at: &mut At<'_>,
    value: Span,
) -> Result<Mount, Stop> {
    let text = builder.cx.texts.str(value).to_owned();
    let mut mount = Mount::default();
    let mut start = 0;
    for field in text.split(',') {
        let span = value.slice(start..start + field.len());
        start += field.len() + 1;
        let (key, rest) = field
            .split_once('=')
            .map_or((field, None), |(key, rest)| (key, Some(rest)));
        let lower = case::lowercase(key);
        match rest {
            None => flag(&mount, &lower, field, span)?,
            Some(_) => {
                let expanded = builder.expand(stage, at, span.slice_from(key.len() + 1))?;
                let rest = builder.cx.texts.str(expanded).to_owned();
                set(&mut mount, &lower, &rest, field, span)?;
            }
        }
    }
    check(&mount, value)?;
    Ok(mount)
}

/// A field without `=`.
fn flag(mount: &Mount, key: &str, field: &str, span: Span) -> Result<(), Stop> {
    match key {
        "readonly" | "ro" | "readwrite" | "rw" => Ok(()),
        "required" if mount.is_secret_or_ssh() => Ok(()),
        "required" => Err(unexpected_for(mount, key, span)),
        _ => Err(Stop::new(
            format!("invalid field '{field}' must be a key=value pair"),
            span,
        )),
    }
}

fn unexpected_for(mount: &Mount, key: &str, span: Span) -> Stop {
    Stop::new(
        format!("unexpected key '{key}' for mount type '{}'", mount.kind()),
        span,
    )
}

/// A field with a value.
fn set(mount: &mut Mount, key: &str, value: &str, field: &str, span: Span) -> Result<(), Stop> {
    let invalid = || Err(Stop::new(format!("invalid value for {key}: {value}"), span));
    match key {
        "type" => mount.kind = Some(kind(value, span)?),
        "from" => value.clone_into(&mut mount.from),
        "source" | "src" => value.clone_into(&mut mount.source),
        "target" | "dst" | "destination" => value.clone_into(&mut mount.target),
        "id" => value.clone_into(&mut mount.id),
        "env" => {}
        "readonly" | "ro" | "readwrite" | "rw" if !is_bool(value) => return invalid(),
        "readonly" | "ro" | "readwrite" | "rw" => {}
        "required" if !mount.is_secret_or_ssh() => return Err(unexpected_for(mount, key, span)),
        "required" if !is_bool(value) => return invalid(),
        "required" => {}
        "size" if mount.kind() != "tmpfs" => return Err(unexpected_for(mount, key, span)),
        "size" if !is_size(value) => return invalid(),
        "size" => {}
        "sharing" => mount.sharing = sharing(value, span)?,
        "mode" => number(mount, "mode", value, 8, span)?,
        "uid" => number(mount, "uid", value, 10, span)?,
        "gid" => number(mount, "gid", value, 10, span)?,
        _ => {
            let near = suggest::nearest(key, KEYS.iter().copied(), Case::Sensitive);
            let message = format!("unexpected key '{key}' in '{field}'");
            return Err(Stop::new(suggest::with_suggestion(message, near), span));
        }
    }
    Ok(())
}

fn kind(value: &str, span: Span) -> Result<String, Stop> {
    const KINDS: &[&str] = &["bind", "cache", "secret", "ssh", "tmpfs"];
    let lower = case::lowercase(value);
    if KINDS.contains(&lower.as_str()) {
        return Ok(lower);
    }
    let near = suggest::nearest(value, KINDS.iter().copied(), Case::Sensitive);
    let message = format!("unsupported mount type {}", go_quote(value));
    Err(Stop::new(suggest::with_suggestion(message, near), span))
}

fn sharing(value: &str, span: Span) -> Result<String, Stop> {
    const MODES: &[&str] = &["locked", "private", "shared"];
    let lower = case::lowercase(value);
    if MODES.contains(&lower.as_str()) {
        return Ok(lower);
    }
    let near = suggest::nearest(value, MODES.iter().copied(), Case::Sensitive);
    let message = format!("unsupported sharing value {}", go_quote(value));
    Err(Stop::new(suggest::with_suggestion(message, near), span))
}

fn number(
    mount: &mut Mount,
    key: &'static str,
    value: &str,
    radix: u32,
    span: Span,
) -> Result<(), Stop> {
    mount.numbers.push(key);
    let is_plain = !value.starts_with('+');
    match u32::from_str_radix(value, radix) {
        Ok(number) if is_plain => {
            match key {
                "uid" => mount.user = number,
                "gid" => mount.group = number,
                _ => mount.mode = u16::try_from(number & 0o7777).ok(),
            }
            Ok(())
        }
        Ok(_) | Err(_) => Err(Stop::new(format!("invalid value {value} for {key}"), span)),
    }
}

fn is_bool(value: &str) -> bool {
    matches!(
        value,
        "1" | "t" | "T" | "TRUE" | "true" | "True" | "0" | "f" | "F" | "FALSE" | "false" | "False"
    )
}

/// A size such as `10m` or `1.5 GiB` (`units.RAMInBytes`).
fn is_size(value: &str) -> bool {
    let digits = value.trim_end_matches(|it: char| it.is_ascii_alphabetic());
    let unit = value[digits.len()..].to_ascii_lowercase();
    let unit = unit.strip_suffix('b').unwrap_or(&unit);
    let unit = unit.strip_suffix('i').unwrap_or(unit);
    let number = digits.strip_suffix(' ').unwrap_or(digits);
    let is_number = |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit());
    number.split('.').all(is_number) && matches!(unit, "" | "k" | "m" | "g" | "t" | "p")
}

/// `validateMount`
fn check(mount: &Mount, span: Span) -> Result<(), Stop> {
    let stop = |message: String| Err(Stop::new(message, span));
    let takes_numbers = matches!(mount.kind(), "secret" | "ssh" | "cache");
    if let Some(key) = mount.numbers.first().filter(|_| !takes_numbers) {
        return stop(format!(
            "{key} not allowed for {} type mounts",
            go_quote(mount.kind())
        ));
    }
    if mount.kind() == "secret" {
        if !mount.from.is_empty() {
            return stop("secret mount should not have a from".to_owned());
        }
        if !mount.sharing.is_empty() {
            return stop("secret mount should not define sharing".to_owned());
        }
        if mount.source.is_empty() && mount.target.is_empty() && mount.id.is_empty() {
            return stop("invalid secret mount. one of source, target required".to_owned());
        }
        if !mount.source.is_empty() && !mount.id.is_empty() {
            return stop("both source and id can't be set".to_owned());
        }
    }
    if !mount.sharing.is_empty() && mount.kind() != "cache" {
        return stop(format!(
            "invalid cache sharing set for {} mount",
            mount.kind()
        ));
    }
    Ok(())
}
