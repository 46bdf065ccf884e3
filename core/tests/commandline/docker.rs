//! What the docker CLI 28.5.2 says of an argv before it asks any engine, recorded in `docker.jsonl`.

use serde_json::Value;
use shellform::commandline::docker::{Host, NotRead, read};
use shellform::session::Session;
use shellform::text::{Source, Span};

/// What Docker prints, and its exit status; nothing when it goes on to the engine.
fn refusal(argv: &[&str]) -> Option<(String, u8)> {
    let mut cx = Session::default();
    let argv: Vec<Span> = argv
        .iter()
        .map(|it| {
            let name = "argument".to_owned();
            cx.texts.add_source(Source::File { name }, *it)
        })
        .collect();
    let refusal = match read(&mut cx, &Host::default(), &argv) {
        Ok(line) => line.refusal,
        Err(NotRead::Refused(refusal)) => Some(refusal),
        Err(other) => return Some((format!("{other:?}"), u8::MAX)),
    };
    refusal.map(|it| (it.printed, it.exit))
}

#[test]
fn options_are_read_as_docker_reads_them() {
    let mut wrong = Vec::new();
    for line in include_str!("docker.jsonl").lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let argv: Vec<&str> = case["argv"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| it.as_str().unwrap())
            .collect();
        let found = refusal(&argv);
        let is_right = match (&found, case["printed"].as_str(), case["help"].as_str()) {
            (Some((printed, exit)), Some(expected), _) => {
                printed == expected && Some(u64::from(*exit)) == case["exit"].as_u64()
            }
            (Some((printed, 0)), None, Some(help)) => printed == help,
            // What the engine refuses is told as well.
            (Some((printed, _)), None, None) => printed.contains("Error response from daemon"),
            (None, None, None) => true,
            (None, ..) | (Some(_), None, Some(_)) => false,
        };
        if !is_right {
            wrong.push(format!("{argv:?}\n  docker: {case}\n  here: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_option_of_the_help_is_known() {
    use shellform::commandline::docker::options::{EXEC, RUN};
    for (help, table) in [
        (include_str!("help-run.txt"), RUN),
        (include_str!("help-exec.txt"), EXEC),
    ] {
        let options: Vec<(Option<char>, &str, bool)> = help.lines().filter_map(option).collect();
        let known: Vec<_> = table
            .iter()
            .map(|it| (it.letter, it.name, it.kind.alone().is_none()))
            .collect();
        for it in &options {
            assert!(it.1 == "help" || known.contains(it), "{it:?}");
        }
        assert!(options.len() + 1 >= known.len());
    }
}

/// An option of a line of help: its letter, its name, whether a value follows.
fn option(line: &str) -> Option<(Option<char>, &str, bool)> {
    let (before, behind) = line.split_once("--")?;
    let letter = before
        .trim()
        .strip_prefix('-')
        .and_then(|it| it.chars().next());
    let is_option = before.trim().is_empty() || letter.is_some() && before.trim().ends_with(',');
    let name = behind.split(' ').next()?;
    let value = behind[name.len()..]
        .strip_prefix(' ')
        .is_some_and(|it| !it.starts_with(' ') && !it.is_empty());
    (is_option && before.len() == 6).then_some((letter, name, value))
}
