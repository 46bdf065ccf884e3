//! Aliases, the traps of events, and redirections, as the installed shells were asked.

use serde_json::json;
use shellform::shell::Dialect;

use crate::run::{Machine, Result, run};

#[track_caller]
fn check(dialect: Dialect, script: &str, exit: i64, stdout: &str, stderr: &str) {
    let machine = Machine {
        shell: dialect.into(),
        environment: &[("PATH", "/usr/bin:/bin")],
        files: &[],
    };
    let expected = Result::Ended {
        exit,
        stdout: stdout.to_owned(),
        stderr: stderr.to_owned(),
    };
    assert_eq!(run(&json!({ "script": script }), &machine), expected);
}

#[test]
fn an_alias_counts_from_the_next_line_on() {
    let script = "alias a='echo ' b=bee; a b 2>/dev/null\na b b";
    check(Dialect::Dash, script, 0, "bee b\n", "");
    check(Dialect::BashAsSh, script, 0, "bee b\n", "");
    let own = format!("shopt -s expand_aliases\n{script}");
    check(Dialect::Bash, &own, 0, "bee b\n", "");
}

#[test]
fn the_trap_of_err_runs_where_set_e_would_end_the_shell() {
    let script = "trap 'echo err' ERR; false || :; ! true; (exit 3); false; echo x";
    check(Dialect::Bash, script, 0, "err\nerr\nx\n", "");
    check(Dialect::BusyboxAsh, script, 0, "err\nerr\nx\n", "");
}

#[test]
fn a_trap_that_a_function_sets_stays() {
    let script = "f() { trap 'echo in' ERR; false; }; trap 'echo out' ERR; f; false";
    check(Dialect::Bash, script, 1, "in\nin\nin\n", "");
}

#[test]
fn bash_wants_one_word_behind_a_redirection() {
    let message = "/bin/bash: line 1: $x: ambiguous redirect\n";
    check(Dialect::Bash, "x='a b'; echo >$x", 1, "", message);
    check(Dialect::BashAsSh, "x='a b'; echo >$x", 0, "", "");
}

#[test]
fn a_program_is_found_along_the_path_before_its_name() {
    let message = "/bin/sh: 1: ls: not found\n";
    check(Dialect::Dash, "PATH= ls", 127, "", message);
}

#[test]
fn nothing_runs_behind_set_n() {
    check(Dialect::Dash, "echo a; set -n; echo b", 0, "a\n", "");
}

#[test]
fn what_v_and_r_ask_for() {
    // Each line: a test, and whether bash 5.2 finds that it holds.
    let tests = [
        ("declare -n r=x; x=1; [[ -v r ]] && test -v r", true),
        ("declare -n r=x; [[ -v r ]]", false),
        ("declare -n r=x; [[ -R r ]] && test -R r", true),
        ("declare -n r; [[ -R r ]]", false),
        ("a=([1]=x); [[ -v a ]]", false),
        ("a=([1]=x); [[ -v a[1] ]] && test -v 'a[1]'", true),
        ("a=([1]=x); [[ -v a[@] ]] && [[ -v a[-1] ]]", true),
        ("a=(); [[ -v a[@] ]]", false),
        ("declare -n q='a[1]'; a=(1 2); [[ -v q ]]", false),
        ("declare -A m=([k]=v); k=k; [[ -v m[k] && -v m[$k] ]]", true),
        ("declare -A m=([k]=v); [[ -v m || -v m[@] ]]", false),
        ("set -- p; [[ -v 1 && -v 0 && -v 01 ]]", true),
        ("set -- p; [[ -v 2 || -v @ || -v '#' ]]", false),
        ("x=1; [[ -v x[0] && -v x[@] ]]", true),
        ("x=1; [[ -v x[1] || -v 'x[0]y' || -v 'x[' ]]", false),
    ];
    for (test, holds) in tests {
        check(Dialect::Bash, test, i64::from(!holds), "", "");
    }
    let message = "/bin/bash: line 1: a: bad array subscript\n";
    check(Dialect::Bash, "a=(1); [[ -v a[-5] ]]", 1, "", message);
}

#[test]
fn errexit_enters_a_substitution_where_it_is_inherited() {
    let script = "set -e; x=$(false; echo in); echo \"<$x>\"";
    check(Dialect::Bash, script, 0, "<in>\n", "");
    let inherited = format!("shopt -s inherit_errexit; {script}");
    check(Dialect::Bash, &inherited, 1, "", "");
    check(Dialect::BashAsSh, script, 1, "", "");
    let not_inherited = format!("shopt -u inherit_errexit; {script}");
    check(Dialect::BashAsSh, &not_inherited, 0, "<in>\n", "");
}

/// The count of shells that `env` gets, where the script's shell has counted itself as the fifth.
#[track_caller]
fn check_level(script: &str, level: &str) {
    let script = format!("{script}\n");
    let machine = Machine {
        shell: Dialect::Bash.into(),
        environment: &[("PATH", "/usr/bin:/bin"), ("SHLVL", "5")],
        files: &[],
    };
    let stdout = match run(&json!({ "script": script }), &machine) {
        Result::Ended { stdout, .. } => stdout,
        Result::Unsupported(what) => what,
    };
    let lines = stdout.lines().filter(|it| it.starts_with("SHLVL="));
    let found: Vec<&str> = lines.collect();
    assert_eq!(found, [format!("SHLVL={level}")], "{script}: {stdout}");
}

#[test]
fn bash_counts_itself_out_where_it_becomes_a_program() {
    for script in [
        "env",
        "env & wait",
        "(env)",
        "exec env | cat",
        "(true; env) | cat",
        "x=$(env); echo \"$x\"",
        "true | echo \"$(exec env)\"",
    ] {
        check_level(script, "5");
    }
    for script in [
        "(exec env)",
        "env | cat",
        "true & env",
        "{ env; } & wait",
        "f() { exec env; }; (f)",
        "true | echo \"$(env)\"",
        "(echo \"$(exec env)\")",
    ] {
        check_level(script, "6");
    }
}

#[test]
fn parentheses_that_have_a_process_already_make_none() {
    let script =
        "true | (echo $BASH_SUBSHELL); ( (echo $BASH_SUBSHELL) ); ( (echo $BASH_SUBSHELL); : )";
    check(Dialect::Bash, script, 0, "1\n2\n2\n", "");
}
