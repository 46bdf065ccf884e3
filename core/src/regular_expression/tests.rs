//! What patterns find; the expectations are what GNU sed 4.9, grep 3.8 and mawk 1.3.4 print.

use super::{Case, Dialect, Regex, Unit};

/// The match and its groups, each in brackets.
#[track_caller]
fn check(dialect: Dialect, pattern: &str, text: &str, expected: &str) {
    let found = match Regex::new(pattern, dialect, Case::Sensitive, Unit::Byte) {
        Err(error) => error.message().to_owned(),
        Ok(regex) => match regex.find(text, 0).unwrap() {
            None => "nothing".to_owned(),
            Some(found) => {
                let group = |it: &Option<(usize, usize)>| it.map_or("", |it| &text[it.0..it.1]);
                found
                    .groups
                    .iter()
                    .map(|it| format!("[{}]", group(it)))
                    .collect()
            }
        },
    };
    assert_eq!(found, expected, "{pattern} in {text}");
}

#[test]
fn the_longest_match_counts_and_earlier_alternatives_first() {
    for (pattern, text, expected) in [
        ("(a|ab)(c|bcd)(d*)", "abcd", "[abcd][a][bcd][]"),
        ("((a)|b)*", "abab", "[abab][b][a]"),
        ("(a|ab|b)*", "abab", "[abab][b]"),
        ("(ab?|b)*", "abab", "[abab][ab]"),
        ("(a|aa)*$", "aaa", "[aaa][a]"),
        ("(foo|foob)(ar|bar)?", "foobar", "[foobar][foo][bar]"),
        ("x|xy|xyz", "xyz", "[xyz]"),
        ("(a*)+", "aaa", "[aaa][aaa]"),
        ("a{2}", "aaa", "[aa]"),
        ("a{2,}b{0,1}", "aaab", "[aaab]"),
    ] {
        check(Dialect::SedExtended, pattern, text, expected);
    }
}

#[test]
fn stars_and_anchors_of_basic_patterns_stand_for_themselves_elsewhere() {
    for (pattern, text, expected) in [
        ("*a", "b*a", "[*a]"),
        (r"\(*a\)", "*a", "[*a][*a]"),
        ("^*a", "*a", "[*a]"),
        ("a^b", "a^b", "[a^b]"),
        ("a$b", "a$b", "[a$b]"),
        (r"x\|^b", "ab", "nothing"),
        (r"\(^a\)", "ab", "[a][a]"),
        (r"a\{2\}", "aaa", "[aa]"),
        (r"\(o\)*b", "foob", "[oob][o]"),
        (r"\(.\)\1", "abccd", "[cc][c]"),
        (r"\(a*\)\1", "aaaaa", "[aaaa][aa]"),
        (r"\<b\w*\>", "ab bc", "[bc]"),
    ] {
        check(Dialect::SedBasic, pattern, text, expected);
    }
}

#[test]
fn brackets_hold_classes_ranges_and_their_own_closing() {
    for (pattern, text, expected) in [
        ("[]a]*", "]a]b", "[]a]]"),
        ("[^]a]*", "xy]", "[xy]"),
        ("[[:digit:]x-]+", "a-1x", "[-1x]"),
        (r"[\n]+", r"a\nb", r"[\n]"),
        ("[a", "a", "Unmatched [, [^, [:, [., or [="),
        ("[[:foo:]]", "a", "Invalid character class name"),
        ("[b-a]", "a", "Invalid range end"),
        (
            "[:alpha:]",
            "a",
            "character class syntax is [[:space:]], not [:space:]",
        ),
    ] {
        check(Dialect::GrepExtended, pattern, text, expected);
    }
}

#[test]
fn a_mistake_is_named_as_the_library_names_it() {
    for (pattern, expected) in [
        ("*a", "Invalid preceding regular expression"),
        ("a{,x", r"Unmatched \{"),
        ("a)", r"Unmatched ) or \)"),
        ("(", r"Unmatched ( or \("),
        ("a{2,1}", r"Invalid content of \{\}"),
        (r"\1", "Invalid back reference"),
        (r"a\", "Trailing backslash"),
        ("x{99999}", "Regular expression too big"),
    ] {
        check(Dialect::SedExtended, pattern, "a", expected);
    }
}

#[test]
fn awk_has_escape_sequences_and_mawk_no_intervals() {
    check(Dialect::Mawk, r"a\/[\t\]]", "a/]", "[a/]]");
    check(Dialect::Mawk, "a{2}", "aaa{2}", "[a{2}]");
    check(Dialect::Awk, "a{2}", "aaa{2}", "[aa]");
    check(Dialect::Mawk, r"\101\.", "A.", "[A.]");
}

#[test]
fn a_search_ends_whatever_the_pattern() {
    let text = "a".repeat(2000);
    check(Dialect::SedExtended, "(a*)*b", &text, "nothing");
    check(Dialect::SedExtended, "(a|aa)+b", &text, "nothing");
    let regex = Regex::new(
        r"\(a*\)*\(a*\)*\1b",
        Dialect::SedBasic,
        Case::Sensitive,
        Unit::Byte,
    );
    assert!(regex.unwrap().find(&text, 0).is_err());
}
