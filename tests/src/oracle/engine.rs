//! [`ask_engine`]: whether a Docker engine still does what was recorded of one.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::facts::masked;

/// The images that the recordings build on.
const IMAGES: [&str; 3] = ["probe/debian", "probe/bashsh", "probe/busybox"];

/// The fields of an image configuration that were recorded.
const FIELDS: [&str; 12] = [
    "Env",
    "Cmd",
    "Entrypoint",
    "WorkingDir",
    "User",
    "Shell",
    "Healthcheck",
    "StopSignal",
    "OnBuild",
    "ExposedPorts",
    "Volumes",
    "Labels",
];

/// The name of the image that is built for a case.
const TAG: &str = "shellform-oracle";

/// What came of asking an engine.
#[derive(Debug)]
pub enum EngineAsked {
    /// There is none to ask, and why.
    Skipped(String),
    /// What it answered.
    Answers {
        /// Its version.
        version: String,
        /// How many answers are as recorded.
        same: usize,
        /// The others: each with its name, what was recorded and what is now.
        changed: Vec<String>,
    },
}

/// Asks the engine of `DOCKER_HOST` or `/var/run/docker.sock` for cases of these fixtures: every one, or `most` of each
/// fixture, evenly spread.
///
/// # Errors
///
/// When a fixture cannot be read, or files cannot be written for the engine.
pub fn ask_engine(fixtures: &[&Path], most: Option<usize>) -> io::Result<EngineAsked> {
    let has_engine =
        std::env::var_os("DOCKER_HOST").is_some() || Path::new("/var/run/docker.sock").exists();
    if !has_engine {
        let why = "there is neither DOCKER_HOST nor /var/run/docker.sock";
        return Ok(EngineAsked::Skipped(why.to_owned()));
    }
    let version = match docker(&["version", "--format", "{{.Server.Version}}"]) {
        Ok(output) if output.status.success() => text(&output.stdout).trim().to_owned(),
        Ok(_) => return Ok(EngineAsked::Skipped("it does not answer".to_owned())),
        Err(error) => return Ok(EngineAsked::Skipped(format!("docker: {error}"))),
    };
    for image in IMAGES {
        if !docker(&["image", "inspect", image])?.status.success() {
            return Ok(EngineAsked::Skipped(format!("it has no image {image}")));
        }
    }
    let (mut same, mut changed) = (0, Vec::new());
    for fixture in fixtures {
        let content = fs::read_to_string(fixture)?;
        let cases = content.lines().map(serde_json::from_str::<Value>);
        let cases = cases.collect::<Result<Vec<Value>, _>>()?;
        let step = most.map_or(1, |most| cases.len().div_ceil(most.max(1)));
        for case in cases.iter().step_by(step.max(1)) {
            match ask(case)? {
                None => same += 1,
                Some(change) => changed.push(change),
            }
        }
    }
    Ok(EngineAsked::Answers {
        version,
        same,
        changed,
    })
}

fn docker(arguments: &[&str]) -> io::Result<Output> {
    Command::new("docker")
        .args(arguments)
        .stdin(Stdio::null())
        .output()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn words(value: &Value) -> impl Iterator<Item = &str> {
    value
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
}

fn pairs(value: &Value) -> impl Iterator<Item = (&str, &str)> {
    let pairs = value.as_object().into_iter().flatten();
    pairs.filter_map(|(name, it)| Some((name.as_str(), it.as_str()?)))
}

/// What is otherwise than recorded of a case.
fn ask(case: &Value) -> io::Result<Option<String>> {
    let name = format!("shellform-oracle-{}", std::process::id());
    let folder = std::env::temp_dir().join(name);
    fs::create_dir_all(&folder)?;
    let now = answers(case, &folder);
    fs::remove_dir_all(&folder)?;
    docker(&["rmi", "-f", TAG])?;
    let now = now?;
    let mut lines = Vec::new();
    for (field, now) in now {
        let (group, key) = field.split_once('/').unwrap_or((&field, ""));
        let recorded = match key {
            "" => case[group].clone(),
            key => case[group][key].clone(),
        };
        let shown = |value: &Value| match value.as_str() {
            Some(text) => json!(without_chance(text)),
            None => value.clone(),
        };
        if shown(&recorded) != shown(&now) {
            lines.push(format!(
                "\n  {field}\n    recorded {recorded}\n    now      {now}"
            ));
        }
    }
    let id = case["id"].as_str().unwrap_or_default();
    Ok((!lines.is_empty()).then(|| format!("{id}:{}", lines.concat())))
}

/// What the engine does now, by the names of the fields.
fn answers(case: &Value, folder: &Path) -> io::Result<BTreeMap<String, Value>> {
    let mut now = BTreeMap::new();
    let is_built = build(case, folder, &mut now)?;
    if is_built && case["norun"] != true {
        match case["stop"].as_u64() {
            Some(grace) => stop(case, folder, grace, &mut now)?,
            // What is left of a container that goes on hangs on when one looks.
            None if case["kill"].is_string() => {}
            None => run(case, folder, &mut now)?,
        }
    }
    Ok(now)
}

/// A text without numbers of processes, names of containers, and names that BuildKit gives to sets of files.
fn without_chance(text: &str) -> String {
    let text = masked(text);
    let prefixes = ["failed to solve: ", "failed to run Build function: "];
    let text = prefixes
        .iter()
        .find_map(|it| text.split_once(it))
        .map_or(text.clone(), |it| it.1.to_owned());
    match text.split_once(" of ref ") {
        Some((before, behind)) => {
            let behind = behind.split_once(": ").map_or("", |it| it.1);
            format!("{before} of ref: {behind}")
        }
        None => text,
    }
}

fn put(folder: &Path, name: &str, content: &str) -> io::Result<()> {
    let path = folder.join(name);
    if name.ends_with('/') {
        return fs::create_dir_all(path);
    }
    if let Some(above) = path.parent() {
        fs::create_dir_all(above)?;
    }
    fs::write(path, content)
}

fn build(case: &Value, folder: &Path, now: &mut BTreeMap<String, Value>) -> io::Result<bool> {
    let name = case["dockerfile_name"].as_str().unwrap_or("Dockerfile");
    put(
        folder,
        name,
        case["dockerfile"].as_str().unwrap_or_default(),
    )?;
    for (name, content) in pairs(&case["context"]) {
        put(folder, name, content)?;
    }
    let mut command = Command::new("docker");
    command.args(["build", "--progress=plain", "--no-cache"]);
    command.args(["--provenance=false", "-t", TAG, "-f"]);
    command.arg(folder.join(name));
    for (name, value) in pairs(&case["build_args"]) {
        command.args(["--build-arg", &format!("{name}={value}")]);
    }
    if let Some(target) = case["target"].as_str() {
        command.args(["--target", target]);
    }
    let output = command.arg(folder).stdin(Stdio::null()).output()?;
    let is_built = output.status.success();
    now.insert("build/ok".to_owned(), is_built.into());
    if !is_built {
        let log = text(&output.stderr);
        let error = log.lines().rfind(|it| it.starts_with("ERROR:"));
        now.insert("build/error".to_owned(), error.into());
        return Ok(false);
    }
    let inspected = docker(&["image", "inspect", TAG, "--format", "{{json .Config}}"])?;
    let config: Value = serde_json::from_slice(&inspected.stdout)?;
    let is_set = |it: &str| match &config[it] {
        Value::Null => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(list) => !list.is_empty(),
        Value::Object(object) => !object.is_empty(),
        Value::Bool(_) | Value::Number(_) => true,
    };
    let set = FIELDS.into_iter().filter(|it| is_set(it));
    let kept = set.map(|it| (it.to_owned(), config[it].clone()));
    now.insert("config".to_owned(), Value::Object(kept.collect()));
    Ok(true)
}

/// `docker run` with the options of a case, its files beside it.
fn started(case: &Value, folder: &Path) -> io::Result<Command> {
    let host = folder.join("host");
    fs::create_dir_all(&host)?;
    for (name, content) in pairs(&case["host_files"]) {
        put(&host, name, content)?;
    }
    let mut command = Command::new("docker");
    command.current_dir(host).arg("run");
    command.envs(pairs(&case["host_env"]));
    command.args(words(&case["run"]));
    Ok(command)
}

fn run(case: &Value, folder: &Path, now: &mut BTreeMap<String, Value>) -> io::Result<()> {
    let input = folder.join("input");
    fs::write(&input, case["stdin"].as_str().unwrap_or_default())?;
    let mut command = started(case, folder)?;
    command.args(["--rm", TAG]).args(words(&case["args"]));
    let output = command.stdin(fs::File::open(input)?).output()?;
    now.insert("result/exit".to_owned(), output.status.code().into());
    now.insert("result/stdout".to_owned(), text(&output.stdout).into());
    now.insert("result/stderr".to_owned(), text(&output.stderr).into());
    Ok(())
}

fn stop(
    case: &Value,
    folder: &Path,
    grace: u64,
    now: &mut BTreeMap<String, Value>,
) -> io::Result<()> {
    let mut command = started(case, folder)?;
    command.args(["-d", TAG]).args(words(&case["args"]));
    let output = command.stdin(Stdio::null()).output()?;
    let container = text(&output.stdout).trim().to_owned();
    sleep(Duration::from_secs(1));
    let begun = Instant::now();
    let seconds = grace.to_string();
    let mut arguments = vec!["stop", "-t", &seconds];
    if let Some(signal) = case["stop_signal"].as_str() {
        arguments.extend(["-s", signal]);
    }
    arguments.push(&container);
    docker(&arguments)?;
    let waited = begun.elapsed() >= Duration::from_millis((grace * 1000).saturating_sub(300));
    let state = docker(&["inspect", &container, "--format", "{{.State.ExitCode}}"])?;
    let logs = docker(&["logs", &container])?;
    docker(&["rm", "-f", &container])?;
    let exit: Option<i64> = text(&state.stdout).trim().parse().ok();
    now.insert("stop_result/exit".to_owned(), exit.into());
    now.insert("stop_result/waited_full_grace".to_owned(), waited.into());
    now.insert("stop_result/stdout".to_owned(), text(&logs.stdout).into());
    now.insert("stop_result/stderr".to_owned(), text(&logs.stderr).into());
    Ok(())
}
