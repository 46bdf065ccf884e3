//! Lines as they are typed: what the host's shell, Docker and the container make of them.

use std::collections::BTreeMap;

use shellform::commandline::docker::NotRead;
use shellform::simulate_line;
use shellform::simulation::{Expander, HostInput, HostShell, LineInput, LineSimulation};
use shellform::text::Source;

fn line(line: &str) -> LineSimulation {
    on(line, HostInput::default())
}

fn on(line: &str, host: HostInput) -> LineSimulation {
    let line = line.to_owned();
    simulate_line(&LineInput {
        line,
        host,
        ..LineInput::default()
    })
}

fn with(variables: &[(&str, &str)]) -> HostInput {
    let variables = variables.iter();
    HostInput {
        environment: variables
            .map(|it| (it.0.to_owned(), it.1.to_owned()))
            .collect(),
        ..HostInput::default()
    }
}

/// The argv of PID 1.
fn pid1(simulation: &LineSimulation) -> Vec<String> {
    let inner = simulation
        .simulation
        .as_ref()
        .expect("the line starts something");
    let launch = inner.launch.as_ref().expect("the image is there");
    launch
        .pid1
        .iter()
        .map(|it| inner.str(*it).to_owned())
        .collect()
}

/// Who expands what, with the values.
fn who(simulation: &LineSimulation) -> Vec<(&str, Expander, Option<&str>)> {
    let texts = simulation.texts();
    let found = simulation.expansions.iter();
    found
        .map(|it| (texts.str(it.at), it.by, it.value.as_deref()))
        .collect()
}

#[test]
fn the_host_expands_what_double_quotes_hold() {
    let found = line(r#"docker run -e A=1 debian:12 sh -c "echo $A""#);
    assert_eq!(pid1(&found), ["sh", "-c", "echo "]);
    assert_eq!(who(&found), [("$A", Expander::HostShell, Some(""))]);
    let found = on(
        r#"docker run -e A=1 debian:12 sh -c "echo $A""#,
        with(&[("A", "x y")]),
    );
    assert_eq!(pid1(&found), ["sh", "-c", "echo x y"]);
    assert_eq!(who(&found), [("$A", Expander::HostShell, Some("x y"))]);
}

#[test]
fn the_container_expands_what_single_quotes_hold() {
    let found = line("docker run -e A=1 debian:12 sh -c 'echo $A \"$B\" '\\''$C'\\'");
    assert_eq!(
        who(&found),
        [
            ("$A", Expander::ContainerShell, Some("1")),
            ("$B", Expander::ContainerShell, Some("")),
            ("$", Expander::Nobody, None),
        ]
    );
}

#[test]
fn a_shell_within_the_shell_expands_too() {
    let found = line("docker run -e A=1 debian:12 sh -c 'sh -c '\\''echo $A'\\'");
    assert_eq!(who(&found), [("$", Expander::ContainerShell, Some("1"))]);
}

#[test]
fn nobody_expands_without_a_shell() {
    let found = line("docker run -e 'B=$A' debian:12 echo '$A' '~'");
    assert_eq!(
        who(&found),
        [
            ("$", Expander::Nobody, None),
            ("$", Expander::Nobody, None),
            ("~", Expander::Nobody, None),
        ]
    );
}

#[test]
fn what_is_not_known_of_the_host_is_not_known_in_the_container() {
    let found = line("docker run -w ~ -u $UID -e D=$(date) debian:12 ls *.txt");
    let inner = found.simulation.as_ref().unwrap();
    let launch = inner.launch.as_ref().unwrap();
    assert!(!inner.session.texts.is_known(*launch.pid1.last().unwrap()));
    let variable = |name: &str| {
        let mut variables = launch.environment.iter();
        variables.find(|it| inner.str(it.name) == name).unwrap()
    };
    assert!(!inner.session.texts.is_known(variable("D").value));
    let notes = found.host.notes.join("\n");
    assert!(notes.contains("dash starts docker with"), "{notes}");
}

#[test]
fn files_of_the_host_are_matched() {
    let host = HostInput {
        files: BTreeMap::from([
            ("a.txt".to_owned(), String::new()),
            ("b.txt".to_owned(), String::new()),
        ]),
        ..HostInput::default()
    };
    let found = on("docker run debian:12 ls *.txt", host);
    assert_eq!(pid1(&found), ["ls", "a.txt", "b.txt"]);
}

#[test]
fn an_argument_leads_to_the_characters_it_was_typed_with() {
    let found = line("docker run -eA=1 --env=B='2 3' debian:12");
    let inner = found.simulation.as_ref().unwrap();
    let texts = &inner.session.texts;
    let launch = inner.launch.as_ref().unwrap();
    let variable = |name: &str| {
        launch
            .environment
            .iter()
            .find(|it| inner.str(it.name) == name)
            .unwrap()
    };
    for (name, start) in [("A", 15), ("B", 26)] {
        let piece = texts.trail(variable(name).value).next().unwrap();
        assert_eq!(
            texts.source(piece.source.text),
            Some(&Source::File {
                name: "line".to_owned()
            })
        );
        assert_eq!(piece.source.start, start, "{name}");
    }
}

#[test]
fn a_variable_without_a_value_is_the_hosts() {
    let found = on(
        "docker run -e A debian:12 sh -c 'echo $A'",
        with(&[("A", "7")]),
    );
    assert_eq!(who(&found), [("$A", Expander::ContainerShell, Some("7"))]);
}

#[test]
fn an_env_file_keeps_its_quotes() {
    let mut host = HostInput::default();
    host.files.insert(
        ".env".to_owned(),
        "# c\n\nA=\"x\"\n  B=y z \nA_B\n".to_owned(),
    );
    let found = on("docker run --env-file ./.env debian:12", host);
    let docker = found.docker.as_ref().unwrap();
    assert_eq!(docker.run.environment, ["A=\"x\"", "B=y z ", "A_B"]);
    for (content, message) in [
        (
            "a b=1\n",
            "docker: invalid env file (e): variable 'a b' contains whitespaces",
        ),
        (
            "=1\n",
            "docker: invalid env file (e): no variable name on line '=1'",
        ),
    ] {
        let mut host = HostInput::default();
        host.files.insert("e".to_owned(), content.to_owned());
        let found = on("docker run --env-file e debian:12", host);
        let refusal = found.docker.as_ref().unwrap().refusal.as_ref().unwrap();
        assert_eq!(refusal.printed.lines().next(), Some(message));
    }
}

#[test]
fn an_entrypoint_drops_cmd_and_an_empty_one_both() {
    assert_eq!(
        pid1(&line("docker run --entrypoint cat debian:12 /etc/hostname")),
        ["cat", "/etc/hostname"]
    );
    let found = line("docker run --entrypoint '' debian:12");
    let inner = found.simulation.as_ref().unwrap();
    assert!(inner.launch.as_ref().unwrap().nothing_to_run.is_some());
    assert_eq!(
        pid1(&line("docker run --init debian:12 a"))[..2],
        ["/sbin/docker-init", "--"]
    );
    assert_eq!(pid1(&line("docker run --init=false debian:12 a")), ["a"]);
}

#[test]
fn exec_has_no_entrypoint() {
    let found = line("docker exec -e A=1 web sh -c 'echo $A'");
    let inner = found.simulation.as_ref().unwrap();
    let launch = inner.launch.as_ref().unwrap();
    let argv: Vec<&str> = launch.argv.iter().map(|it| inner.str(*it)).collect();
    assert_eq!(argv, ["sh", "-c", "echo $A"]);
    assert_eq!(who(&found), [("$A", Expander::ContainerShell, Some("1"))]);
}

#[test]
fn where_the_image_hangs_on_the_unknown_it_stops() {
    let found = line("docker run $(options) debian:12");
    assert!(found.docker.as_ref().unwrap().unknown.is_some());
    assert!(found.simulation.is_none());
    let found = line("docker build .");
    assert!(matches!(&found.docker, Err(NotRead::OtherCommand(it)) if it == "docker build"));
    assert!(line("docker run debian \"").host.refusal.is_some());
}

#[test]
fn a_named_shell_is_asked_alone() {
    let host = HostInput {
        shell: HostShell::Dash,
        ..HostInput::default()
    };
    let found = on("docker run debian:12 echo {a,b}", host);
    assert_eq!(pid1(&found), ["echo", "{a,b}"]);
    assert!(found.host.notes.is_empty());
    assert_eq!(
        pid1(&line("docker run debian:12 echo {a,b}")),
        ["echo", "a", "b"]
    );
}
