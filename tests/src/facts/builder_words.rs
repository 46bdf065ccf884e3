//! `builder-words.jsonl`: BuildKit's own expansion of words.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use shellform::dockerfile::Escape;
use shellform::dockerfile::word::{WordRules, expand_word};
use shellform::text::{Source, Span, Texts};

use super::{Differences, Outcome};

/// The environment in the first line of the file, as `NAME=value`.
pub(super) type Environment = Vec<String>;

pub(super) fn compare(case: &Value, environment: &Environment) -> Outcome {
    let mut texts = Texts::default();
    let mut variables: BTreeMap<String, Span> = BTreeMap::new();
    for entry in environment {
        let (name, value) = entry.split_once('=').unwrap_or((entry, ""));
        let source = Source::BuildArgument {
            name: name.to_owned(),
        };
        variables.insert(name.to_owned(), texts.add_source(source, value));
    }
    let name = "Dockerfile".to_owned();
    let word = texts.add_source(
        Source::File { name },
        case["word"].as_str().unwrap_or_default(),
    );
    let escape = match case["escape"].as_str() {
        Some("`") => Escape::Backtick,
        _ => Escape::Backslash,
    };
    let expansion = expand_word(&mut texts, word, &variables, WordRules::builder(escape));
    let (result, words, error, references) = match expansion {
        Ok(it) => (Some(it.result), it.words, None, it.references),
        Err(it) => (None, Vec::new(), Some(it.message), it.references),
    };
    let mut unset: Vec<String> = references
        .into_iter()
        .filter(|it| it.value.is_none())
        .map(|it| it.name)
        .collect();
    unset.sort();
    unset.dedup();
    let words: Vec<&str> = words.iter().map(|it| texts.str(*it)).collect();
    let mut differences = Differences::default();
    differences.same(
        "result",
        &case["result"],
        &result.map(|it| texts.str(it)).into(),
    );
    differences.same("error", &case["error"], &error.into());
    differences.same("words", &list(&case["words"]), &words.into());
    differences.same("unmatched", &sorted(&case["unmatched"]), &unset.into());
    differences.outcome()
}

fn list(recorded: &Value) -> Value {
    match recorded {
        Value::Null => json!([]),
        other => other.clone(),
    }
}

fn sorted(recorded: &Value) -> Value {
    let mut names: Vec<String> = recorded
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|it| it.as_str().map(str::to_owned))
        .collect();
    names.sort();
    names.into()
}
