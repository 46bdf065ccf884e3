//! The line of `docker run` that a case was started with.

use serde_json::Value;
use shellform::commandline::docker::{self, Host, Refusal};
use shellform::commandline::flags::{Effect, Occurrence};
use shellform::commandline::{Interactive, RunOptions};
use shellform::session::Session;
use shellform::text::Source;

/// Options whose effect on the world is not read, and of which no case asks.
const NOT_ASKED: [&str; 1] = ["network"];

/// What Docker makes of the line.
pub(super) enum Line {
    /// It starts a container: how, and what standard input holds.
    Starts(Box<RunOptions>, String),
    /// It refuses the line.
    Refused(Refusal),
}

/// Reads the options of a case, on a host that holds what the recorder gave it; or says what is not read.
pub(super) fn read(case: &Value) -> Result<Line, String> {
    let mut cx = Session::default();
    let mut given = |text: &str| {
        let name = "recorded line".to_owned();
        cx.texts.add_source(Source::File { name }, text)
    };
    let words = |value: &Value| -> Vec<String> {
        let words = value.as_array().into_iter().flatten();
        words
            .filter_map(|it| it.as_str().map(str::to_owned))
            .collect()
    };
    let mut argv = vec!["docker".to_owned(), "run".to_owned()];
    argv.extend(words(&case["run"]));
    argv.push("image".to_owned());
    argv.extend(words(&case["args"]));
    let argv: Vec<_> = argv.iter().map(|it| given(it)).collect();
    let mut pairs = |value: &Value| {
        let pairs = value.as_object().into_iter().flatten();
        let pairs = pairs.filter_map(|(name, it)| Some((name.clone(), given(it.as_str()?))));
        pairs.collect()
    };
    let host = Host {
        variables: pairs(&case["host_env"]),
        files: pairs(&case["host_files"]),
    };
    let line = docker::read(&mut cx, &host, &argv).map_err(|it| format!("{it:?}"))?;
    if let Some((why, _)) = line.unknown {
        return Err(why);
    }
    if let Some(refusal) = line.refusal {
        return Ok(Line::Refused(refusal));
    }
    if let Some(option) = line.options.iter().find(|it| !is_read(it)) {
        return Err(format!("--{}, which is not read", option.flag.name));
    }
    let stdin = match line.run.interactive {
        Interactive::Yes => case["stdin"].as_str().unwrap_or_default().to_owned(),
        Interactive::No => String::new(),
    };
    let mut run = line.run;
    // The recorder had no variables but those that are given.
    let (set, removed) = run.environment.into_iter().partition(|it| it.contains('='));
    (run.environment, run.removed_environment) = (set, removed);
    Ok(Line::Starts(Box::new(run), stdin))
}

fn is_read(option: &Occurrence) -> bool {
    match option.flag.effect {
        Effect::Acts | Effect::Elsewhere(_) => true,
        Effect::World(_) => NOT_ASKED.contains(&option.flag.name),
    }
}
