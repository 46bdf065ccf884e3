//! `shellform run`: what it prints, to the letter.

use expect_test::expect_file;

use crate::run::{Run, file, run};

/// Compares what a run prints, and how it ends, with the golden file `name`.
#[track_caller]
fn check(name: &str, arguments: &[&str]) {
    let directory = format!("golden-{name}");
    let arguments = [&["run"], arguments].concat();
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

const LINE: &str =
    r#"docker run --rm -it -e A=1 -v "$PWD":/x --memory 1g debian:12 sh -c "echo $A ${B:-b}""#;

#[test]
fn a_line_that_the_host_expands() {
    check("run-host", &[LINE]);
    check("run-host-markdown", &[LINE, "--format", "markdown"]);
    check("run-host-html", &[LINE, "--format", "html"]);
}

#[test]
fn a_line_that_the_container_expands() {
    let line = "docker run -eA=1 --init debian:12 sh -c 'echo $A ~ \"$B\"'";
    check("run-container", &[line]);
    check("run-container-json", &[line, "--format", "json"]);
}

#[test]
fn a_line_with_a_dockerfile() {
    file(
        "golden-run-dockerfile",
        "Dockerfile",
        "FROM alpine\nENV MODE=fast\nENTRYPOINT [\"/bin/sh\", \"-c\", \"echo $MODE $0 $1\"]\nCMD [\"a\"]\n",
    );
    let line = "docker run --env-file env app \"$X\" *";
    check(
        "run-dockerfile",
        &[
            line,
            "--dockerfile=Dockerfile",
            "--host-env=X=1 2",
            "--host-file=env=MODE=\"slow\"\n",
        ],
    );
}

#[test]
fn a_line_of_compose() {
    let service = "services:\n  web:\n    build: .\n    environment:\n      MODE: slow\n    command: sh -c 'echo $$MODE'\n";
    for name in ["run-compose", "run-compose-command"] {
        let directory = format!("golden-{name}");
        file(&directory, "compose.yaml", service);
        file(&directory, "Dockerfile", "FROM debian:12\nCMD [\"true\"]\n");
    }
    check("run-compose", &["docker compose run --rm -e MODE=fast web"]);
    let line = "docker compose run --rm -T web sh -c \"echo $HOME $MODE\"";
    check("run-compose-command", &[line]);
    check("run-compose-missing", &["docker compose run web"]);
}

#[test]
fn lines_that_go_no_further() {
    check("run-unknown-flag", &["docker run -it --foo debian"]);
    check("run-too-few", &["docker run $IMAGE"]);
    check("run-not-known", &["docker run $(options) debian"]);
    check("run-refused-by-the-shell", &["docker run debian 'a"]);
    check("run-other-command", &["docker build ."]);
}

#[test]
fn a_process_beside_the_first() {
    check(
        "run-exec",
        &["docker exec -e A=1 web sh -c 'echo $A' \"$UID\" {a,b}"],
    );
}
