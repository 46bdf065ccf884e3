//! Syntax errors in our own words.

use std::fmt::Write;

use expect_test::{Expect, expect};

use crate::session::Session;
use crate::shell::{Dialect, explain, parse};
use crate::text::Source;

#[track_caller]
fn check(dialect: Dialect, script: &str, expected: &Expect) {
    let mut cx = Session::default();
    let name = "script".to_owned();
    let span = cx.texts.add_source(Source::File { name }, script);
    let parse = parse(&mut cx, span, dialect.into());
    let mut shown = String::new();
    if let Some(diagnostic) = explain(&cx.texts, &parse) {
        writeln!(shown, "{}", diagnostic.message).unwrap();
        for label in &diagnostic.labels {
            let at = label.span.range();
            writeln!(shown, "{:?}: {}", &script[at], label.text).unwrap();
        }
        for help in &diagnostic.help {
            writeln!(shown, "= {help}").unwrap();
        }
        for fix in &diagnostic.fixes {
            let mut fixed = script.to_owned();
            for edit in fix.edits.iter().rev() {
                fixed.replace_range(edit.span.range(), &edit.replacement);
            }
            writeln!(shown, "{}: {fixed}", fix.title).unwrap();
        }
    }
    expected.assert_eq(&shown);
}

#[test]
fn an_escaped_line_break() {
    check(
        Dialect::Dash,
        r"while true; do\n sleep 1; done",
        &expect![[r#"
            dash expects `do` and finds `done`
            "do\\n": `do\n` is the word `don`
            "while": `while` begins here and is not complete
            = Outside quotes `\n` is the letter n, not a line break. End a command with `;`, or write the script as a here-document, which keeps its lines.
            End the lines as the shell wants them ended: while true; do  sleep 1; done
        "#]],
    );
}

#[test]
fn every_escaped_line_break_is_mended() {
    check(
        Dialect::Bash,
        r"for i in 1 2; do\necho $i;\ndone\necho '\n'",
        &expect![[r#"
            bash finds the word `do\necho` where `for` cannot go on with it
            "do\\necho": `do\necho` is the word `donecho`
            "for": `for` begins here and is not complete
            = Outside quotes `\n` is the letter n, not a line break. End a command with `;`, or write the script as a here-document, which keeps its lines.
            End the lines as the shell wants them ended: for i in 1 2; do echo $i; done; echo '\n'
        "#]],
    );
}

#[test]
fn a_fix_that_does_not_mend_is_not_offered() {
    check(
        Dialect::Dash,
        "while true do echo ( ; done",
        &expect![[r#"
        dash expects `do` and finds `(`
        "do": `do` is an argument of the command before it
        "while": `while` begins here and is not complete
        = A reserved word counts only where a command may begin. Write `;` before `do`.
    "#]],
    );
}

#[test]
fn a_word_that_is_an_argument() {
    check(
        Dialect::Dash,
        "while true do sleep 1; done",
        &expect![[r#"
        dash expects `do` and finds `done`
        "do": `do` is an argument of the command before it
        "while": `while` begins here and is not complete
        = A reserved word counts only where a command may begin. Write `;` before `do`.
        Write `;` before it: while true ; do sleep 1; done
    "#]],
    );
    check(
        Dialect::Bash,
        "if [ -f x ] then cat x; fi",
        &expect![[r#"
        bash finds `fi` where `if` cannot go on with it
        "then": `then` is an argument of the command before it
        "if": `if` begins here and is not complete
        = A reserved word counts only where a command may begin. Write `;` before `then`.
        Write `;` before it: if [ -f x ] ; then cat x; fi
    "#]],
    );
    check(
        Dialect::Dash,
        "f() { echo x }",
        &expect![[r#"
        dash expects `}` and finds the end of the script
        "}": `}` is an argument of the command before it
        "{": `{` begins here and is not complete
        = A reserved word counts only where a command may begin. Write `;` before `}`.
        Write `;` before it: f() { echo x ; }
    "#]],
    );
}

#[test]
fn an_operator_with_nothing_before_it() {
    check(
        Dialect::Dash,
        "while true; do ; sleep 1; done",
        &expect![[r#"
            dash finds `;` where `while` cannot go on with it
            ";": no command stands between `do` and `;`
            "while": `while` begins here and is not complete
            = Behind `do` a command begins. Take `;` away, or write a command before it.
            Take it away: while true; do  sleep 1; done
        "#]],
    );
    check(
        Dialect::Bash,
        "echo a\n&& echo b",
        &expect![[r#"
        bash finds `&&` where no command can have it
        "&&": no command stands before `&&`
        = A line cannot begin with `&&`. End the line before it with `&&`, or with a backslash.
    "#]],
    );
}

#[test]
fn an_operator_with_nothing_behind_it() {
    check(
        Dialect::Dash,
        "echo a &&",
        &expect![[r#"
        dash finds the end of the script where no command can have it
        "&&": no command stands behind `&&`
        = Behind `&&` a command must come; `:` is one that does nothing.
    "#]],
    );
    check(
        Dialect::Bash,
        "echo a >",
        &expect![[r#"
        bash finds the end of the line where no command can have it
        ">": no file stands behind `>`
        = A redirection needs a word behind it.
    "#]],
    );
}

#[test]
fn what_only_bash_has() {
    check(
        Dialect::Dash,
        "a=(1 2)",
        &expect![[r#"
        dash finds `(` where no command can have it
        "(": an array is bash's; dash has none
        = Use the positional parameters: `set -- a b`. Or run the script with bash: `SHELL ["/bin/bash", "-c"]`, where the image has it.
    "#]],
    );
    check(
        Dialect::BusyboxAsh,
        "cat <<<x",
        &expect![[r#"
        busybox ash finds a redirection where no command can have it
        "<": `<<<` is bash's; busybox ash has none
        = Write `printf '%s\n' word |` before the command. Or run the script with bash: `SHELL ["/bin/bash", "-c"]`, where the image has it.
    "#]],
    );
    check(
        Dialect::Dash,
        "function f() { :; }",
        &expect![[r#"
        dash finds `(` where no command can have it
        "(": `function` is bash's; dash has none
        = Write `name() {` without it. Or run the script with bash: `SHELL ["/bin/bash", "-c"]`, where the image has it.
    "#]],
    );
    check(
        Dialect::Dash,
        "for ((i=0;i<3;i++)); do :; done",
        &expect![[r#"
            dash wants the name of a variable behind `for`
            "(": `for ((…))` is bash's; dash has none
            "for": `for` begins here and is not complete
            = Count with `while [ "$i" -lt 3 ]`. Or run the script with bash: `SHELL ["/bin/bash", "-c"]`, where the image has it.
        "#]],
    );
}

#[test]
fn quotes() {
    check(
        Dialect::Dash,
        "echo it's fine",
        &expect![[r#"
        dash finds no quote that ends this one
        "'": the apostrophe opens quotes
        = Write `\'`, or put the text in double quotes.
        Quote the apostrophe: echo it\'s fine
    "#]],
    );
    check(
        Dialect::Bash,
        "echo \"abc",
        &expect![[r#"
        bash finds no `"` that ends this
    "#]],
    );
}

#[test]
fn else_if() {
    check(
        Dialect::Dash,
        "if a; then b; else if c; then d; fi",
        &expect![[r#"
            dash expects `fi` and finds the end of the script
            "else if": this opens a second `if`, which needs a `fi` of its own
            "if": `if` begins here and is not complete
            = Write `elif`, or one more `fi`.
            Write `elif`: if a; then b; elif c; then d; fi
        "#]],
    );
    check(
        Dialect::Bash,
        "if a; then b; elseif c; then d; fi",
        &expect![[r#"
            bash finds `then` where `if` cannot go on with it
            "elseif": `elseif` is the name of a command
            "if": `if` begins here and is not complete
            = The shell has no `elseif`. Write `elif`.
            Write `elif`: if a; then b; elif c; then d; fi
        "#]],
    );
}

#[test]
fn a_carriage_return() {
    check(
        Dialect::Dash,
        "while true; do\r\n:; done",
        &expect![[r#"
        dash expects `do` and finds `done`
        "do\r": a carriage return is the last character of `do`
        "while": `while` begins here and is not complete
        = The lines end as on Windows, with a carriage return that the shell takes for a character of the word. Save the file with Unix line endings.
        Take away the carriage return: while true; do
        :; done
    "#]],
    );
}

#[test]
fn nothing_that_can_be_guessed() {
    check(
        Dialect::Dash,
        "for $i in a; do :; done",
        &expect![[r#"
        dash wants the name of a variable behind `for`
        "$i": the value of a variable, not its name
        "for": `for` begins here and is not complete
        = Behind `for` the name stands without `$`.
        Take the dollar away: for i in a; do :; done
    "#]],
    );
    check(
        Dialect::Dash,
        "(echo a",
        &expect![[r#"
        dash expects `)` and finds the end of the script
        "(": `(` begins here and is not complete
    "#]],
    );
    check(
        Dialect::Bash,
        "echo $(fi)",
        &expect![[r#"
        bash finds `fi` where the substitution cannot go on with it
        "$(": the substitution begins here and is not complete
    "#]],
    );
    check(Dialect::Bash, "echo a", &expect![[""]]);
}
