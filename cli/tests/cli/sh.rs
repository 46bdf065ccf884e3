//! `shellform sh`: what it prints, to the letter.

use expect_test::{expect, expect_file};

use crate::run::{Run, directory, file, run};

/// The loop that people write with `\n` at the ends of its lines.
const BROKEN: &str = "for file in *.deb; do\\n dpkg --info \"$file\"\\n done";

/// The same as it was meant.
const MENDED: &str = "for file in *.deb; do dpkg --info \"$file\"; curl -F \"package=@$file\" \
                      -H \"Authorization: Bearer ${API_KEY}\" \"$URL\"; done";

/// Compares what a run prints, and how it ends, with the golden file `name`.
#[track_caller]
fn check(name: &str, input: &str, arguments: &[&str]) {
    let directory = format!("golden-{name}");
    let arguments = [&["sh"], arguments].concat();
    let Run {
        stdout,
        stderr,
        status,
    } = run(&directory, &arguments, input);
    let golden = format!("../golden/{name}.txt");
    let printed = format!("$ shellform {}\n{stdout}", arguments.join(" "));
    let printed = match (stderr.as_str(), status) {
        ("", 0) => printed,
        _ => format!("{printed}--- standard error, exit status {status}\n{stderr}"),
    };
    expect_file![golden].assert_eq(&printed);
}

#[test]
fn a_script_that_the_shell_refuses() {
    check("sh-refused", "", &[BROKEN]);
    check("sh-refused-bash", "", &[BROKEN, "--shell", "bash"]);
    check("sh-refused-markdown", "", &[BROKEN, "--format", "markdown"]);
    check(
        "sh-never-read",
        "",
        &["echo a; exit 3\nif", "--shell", "dash"],
    );
}

#[test]
fn a_script_that_prints() {
    check(
        "sh-printed",
        "",
        &["echo \"$0: $1\"; cat none", "me", "a b"],
    );
    check(
        "sh-standard-input",
        "read x; echo \"<$x>\"\n",
        &["-", "--stdin", "/dev/null"],
    );
    check("sh-signal", "", &["kill -TERM $$"]);
}

#[test]
fn programs_with_stubs() {
    file("golden-sh-stubs/packages", "a.deb", "");
    file("golden-sh-stubs/packages", "b.deb", "");
    let arguments = [
        MENDED,
        "--files=packages",
        "--stub=dpkg --info *",
        "--stdout=Package: x\n",
        "--stub=curl *",
        "--exit=22",
        "--stderr=curl: (22) 401\n",
        "-eAPI_KEY=secret",
        "-eURL=https://example.org/",
    ];
    directory("golden-sh-stubs");
    check("sh-stubs", "", &arguments);
}

#[test]
fn a_program_that_nobody_knows() {
    check(
        "sh-unknown",
        "",
        &["x=$(git rev-parse HEAD); deploy \"$x\"; nosuchcommand"],
    );
    let arguments = ["git status", "--other-programs", "missing"];
    check("sh-missing", "", &arguments);
}

#[test]
fn every_step() {
    check("sh-trace", "", &["x=1; echo $x | cat", "--trace"]);
}

#[test]
fn what_does_not_end() {
    check("sh-endless", "", &["while :; do :; done"]);
}

#[test]
fn a_stub_without_a_pattern() {
    let run = run("sh-no-stub", &["sh", ":", "--stdout", "x"], "");
    assert_eq!(run.status, 2);
    let expected = expect![[r#"
        error: --stdout, --stderr and --exit belong to the --stub before them: there is none


        Usage: shellform <COMMAND>

        For more information, try '--help'.
    "#]];
    expected.assert_eq(&run.stderr);
}

#[test]
fn stubs_of_a_file() {
    let stubs = r#"[{"pattern": "git *", "stdout": "abc\n"}]"#;
    file("sh-stubs-file", "stubs.json", stubs);
    let arguments = ["sh", "git x", "--stubs", "stubs.json", "--format", "json"];
    let run = run("sh-stubs-file", &arguments, "");
    let report: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(report["outcome"]["stdout"], "abc\n");
    file("sh-stubs-file", "stubs.json", "{}");
    let run = crate::run::run("sh-stubs-file", &arguments, "");
    assert_eq!(run.status, 3);
}
