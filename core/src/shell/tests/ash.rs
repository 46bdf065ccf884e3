//! dash and busybox: cases that once went wrong.

use expect_test::expect;

use super::{BUSYBOX_1_35, check};
use crate::shell::Dialect;

const DASH: Dialect = Dialect::Dash;

#[test]
fn an_escaped_n_is_the_letter() {
    let expected = expect![[r#"
        /bin/sh: 1: Syntax error: "done" unexpected (expecting "do")
    "#]];
    check(DASH, r"while true; do\n echo x; done", &expected);
}

#[test]
fn a_colon_before_the_brace_swallows_it() {
    let expected = expect![[r#"
        /bin/sh: 1: Syntax error: Missing '}'
    "#]];
    check(DASH, "echo ${a:}", &expected);
    check(DASH, "echo ${a:}}", &expect![["accepted\n"]]);
}

#[test]
fn a_line_break_in_place_of_an_operator_is_not_counted() {
    let expected = expect![[r#"
        /bin/sh: 2: Syntax error: Missing '}'
    "#]];
    check(DASH, "cat <<EOF\n${x\nEOF", &expected);
}

#[test]
fn a_continued_operator_counts_its_line() {
    let expected = expect![[r#"
        /bin/sh: 2: Syntax error: redirection unexpected
    "#]];
    check(DASH, "<> <<\\\n", &expected);
}

#[test]
fn a_backquote_quotes_a_delimiter_in_busybox_only() {
    let script = "cat <<`\n$( ";
    let expected = expect![[r#"
        /bin/sh: 2: Syntax error: end of file unexpected (expecting ")")
    "#]];
    check(DASH, script, &expected);
    check(BUSYBOX_1_35, script, &expect![["accepted\n"]]);
}

#[test]
fn a_parenthesis_at_the_start_of_a_pattern_needs_no_word() {
    check(DASH, "case a in ;) echo;; esac", &expect![["accepted\n"]]);
}

#[test]
fn an_assignment_names_no_function() {
    let expected = expect![[r#"
        /bin/sh: syntax error: unexpected "("
    "#]];
    check(BUSYBOX_1_35, "function a=( x", &expected);
}

#[test]
fn a_process_substitution_may_begin_a_delimiter() {
    let expected = expect![[r#"
        /bin/sh: syntax error: unexpected newline
    "#]];
    check(BUSYBOX_1_35, "<<- >( a <&\n<b", &expected);
}

#[test]
fn depth_is_bounded() {
    let expected = expect![["not simulated\n"]];
    check(DASH, &"(".repeat(100_000), &expected);
    check(DASH, &"echo $(".repeat(100_000), &expected);
    check(DASH, &"\"${a-".repeat(100_000), &expected);
}
