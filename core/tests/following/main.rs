//! Commands of Dockerfiles, followed in their containers.

mod copied;
mod stopped;

use shellform::input::{InputFile, StubInput};
use shellform::shell;
use shellform::simulation::{Command, CommandRun};
use shellform::text::Span;
use shellform::trace::{Action, Outcome};
use shellform::{Input, Simulation, simulate_and_follow};

fn launch(input: &Input) -> (Simulation, CommandRun) {
    let mut simulation = simulate_and_follow(input);
    let run = simulation.runs.remove(&Command::Launch);
    (simulation, run.expect("something is started"))
}

fn text(simulation: &Simulation, spans: &[Span]) -> String {
    spans.iter().map(|it| simulation.str(*it)).collect()
}

#[track_caller]
fn check(dockerfile: &str, stdout: &str, stderr: &str, exit: u8) {
    let (simulation, run) = launch(&Input::dockerfile(dockerfile));
    assert_eq!(text(&simulation, &run.trace.stdout), stdout);
    assert_eq!(text(&simulation, &run.trace.stderr), stderr);
    assert_eq!(run.trace.outcome, Outcome::Exited(exit));
}

fn file(path: &str) -> InputFile {
    InputFile {
        path: path.to_owned(),
        content: Some(String::new()),
        mode: None,
    }
}

#[test]
fn the_loop_with_escaped_newlines_is_refused_at_its_characters() {
    let dockerfile = "FROM debian:12\nCMD for f in *.deb; do\\n\\\n echo $f\\n\\\n done\n";
    let (simulation, run) = launch(&Input::dockerfile(dockerfile));
    let stderr = text(&simulation, &run.trace.stderr);
    assert_eq!(
        stderr,
        "/bin/sh: 1: Syntax error: word unexpected (expecting \"do\")\n"
    );
    assert_eq!(run.trace.outcome, Outcome::Exited(2));
    let mut found = simulation.session.diagnostics.iter();
    let found = found.find(|it| it.rule == shell::RULE).unwrap();
    let at = simulation.session.texts.source_span(found.span);
    assert_eq!(&dockerfile[at.range()], "do\\n");
}

#[test]
fn the_loop_as_it_was_meant_starts_its_programs() {
    let mut input = Input::dockerfile(
        "FROM debian:12\nWORKDIR /packages\nCMD for f in *.deb; do \\\n  v=$(dpkg --info \"$f\" | sed -n 's/^ Version: //p'); \\\n  curl -u \"$API_KEY\" -F \"package=@$f\" \"$REPOSITORY_URL/$DISTRIBUTION?$v\"; \\\n done\n",
    );
    input.files = vec![file("a.deb"), file("b.deb")];
    input.stubs = vec![StubInput {
        pattern: "dpkg --info *".to_owned(),
        stdout: " Package: p\n Version: 1.2\n".to_owned(),
        ..StubInput::default()
    }];
    input.run.environment = vec![
        "API_KEY=k".to_owned(),
        "REPOSITORY_URL=https://r".to_owned(),
    ];
    let (simulation, run) = launch(&input);
    let argvs = run.trace.programs.iter().map(|it| {
        let words = it.argv.iter().map(|it| simulation.str(*it));
        words.collect::<Vec<_>>()
    });
    let curls: Vec<_> = argvs.filter(|it| it[0] == "curl").collect();
    let expected = |file| {
        let package = ["package=@", file].concat();
        let words = ["curl", "-u", "k", "-F", &package, "https://r/?1.2"];
        words.map(str::to_owned).to_vec()
    };
    assert_eq!(curls, [expected("a.deb"), expected("b.deb")]);
    let mut steps = run.trace.steps.iter();
    assert!(steps.any(|it| it.action == Action::Unset("DISTRIBUTION".to_owned())));
}

#[test]
fn the_files_of_earlier_runs_are_there() {
    let dockerfile =
        "FROM debian:12 AS a\nRUN echo one > /f\nFROM a\nRUN echo two >> /f\nCMD cat /f";
    check(dockerfile, "one\ntwo\n", "", 0);
}

/// `docker.jsonl` `world/missing-interp`, `world/no-shebang-exec`.
#[test]
fn what_the_kernel_refuses_is_said_in_its_words() {
    for (script, why) in [
        ("#!/bin/sh\\r\\n", "no such file or directory"),
        ("echo hi\\n", "exec format error"),
    ] {
        let dockerfile =
            format!("FROM debian:12\nRUN printf '{script}' > /s && chmod +x /s\nCMD [\"/s\"]\n");
        let (_, run) = launch(&Input::dockerfile(dockerfile));
        let failure = run.not_started.unwrap();
        assert_eq!(failure.message, format!("exec /s: {why}\n"));
        assert_eq!(failure.exit, 255);
    }
}

/// `docker.jsonl` `stage/scratch`, `world/notexec`.
#[test]
fn what_the_runtime_does_not_find_is_said_in_its_words() {
    for (dockerfile, why, exit) in [
        (
            "FROM scratch\nCMD [\"/x\"]",
            "\"/x\": stat /x: no such file or directory",
            127,
        ),
        (
            "FROM debian:12\nCMD [\"/etc/passwd\"]",
            "\"/etc/passwd\": permission denied",
            126,
        ),
        (
            "FROM debian:12\nCMD [\"a b\"]",
            "\"a b\": executable file not found in $PATH",
            127,
        ),
    ] {
        let (_, run) = launch(&Input::dockerfile(dockerfile));
        let failure = run.not_started.unwrap();
        let message = failure.message.split("exec: ").nth(1).unwrap();
        assert_eq!(message.lines().next(), Some(why));
        assert_eq!(failure.exit, exit);
    }
}

#[test]
fn what_is_taken_not_to_be_there_is_told() {
    let (_, run) = launch(&Input::dockerfile(
        "FROM debian:12\nCMD [ -f /etc/app.conf ]",
    ));
    let assumed: Vec<&str> = run.trace.assumptions().collect();
    assert_eq!(assumed, ["there is no file /etc/app.conf"]);
}
