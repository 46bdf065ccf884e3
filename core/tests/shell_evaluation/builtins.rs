//! Built-ins of bash, against what bash 5.2 printed.

use serde_json::json;
use shellform::shell::{Dialect, Release, Shell};

use crate::run::{Machine, Result, run};

/// Holds that bash prints this, and ends with this status.
#[track_caller]
fn check(script: &str, stdout: &str, exit: i64) {
    let machine = Machine {
        shell: Shell {
            dialect: Dialect::Bash,
            release: Release::Bash5_2,
        },
        environment: &[("PATH", "/bin:/usr/bin"), ("HOME", "/root")],
        files: &[],
    };
    let expected = Result::Ended {
        exit,
        stdout: stdout.to_owned(),
        stderr: String::new(),
    };
    let found = match run(&json!({ "script": script }), &machine) {
        Result::Ended { exit, stdout, .. } => Result::Ended {
            exit,
            stdout,
            stderr: String::new(),
        },
        unsupported @ Result::Unsupported(_) => unsupported,
    };
    assert_eq!(found, expected, "{script}");
}

#[test]
fn caller_tells_the_line_and_the_file_of_a_call() {
    let functions = "f(){ caller; caller 0; caller 1; caller 2; }\ng(){ f\n}\n";
    let expected = "2 environment\n2 g environment\n";
    check(&format!("{functions}g"), expected, 1);
    check("f(){ caller; }; f", "1 NULL\n", 0);
    check("caller", "", 1);
    let sourced = "echo 'f(){ caller 0; caller; }\nf' > s.sh; . ./s.sh";
    check(sourced, "2 source ./s.sh\n2 ./s.sh\n", 0);
}

#[test]
fn directories_lie_on_a_stack() {
    check("cd /; pushd /tmp; popd", "/tmp /\n/\n", 0);
    check(
        "cd /; pushd /tmp; pushd; dirs -v",
        "/tmp /\n/ /tmp\n 0  /\n 1  /tmp\n",
        0,
    );
    check(
        "cd; pushd -n /tmp; dirs -l; dirs +1",
        "~ /tmp\n/root /tmp\n/tmp\n",
        0,
    );
    check("pushd", "", 1);
    check("cd /; pushd /tmp; popd +9", "/tmp /\n", 1);
}

#[test]
fn lines_become_elements() {
    let read = "printf '%s\\n' a b c d | { mapfile -t -C 'echo cb' -c 2 a; declare -p a; }";
    let expected = "cb 1 b\ncb 3 d\ndeclare -a a=([0]=\"a\" [1]=\"b\" [2]=\"c\" [3]=\"d\")\n";
    check(read, expected, 0);
    let from = "a=(x y z); mapfile -t -O 1 a <<<q; echo ${a[@]}";
    check(from, "x q z\n", 0);
    check("mapfile -d : a <<<1:2; echo \"${a[0]}\"", "1:\n", 0);
    check("mapfile -n x a", "", 1);
    check("mapfile ''", "", 1);
}

#[test]
fn elements_are_read_out_of_a_quoted_argument() {
    let declared = "declare -a 'a=(1 \"2 3\")'; declare -p a";
    check(declared, "declare -a a=([0]=\"1\" [1]=\"2 3\")\n", 0);
    let keys = "declare -A 'm=([x]=1)'; declare -p m";
    check(keys, "declare -A m=([x]=\"1\" )\n", 0);
    check(
        "declare 'n=(1 2)'; declare -p n",
        "declare -- n=\"(1 2)\"\n",
        0,
    );
}

#[test]
fn a_reference_must_name_a_variable() {
    check("declare -n r='a b'", "", 1);
    check("declare -n r=r", "", 1);
    check("a=(1); declare -n a", "", 1);
    check("x=1; declare -n r=x; unset r; echo \"[$x]\"", "[]\n", 0);
    check("x=1; declare -n r=x; unset -n r; echo $x", "1\n", 0);
    check(
        "a=(1 2); unset 'a[@]'; declare -p a",
        "declare -a a=()\n",
        0,
    );
    check("s=x; unset 's[1]'", "", 1);
}

#[test]
fn letters_change_as_one_attribute_says() {
    check("declare -c v; v='aBC dEF'; echo $v", "Abc def\n", 0);
    check(
        "declare -cl w=ABC; declare -p w",
        "declare -- w=\"ABC\"\n",
        0,
    );
}

#[test]
fn options_of_set_are_options_of_shopt() {
    check(
        "shopt -so pipefail; shopt -o pipefail",
        "pipefail       \ton\n",
        0,
    );
    check("shopt -po nounset", "set +o nounset\n", 1);
    check("shopt -o foo", "", 1);
}

#[test]
fn words_are_completed() {
    check("compgen -W 'one two three' -- t", "two\nthree\n", 0);
    check("v=x; compgen -P 1 -S 2 -W '$v *'", "1x2\n1*2\n", 0);
    check("compgen -W a b", "", 1);
    check("touch fa fb; mkdir fd; compgen -d f", "fd\n", 0);
    check("compgen -A nope", "", 2);
}

#[test]
fn a_shell_that_is_no_login_shell_does_not_log_out() {
    check("logout; echo $?", "1\n", 0);
    check("suspend; echo $?; suspend -z; echo $?", "1\n2\n", 0);
    check("suspend x; echo no", "", 1);
    check("return 1 2; echo no", "", 1);
}

#[test]
fn two_hyphens_end_the_options_of_what_takes_a_number() {
    check("exit -- 3", "", 3);
    check("set a b; shift -- 1; echo $#", "1\n", 0);
    check("for i in 1 2; do echo $i; break -- 1; done", "1\n", 0);
    check("f() { return -- 3; }; f; echo $?; exit -- x", "3\n", 2);
}
