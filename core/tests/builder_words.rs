//! The builder's word expansion against what BuildKit's own was recorded to do, case by case.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use serde::Deserialize;

use shellform::dockerfile::Escape;
use shellform::dockerfile::word::{Reference, WordRules, expand_word};
use shellform::text::{Source, Span, Texts};

const CASES: &str = include_str!("../../tests/fixtures/builder-words.jsonl");

/// How many differences are shown.
const SHOWN: usize = 10;

#[derive(Deserialize)]
struct Environment {
    env: Vec<String>,
}

#[derive(Deserialize)]
struct Case {
    id: String,
    word: String,
    escape: String,
    #[serde(flatten)]
    recorded: Outcome,
}

#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
struct Outcome {
    result: Option<String>,
    error: Option<String>,
    words: Vec<String>,
    words_error: Option<String>,
    unmatched: BTreeSet<String>,
}

#[test]
fn words_expand_as_recorded() {
    let mut lines = CASES.lines();
    let environment: Environment = serde_json::from_str(lines.next().unwrap()).unwrap();
    let mut texts = Texts::default();
    let variables = set_variables(&mut texts, &environment);
    let (mut cases, mut differences, mut report) = (0, 0, String::new());
    for line in lines {
        let case: Case = serde_json::from_str(line).unwrap();
        let ours = expand(&mut texts, &case, &variables);
        cases += 1;
        if ours != case.recorded {
            differences += 1;
            if differences <= SHOWN {
                let Case {
                    id, word, recorded, ..
                } = case;
                writeln!(
                    report,
                    "{id}: {word}\n  recorded {recorded:?}\n  ours     {ours:?}"
                )
                .unwrap();
            }
        }
    }
    assert_eq!(cases, 3000);
    assert!(
        differences == 0,
        "{differences} of {cases} cases differ\n{report}"
    );
}

fn set_variables(texts: &mut Texts, environment: &Environment) -> BTreeMap<String, Span> {
    let pairs = environment
        .env
        .iter()
        .filter_map(|pair| pair.split_once('='));
    pairs
        .map(|(name, value)| {
            let source = Source::BuildArgument {
                name: name.to_owned(),
            };
            (name.to_owned(), texts.add_source(source, value))
        })
        .collect()
}

fn expand(texts: &mut Texts, case: &Case, variables: &BTreeMap<String, Span>) -> Outcome {
    let file = Source::File {
        name: "Dockerfile".into(),
    };
    let word = texts.add_source(file, case.word.as_str());
    let escape = match case.escape.as_str() {
        "`" => Escape::Backtick,
        _ => Escape::Backslash,
    };
    match expand_word(texts, word, variables, WordRules::builder(escape)) {
        Ok(expansion) => Outcome {
            result: Some(texts.str(expansion.result).to_owned()),
            words: expansion
                .words
                .iter()
                .map(|it| texts.str(*it).to_owned())
                .collect(),
            unmatched: unmatched(&expansion.references),
            ..Outcome::default()
        },
        Err(error) => Outcome {
            error: Some(error.message.clone()),
            words_error: Some(error.message),
            unmatched: unmatched(&error.references),
            ..Outcome::default()
        },
    }
}

fn unmatched(references: &[Reference]) -> BTreeSet<String> {
    let unset = references.iter().filter(|it| it.value.is_none());
    unset.map(|it| it.name.clone()).collect()
}
