//! What docker compose 2.40.3 makes of a service, recorded in `compose.jsonl` with `docker compose config`.

use serde_json::{Map, Value};
use shellform::commandline::compose::{ComposeFile, Wanted, read};
use shellform::commandline::docker::Host;
use shellform::commandline::file::{FileReading, Problem, Speaker, Starts};
use shellform::commandline::{Init, Interactive, RootFiles, Terminal};
use shellform::session::Session;
use shellform::text::{Source, Span};

/// What the recorder's host has beside the variables of a case.
const HOST: [(&str, &str); 4] = [
    ("HOME", "/root"),
    ("PATH", "/usr/bin:/bin"),
    ("PWD", "/app"),
    ("COMPOSE_PROJECT_NAME", "app"),
];

fn text(cx: &mut Session, name: &str, content: &str) -> Span {
    let name = name.to_owned();
    cx.texts.add_source(Source::File { name }, content)
}

fn found(case: &Value) -> (Session, Result<FileReading, Problem>) {
    let mut cx = Session::default();
    let mut host = Host::default();
    for (name, value) in HOST {
        let value = text(&mut cx, name, value);
        host.variables.insert(name.to_owned(), value);
    }
    for (name, value) in case["env"].as_object().into_iter().flatten() {
        let value = text(&mut cx, name, value.as_str().unwrap_or_default());
        host.variables.insert(name.clone(), value);
    }
    for (name, content) in case["files"].as_object().into_iter().flatten() {
        let content = text(&mut cx, name, content.as_str().unwrap_or_default());
        host.files.insert(name.clone(), content);
    }
    let file = text(
        &mut cx,
        "compose.yaml",
        case["file"].as_str().unwrap_or_default(),
    );
    let file = ComposeFile {
        text: file,
        name: "compose.yaml",
        host: &host,
    };
    let reading = read(&mut cx, file, &Wanted::OfOption("web".to_owned()));
    (cx, reading)
}

fn strings(cx: &Session, spans: &[Span]) -> Value {
    spans.iter().map(|it| cx.texts.str(*it)).collect()
}

/// What was found, in the form of `docker compose config --format json`.
fn service(cx: &Session, reading: &FileReading, recorded: &Value) -> Value {
    let mut map = Map::new();
    let run = &reading.run;
    let mut put = |key: &str, value: Value| map.insert(key.to_owned(), value);
    let has = |key: &str| !recorded[key].is_null();
    if !run.arguments.is_empty() || has("command") {
        put("command", run.arguments.clone().into());
    }
    if let Some(argv) = &reading.given.entrypoint {
        let argv = strings(cx, argv);
        let is_reset = recorded["entrypoint"] == serde_json::json!([""]);
        put(
            "entrypoint",
            if is_reset {
                recorded["entrypoint"].clone()
            } else {
                argv
            },
        );
    }
    if !run.environment.is_empty() {
        let variables = run.environment.iter().map(|it| match it.split_once('=') {
            Some((name, value)) => (name.to_owned(), value.into()),
            None => (it.clone(), Value::Null),
        });
        put("environment", Value::Object(variables.collect()));
    }
    for (key, value) in [
        ("working_dir", &run.working_dir),
        ("user", &run.user),
        ("hostname", &run.hostname),
        ("stop_signal", &run.stop_signal),
    ] {
        // With the host's network it is the host's name, which is no part of the file.
        if let Some(value) = value.as_ref().filter(|it| !it.starts_with('⟨')) {
            put(key, value.clone().into());
        }
    }
    if run.init == Init::DockerInit {
        put("init", true.into());
    }
    if run.terminal == Terminal::Allocated {
        put("tty", true.into());
    }
    if run.root == RootFiles::ReadOnly {
        put("read_only", true.into());
    }
    if reading.run.interactive == Interactive::Yes {
        put("stdin_open", true.into());
    }
    if !run.dropped_capabilities.is_empty() {
        put("cap_drop", run.dropped_capabilities.clone().into());
    }
    let sysctls: Map<String, Value> = run
        .sysctls
        .iter()
        .filter_map(|it| it.split_once('='))
        .map(|it| (it.0.to_owned(), it.1.into()))
        .collect();
    if !sysctls.is_empty() {
        put("sysctls", Value::Object(sysctls));
    }
    for probe in &reading.probes {
        let kind = match probe.starts {
            Starts::Directly => "CMD",
            Starts::ByShell => "CMD-SHELL",
            Starts::Never => "NONE",
            Starts::ByImage => continue,
        };
        let mut test = vec![Value::from(kind)];
        test.extend(probe.argv.iter().map(|it| cx.texts.str(*it).into()));
        put("test", test.into());
    }
    Value::Object(map)
}

/// What is recorded, as far as it is compared.
fn recorded(case: &Value) -> Value {
    let mut map = Map::new();
    for (key, value) in case["service"].as_object().into_iter().flatten() {
        match &**key {
            "image" | "build" | "stop_grace_period" => {}
            "healthcheck" => {
                let is_off = value["disable"] == Value::Bool(true);
                let is_none = value["test"][0] == "NONE";
                if is_off || is_none {
                    map.insert("test".to_owned(), vec!["NONE"].into());
                } else if !value["test"].is_null() {
                    map.insert("test".to_owned(), value["test"].clone());
                }
            }
            "init" if *value == Value::Bool(false) => {}
            _ if value.is_null() => {}
            _ => {
                map.insert(key.clone(), value.clone());
            }
        }
    }
    Value::Object(map)
}

/// How a case compares.
#[derive(Debug, PartialEq, Eq, Clone, Copy)]
enum Compared {
    Equal,
    /// Both refuse it, we in our own words: what is no YAML.
    InOwnWords,
    /// Valid, and named as not simulated.
    Unsupported,
    /// It hangs on a file that is not there; here nobody has given it.
    MissingFile,
    /// Something is wrong that has nothing to do with the command.
    NotSeen,
    Different,
}

/// What is not looked at.
const NOT_SEEN: [&str; 2] = ["volumes.x must be", "Invalid containerPort"];

fn compare(case: &Value) -> (Compared, String) {
    let (cx, reading) = found(case);
    let error = case["error"].as_str();
    let compared = match (&reading, error) {
        (Err(problem), _) if problem.speaker == Speaker::Unsupported => Compared::Unsupported,
        (Err(problem), Some(_)) if problem.speaker == Speaker::Shellform => Compared::InOwnWords,
        (Err(problem), Some(error)) if problem.message.trim_end() == error => Compared::Equal,
        // A recorded file without the service.
        (Err(problem), None) if problem.message.starts_with("there is no service") => {
            Compared::Equal
        }
        (Ok(_), Some(error)) if NOT_SEEN.iter().any(|it| error.contains(it)) => Compared::NotSeen,
        (Err(problem), None) if problem.speaker == Speaker::Docker => Compared::Equal,
        (_, Some(error)) if error.starts_with("env file") => Compared::MissingFile,
        (Ok(reading), None) if service(&cx, reading, &case["service"]) == recorded(case) => {
            Compared::Equal
        }
        _ => Compared::Different,
    };
    let found = match &reading {
        Ok(reading) => service(&cx, reading, &case["service"]).to_string(),
        Err(problem) => format!("{problem:?}"),
    };
    (compared, found)
}

/// Compares all cases: how many are equal, in own words, not simulated, with a missing file, not seen.
#[track_caller]
fn check(cases: &str, expected: [usize; 5]) {
    let mut wrong = Vec::new();
    let mut counts = [0; 6];
    for line in cases.lines() {
        let case: Value = serde_json::from_str(line).expect("a line is JSON");
        let (compared, found) = compare(&case);
        counts[compared as usize] += 1;
        if compared == Compared::Different {
            let (file, files, error) = (&case["file"], &case["files"], &case["error"]);
            wrong.push(format!(
                "{file} {files}\n  compose: {} {error}\n  here: {found}",
                recorded(&case)
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{counts:?}, {} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert_eq!(counts[..5], expected);
}

#[test]
fn services_are_read_as_compose_reads_them() {
    check(include_str!("compose.jsonl"), [447, 19, 9, 2, 2]);
}

/// Made of random pieces of commands, variables, YAML and files of variables.
#[test]
fn random_services_are_read_as_compose_reads_them() {
    check(include_str!("compose-random.jsonl"), [724, 174, 0, 0, 0]);
}
