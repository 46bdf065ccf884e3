//! Who supplies what: the image's author, the base image, the operator, the engine, the script, or nobody.

use shellform::build::SetBy;
use shellform::commandline::RunOptions;
use shellform::ledger::{By, Entry, Kind, Ledger, ledger};
use shellform::{Input, simulate_and_follow};

fn of(dockerfile: &str) -> Ledger {
    with(dockerfile, RunOptions::default())
}

fn with(dockerfile: &str, run: RunOptions) -> Ledger {
    let input = Input {
        run,
        ..Input::dockerfile(dockerfile)
    };
    ledger(&simulate_and_follow(&input), &input.run)
}

#[track_caller]
fn entry<'l>(ledger: &'l Ledger, kind: Kind, name: &str) -> &'l Entry {
    let found = ledger
        .entries
        .iter()
        .find(|it| it.kind == kind && it.name == name);
    found.expect("the ledger has it")
}

/// Names of what the operator has to bring.
fn asked(ledger: &Ledger) -> Vec<(Kind, &str)> {
    let asked = ledger.for_the_operator();
    asked.map(|it| (it.kind, it.name.as_str())).collect()
}

#[test]
fn an_argument_that_no_shell_reads_is_supplied_by_nobody() {
    let ledger = of("FROM debian:12\nCMD [\"deploy.sh\", \"${API_KEY}\"]\n");
    let key = entry(&ledger, Kind::Variable, "API_KEY");
    assert_eq!(key.by, By::Nobody);
    assert!(key.note.contains("no shell reads"), "{}", key.note);
    assert!(asked(&ledger).contains(&(Kind::Variable, "API_KEY")));
}

#[test]
fn what_a_script_reads_is_told_with_who_sets_it() {
    let ledger = of(
        "FROM debian:12\nENV A=1\nCMD for f in x; do echo \"$A $f $PATH ${D:-stable} ${M:?} $URL $PWD\"; done; Q=1; echo $Q\n",
    );
    let by = |name| entry(&ledger, Kind::Variable, name).by.clone();
    assert_eq!(by("A"), By::Image(SetBy::Instruction(1)));
    assert_eq!(by("PATH"), By::Image(SetBy::BaseImage));
    assert_eq!(by("f"), By::Script);
    assert_eq!(by("Q"), By::Script);
    assert_eq!(by("PWD"), By::Shell);
    assert_eq!(by("HOME"), By::Engine);
    assert_eq!(by("URL"), By::Nobody);
    let note = |name| entry(&ledger, Kind::Variable, name).note.clone();
    assert_eq!(note("D"), "the script goes on with stable");
    assert_eq!(note("M"), "the script ends with a message");
    assert_eq!(
        asked(&ledger),
        [
            (Kind::Variable, "D"),
            (Kind::Variable, "M"),
            (Kind::Variable, "URL")
        ]
    );
}

#[test]
fn the_operator_supplies_by_options() {
    let run = RunOptions {
        environment: vec!["URL=x".to_owned()],
        sysctls: vec!["net.ipv6.conf.all.disable_ipv6=1".to_owned()],
        stop_timeout: Some(30),
        ..RunOptions::default()
    };
    let ledger = with("FROM debian:12\nCMD echo $URL\n", run);
    let by = |kind, name| entry(&ledger, kind, name).by.clone();
    assert_eq!(by(Kind::Variable, "URL"), By::Operator("-e"));
    let sysctl = "net.ipv6.conf.all.disable_ipv6";
    assert_eq!(by(Kind::Sysctl, sysctl), By::Operator("--sysctl"));
    let timeout = entry(&ledger, Kind::StopTimeout, "stop timeout");
    assert_eq!(timeout.value.as_deref(), Some("30"));
    assert_eq!(asked(&ledger), []);
}

#[test]
fn the_time_zone_comes_from_the_image_or_is_utc() {
    let zone = |dockerfile: &str| {
        let ledger = of(dockerfile);
        let found = entry(&ledger, Kind::TimeZone, "time zone").clone();
        (found.value.unwrap_or_default(), found.by, found.note)
    };
    let (value, by, note) = zone("FROM debian:12\nENV TZ=Europe/Berlin\nCMD date\n");
    assert_eq!(value, "Europe/Berlin");
    assert_eq!(by, By::Image(SetBy::Instruction(1)));
    assert_eq!(note, "");
    let (value, by, _) = zone("FROM debian:12\nCMD date\n");
    assert_eq!((value.as_str(), by), ("UTC", By::Nobody));
    let (_, _, note) = zone("FROM alpine:3.20\nENV TZ=Europe/Berlin\nCMD date\n");
    assert!(note.contains("tzdata"), "{note}");
}

#[test]
fn files_ports_and_volumes_are_for_the_operator() {
    let ledger = of(
        "FROM debian:12\nWORKDIR /app\nEXPOSE 80\nVOLUME /data\nCMD cat pkgs.txt; app --serve\n",
    );
    assert_eq!(
        asked(&ledger),
        [
            (Kind::File, "/app/pkgs.txt"),
            (Kind::Port, "80/tcp"),
            (Kind::Volume, "/data")
        ]
    );
    assert_eq!(
        entry(&ledger, Kind::Program, "/usr/bin/cat").by,
        By::Image(SetBy::BaseImage)
    );
    let app = entry(&ledger, Kind::Program, "app");
    assert!(matches!(app.by, By::Unknown(_)), "{app:?}");
}

#[test]
fn a_refused_script_is_searched_for_names() {
    let ledger = of(
        "FROM debian:12\nWORKDIR /packages\nCMD for file in *.deb; do\\n\\\n  curl -F \"package=@$file\" -H \"Authorization: Bearer ${API_KEY}\" \"${REPOSITORY_URL}/${DISTRIBUTION}\"\\n\\\n    done\n",
    );
    assert_eq!(
        asked(&ledger),
        [
            (Kind::Variable, "API_KEY"),
            (Kind::Variable, "REPOSITORY_URL"),
            (Kind::Variable, "DISTRIBUTION")
        ]
    );
    let file = entry(&ledger, Kind::Variable, "file");
    assert_eq!(file.by, By::Script);
    let directory = entry(&ledger, Kind::WorkingDirectory, "working directory");
    assert_eq!(directory.value.as_deref(), Some("/packages"));
}

#[test]
fn files_that_a_pattern_looks_for_are_named_by_their_directory() {
    let ledger = of("FROM debian:12\nWORKDIR /packages\nCMD for f in *.deb; do echo $f; done\n");
    assert_eq!(asked(&ledger), [(Kind::File, "/packages/*")]);
}

#[test]
fn a_script_that_a_copy_brings_asks_for_its_variables() {
    let ledger = of("FROM debian:12\n\
         COPY --chmod=755 <<'EOT' /entry\n\
         #!/bin/sh\n\
         . /settings\n\
         if [ \"$1\" = migrate ]; then echo \"${DB_PASSWORD:?}\"; fi\n\
         exec \"$@\" \"${LEVEL:-info}\" \"$MODE\"\n\
         EOT\n\
         COPY <<'EOT' /settings\n\
         MODE=fast\n\
         EOT\n\
         ENTRYPOINT [\"/entry\"]\n\
         CMD [\"server\"]\n");
    assert_eq!(
        asked(&ledger),
        [(Kind::Variable, "DB_PASSWORD"), (Kind::Variable, "LEVEL")]
    );
    let by = |kind, name| entry(&ledger, kind, name).by.clone();
    assert_eq!(by(Kind::Variable, "MODE"), By::Script);
    assert_eq!(
        by(Kind::Program, "/entry"),
        By::Image(SetBy::Instruction(1))
    );
    assert_eq!(
        by(Kind::File, "/settings"),
        By::Image(SetBy::Instruction(2))
    );
    let place = entry(&ledger, Kind::Variable, "LEVEL").at;
    assert!(place.is_some());
}
