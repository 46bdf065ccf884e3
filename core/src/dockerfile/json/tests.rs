//! What BuildKit makes of arrays people write, and where they break.

use super::{JsonArray, read_array, repair};
use crate::text::{Source, Texts};

#[track_caller]
fn check(arguments: &str, expected: &str) {
    let mut texts = Texts::default();
    let name = "Dockerfile".to_owned();
    let span = texts.add_source(Source::File { name }, arguments);
    let shown = match read_array(&mut texts, span) {
        JsonArray::NoBracket => "no bracket".to_owned(),
        JsonArray::Strings(strings) => {
            let strings: Vec<_> = strings.iter().map(|it| texts.str(*it)).collect();
            format!("strings {strings:?}")
        }
        JsonArray::NotStrings { element } => format!("not a string: {}", texts.str(element)),
        JsonArray::Broken(broken) => format!(
            "breaks at {} {:?}: expected {}",
            broken.at.start,
            texts.str(broken.at),
            broken.expected.phrase()
        ),
    };
    assert_eq!(shown, expected);
}

#[test]
fn arrays_of_strings_are_exec_form() {
    check(r#"["a", "b c"]"#, r#"strings ["a", "b c"]"#);
    check("[]", "strings []");
    check("[ \t\"x\"\r]  ", r#"strings ["x"]"#);
    check(r#"["\u0041\n\t\\\/é"]"#, r#"strings ["A\n\t\\/é"]"#);
}

#[test]
fn surrogates_follow_go() {
    check(r#"["\ud83d\ude00"]"#, r#"strings ["😀"]"#);
    check(r#"["\ud83d"]"#, r#"strings ["�"]"#);
    check(r#"["\ud83d\u0041"]"#, r#"strings ["�A"]"#);
    check(r#"["\ude00\ud83d\ude00"]"#, r#"strings ["�😀"]"#);
}

#[test]
fn other_elements_are_an_error() {
    check(r#"["a", 1]"#, "not a string: 1");
    check(r#"["a", ["x"]]"#, r#"not a string: ["x"]"#);
    check(
        r#"["a", {"b": [null, {}]}, "c"]"#,
        r#"not a string: {"b": [null, {}]}"#,
    );
    check("[null]", "not a string: null");
}

#[test]
fn breaks_say_where_and_what_was_expected() {
    check(
        "['a']",
        r#"breaks at 1 "'": expected a string in double quotes or `]`"#,
    );
    check(
        r#"["a",]"#,
        r#"breaks at 5 "]": expected a string in double quotes"#,
    );
    check(r#"["a" "b"]"#, r#"breaks at 5 "\"": expected `,` or `]`"#);
    check(
        r#"["a"] b"#,
        r#"breaks at 6 "b": expected the end of the line"#,
    );
    check(r#"["a""#, r#"breaks at 4 "": expected `,` or `]`"#);
    check(r#"["a"#, "breaks at 3 \"\": expected the closing `\"`");
    check(
        r#"["C:\dir"]"#,
        "breaks at 5 \"d\": expected one of `\"` `\\` `/` `b` `f` `n` `r` `t` `u` after the backslash",
    );
    check(
        r#"["\u12x4"]"#,
        r#"breaks at 6 "x": expected a hexadecimal digit (`\u` takes four)"#,
    );
    check(
        "[“a”]",
        r#"breaks at 1 "“": expected a string in double quotes or `]`"#,
    );
    check(
        r#"["x", $PORT]"#,
        r#"breaks at 6 "$": expected a string in double quotes"#,
    );
    check(
        "[1, 1e999]",
        r#"breaks at 4 "1": expected a number that fits in 64 bits"#,
    );
    check("[01]", r#"breaks at 2 "1": expected `,` or `]`"#);
    check(r#"[{"a" 1}]"#, r#"breaks at 6 "1": expected `:`"#);
    check(
        "[nul]",
        r#"breaks at 4 "]": expected `true`, `false` or `null`"#,
    );
}

#[test]
fn deep_nesting_ends_where_go_ends() {
    let deep = |levels: usize| "[".repeat(levels) + &"]".repeat(levels);
    check(&deep(3), "not a string: [[]]");
    let mut texts = Texts::default();
    let name = "Dockerfile".to_owned();
    let fits = texts.add_source(Source::File { name: name.clone() }, deep(10_000));
    assert!(matches!(
        read_array(&mut texts, fits),
        JsonArray::NotStrings { .. }
    ));
    let too_deep = texts.add_source(Source::File { name }, deep(10_001));
    assert!(matches!(
        read_array(&mut texts, too_deep),
        JsonArray::Broken(_)
    ));
}

#[track_caller]
fn check_repair(text: &str, expected: Option<&[&str]>) {
    let expected = expected.map(|strings| strings.iter().map(|it| (*it).to_owned()).collect());
    assert_eq!(repair(text), expected, "{text}");
}

#[test]
fn broken_lists_are_repaired() {
    check_repair("['node', 'a.js']", Some(&["node", "a.js"]));
    check_repair(r#"["node","a.js" "b"]"#, Some(&["node", "a.js", "b"]));
    check_repair(r#"["x", $PORT]"#, Some(&["x", "$PORT"]));
    check_repair("[“a”, “b c”]", Some(&["a", "b c"]));
    check_repair(r#"["a", "b""#, Some(&["a", "b"]));
    check_repair(r#"["a", "b]"#, Some(&["a", "b"]));
    check_repair(r#"["C:\dir", "x"]"#, Some(&[r"C:\dir", "x"]));
    check_repair(r#"["a"] # comment"#, Some(&["a"]));
}

#[test]
fn tests_are_left_alone() {
    check_repair(r#"[ "$x" = 1 ] && echo y"#, None);
    check_repair("[[ -f x ]]", None);
    check_repair("[ -d /x ]", None);
    check_repair(r#"["a"]["b"]"#, None);
}
