//! What the shells calculate, recorded from dash 0.5.12, bash 5.2 and busybox 1.35; 1.37 from recorded cases.

use std::collections::BTreeMap;

use super::{Unassigned, Variables, evaluate};
use crate::shell::{Dialect, Release, Shell};

/// Variables in a map; `r` is read-only.
#[derive(Default)]
struct Map(BTreeMap<String, String>);

impl Variables for Map {
    fn value(&self, name: &str) -> Option<String> {
        self.0.get(name).cloned()
    }

    fn set(&mut self, name: &str, value: i64) -> Result<(), Unassigned> {
        if name == "r" {
            return Err(Unassigned::ReadOnly);
        }
        self.0.insert(name.to_owned(), value.to_string());
        Ok(())
    }
}

fn map(variables: &[(&str, &str)]) -> Map {
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    Map(variables.iter().map(owned).collect())
}

const BUSYBOX: Shell = Shell {
    dialect: Dialect::BusyboxAsh,
    release: Release::Busybox1_35,
};

fn answer(text: &str, shell: Shell) -> String {
    let mut variables = map(&[("n", "3"), ("e", "1+2"), ("l", "l"), ("big", "0x10")]);
    match evaluate(text, shell, &mut variables) {
        Ok(value) => value.to_string(),
        Err(error) => {
            assert!(text.get(error.at.clone()).is_some(), "{error:?}");
            format!("{} @{}..{}", error.message, error.at.start, error.at.end)
        }
    }
}

/// What dash, bash and busybox 1.35 make of `text`.
#[track_caller]
fn check(text: &str, dash: &str, bash: &str, busybox: &str) {
    assert_eq!(answer(text, Dialect::Dash.into()), dash, "dash");
    assert_eq!(answer(text, Dialect::Bash.into()), bash, "bash");
    assert_eq!(answer(text, BUSYBOX), busybox, "busybox");
}

#[test]
fn all_agree_on_the_operators_of_the_standard() {
    for (text, value) in [
        ("1 + 2 * 3 - 010 + 0x1F", "30"),
        ("5 & 3 | 8 ^ 1", "9"),
        ("1 << 64", "1"),
        ("9223372036854775807 + 1", "-9223372036854775808"),
        ("-5 % 3", "-2"),
        ("0 ? 2 : 0 ? 4 : 5", "5"),
        ("!!5 + ~0", "0"),
        ("n = 4 * 2", "8"),
        ("n += 2", "5"),
        ("unset + 1", "1"),
    ] {
        check(text, value, value, value);
    }
}

#[test]
fn more_operators() {
    check(
        "2 ** 3",
        "arithmetic expression: expecting primary: \"2 ** 3\" @3..4",
        "8",
        "8",
    );
    check(
        "n++",
        "arithmetic expression: expecting primary: \"n++\" @3..3",
        "3",
        "3",
    );
    check(
        "1, 2",
        "arithmetic expression: expecting EOF: \"1, 2\" @1..2",
        "2",
        "2",
    );
    check("++n", "3", "4", "4");
}

#[test]
fn what_is_missing() {
    check(
        "1 + ",
        "arithmetic expression: expecting primary: \"1 + \" @4..4",
        "1 + : syntax error: operand expected (error token is \"+ \") @4..4",
        "arithmetic syntax error @4..4",
    );
    check(
        "",
        "arithmetic expression: expecting primary: \"\" @0..0",
        "0",
        "0",
    );
}

#[test]
fn division_by_zero() {
    check(
        "1 / 0 + 1",
        "arithmetic expression: division by zero: \"1 / 0 + 1\" @2..3",
        "1 / 0 + 1: division by 0 (error token is \"0 + 1\") @4..9",
        "divide by zero @6..7",
    );
    check("0 && 1 / 0", "0", "0", "divide by zero @10..10");
}

#[test]
fn the_least_number_divided_by_minus_one_kills_dash() {
    check(
        "(-9223372036854775807 - 1) / -1",
        " @27..28",
        "-9223372036854775808",
        "-9223372036854775808",
    );
}

#[test]
fn values_of_variables() {
    check("e * 2", "Illegal number: 1+2 @0..1", "6", "6");
    check("big", "16", "16", "16");
    check(
        "1 + l",
        "Illegal number: l @4..5",
        "l: expression recursion level exceeded (error token is \"l\") @4..5",
        "expression recursion loop detected @4..5",
    );
    check(
        "r = 1",
        "r: is read only @0..1",
        "r: readonly variable @0..1",
        "r: is read only @0..1",
    );
}

#[test]
fn assignments_in_a_branch() {
    check("1 ? n = 2 : 3", "2", "2", "malformed ?: operator @6..7");
    // From 1.37 on, busybox reads what stands before `:` as in parentheses.
    assert_eq!(answer("1 ? n = 2 : 3", Dialect::BusyboxAsh.into()), "2");
    assert_eq!(answer("0 ? 1 / 0 : 3", Dialect::BusyboxAsh.into()), "3");
}

#[test]
fn constants() {
    check(
        "99999999999999999999",
        "9223372036854775807",
        "7766279631452241919",
        "0",
    );
    assert_eq!(
        answer("99999999999999999999", Dialect::BusyboxAsh.into()),
        "7766279631452241919"
    );
    check(
        "08",
        "arithmetic expression: expecting EOF: \"08\" @1..2",
        "08: value too great for base (error token is \"08\") @0..2",
        "arithmetic syntax error @0..1",
    );
    check(
        "64#_ + 2#101",
        "arithmetic expression: expecting EOF: \"64#_ + 2#101\" @2..3",
        "68",
        "68",
    );
}

#[test]
fn deep_nests_end() {
    let deep = "(".repeat(100_000);
    for shell in [Dialect::Dash, Dialect::Bash] {
        let error = evaluate(&deep, shell.into(), &mut Map::default());
        assert!(error.is_err());
    }
    let signs = format!("{}1", "-".repeat(100_000));
    assert_eq!(evaluate(&signs, BUSYBOX, &mut Map::default()), Ok(1));
}
