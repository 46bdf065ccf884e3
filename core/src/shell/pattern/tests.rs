//! What patterns match, recorded from dash 0.5.12, bash 5.2 and busybox 1.35.

use super::{ExtendedPatterns, Locale, Pattern, PatternCharacter, Quoting, Settings};
use crate::shell::{Dialect, Release, Shell};

fn pattern(text: &str, shell: impl Into<Shell>) -> Pattern {
    let mut settings = Settings::of(shell);
    settings.locale = Locale::Utf8;
    settings.extended = ExtendedPatterns::On;
    Pattern::read(&characters(text), settings)
}

/// What stands between `"` is quoted.
fn characters(text: &str) -> Vec<PatternCharacter> {
    let mut quoting = Quoting::Unquoted;
    let mut characters = Vec::new();
    for character in text.chars() {
        match (character, quoting) {
            ('"', Quoting::Quoted) => quoting = Quoting::Unquoted,
            ('"', Quoting::Unquoted) => quoting = Quoting::Quoted,
            _ => characters.push(PatternCharacter { character, quoting }),
        }
    }
    characters
}

/// Which of `texts` dash, bash and busybox match.
#[track_caller]
fn check(text: &str, texts: &[&str], dash: &[&str], bash: &[&str], busybox: &[&str]) {
    let recorded = Shell {
        dialect: Dialect::BusyboxAsh,
        release: Release::Busybox1_35,
    };
    for (shell, expected) in [
        (Dialect::Dash.into(), dash),
        (Dialect::Bash.into(), bash),
        (recorded, busybox),
    ] {
        let pattern = pattern(text, shell);
        let matched: Vec<&str> = texts
            .iter()
            .copied()
            .filter(|it| pattern.matches(it))
            .collect();
        assert_eq!(matched, expected, "{shell:?}");
    }
}

#[track_caller]
fn check_all(text: &str, texts: &[&str], expected: &[&str]) {
    check(text, texts, expected, expected, expected);
}

#[test]
fn all_agree_on_the_standard() {
    check_all("a*c", &["ac", "abc", "ab"], &["ac", "abc"]);
    check_all("\"*\"", &["*", "a"], &["*"]);
    check_all("\\*", &["*", "\\*", "a"], &["*"]);
    check_all("[!a-c]", &["a", "d", "-"], &["d", "-"]);
    check_all("[]a-]", &["]", "a", "-", "b"], &["]", "a", "-"]);
    check_all("[[:alpha:]", &["a", "[:alpha:"], &[]);
    check_all("[a", &["a", "[a"], &["[a"]);
    check_all("[a\"-\"c]", &["b", "-"], &["-"]);
}

#[test]
fn a_backslash_before_a_quoted_character() {
    check("\\\"a\"", &["a", "\\a"], &["a"], &["\\a"], &["a"]);
}

#[test]
fn a_circumflex_is_a_member_to_dash() {
    check(
        "[^a]",
        &["a", "^", "b"],
        &["a", "^"],
        &["^", "b"],
        &["^", "b"],
    );
}

#[test]
fn only_bash_matches_characters() {
    check("?", &["é", "e"], &["e"], &["é", "e"], &["e"]);
    check("[a-é]", &["b", "é"], &[], &["b", "é"], &["b"]);
}

#[test]
fn busybox_of_alpine_takes_a_backslash_for_a_member() {
    let alpine = pattern("[a\"-\"c]", Dialect::BusyboxAsh);
    assert!(alpine.matches("b"));
    assert!(!alpine.matches("-"));
}

#[test]
fn what_is_ill_in_brackets() {
    check("[[:foo:]]", &[":]", "a"], &[":]"], &[], &[]);
    check("[![:foo:]]", &["a"], &[], &["a"], &[]);
    check("[[.hyphen.]]", &["-"], &[], &["-"], &[]);
}

#[test]
fn extended_patterns() {
    let bash = |text: &str, expected: &[&str]| {
        let pattern = pattern(text, Dialect::Bash);
        let texts = ["", "a", "b", "ab", "aab"];
        let matched: Vec<&str> = texts.into_iter().filter(|it| pattern.matches(it)).collect();
        assert_eq!(matched, expected, "{text}");
    };
    bash("@(a|b)", &["a", "b"]);
    bash("?(a)b", &["b", "ab"]);
    bash("*(a)b", &["b", "ab", "aab"]);
    bash("+(a|b)", &["a", "b", "ab", "aab"]);
    bash("!(a)", &["", "b", "ab", "aab"]);
}

#[test]
fn parts_of_a_text() {
    let pattern = pattern("*.", Dialect::Dash);
    assert_eq!(pattern.shortest_prefix("a.b.c"), Some(2));
    assert_eq!(pattern.longest_prefix("a.b.c"), Some(4));
    assert_eq!(pattern.shortest_suffix("a.b."), Some(1));
    assert_eq!(pattern.longest_suffix("a.b."), Some(4));
    assert_eq!(pattern.find("a.b", 0), Some(0..2));
    assert_eq!(pattern.find("ab", 0), None);
}

#[test]
fn a_leading_dot_is_explicit_in_names() {
    for (text, expected) in [
        ("*", false),
        ("?x", false),
        ("[.]x", false),
        (".*", true),
        ("*.x", false),
    ] {
        assert_eq!(
            pattern(text, Dialect::Bash).matches_name(".x"),
            expected,
            "{text}"
        );
    }
    assert!(!pattern("a*", Dialect::Bash).matches_name("a/b"));
}

#[test]
fn many_stars_take_no_longer() {
    let many = "*a".repeat(50);
    let text = "a".repeat(2000) + "b";
    assert!(!pattern(&many, Dialect::Dash).matches(&text));
}
