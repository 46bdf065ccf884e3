//! [`run`]: a recorded case, simulated.

use serde_json::Value;
use shellform::container::{GivenFile, start};
use shellform::session::Session;
use shellform::shell::Shell;
use shellform::text::{Source, Span};
use shellform::trace::{Action, Outcome, Pid};

use crate::host::{path, world};

/// What a script gave.
#[derive(Debug, PartialEq)]
pub(crate) enum Result {
    Ended {
        exit: i64,
        stdout: String,
        stderr: String,
    },
    Unsupported(String),
}

/// The machine a script was recorded on.
pub(crate) struct Machine<'m> {
    pub(crate) shell: Shell,
    /// The environment, behind which a case may have its own.
    pub(crate) environment: &'m [(&'m str, &'m str)],
    /// The files below `/srv`, beside those of the case.
    pub(crate) files: &'m [GivenFile],
}

/// What is recorded of a shell for a case; nothing where it was not asked.
pub(crate) fn recorded(case: &Value, shell: &str) -> Option<Result> {
    let recorded = &case["results"][shell];
    let text = |key: &str| recorded[key].as_str().unwrap_or_default().to_owned();
    Some(Result::Ended {
        exit: recorded["exit"].as_i64()?,
        stdout: text("stdout"),
        stderr: text("stderr"),
    })
}

pub(crate) fn run(case: &Value, machine: &Machine<'_>) -> Result {
    let mut cx = Session::default();
    let mut files = machine.files.to_vec();
    files.extend(given_files(&case["files"]));
    let mut world = world(machine.shell, files);
    world.input = case["stdin"].as_str().unwrap_or_default().to_owned();
    world.fuel.steps = 200_000;
    let name = path(machine.shell);
    let mut argv = vec![name.to_owned()];
    argv.extend(
        words(&case["args"])
            .into_iter()
            .filter(|it| it.starts_with(['-', '+'])),
    );
    argv.extend(["-c".to_owned(), text(&case["script"])]);
    argv.extend(
        words(&case["args"])
            .into_iter()
            .filter(|it| !it.starts_with(['-', '+'])),
    );
    argv.extend(words(&case["positional"]));
    let mut source = |name: &str, content: &str| {
        let name = name.to_owned();
        cx.texts.add_source(Source::File { name }, content)
    };
    let argv: Vec<Span> = argv.iter().map(|it| source("argument", it)).collect();
    let mut environment: Vec<(String, Span)> = Vec::new();
    let own = machine.environment.iter();
    let own = own.map(|(name, value)| ((*name).to_owned(), Some((*value).to_owned())));
    for (name, value) in own.chain(variables(&case["env"])) {
        environment.retain(|it| it.0 != name);
        if let Some(value) = value {
            let value = source("environment", &value);
            environment.push((name, value));
        }
    }
    let trace = start(&mut cx, &world, Pid(100), name, argv, environment);
    let assumed = trace.steps.iter().find_map(|it| match &it.action {
        Action::Assumed(what) => Some(what.clone()),
        _ => None,
    });
    let exit = match trace.outcome {
        Outcome::Exited(status) => i64::from(status),
        Outcome::Signalled(signal) => -i64::from(signal),
        Outcome::Unsupported(what) => return Result::Unsupported(what),
        Outcome::OutOfFuel(what) => return Result::Unsupported(format!("out of fuel: {what:?}")),
    };
    if let Some(what) = assumed {
        return Result::Unsupported(what);
    }
    Result::Ended {
        exit,
        stdout: cx.texts.shown(&trace.stdout),
        stderr: cx.texts.shown(&trace.stderr),
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn words(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().map(text).collect()
}

/// Files as a list of objects, or as an object of paths.
pub(crate) fn given_files(value: &Value) -> Vec<GivenFile> {
    if let Some(members) = value.as_object() {
        let given = members
            .iter()
            .map(|(path, content)| match content.as_str() {
                Some(content) => file(path, content, 0o644),
                None => file(&format!("{path}/"), "", 0o755),
            });
        return given.collect();
    }
    let entries = value.as_array().into_iter().flatten();
    let given = entries.map(|it| {
        let mode = u16::from_str_radix(&text(&it["mode"]), 8);
        file(
            &text(&it["path"]),
            &text(&it["content"]),
            mode.unwrap_or(0o644),
        )
    });
    given.collect()
}

fn file(path: &str, content: &str, mode: u16) -> GivenFile {
    GivenFile {
        path: path.to_owned(),
        content: content.to_owned(),
        mode,
    }
}

/// The members of an object; one that is `null` is taken away.
fn variables(value: &Value) -> Vec<(String, Option<String>)> {
    let members = value.as_object().into_iter().flatten();
    let members = members.map(|(name, value)| (name.clone(), value.as_str().map(str::to_owned)));
    members.collect()
}
