//! One container, as options of `docker run`.

use std::sync::Arc;

use super::Found;
use super::environment::{self, Environment};
use super::expand::{Known, expand};
use super::values::At;
use crate::commandline::file::{Field, FieldEffect, FileReading, Probe, Problem, Starts};
use crate::commandline::yaml::{Node, Value};
use crate::commandline::{ImageCommand, Interactive, Origin, RootFiles, Terminal};
use crate::session::Session;
use crate::text::{Source, Span, Texts};

/// How long stopping a pod waits, unless it says otherwise: seconds.
const GRACE_PERIOD: i64 = 30;

/// Puts together what a container and its pod say.
pub(super) fn read(cx: &mut Session, found: &Found) -> Result<FileReading, Problem> {
    let mut reading = FileReading::new(found.name);
    reading.given.origin = Origin::Kubernetes;
    let texts = cx.texts.clone();
    let container = At {
        texts: &texts,
        node: &found.container,
        path: &found.path,
    };
    let spec = found.pod.get(&texts, "spec").cloned();
    let spec = spec.unwrap_or_else(|| found.pod.clone());
    let path = found.path.rsplit_once('.').map_or("spec", |it| it.0);
    let pod = At {
        texts: &texts,
        node: &spec,
        path,
    };
    let pod_name = found.object.filter(|_| found.kind == "Pod");
    let has_services =
        pod.field("enableServiceLinks").is_none() || pod.is_on("enableServiceLinks")?;
    let variables = environment::read(
        cx,
        (&found.container, &found.path),
        pod_name,
        has_services,
        &mut reading,
    )?;
    commands(cx, &container, &variables, &mut reading)?;
    reading.image = container.string("image")?;
    place(cx, &container, &mut reading)?;
    security(cx, &container, &pod, &mut reading)?;
    hostname(cx, &pod, pod_name, &mut reading)?;
    stop(cx, &container, &pod, &mut reading)?;
    probes(cx, &container, &variables, &mut reading)?;
    fields(&texts, &found.container, "", &mut reading);
    fields(&texts, &spec, "pod", &mut reading);
    reading.regions.sort_unstable();
    reading.regions.dedup();
    Ok(reading)
}

/// The strings of a list, expanded.
fn expanded(
    cx: &mut Session,
    argv: &[Span],
    reading: &mut FileReading,
    mut variable: impl FnMut(&mut Session, &str) -> Known,
) -> Result<Vec<Span>, Problem> {
    let mut done = Vec::new();
    for span in argv {
        let region = cx.texts.source_span(*span);
        reading.regions.push(region);
        let it = expand(cx, *span, &mut variable)?;
        reading.expanded.extend(it.expanded);
        done.push(it.text);
    }
    Ok(done)
}

fn commands(
    cx: &mut Session,
    container: &At<'_>,
    variables: &Environment,
    reading: &mut FileReading,
) -> Result<(), Problem> {
    let command = container.strings("command")?;
    let arguments = container.strings("args")?;
    let command = expanded(cx, &command, reading, |cx, it| variables.known(cx, it))?;
    let arguments = expanded(cx, &arguments, reading, |cx, it| variables.known(cx, it))?;
    for span in arguments {
        reading.run.arguments.push(cx.texts.str(span).to_owned());
        reading.given.note("arguments", span);
    }
    if !command.is_empty() {
        reading.run.entrypoint = command.first().map(|it| cx.texts.str(*it).to_owned());
        reading.given.image_command = ImageCommand::Dropped;
        reading.given.entrypoint = Some(command);
    }
    Ok(())
}

fn place(cx: &Session, container: &At<'_>, reading: &mut FileReading) -> Result<(), Problem> {
    if let Some(span) = container.string("workingDir")?.filter(|it| !it.is_empty()) {
        reading.run.working_dir = Some(cx.texts.str(span).to_owned());
        reading.given.note("-w", span);
    }
    if container.is_on("tty")? {
        reading.run.terminal = Terminal::Allocated;
    }
    if container.is_on("stdin")? {
        reading.run.interactive = Interactive::Yes;
    }
    Ok(())
}

/// User, capabilities, files, sysctls: the container's word goes before the pod's.
fn security(
    cx: &mut Session,
    container: &At<'_>,
    pod: &At<'_>,
    reading: &mut FileReading,
) -> Result<(), Problem> {
    let (mut user, mut group) = (None, None);
    for level in [container, pod] {
        let Some((node, path)) = level.map("securityContext")? else {
            continue;
        };
        let context = At {
            texts: level.texts,
            node,
            path: &path,
        };
        user = user.or(context.integer("runAsUser")?);
        group = group.or(context.integer("runAsGroup")?);
        for item in context.list("sysctls")? {
            let string = |key: &str| item.get(level.texts, key)?.string();
            if let (Some(name), Some(value)) = (string("name"), string("value")) {
                let sysctl = format!("{}={}", level.texts.str(name), level.texts.str(value));
                reading.run.sysctls.push(sysctl);
            }
        }
        if context.field("readOnlyRootFilesystem").is_some()
            && context.is_on("readOnlyRootFilesystem")?
        {
            reading.run.root = RootFiles::ReadOnly;
        }
        if let Some((node, path)) = context.map("capabilities")? {
            let capabilities = At {
                texts: level.texts,
                node,
                path: &path,
            };
            let dropped = capabilities.strings("drop")?;
            let dropped = dropped.iter().map(|it| level.texts.str(*it).to_owned());
            reading.run.dropped_capabilities.extend(dropped);
        }
    }
    let (text, span) = match (user, group) {
        (Some((user, at)), None) => (user.to_string(), at),
        (Some((user, at)), Some((group, _))) => (format!("{user}:{group}"), at),
        (None, _) => return Ok(()),
    };
    let span = match cx.texts.str(span) == text {
        true => span,
        false => {
            let mut builder = cx.texts.builder();
            builder.rewrite(&text, span, crate::text::Rewrite::Normalised);
            let built = builder.build();
            cx.texts.finish(built)
        }
    };
    reading.run.user = Some(text);
    reading.given.note("-u", span);
    Ok(())
}

/// The pod's name, which only an object that is a pod itself says.
fn hostname(
    cx: &mut Session,
    pod: &At<'_>,
    pod_name: Option<Span>,
    reading: &mut FileReading,
) -> Result<(), Problem> {
    let named = pod.string("hostname")?.or(pod_name);
    let span = match named {
        Some(span) if !pod.is_on("hostNetwork")? => {
            let longest = cx.texts.str(span).floor_char_boundary(63);
            span.slice(0..longest)
        }
        _ => {
            let (why, name) = match pod.is_on("hostNetwork")? {
                true => (
                    "with the network of the node it has the node's name",
                    "node",
                ),
                false => ("Kubernetes makes up the name of the pod", "pod"),
            };
            let why = why.to_owned();
            let source = Source::Unknown { why };
            cx.texts.add_source(source, format!("⟨name of the {name}⟩"))
        }
    };
    reading.run.hostname = Some(cx.texts.str(span).to_owned());
    reading.given.note("-h", span);
    let mut builder = cx.texts.builder();
    builder.rewrite("HOSTNAME", span, crate::text::Rewrite::Normalised);
    let built = builder.build();
    let name = cx.texts.finish(built);
    reading.given.note("-h", name);
    Ok(())
}

fn stop(
    cx: &Session,
    container: &At<'_>,
    pod: &At<'_>,
    reading: &mut FileReading,
) -> Result<(), Problem> {
    let grace = pod.integer("terminationGracePeriodSeconds")?;
    reading.run.stop_timeout = Some(grace.map_or(GRACE_PERIOD, |it| it.0));
    let Some((node, path)) = container.map("lifecycle")? else {
        return Ok(());
    };
    let lifecycle = At {
        texts: container.texts,
        node,
        path: &path,
    };
    if let Some(signal) = lifecycle.string("stopSignal")? {
        reading.run.stop_signal = Some(cx.texts.str(signal).to_owned());
        reading.given.note("--stop-signal", signal);
    }
    if lifecycle.field("preStop").is_some() {
        let note = "`preStop` comes before the stop signal, and its time counts towards `terminationGracePeriodSeconds`; how long it takes is not simulated.";
        reading.notes.push(note.to_owned());
    }
    Ok(())
}

/// Commands beside the container's own. Probes see only what `value` says, as it is written; hooks expand nothing.
fn probes(
    cx: &mut Session,
    container: &At<'_>,
    variables: &Environment,
    reading: &mut FileReading,
) -> Result<(), Problem> {
    for field in ["startupProbe", "livenessProbe", "readinessProbe"] {
        let Some(argv) = exec(container, field)? else {
            continue;
        };
        let argv = expanded(cx, &argv, reading, |_, name| {
            match variables.written.get(name) {
                Some(value) => Known::Value(*value),
                None => Known::Unset,
            }
        })?;
        let starts = Starts::Directly;
        reading.probes.push(Probe {
            field,
            argv,
            starts,
        });
    }
    let Some((node, path)) = container.map("lifecycle")? else {
        return Ok(());
    };
    let lifecycle = At {
        texts: container.texts,
        node,
        path: &path,
    };
    for (hook, field) in [
        ("postStart", "lifecycle.postStart"),
        ("preStop", "lifecycle.preStop"),
    ] {
        if let Some(argv) = exec(&lifecycle, hook)? {
            let regions = argv.iter().map(|it| cx.texts.source_span(*it));
            reading.regions.extend(regions);
            let starts = Starts::Directly;
            reading.probes.push(Probe {
                field,
                argv,
                starts,
            });
        }
    }
    Ok(())
}

/// The command of `exec` in a probe or hook.
fn exec(at: &At<'_>, field: &str) -> Result<Option<Vec<Span>>, Problem> {
    let Some((node, path)) = at.map(field)? else {
        return Ok(None);
    };
    let probe = At {
        texts: at.texts,
        node,
        path: &path,
    };
    let Some((node, path)) = probe.map("exec")? else {
        return Ok(None);
    };
    let exec = At {
        texts: at.texts,
        node,
        path: &path,
    };
    exec.strings("command").map(Some)
}

/// The fields that are told.
fn fields(texts: &Texts, node: &Node, level: &str, reading: &mut FileReading) {
    for entry in node.entries() {
        let Some(name) = entry.key.string() else {
            continue;
        };
        let Some(effect) = effect(texts.str(name), level) else {
            continue;
        };
        let mut values = Vec::new();
        flat(&entry.value, &mut values);
        reading.fields.push(Field {
            name,
            values,
            effect,
        });
    }
}

fn flat(node: &Arc<Node>, found: &mut Vec<Span>) {
    match &node.value {
        Value::Scalar { text, .. } => found.push(*text),
        Value::List(items) => items.iter().for_each(|it| flat(it, found)),
        Value::Map(entries) => entries.iter().for_each(|it| flat(&it.value, found)),
    }
}

/// What a field of a container does, or of a pod; nothing for those that are told elsewhere.
fn effect(name: &str, level: &str) -> Option<FieldEffect> {
    use FieldEffect::{Acts, Elsewhere, NotSimulated};
    Some(match (level, name) {
        ("", "command") => Acts("replaces the image's ENTRYPOINT, and drops its CMD"),
        ("", "args") => Acts("replaces the image's CMD"),
        ("", "image") => Acts("the image"),
        ("", "env") => Acts("sets variables of the container, each expanded with those before it"),
        ("", "workingDir") => Acts("the working directory"),
        ("", "tty") => Acts("gives a terminal, and sets `TERM`"),
        ("", "stdin") => Acts("keeps standard input open"),
        ("", "envFrom" | "volumeMounts" | "volumeDevices" | "resources") => NotSimulated,
        (_, "securityContext") => Acts(
            "`runAsUser`, `runAsGroup`, capabilities, sysctls and a read-only root act; the rest is not simulated",
        ),
        ("", "lifecycle" | "livenessProbe" | "readinessProbe" | "startupProbe") => {
            Acts("commands and requests beside the container's own")
        }
        ("", "name") => return None,
        ("", _) => Elsewhere,
        (_, "terminationGracePeriodSeconds") => Acts("how long stopping waits before SIGKILL"),
        (_, "hostname") => Acts("the host name"),
        (_, "hostNetwork") => Acts("the network and the name of the node"),
        (_, "enableServiceLinks") => Acts("whether services add variables"),
        (_, "shareProcessNamespace" | "hostPID" | "initContainers") => NotSimulated,
        _ => return None,
    })
}
