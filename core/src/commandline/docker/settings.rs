//! What the options say, as [`RunOptions`](crate::commandline::RunOptions) with the places of their characters.

use super::env_file;
use super::{DockerLine, Host, Refusal};
use crate::commandline::flags::{Flags, Switch, boolean, seconds};
use crate::commandline::{Init, Interactive, RootFiles, Terminal};
use crate::session::Session;
use crate::text::{Rewrite, Source, Span};

/// Everything but the environment.
pub(super) fn take(line: &mut DockerLine, cx: &mut Session, read: &Flags) {
    let texts = &cx.texts;
    let (run, given) = (&mut line.run, &mut line.given);
    let mut text = |flag: &str, option: &'static str| {
        let span = read.last(flag)?;
        given.note(option, span);
        Some(texts.str(span).to_owned())
    };
    run.entrypoint = text("entrypoint", "--entrypoint");
    run.working_dir = text("workdir", "-w").filter(|it| !it.is_empty());
    run.user = text("user", "-u").filter(|it| !it.is_empty());
    run.hostname = text("hostname", "-h").filter(|it| !it.is_empty());
    run.stop_signal = text("stop-signal", "--stop-signal").filter(|it| !it.is_empty());
    let is_on = |flag: &str| {
        let last = read.last(flag).and_then(|it| boolean(texts.str(it)));
        last == Some(Switch::On)
    };
    if is_on("init") {
        run.init = Init::DockerInit;
    }
    if is_on("tty") {
        run.terminal = Terminal::Allocated;
    }
    if is_on("read-only") {
        run.root = RootFiles::ReadOnly;
    }
    if is_on("interactive") {
        run.interactive = Interactive::Yes;
    }
    let all = |flag: &str| {
        read.values(flag)
            .map(|it| texts.str(it).to_owned())
            .collect()
    };
    run.tmpfs = all("tmpfs");
    run.sysctls = all("sysctl");
    run.dropped_capabilities = all("cap-drop");
    let timeout = read.last("stop-timeout");
    run.stop_timeout = timeout.and_then(|it| seconds(texts.str(it)));
    match line.verb.is_exec() {
        false => {
            run.arguments = line
                .arguments
                .iter()
                .map(|it| texts.str(*it).to_owned())
                .collect();
            line.arguments
                .iter()
                .for_each(|it| given.note("arguments", *it));
        }
        // There is no ENTRYPOINT: what follows the container is all of the argv.
        true => given.entrypoint = Some(line.arguments.clone()),
    }
    host_network(line, cx, read);
}

/// With the host's network the container has the host's name.
fn host_network(line: &mut DockerLine, cx: &mut Session, read: &Flags) {
    let is_host = read
        .last("network")
        .is_some_and(|it| cx.texts.str(it) == "host");
    let is_host = is_host
        || read
            .last("uts")
            .is_some_and(|it| cx.texts.str(it) == "host");
    if !is_host || line.run.hostname.is_some() {
        return;
    }
    let name = "⟨name of the host⟩";
    let why = "with the host's network or names the container has the host's name".to_owned();
    let span = cx.texts.add_source(Source::Unknown { why }, name);
    line.run.hostname = Some(name.to_owned());
    line.given.note("-h", span);
}

/// The variables of `--env-file`, then those of `-e`.
pub(super) fn environment(
    line: &mut DockerLine,
    cx: &mut Session,
    host: &Host,
    read: &Flags,
) -> Option<Refusal> {
    let files: Vec<Span> = read.values("env-file").collect();
    for path in files {
        let name = cx.texts.str(path).to_owned();
        let Some(content) = find_file(host, &name) else {
            line.given.assumptions.push(format!(
                "{name} sets no variable: nobody says what it holds (`--host-file {name}=CONTENT` does)"
            ));
            continue;
        };
        match env_file::read(cx, content) {
            Ok(variables) => variables
                .into_iter()
                .for_each(|it| variable(line, cx, host, it)),
            Err((message, at)) => {
                let message = format!("invalid env file ({name}): {message}");
                return Some(line.failed(&message, at));
            }
        }
    }
    for span in read.values("env") {
        variable(line, cx, host, span);
    }
    None
}

fn find_file(host: &Host, path: &str) -> Option<Span> {
    let short = |it: &str| it.trim_start_matches("./").to_owned();
    let found = host.files.iter().find(|it| short(it.0) == short(path));
    found.map(|it| *it.1)
}

/// `NAME=value`, or `NAME` for the host's own value.
pub(super) fn variable(line: &mut DockerLine, cx: &mut Session, host: &Host, span: Span) {
    let text = cx.texts.share(span);
    let span = match host.variables.get(&*text) {
        Some(value) if !text.contains('=') => {
            let mut builder = cx.texts.builder();
            builder.copy(span).rewrite("=", span, Rewrite::Normalised);
            builder.substitute(span, *value);
            let built = builder.build();
            cx.texts.finish(built)
        }
        Some(_) | None => span,
    };
    line.run.environment.push(cx.texts.str(span).to_owned());
    line.given.note("-e", span);
}
