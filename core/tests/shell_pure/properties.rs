//! The invariants, over arbitrary text: nothing panics, and what is found lies within the text.

use std::collections::BTreeMap;

use proptest::prelude::*;
use shellform::shell::arithmetic::{Unassigned, Variables, evaluate};
use shellform::shell::pattern::{
    ExtendedPatterns, LetterCase, Locale, Pattern, PatternCharacter, Quoting, Settings,
};
use shellform::shell::{Dialect, Release, Shell};

fn shells() -> [Shell; 5] {
    let older = Shell {
        dialect: Dialect::BusyboxAsh,
        release: Release::Busybox1_35,
    };
    [
        Dialect::Dash.into(),
        Dialect::Bash.into(),
        Dialect::BashAsSh.into(),
        Dialect::BusyboxAsh.into(),
        older,
    ]
}

struct Map(BTreeMap<String, String>);

impl Variables for Map {
    fn value(&self, name: &str) -> Option<String> {
        self.0.get(name).cloned()
    }

    fn set(&mut self, name: &str, value: i64) -> Result<(), Unassigned> {
        self.0.insert(name.to_owned(), value.to_string());
        Ok(())
    }
}

fn calculate(text: &str, value: &str) {
    for shell in shells() {
        let variables = [("x", value), ("y", text)];
        let owned = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
        let mut variables = Map(variables.into_iter().map(owned).collect());
        if let Err(error) = evaluate(text, shell, &mut variables) {
            assert!(text.get(error.at.clone()).is_some(), "{text:?} {error:?}");
        }
    }
}

/// Every shortest part is within the longest, every part within the text, and the whole is a part.
fn cut(written: &str, text: &str) {
    for shell in shells() {
        for extended in [ExtendedPatterns::Off, ExtendedPatterns::On] {
            for letter_case in [LetterCase::Kept, LetterCase::Ignored] {
                let locale = Locale::Utf8;
                let settings = Settings {
                    shell,
                    locale,
                    extended,
                    letter_case,
                };
                check_parts(&Pattern::read(&characters(written), settings), text);
            }
        }
    }
}

/// What stands between quotation marks is quoted.
fn characters(written: &str) -> Vec<PatternCharacter> {
    let parts = written
        .split('"')
        .zip([Quoting::Unquoted, Quoting::Quoted].into_iter().cycle());
    let read = |(part, quoting): (&'_ str, Quoting)| -> Vec<PatternCharacter> {
        let read = |character| PatternCharacter { character, quoting };
        part.chars().map(read).collect()
    };
    parts.flat_map(read).collect()
}

fn check_parts(pattern: &Pattern, text: &str) {
    let (shortest, longest) = (pattern.shortest_prefix(text), pattern.longest_prefix(text));
    assert!(shortest <= longest && longest <= Some(text.len()));
    assert_eq!(pattern.matches(text), longest == Some(text.len()));
    let (shortest, longest) = (pattern.shortest_suffix(text), pattern.longest_suffix(text));
    assert!(shortest <= longest && longest <= Some(text.len()));
    assert_eq!(pattern.matches(text), longest == Some(text.len()));
    assert!(pattern.matches(text) || !pattern.matches_name(text));
    if let Some(found) = pattern.find(text, 0) {
        assert!(found.start <= found.end && found.end <= text.len());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn any_text_is_calculated(text in ".{0,30}", value in ".{0,10}") {
        calculate(&text, &value);
    }

    #[test]
    fn what_looks_like_an_expression_is_calculated(
        text in "[-+*/%<>=!&|^~?:,()xyz0129a#@_ .\\[\\]]{0,25}",
        value in "[-+*=?:(),xy019# ]{0,10}",
    ) {
        calculate(&text, &value);
    }

    #[test]
    fn any_text_is_a_pattern(written in ".{0,20}", text in ".{0,20}") {
        cut(&written, &text);
    }

    #[test]
    fn what_looks_like_a_pattern_is_one(
        written in "[]\\[*?!^:.=|()@+abé\"\\\\-]{0,20}",
        text in "[]\\[*abé.-]{0,15}",
    ) {
        cut(&written, &text);
    }
}
