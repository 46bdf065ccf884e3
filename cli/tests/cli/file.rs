//! `shellform explain` of Compose files and Kubernetes objects: what it prints, to the letter.

use expect_test::expect_file;

use crate::run::{Run, file, run};

/// Compares what a run prints, and how it ends, with the golden file `name`.
#[track_caller]
fn check(name: &str, files: &[(&str, &str)], arguments: &[&str]) {
    let directory = format!("golden-{name}");
    for (path, content) in files {
        file(&directory, path, content);
    }
    let arguments = [&["explain"], arguments].concat();
    let Run {
        stdout,
        stderr,
        status,
    } = run(&directory, &arguments, "");
    let golden = format!("../golden/{name}.txt");
    let printed = format!("$ shellform {}\n{stdout}", arguments.join(" "));
    let printed = match (stderr.as_str(), status) {
        ("", 0) => printed,
        _ => format!("{printed}--- standard error, exit status {status}\n{stderr}"),
    };
    expect_file![golden].assert_eq(&printed);
}

const COMPOSE: &str = r#"services:
  web:
    build:
      dockerfile_inline: |
        FROM debian:12
        SHELL ["/bin/bash", "-c"]
        ENTRYPOINT ["/docker-entrypoint.sh"]
        CMD ["serve"]
    entrypoint: /bin/sh -c
    command:
      - |
        echo "$GREETING from $$HOSTNAME, ${WHO:-nobody} *"
        exec sleep 1000
    environment:
      A: 1.50
    env_file: app.env
    init: true
    hostname: h1
    healthcheck:
      test: curl -f http://localhost/ || exit 1
    stop_grace_period: 1m30s
    ports: ["80:80"]
    volumes: [".:/x"]
  job:
    image: alpine
    command: echo a && echo b
"#;

#[test]
fn a_service_of_a_compose_file() {
    let files = [
        ("compose.yaml", COMPOSE),
        (".env", "GREETING='hello you'\n"),
        ("app.env", "export B=\"$GREETING\" # c\n"),
    ];
    let web = ["compose.yaml", "--service", "web"];
    check("compose", &files, &web);
    let formats = ["markdown", "html", "json"];
    for format in formats {
        let arguments = [&web[..], &["--format", format]].concat();
        check(&format!("compose-{format}"), &files, &arguments);
    }
    check(
        "compose-dropped",
        &files,
        &["compose.yaml", "--service=job"],
    );
    check("compose-which", &files, &["compose.yaml"]);
    check("compose-run-option", &files, &["compose.yaml", "-e", "A=1"]);
}

#[test]
fn a_service_that_is_built_from_a_dockerfile_beside() {
    let files = [
        (
            "compose.yml",
            "services:\n  a:\n    build: .\n    command: [b]\n",
        ),
        (
            "Dockerfile",
            "FROM alpine\nENTRYPOINT [\"echo\", \"a\"]\nCMD [\"c\"]\n",
        ),
    ];
    check("compose-dockerfile", &files, &["compose.yml"]);
}

#[test]
fn a_compose_file_that_is_refused() {
    let refused = |name: &str, text: &str| {
        check(
            name,
            &[("compose.yaml", text)],
            &["compose.yaml", "--service", "web"],
        );
    };
    refused(
        "compose-refused",
        "services:\n  web:\n    image: debian\n    command: echo ${NAME:?is needed}\n",
    );
    refused(
        "compose-template",
        "services:\n  web:\n    image: debian\n    command: echo ${1}\n",
    );
    refused(
        "compose-no-yaml",
        "services:\n  web:\n    image: debian\n   command: a\n",
    );
    refused("compose-extends", "services:\n  web:\n    extends: base\n");
}

const POD: &str = r#"apiVersion: v1
kind: Service
metadata: {name: s}
---
apiVersion: v1
kind: Pod
metadata:
  name: mypod
spec:
  terminationGracePeriodSeconds: 5
  containers:
  - name: app
    image: debian:12
    command: ["sh", "-c"]
    args: ["echo $(GREETING) $$(A) $(NOPE) $HOSTNAME; sleep 10"]
    env:
    - name: WHO
      value: world
    - name: GREETING
      value: "hello $(WHO)"
    - name: S
      valueFrom: {secretKeyRef: {name: s, key: k}}
    livenessProbe:
      exec: {command: ["cat", "$(WHO)"]}
    lifecycle:
      preStop: {exec: {command: ["sleep", "5"]}}
  - name: side
    image: alpine
    command: sleep 1
"#;

#[test]
fn a_container_of_a_pod() {
    let files = [("pod.yaml", POD)];
    check("pod", &files, &["pod.yaml", "--container", "app"]);
    check(
        "pod-json",
        &files,
        &["pod.yaml", "--container", "app", "--format", "json"],
    );
    check("pod-type", &files, &["pod.yaml", "--container", "side"]);
    check("pod-which", &files, &["pod.yaml"]);
}
