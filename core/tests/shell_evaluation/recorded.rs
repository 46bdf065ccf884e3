//! The recorded cases of four shells.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::Value;
use shellform::session::Session;
use shellform::shell::{
    self, Dialect, ExecutionEnvironment, Export, Fuel, Release, Shell, Variable,
};
use shellform::text::Source;
use shellform::trace::{Outcome, Pid, Trace};

use crate::host::TestHost;

const FIXTURE: &str = include_str!("../../../tests/fixtures/shell.jsonl");

/// What a script gave.
#[derive(Debug, PartialEq)]
enum Result {
    Ended {
        exit: i64,
        stdout: String,
        stderr: String,
    },
    Unsupported(String),
}

#[test]
fn dash_does_as_recorded() {
    check("dash", "/bin/sh", Dialect::Dash, Release::Dash0_5_12, 433);
}

#[test]
fn bash_does_as_recorded() {
    check("bash", "/bin/bash", Dialect::Bash, Release::Bash5_2, 391);
}

#[test]
fn bash_in_posix_mode_does_as_recorded() {
    let dialect = Dialect::BashAsSh;
    check("bash-as-sh", "/bin/sh", dialect, Release::Bash5_2, 392);
}

#[test]
fn busybox_does_as_recorded() {
    let dialect = Dialect::BusyboxAsh;
    check("busybox", "/bin/sh", dialect, Release::Busybox1_35, 420);
}

/// Compares every case; none may be wrong, and at least as many must agree.
#[track_caller]
#[expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests may look around and print"
)]
fn check(name: &str, argv0: &str, dialect: Dialect, release: Release, agreed_before: usize) {
    let shell = Shell { dialect, release };
    let show = std::env::var("SHELLFORM_SHOW").unwrap_or_default();
    let (mut agreed, mut wrong) = (0, 0);
    let mut differences = String::new();
    let mut reasons: BTreeMap<String, usize> = BTreeMap::new();
    for line in FIXTURE.lines() {
        let case: Value = serde_json::from_str(line).expect("as recorded");
        let recorded = &case["results"][name];
        let text = |key: &str| recorded[key].as_str().unwrap_or_default().to_owned();
        let expected = Result::Ended {
            exit: recorded["exit"].as_i64().unwrap_or_default(),
            stdout: text("stdout"),
            stderr: text("stderr"),
        };
        match run(&case, argv0, shell) {
            Result::Unsupported(what) => *reasons.entry(what).or_default() += 1,
            ours @ Result::Ended { .. } if ours == expected => agreed += 1,
            ours @ Result::Ended { .. } => {
                wrong += 1;
                let script = &case["script"];
                let id = &case["id"];
                writeln!(
                    differences,
                    "{id} {script}\n  shell {expected:?}\n  ours  {ours:?}"
                )
                .expect("it fits");
            }
        }
    }
    let unsupported: usize = reasons.values().sum();
    println!("{name}: {agreed} agree, {unsupported} not simulated, {wrong} wrong");
    if show == "reasons" {
        let mut reasons: Vec<_> = reasons.into_iter().collect();
        reasons.sort_by_key(|it| std::cmp::Reverse(it.1));
        println!("{reasons:#?}");
    }
    assert!(wrong == 0, "{differences}");
    assert!(
        agreed >= agreed_before,
        "{agreed} agree, before {agreed_before}"
    );
}

fn run(case: &Value, argv0: &str, shell: Shell) -> Result {
    let mut cx = Session::default();
    let files = strings(&case["files"]);
    let mut host = TestHost::new(&mut cx, shell.dialect, &files);
    let trace = evaluate(&mut cx, case, argv0, shell, &mut host);
    if let Some(program) = host.met_unknown {
        return Result::Unsupported(format!("program {program}"));
    }
    let exit = match trace.outcome {
        Outcome::Exited(status) => i64::from(status),
        Outcome::Signalled(signal) => -i64::from(signal),
        Outcome::Unsupported(what) => return Result::Unsupported(what),
        Outcome::OutOfFuel(_) => return Result::Unsupported("out of fuel".to_owned()),
    };
    let join = |spans: &[shellform::text::Span]| spans.iter().map(|it| cx.texts.str(*it)).collect();
    Result::Ended {
        exit,
        stdout: join(&trace.stdout),
        stderr: join(&trace.stderr),
    }
}

fn evaluate(
    cx: &mut Session,
    case: &Value,
    argv0: &str,
    shell: Shell,
    host: &mut TestHost,
) -> Trace {
    let file = |name: &str| Source::File {
        name: name.to_owned(),
    };
    let script = case["script"].as_str().expect("as recorded");
    let script = cx.texts.add_source(file("script"), script);
    let parse = shell::parse(cx, script, shell);
    let empty = Vec::new();
    let arguments = case["args"].as_array().unwrap_or(&empty);
    let mut arguments = arguments.iter().map(|it| it.as_str().expect("as recorded"));
    let name = arguments.next().unwrap_or(argv0);
    let name = cx.texts.add_source(file("argument"), name);
    let mut environment = ExecutionEnvironment::new(name, Pid(100));
    environment.directory = "/srv".to_owned();
    environment.positional = arguments
        .map(|it| cx.texts.add_source(file("argument"), it))
        .collect();
    let own = [("PATH", "/bin:/usr/bin:/usr/local/bin"), ("HOME", "/root")];
    let own = own.map(|(name, value)| (name.to_owned(), value.to_owned()));
    for (name, value) in own.into_iter().chain(strings(&case["env"])) {
        let value = Some(cx.texts.add_source(file("environment"), value));
        let export = Export::Exported;
        let variable = Variable {
            value,
            export,
            ..Variable::default()
        };
        environment.variables.replace(&name, Some(variable));
    }
    if let Some(input) = case["stdin"].as_str() {
        environment.input = vec![cx.texts.add_source(file("standard input"), input)];
    }
    shell::evaluate(cx, &parse, environment, Fuel::default(), host)
}

/// The members of an object that are texts.
fn strings(value: &Value) -> Vec<(String, String)> {
    let members = value.as_object().into_iter().flatten();
    members
        .filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())))
        .collect()
}
