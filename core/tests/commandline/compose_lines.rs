//! Lines of `docker compose run` against docker compose 2.40.3: what it asks the engine for, or its refusal.
//! Recorded in a terminal, with `A=1` and `WHO=ann` on the host; the image sets neither ENTRYPOINT nor CMD.

use std::collections::BTreeMap;

use serde_json::Value;
use shellform::commandline::docker::NotRead;
use shellform::commandline::{Init, Interactive, Terminal};
use shellform::knowledge::Known;
use shellform::simulate_line;
use shellform::simulation::{HostInput, HostShell, LineInput, LineSimulation};

/// The recorded line, simulated.
fn simulated(case: &Value) -> LineSimulation {
    let text = |it: &Value| it.as_str().unwrap_or_default().to_owned();
    let mut beside = BTreeMap::new();
    beside.insert("compose.yaml".to_owned(), text(&case["file"]));
    if let Some(dotenv) = case["dotenv"].as_str() {
        beside.insert(".env".to_owned(), dotenv.to_owned());
    }
    for (path, content) in case["files"].as_object().into_iter().flatten() {
        beside.insert(path.clone(), text(content));
    }
    let host = [("A", "1"), ("WHO", "ann")];
    let environment = host.map(|(name, value)| (name.to_owned(), value.to_owned()));
    simulate_line(&LineInput {
        line: text(&case["line"]),
        host: HostInput {
            shell: HostShell::Bash,
            environment: environment.into(),
            ..HostInput::default()
        },
        beside,
        ..LineInput::default()
    })
}

/// What is recorded of a container, as far as it is simulated.
fn container(simulation: &LineSimulation) -> Option<Value> {
    let inner = simulation.simulation.as_ref()?;
    let launch = inner.launch.as_ref()?;
    let line = simulation.docker.as_ref().ok()?;
    let strings = |argv: &[_]| -> Vec<String> {
        let argv = argv.iter();
        argv.map(|it| inner.str(*it).to_owned()).collect()
    };
    let mut environment: Vec<String> = launch
        .environment
        .iter()
        .map(|it| format!("{}={}", inner.str(it.name), inner.str(it.value)))
        .filter(|it| {
            let name = it.split('=').next().unwrap_or_default();
            !["PATH", "HOSTNAME", "HOME", "TERM"].contains(&name)
        })
        .collect();
    environment.sort();
    let user = match &launch.user {
        Known::Yes(Some((user, _))) => inner.str(*user).to_owned(),
        Known::Yes(None) | Known::No(_) => String::new(),
    };
    Some(serde_json::json!({
        "argv": strings(&launch.argv),
        "working_dir": line.run.working_dir.clone().unwrap_or_default(),
        "user": user,
        "tty": line.run.terminal == Terminal::Allocated,
        "open_stdin": line.run.interactive == Interactive::Yes,
        "cap_drop": line.run.dropped_capabilities,
        "hostname": line.run.hostname,
        "init": line.run.init == Init::DockerInit,
        "environment": environment,
    }))
}

/// The same of what was recorded.
fn recorded(container: &Value) -> Value {
    let words = |key: &str| container[key].as_array().cloned().unwrap_or_default();
    let capability = |it: &Value| {
        let name = it.as_str().unwrap_or_default();
        Value::from(name.trim_start_matches("CAP_"))
    };
    let argv = [words("entrypoint"), words("command")].concat();
    serde_json::json!({
        "argv": argv,
        "working_dir": container["working_dir"],
        "user": container["user"],
        "tty": container["tty"],
        "open_stdin": container["open_stdin"],
        "cap_drop": words("cap_drop").iter().map(capability).collect::<Vec<_>>(),
        "hostname": container["hostname"],
        "init": container["init"] == Value::Bool(true),
        "environment": container["environment"],
    })
}

/// What is printed last, and the exit status.
fn refused(simulation: &LineSimulation) -> Option<(String, u8)> {
    let refusal = match &simulation.docker {
        Err(NotRead::Refused(refusal)) => Some(refusal),
        Ok(line) => line.refusal.as_ref(),
        Err(_) => None,
    };
    if let Some(refusal) = refusal {
        return Some((refusal.printed.clone(), refusal.exit));
    }
    let launch = simulation.simulation.as_ref()?.launch.as_ref()?;
    let message = launch.nothing_to_run.as_ref()?;
    Some((message.trim_start_matches("docker: ").to_owned(), 1))
}

#[test]
fn lines_are_read_as_compose_reads_them() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for line in include_str!("compose-lines.jsonl").lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let simulation = simulated(&case);
        let (expected, found) = match case.get("container") {
            Some(it) => (
                recorded(it).to_string(),
                container(&simulation).map(|it| it.to_string()),
            ),
            None => (
                format!("{} {}", case["refused"].as_str().unwrap(), case["exit"]),
                refused(&simulation).map(|(words, exit)| format!("{words} {exit}")),
            ),
        };
        count += 1;
        if found.as_deref() != Some(&expected) {
            wrong.push(format!(
                "{}\n  recorded  {expected}\n  simulated {found:?}",
                case["line"]
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(count, LINES);
}

/// How many lines are recorded.
const LINES: usize = 86;

#[test]
fn a_process_of_exec_gets_what_follows_the_service() {
    let file = "services:\n  web:\n    image: a\n    entrypoint: e\n    environment:\n      A: x\n";
    let line = "docker compose exec -e B=2 -w /w web sh -c 'echo $A'";
    let simulation = simulated(&serde_json::json!({ "file": file, "line": line }));
    let found = container(&simulation).unwrap();
    assert_eq!(found["argv"], serde_json::json!(["sh", "-c", "echo $A"]));
    assert_eq!(found["environment"], serde_json::json!(["A=x", "B=2"]));
    assert_eq!(found["working_dir"], "/w");
}

#[test]
fn without_the_file_it_is_said_what_is_missing() {
    let simulation = simulate_line(&LineInput {
        line: "docker compose run web".to_owned(),
        ..LineInput::default()
    });
    let line = simulation.docker.unwrap();
    assert!(
        line.unknown
            .unwrap()
            .0
            .contains("nobody gives the Compose file")
    );
    assert!(line.wanted.contains(&"compose.yaml".to_owned()));
}
