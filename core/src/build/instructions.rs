//! What each instruction does to the image and to the builder's variables.

use crate::dockerfile::{Body, Delimiter, Keyword, LineRange, Pair};
use crate::knowledge::Known;
use crate::text::{Rewrite, Span, case};

use super::config::{Action, Change, Field, Item, SetBy, Setting, Variable};
use super::evaluate::{At, Builder, Stop};
use super::expose::{self, HostPart, ProtocolCase};
use super::scope::{Binding, BindingKind};
use super::stages::{FilesThere, WorkdirWritten};
use super::step::FileStep;
use super::{command, copy, healthcheck, lint, path, run, signal};

/// What BuildKit remembers of the instructions of one stage.
#[derive(Debug, Clone, Default)]
pub(super) struct StageState {
    pub(super) cmd: Option<LineRange>,
    pub(super) entrypoint: Option<LineRange>,
    pub(super) healthcheck: Option<LineRange>,
}

/// Evaluates one instruction.
pub(super) fn evaluate(
    builder: &mut Builder<'_>,
    stage: usize,
    at: &mut At<'_>,
    state: &mut StageState,
) -> Result<(), Stop> {
    match at.instruction.keyword {
        Keyword::Env => environment(builder, stage, at),
        Keyword::Label => labels(builder, stage, at),
        Keyword::Arg => arguments(builder, stage, at),
        Keyword::Workdir => workdir(builder, stage, at),
        Keyword::User => user(builder, stage, at),
        Keyword::Stopsignal => stop_signal(builder, stage, at),
        Keyword::Expose => exposed_ports(builder, stage, at),
        Keyword::Volume => volumes(builder, stage, at),
        Keyword::Add | Keyword::Copy => copy::evaluate(builder, stage, at),
        Keyword::Onbuild => onbuild(builder, stage, at),
        Keyword::Maintainer => maintainer(at),
        Keyword::Cmd => command::cmd(builder, stage, at, state),
        Keyword::Entrypoint => command::entrypoint(builder, stage, at, state),
        Keyword::Shell => command::shell(builder, stage, at),
        Keyword::Healthcheck => healthcheck::evaluate(builder, stage, at, state),
        Keyword::Run => run::evaluate(builder, stage, at),
        Keyword::From | Keyword::Unknown => Ok(()),
    }
}

/// Every word of an instruction is expanded before any of it takes effect: one `ENV` sees the old environment.
fn expand_pairs(
    builder: &mut Builder<'_>,
    stage: usize,
    at: &mut At<'_>,
) -> Result<Vec<(Span, Span, Delimiter)>, Stop> {
    let Body::Pairs(pairs) = &at.instruction.body else {
        return Ok(Vec::new());
    };
    let mut expanded = Vec::with_capacity(pairs.len());
    for Pair {
        name,
        value,
        delimiter,
    } in pairs.clone()
    {
        let name = builder.expand(stage, at, name)?;
        let value = builder.expand(stage, at, value)?;
        expanded.push((name, value, delimiter));
    }
    Ok(expanded)
}

fn environment(builder: &mut Builder<'_>, stage: usize, at: &mut At<'_>) -> Result<(), Stop> {
    for (name, value, delimiter) in expand_pairs(builder, stage, at)? {
        warn_about_pair(builder, at, name, delimiter);
        let text = builder.cx.texts.str(name).to_owned();
        if let Some(warning) = warn_about_secret("ENV", &text, name) {
            builder.warn(at, warning);
        }
        let target = &mut builder.build.stages[stage];
        let before = target
            .config
            .environment
            .get(&text)
            .map_or(SetBy::Nobody, |it| it.set_by);
        at.step.changes.push(Change {
            field: Field::Env,
            action: Action::Set,
            name: Some(name),
            value: vec![value],
            replaced: before,
        });
        target.config.environment.set(
            &text,
            Variable {
                name,
                value,
                set_by: at.set_by,
            },
        );
        let binding = Binding {
            name,
            value,
            kind: BindingKind::Environment,
        };
        target.scope.set(&builder.cx.texts, binding);
    }
    Ok(())
}

fn warn_about_pair(builder: &mut Builder<'_>, at: &At<'_>, name: Span, delimiter: Delimiter) {
    if delimiter == Delimiter::Blank {
        let keyword = builder.cx.texts.str(at.instruction.keyword_span).to_owned();
        builder.warn(at, lint::legacy_key_value(&keyword, name));
    }
}

/// A variable whose name looks like a secret's (`getSecretsRegex`).
fn warn_about_secret(keyword: &str, name: &str, at: Span) -> Option<crate::diagnostic::Diagnostic> {
    const SECRETS: &[&str] = &[
        "apikey",
        "auth",
        "credential",
        "credentials",
        "key",
        "password",
        "pword",
        "passwd",
        "secret",
        "token",
    ];
    let lower = case::lowercase(name);
    let looks_secret = lower.split('_').any(|it| SECRETS.contains(&it));
    // Docker 28 lets only `PUBLIC` pass; later releases also `FILE` and `VERSION`.
    let is_public = lower.split('_').any(|it| it == "public");
    (looks_secret && !is_public).then(|| lint::secret(keyword, name, at))
}

fn labels(builder: &mut Builder<'_>, stage: usize, at: &mut At<'_>) -> Result<(), Stop> {
    for (name, value, delimiter) in expand_pairs(builder, stage, at)? {
        warn_about_pair(builder, at, name, delimiter);
        let text = builder.cx.texts.str(name).to_owned();
        let labels = &mut builder.build.stages[stage].config.labels.items;
        let item = Item {
            name,
            value: Some(value),
            set_by: at.set_by,
        };
        let before = labels.insert(text, item);
        at.step.changes.push(Change {
            field: Field::Labels,
            action: Action::Set,
            name: Some(name),
            value: vec![value],
            replaced: before.map_or(SetBy::Nobody, |it| it.set_by),
        });
    }
    Ok(())
}

/// `ARG`: from `--build-arg`, else the default, else the argument of that name before the first `FROM`.
fn arguments(builder: &mut Builder<'_>, stage: usize, at: &mut At<'_>) -> Result<(), Stop> {
    let Body::Arguments(definitions) = &at.instruction.body else {
        return Ok(());
    };
    for definition in definitions.clone() {
        let name = builder.cx.texts.str(definition.name).to_owned();
        if let Some(warning) = warn_about_secret("ARG", &name, definition.name) {
            builder.warn(at, warning);
        }
        let value = match (builder.build_argument(&name), definition.default) {
            (Some(value), _) => Some(value),
            (None, Some(default)) => Some(builder.expand(stage, at, default)?),
            (None, None) => builder.global.value(&name),
        };
        at.step.changes.push(Change {
            field: Field::BuildArgument,
            action: if value.is_some() {
                Action::Set
            } else {
                Action::Declared
            },
            name: Some(definition.name),
            value: value.into_iter().collect(),
            replaced: SetBy::Nobody,
        });
        let scope = &mut builder.build.stages[stage].scope;
        if let Some(value) = value {
            let binding = Binding {
                name: definition.name,
                value,
                kind: BindingKind::Argument,
            };
            scope.set(&builder.cx.texts, binding);
        }
        scope.declare(&name);
    }
    Ok(())
}

fn text_of(at: &At<'_>) -> Option<Span> {
    match at.instruction.body {
        Body::Text(text) => text,
        _ => None,
    }
}

fn workdir(builder: &mut Builder<'_>, stage: usize, at: &mut At<'_>) -> Result<(), Stop> {
    let Some(word) = text_of(at) else {
        return Ok(());
    };
    let expanded = builder.expand(stage, at, word)?;
    let new = builder.cx.texts.str(expanded).to_owned();
    if !new.starts_with('/') && builder.build.stages[stage].workdir == WorkdirWritten::No {
        let span = if new.is_empty() { word } else { expanded };
        builder.warn(at, lint::relative_workdir(&new, span));
    }
    builder.build.stages[stage].workdir = WorkdirWritten::Yes;
    let setting = builder.build.stages[stage].config.working_dir.clone();
    let value = directory(builder, stage, &setting, expanded, &new);
    at.step.changes.push(Change {
        field: Field::WorkingDir,
        action: Action::Set,
        name: None,
        value: vec![value],
        replaced: setting.set_by,
    });
    builder.build.stages[stage].config.working_dir = Setting::new(Some(value), at.set_by);
    if builder.cx.texts.str(value) != "/" {
        let owner = builder.build.stages[stage].config.user.value.clone();
        check_owner(builder, stage, at, owner.value().copied().flatten());
        if cfg!(feature = "follow") {
            let directory = FileStep::Directory { path: value, owner };
            at.step.files = Some(Box::new(directory));
        }
        builder.build.stages[stage].files = FilesThere::Yes;
    }
    Ok(())
}

/// An owner by name cannot be looked up where there are no files at all.
pub(super) fn check_owner(
    builder: &mut Builder<'_>,
    stage: usize,
    at: &mut At<'_>,
    owner: Option<Span>,
) {
    let is_number = |it: &str| it.parse::<u32>().is_ok();
    let Some(owner) = owner.filter(|_| builder.build.stages[stage].files == FilesThere::No) else {
        return;
    };
    if !builder.cx.texts.str(owner).split(':').all(is_number) {
        builder.refuse_late(at, Stop::new("invalid user index: -1", owner));
    }
}

/// The directory after `WORKDIR new`: the same characters where it is absolute.
fn directory(
    builder: &mut Builder<'_>,
    stage: usize,
    current: &Setting<Option<Span>>,
    written: Span,
    new: &str,
) -> Span {
    if new.starts_with('/') {
        return written;
    }
    let (current_text, current_span) = match &current.value {
        Known::Yes(Some(span)) => (builder.cx.texts.str(*span).to_owned(), Some(*span)),
        Known::Yes(None) => ("/".to_owned(), None),
        Known::No(why) => {
            let image = builder.build.stages[stage]
                .base_image()
                .map_or_else(String::new, |it| it.name.clone());
            let source = crate::text::Source::Unknown {
                why: why.to_string(),
            };
            let span = builder
                .cx
                .texts
                .add_source(source, format!("⟨WORKDIR of {image}⟩"));
            (builder.cx.texts.str(span).to_owned(), Some(span))
        }
    };
    if let (Some(span), true) = (current_span, new.is_empty()) {
        return span;
    }
    let joined = match current_text.starts_with('⟨') {
        true => format!("{current_text}/{new}"),
        false => path::working_directory(&current_text, new),
    };
    let mut text = builder.cx.texts.builder();
    match current_span.filter(|_| joined == format!("{current_text}/{new}")) {
        // Nothing was cleaned away: every character keeps its origin.
        Some(current) => {
            text.copy(current)
                .rewrite("/", written.at_start(), Rewrite::Path)
                .copy(written);
        }
        None if joined == format!("/{new}") => {
            text.rewrite("/", written.at_start(), Rewrite::Path)
                .copy(written);
        }
        None => {
            text.rewrite(&joined, written, Rewrite::Path);
        }
    }
    let built = text.build();
    builder.cx.texts.finish(built)
}

fn user(builder: &mut Builder<'_>, stage: usize, at: &mut At<'_>) -> Result<(), Stop> {
    let Some(word) = text_of(at) else {
        return Ok(());
    };
    let value = builder.expand(stage, at, word)?;
    let is_empty = builder.cx.texts.str(value).is_empty();
    let user = &mut builder.build.stages[stage].config.user;
    at.step.changes.push(Change {
        field: Field::User,
        action: if is_empty {
            Action::Cleared
        } else {
            Action::Set
        },
        name: None,
        value: vec![value],
        replaced: user.set_by,
    });
    *user = Setting::new((!is_empty).then_some(value), at.set_by);
    Ok(())
}

fn stop_signal(builder: &mut Builder<'_>, stage: usize, at: &mut At<'_>) -> Result<(), Stop> {
    let Some(word) = text_of(at) else {
        return Ok(());
    };
    let value = builder.expand(stage, at, word)?;
    let text = builder.cx.texts.str(value);
    if !signal::is_signal(text) {
        return Err(Stop::new(format!("invalid signal: {text}"), word));
    }
    let setting = &mut builder.build.stages[stage].config.stop_signal;
    at.step.changes.push(Change {
        field: Field::StopSignal,
        action: Action::Set,
        name: None,
        value: vec![value],
        replaced: setting.set_by,
    });
    *setting = Setting::new(Some(value), at.set_by);
    Ok(())
}

/// `EXPOSE` splits what it has expanded at blanks, and says nothing about unset variables.
fn exposed_ports(builder: &mut Builder<'_>, stage: usize, at: &mut At<'_>) -> Result<(), Stop> {
    let Body::Words(words) = &at.instruction.body else {
        return Ok(());
    };
    // BuildKit sorts them as they are written, which decides which of several mistakes it names.
    let mut words = words.clone();
    words.sort_by(|one, other| builder.cx.texts.str(*one).cmp(builder.cx.texts.str(*other)));
    let mut specifications = Vec::new();
    for word in words {
        let scope = &builder.build.stages[stage].scope;
        let expansion = scope.expand(&mut builder.cx.texts, word, builder.rules)?;
        specifications.extend(&expansion.words);
        if !expansion.references.is_empty() || expansion.result != word {
            at.step.expanded.push(super::Expanded {
                written: word,
                result: expansion.result,
                references: expansion.references,
            });
        }
    }
    for specification in specifications {
        expose(builder, stage, at, specification)?;
    }
    Ok(())
}

fn expose(
    builder: &mut Builder<'_>,
    stage: usize,
    at: &mut At<'_>,
    specification: Span,
) -> Result<(), Stop> {
    let text = builder.cx.texts.str(specification).to_owned();
    if text.contains('⟨') {
        return Ok(());
    }
    let ports = expose::read(&text).map_err(|message| Stop::new(message, specification))?;
    if ports.protocol == ProtocolCase::Other {
        builder.warn(at, lint::exposed_protocol_casing(&text, specification));
    }
    if ports.host == HostPart::Present {
        builder.warn(at, lint::exposed_format(&text, specification));
    }
    let Some(left) = builder.ports_left.checked_sub(ports.ports.len()) else {
        return Ok(());
    };
    builder.ports_left = left;
    for port in ports.ports {
        let name = if port == text {
            specification
        } else {
            let mut made = builder.cx.texts.builder();
            made.rewrite(&port, specification, Rewrite::Normalised);
            let built = made.build();
            builder.cx.texts.finish(built)
        };
        let exposed = &mut builder.build.stages[stage].config.exposed_ports.items;
        exposed.insert(
            port,
            Item {
                name,
                value: None,
                set_by: at.set_by,
            },
        );
        at.step.changes.push(added(Field::ExposedPorts, name));
    }
    Ok(())
}

fn added(field: Field, value: Span) -> Change {
    Change {
        field,
        action: Action::Added,
        name: None,
        value: vec![value],
        replaced: SetBy::Nobody,
    }
}

fn volumes(builder: &mut Builder<'_>, stage: usize, at: &mut At<'_>) -> Result<(), Stop> {
    let Body::Paths(paths) = &at.instruction.body else {
        return Ok(());
    };
    let mut expanded = Vec::new();
    for path in paths.paths.clone() {
        let text = builder.cx.texts.str(path);
        let trimmed = text.len() - text.trim_start().len();
        let path = path.slice(trimmed..trimmed + text.trim().len());
        expanded.push((path, builder.expand(stage, at, path)?));
    }
    for (written, path) in expanded {
        let text = builder.cx.texts.str(path).to_owned();
        if text.is_empty() {
            return Err(Stop::new(
                "VOLUME specified can not be an empty string",
                written,
            ));
        }
        let volumes = &mut builder.build.stages[stage].config.volumes.items;
        volumes.insert(
            text,
            Item {
                name: path,
                value: None,
                set_by: at.set_by,
            },
        );
        at.step.changes.push(added(Field::Volumes, path));
    }
    Ok(())
}

fn onbuild(builder: &mut Builder<'_>, stage: usize, at: &mut At<'_>) -> Result<(), Stop> {
    let Body::Onbuild(onbuild) = &at.instruction.body else {
        return Ok(());
    };
    let trigger = onbuild.expression;
    builder.build.stages[stage]
        .config
        .onbuild
        .push((trigger, at.set_by));
    at.step.changes.push(added(Field::OnBuild, trigger));
    Ok(())
}

fn maintainer(at: &mut At<'_>) -> Result<(), Stop> {
    let Some(author) = text_of(at) else {
        return Ok(());
    };
    at.step.changes.push(Change {
        field: Field::Author,
        action: Action::Set,
        name: None,
        value: vec![author],
        replaced: SetBy::Nobody,
    });
    Ok(())
}
