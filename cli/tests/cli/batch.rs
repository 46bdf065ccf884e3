//! Many inputs in one run.

use std::io::{BufRead as _, BufReader, Write as _};

use expect_test::expect;
use serde_json::{Value, json};
use shellform::{Input, Report, ShellInput, report, simulate_and_follow, simulate_shell};

use crate::run::{finish, program, run};

fn lines(text: &str) -> Vec<Value> {
    text.lines()
        .map(|it| serde_json::from_str(it).unwrap())
        .collect()
}

#[test]
fn reports_come_in_order_and_are_those_of_the_library() {
    let text = |number: usize| {
        format!(
            "FROM debian:12\nRUN echo {}\nCMD echo {number}\n",
            "x".repeat(number * 7 % 501)
        )
    };
    let input: String = (0..500)
        .map(|it| format!("{}\n", json!({ "text": text(it) })))
        .collect();
    let run = run("batch-order", &["batch", "--jobs", "3"], &input);
    assert_eq!((run.stderr.as_str(), run.status), ("", 0));
    let reports: Vec<Report> = run
        .stdout
        .lines()
        .map(|it| serde_json::from_str(it).unwrap())
        .collect();
    assert_eq!(reports.len(), 500);
    for (number, found) in reports.iter().enumerate() {
        let expected = report::report(&simulate_and_follow(&Input::dockerfile(text(number))));
        assert!(*found == expected, "{number}");
    }
}

#[test]
fn a_line_that_is_no_input_is_reported_in_its_place() {
    let deep = format!("{{\"image_configs\": {}", "{\"a\":".repeat(100_000));
    let input = format!(
        "{{\"text\": \"FROM a\"}}\nnot JSON\n\n{{\"txt\": \"\"}}\n{deep}\n{{\"text\": \"FROM b\"}}"
    );
    let run = run("batch-errors", &["batch"], &input);
    assert_eq!(run.status, 3);
    let found = lines(&run.stdout);
    assert_eq!(found.len(), 6);
    assert_eq!(
        (
            &found[0]["stages"][0]["base"],
            &found[5]["stages"][0]["base"]
        ),
        (&json!("a"), &json!("b"))
    );
    let errors: Vec<String> = found[1..5].iter().map(Value::to_string).collect();
    let expected = expect![[r#"
        {"error":{"line":2,"message":"column 2: expected ident"},"version":1}
        {"error":{"line":3,"message":"the line is empty"},"version":1}
        {"error":{"line":4,"message":"column 6: unknown field `txt`, expected one of `text`, `kind`, `name`, `target`, `build_args`, `platform`, `image`, `image_configs`, `run`, `shell`, `files`, `context`, `stubs`, `other_programs`, `stdin`, `follow`, `stop`, `trace`"},"version":1}
        {"error":{"line":5,"message":"column 649: recursion limit exceeded"},"version":1}
        error: 4 of 6 lines could not be read as inputs; the first is line 2: column 2:
          expected ident

        help: `shellform schema input` prints what an input is
    "#]];
    expected.assert_eq(&format!("{}\n{}", errors.join("\n"), run.stderr));
}

#[test]
fn refused_files_are_reports_like_others() {
    let run = run("batch-refused", &["batch", "-"], "{\"text\": \"RUUN\"}\n");
    assert_eq!((run.stderr.as_str(), run.status), ("", 0));
    assert_eq!(lines(&run.stdout)[0]["verdict"]["status"], "refused");
}

#[test]
fn a_line_about_a_script_gives_the_report_of_the_library() {
    let line = json!({"script": "echo \"$X\" | cat", "env": {"X": "a b"}, "shell": "bash"});
    let run = run(
        "batch-script",
        &["batch"],
        &format!("{line}\n{{\"script\": 1}}\n"),
    );
    assert_eq!(run.status, 3);
    let found = lines(&run.stdout);
    let input: ShellInput = serde_json::from_value(line).unwrap();
    let expected = report::shell_report(&simulate_shell(&input));
    assert_eq!(found[0], serde_json::to_value(expected).unwrap());
    assert_eq!(found[0]["outcome"]["stdout"], "a b\n");
    assert_eq!(found[1]["error"]["line"], 2);
}

#[test]
fn nothing_in_nothing_out() {
    let run = run("batch-nothing", &["batch"], "");
    assert_eq!(
        (run.stdout.as_str(), run.stderr.as_str(), run.status),
        ("", "", 0)
    );
}

#[test]
fn a_line_is_answered_before_the_next_one_comes() {
    let mut child = program("batch-dialogue", &["batch"]).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    for name in ["a", "b"] {
        writeln!(stdin, "{}", json!({ "text": format!("FROM {name}") })).unwrap();
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        assert_eq!(lines(&line)[0]["stages"][0]["base"], name);
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

#[test]
fn who_stops_reading_ends_it_quietly() {
    let mut child = program("batch-pipe", &["batch"]).spawn().unwrap();
    drop(child.stdout.take());
    let input = "{\"text\": \"FROM a\"}\n".repeat(100_000);
    let run = finish(child, &input);
    assert_eq!((run.stderr.as_str(), run.status), ("", 0));
}
