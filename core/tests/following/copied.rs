//! What `COPY` and `ADD` bring is there when a command is followed.

use shellform::input::InputFile;
use shellform::simulation::Command;
use shellform::trace::Outcome;
use shellform::{Input, simulate_and_follow};

use super::{launch, text};

fn context(files: &[(&str, &str)]) -> Option<Vec<InputFile>> {
    let file = |(path, content): &(&str, &str)| InputFile {
        path: (*path).to_owned(),
        content: Some((*content).to_owned()),
        mode: None,
    };
    Some(files.iter().map(file).collect())
}

/// What the container prints, and what had to be assumed.
fn followed(input: &Input) -> (String, Vec<String>) {
    let (simulation, run) = launch(input);
    (text(&simulation, &run.trace.stdout), run.assumptions)
}

#[test]
fn a_file_of_the_context_is_traced_to_itself() {
    let mut input = Input::dockerfile("FROM debian:12\nCOPY *.txt /srv/\nCMD cat /srv/*\n");
    input.context = context(&[("a.txt", "one\n"), ("b.txt", "two\n"), ("c.md", "three\n")]);
    let (written, assumed) = followed(&input);
    assert_eq!((written.as_str(), &assumed[..]), ("one\ntwo\n", &[][..]));
}

#[test]
fn what_the_ignore_file_names_is_not_brought() {
    let mut input = Input::dockerfile("FROM debian:12\nWORKDIR /srv\nCOPY . .\nCMD ls -A\n");
    let ignored = "# secrets\n*.key\n!public.key\nbuild\n";
    input.context = context(&[
        (".dockerignore", ignored),
        ("public.key", ""),
        ("private.key", ""),
        ("build/x", ""),
    ]);
    assert_eq!(followed(&input).0, ".dockerignore\npublic.key\n");
}

#[test]
fn without_a_context_it_is_said_that_files_are_not_known() {
    let input = Input::dockerfile("FROM debian:12\nCOPY . /srv\nCMD ls /srv/x\n");
    let (_, assumed) = followed(&input);
    assert!(assumed.iter().any(|it| it.contains("COPY")), "{assumed:?}");
}

#[test]
fn a_stage_that_copies_from_itself_ends() {
    let text = "FROM debian:12 AS a\nCOPY --from=a /x /y\nCMD cat /y\n";
    let _ = simulate_and_follow(&Input::dockerfile(text));
}

#[test]
fn a_long_chain_of_stages_that_copy_from_each_other_ends() {
    let stage = |it: usize| {
        let before = it.saturating_sub(1);
        format!("FROM debian:12 AS s{it}\nCOPY --from=s{before} /a /b\n")
    };
    let chain: String = (1..3000).map(stage).collect();
    let text = format!("FROM debian:12 AS s0\n{chain}CMD echo $((1 + 1))\n");
    assert_eq!(followed(&Input::dockerfile(text)).0, "2\n");
}

#[test]
fn stages_built_on_stages_inherit_so_much_and_no_more() {
    let stage = |it: usize| format!("FROM s{} AS s{it}\nENV V{it}=x\n", it.saturating_sub(1));
    let chain = |count: usize| (1..count).map(stage).collect::<String>();
    let text = |count| format!("FROM debian:12 AS s0\n{}CMD echo $V1\n", chain(count));
    assert_eq!(followed(&Input::dockerfile(text(20))).0, "x\n");
    let simulation = shellform::simulate(&Input::dockerfile(text(1200)));
    let environment = &simulation.build.target_stage().unwrap().config.environment;
    let why = environment.base.clone().map(|()| String::new());
    let shellform::knowledge::Known::No(why) = why else {
        panic!("all of it is known");
    };
    assert!(why.to_string().contains("inherit more values"), "{why}");
}

#[test]
fn a_run_that_fails_stops_the_build() {
    let text = "FROM debian:12\nRUN test -e /nowhere/x\nCMD echo hi\n";
    let input = Input {
        files: context(&[("/nowhere/", "")]).unwrap_or_default(),
        ..Input::dockerfile(text)
    };
    let simulation = simulate_and_follow(&input);
    assert_eq!(simulation.run(Command::Launch), None);
    let stopped = simulation.stopped_by.as_ref().map(|it| it.message.as_str());
    let expected =
        "process \"/bin/sh -c test -e /nowhere/x\" did not complete successfully: exit code: 1";
    assert_eq!(stopped, Some(expected));
    assert!(!simulation.has_image());
}

#[test]
fn a_run_that_only_may_fail_stops_nothing() {
    let text = "FROM debian:12\nRUN some-installer && false\nCMD echo hi\n";
    let simulation = simulate_and_follow(&Input::dockerfile(text));
    assert!(simulation.has_image());
    assert!(simulation.run(Command::Launch).is_some());
}

#[test]
fn an_entrypoint_of_one_empty_word_counts_as_none() {
    let text = "FROM debian:12\nENTRYPOINT [\"\"]\nCMD [\"echo\", \"hi\"]\n";
    assert_eq!(followed(&Input::dockerfile(text)).0, "hi\n");
}

#[test]
fn busybox_is_the_program_its_argument_names() {
    let text = "FROM alpine\nSHELL [\"/bin/busybox\", \"ash\", \"-c\"]\nCMD busybox echo $0\n";
    assert_eq!(followed(&Input::dockerfile(text)).0, "ash\n");
}

#[test]
fn another_image_than_debian_may_have_users_of_its_own() {
    let input = |image: &str| {
        let text = format!("FROM {image}\nRUN chown node /srv\nCMD [\"id\", \"node\"]\n");
        simulate_and_follow(&Input::dockerfile(text))
    };
    let debian = input("debian:12");
    let stopped = debian.stopped_by.as_ref().map(|it| it.message.as_str());
    let expected =
        "process \"/bin/sh -c chown node /srv\" did not complete successfully: exit code: 1";
    assert_eq!(stopped, Some(expected));
    let other = input("python:3.12");
    assert_eq!(other.stopped_by, None);
    let run = other.run(Command::Launch).map(|it| &it.trace.outcome);
    assert!(
        matches!(run, Some(Outcome::Unsupported(what)) if what.contains("user node")),
        "{run:?}"
    );
}
