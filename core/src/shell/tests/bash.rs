//! bash: cases that once went wrong.

use expect_test::expect;

use super::check;
use crate::session::Session;
use crate::shell::{Dialect, Invocation, ScriptSource, exit_status, parse, warning};
use crate::text::Source;

const BASH: Dialect = Dialect::Bash;
const SH: Dialect = Dialect::BashAsSh;

#[test]
fn the_broken_line_is_repeated() {
    let expected = expect![[r"
        /bin/sh: -c: line 2: syntax error near unexpected token `done'
        /bin/sh: -c: line 2: `while true; do\n sleep 1; done'
    "]];
    check(BASH, "echo one\nwhile true; do\\n sleep 1; done", &expected);
}

#[test]
fn a_declared_array_may_stand_on_any_line() {
    let script = "x=1\ndeclare -A map=([a]=1 [b]=2)";
    check(BASH, script, &expect![["accepted\n"]]);
}

#[test]
fn only_scripts_are_seen_inside_arithmetic() {
    let expected = expect![[r"
        /bin/sh: -c: line 1: unexpected EOF while looking for matching `)'
    "]];
    check(BASH, "echo $((1 + ${a", &expected);
    check(BASH, "((1 + <( ;&", &expected);
}

#[test]
fn here_documents_of_a_broken_line_are_read_first() {
    let expected = expect![[r"
        /bin/sh: -c: line 3: syntax error near unexpected token `;;'
        /bin/sh: -c: line 3: `<<E ;;'
    "]];
    check(BASH, "<<E ;;\nabc\nE\nmore", &expected);
}

#[test]
fn a_parenthesis_may_stand_behind_the_delimiter_in_a_substitution() {
    check(
        BASH,
        "x=$(cat <<E\nhi\nE)\necho $x",
        &expect![["accepted\n"]],
    );
}

#[test]
fn what_follows_from_an_open_quote_in_a_condition_is_said_too() {
    let expected = expect![[r#"
        /bin/sh: -c: line 1: unexpected EOF while looking for matching `"'
        /bin/sh: -c: line 2: unexpected argument to conditional binary operator
    "#]];
    check(BASH, "[[ $a == \"x ]]", &expected);
}

#[test]
fn each_open_parenthesis_of_a_condition_is_missed() {
    let expected = expect![[r"
        /bin/sh: -c: line 1: unexpected token `newline', conditional binary operator expected
        /bin/sh: -c: line 1: expected `)'
        /bin/sh: -c: line 1: expected `)'
    "]];
    check(BASH, "[[ (a && (b", &expected);
}

#[test]
fn the_end_inside_an_array_is_said_twice() {
    let expected = expect![[r#"
        /bin/sh: -c: line 2: unexpected EOF while looking for matching `"'
        /bin/sh: -c: line 3: syntax error: unexpected end of file
    "#]];
    check(BASH, "false\na=(\"1", &expected);
}

#[test]
fn single_quotes_in_a_default_in_double_quotes_quote_but_in_posix_mode() {
    let script = "echo \"${a:-'}'}\"";
    check(BASH, script, &expect![["accepted\n"]]);
    check(SH, script, &expect![["accepted\n"]]);
    let expected = expect![[r"
        /bin/sh: -c: line 1: unexpected EOF while looking for matching `''
    "]];
    check(BASH, "echo \"${a:-it's}\"", &expected);
    check(SH, "echo \"${a:-it's}\"", &expect![["accepted\n"]]);
}

#[test]
fn parentheses_read_twice_are_said_to_be_unknown() {
    check(BASH, "(( x)", &expect![["not simulated\n"]]);
}

#[test]
fn the_exit_status_hangs_on_the_error_and_on_how_bash_was_called() {
    let status = |dialect: Dialect, source: ScriptSource, script: &str| {
        let mut cx = Session::default();
        let name = "script".to_owned();
        let span = cx.texts.add_source(Source::File { name }, script);
        let parse = parse(&mut cx, span, dialect.into());
        let name = "bash".to_owned();
        let invocation = Invocation {
            name,
            source,
            speaker: None,
        };
        let error = parse.script.error.unwrap();
        exit_status(&error, &invocation, dialect.into(), 7)
    };
    let recorded = [
        ("echo $(fi)", [127, 2, 127]),
        ("a=(1;)", [1, 1, 127]),
        ("a=(\"", [1, 1, 127]),
        ("echo \"a", [7, 7, 7]),
        ("[[ a b ]]", [7, 7, 7]),
        ("fi", [2, 2, 2]),
        ("if", [2, 2, 2]),
        ("echo $(if", [2, 2, 2]),
    ];
    for (script, expected) in recorded {
        let statuses = [
            status(BASH, ScriptSource::CommandString, script),
            status(BASH, ScriptSource::File, script),
            status(SH, ScriptSource::CommandString, script),
        ];
        assert_eq!(statuses, expected, "{script}");
    }
}

#[test]
fn the_end_of_the_script_ends_here_documents_with_a_warning() {
    let warned = |script: &str| {
        let mut cx = Session::default();
        let name = "script".to_owned();
        let span = cx.texts.add_source(Source::File { name }, script);
        let parse = parse(&mut cx, span, BASH.into());
        let invocation = Invocation::command("bash");
        let warnings = parse.warnings.iter();
        warnings
            .map(|it| warning(&parse.here_documents, *it, &invocation))
            .collect::<String>()
    };
    expect![[r"
        bash: line 2: warning: here-document at line 1 delimited by end-of-file (wanted `E')
    "]]
    .assert_eq(&warned("cat <<E\nx"));
    expect![[r"
        bash: line 2: warning: here-document at line 1 delimited by end-of-file (wanted `E')
    "]]
    .assert_eq(&warned("cat <<E\nx\n"));
    expect![[r"
        bash: line 4: warning: here-document at line 3 delimited by end-of-file (wanted `E')
        bash: line 4: warning: here-document at line 4 delimited by end-of-file (wanted `F')
    "]]
    .assert_eq(&warned("\n\ncat <<E <<F\nx"));
    expect![[r"
        bash: line 1: warning: command substitution: 1 unterminated here-document
    "]]
    .assert_eq(&warned("echo $(cat <<E)\nhi\nE"));
}

#[test]
fn depth_is_bounded() {
    let expected = expect![["not simulated\n"]];
    check(BASH, &"( ".repeat(100_000), &expected);
    check(BASH, &"echo $(".repeat(100_000), &expected);
    check(BASH, &"\"${a-".repeat(100_000), &expected);
    check(BASH, &format!("[[ {}", "( ".repeat(100_000)), &expected);
    check(BASH, &format!("[[ {}", "! ".repeat(100_000)), &expected);
}

#[test]
fn what_is_read_twice_is_not_read_a_thousand_times() {
    let arithmetic = "$((1 + ".repeat(40) + "1" + &"))".repeat(40);
    check(
        BASH,
        &format!("echo {arithmetic}"),
        &expect![["accepted\n"]],
    );
    let subscripts = "${a[".repeat(90) + &"]}".repeat(90);
    check(
        BASH,
        &format!("echo {subscripts}"),
        &expect![["accepted\n"]],
    );
    let open = "${a[".repeat(90);
    let expected = expect![[r"
        /bin/sh: -c: line 1: unexpected EOF while looking for matching `}'
    "]];
    check(BASH, &format!("echo {open}"), &expected);
    let scripts = "$((1 + $( (( ".repeat(30);
    let expected = expect![[r"
        /bin/sh: -c: line 1: unexpected EOF while looking for matching `)'
    "]];
    check(BASH, &format!("echo {scripts}"), &expected);
    let closed = "$((1 + $( ((x) ".repeat(30) + &")) ))".repeat(30);
    check(
        BASH,
        &format!("echo {closed}"),
        &expect![["not simulated\n"]],
    );
}
