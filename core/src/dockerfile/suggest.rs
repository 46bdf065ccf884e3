//! "did you mean …?": the nearest known word.
//!
//! BuildKit's `util/suggest/error.go`: the option with the smallest Levenshtein distance below three, the first of
//! several that are equally near. An option without a name hides those that are not nearer, as it does there.

use crate::text::case as letters;

/// Whether capitals make a difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// They do.
    Sensitive,
    /// They don't; the answer takes on the case of what was written.
    Insensitive,
}

/// The option nearest to `written`; `None` when none is near or one is equal.
pub fn nearest<'a>(
    written: &str,
    options: impl IntoIterator<Item = &'a str>,
    case: Case,
) -> Option<String> {
    let wanted = match case {
        Case::Sensitive => written.to_owned(),
        Case::Insensitive => letters::lowercase(written),
    };
    let wanted: Vec<char> = wanted.chars().collect();
    let mut best: Option<(usize, String)> = None;
    for option in options {
        let option = match case {
            Case::Sensitive => option.to_owned(),
            Case::Insensitive => letters::lowercase(option),
        };
        if wanted.len().abs_diff(option.chars().count()) > 2 {
            continue;
        }
        let distance = distance(&wanted, &option);
        if distance == 0 {
            return None;
        }
        if distance < best.as_ref().map_or(3, |(least, _)| *least) {
            best = Some((distance, option));
        }
    }
    let (_, found) = best.filter(|(_, found)| !found.is_empty())?;
    Some(match case {
        Case::Sensitive => found,
        Case::Insensitive if letters::is_lowercase(written) => found,
        Case::Insensitive if letters::is_uppercase(written) => letters::uppercase(&found),
        Case::Insensitive => found,
    })
}

/// `message (did you mean word?)`, or just the message.
pub fn with_suggestion(message: String, word: Option<String>) -> String {
    match word {
        Some(word) => format!("{message} (did you mean {word}?)"),
        None => message,
    }
}

/// The Levenshtein distance in characters.
fn distance(from: &[char], to: &str) -> usize {
    let mut row: Vec<usize> = (0..=from.len()).collect();
    for (line, wanted) in to.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = line + 1;
        for (column, found) in from.iter().enumerate() {
            let replaced = diagonal + usize::from(*found != wanted);
            diagonal = row[column + 1];
            row[column + 1] = replaced.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row[from.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_at_most_two_edits_away_are_near() {
        let options = || ["ARG", "ADD", "RUN", "ENV"];
        let near = |word| nearest(word, options(), Case::Insensitive);
        assert_eq!(near("RUNN"), Some("RUN".into()));
        assert_eq!(near("argv"), Some("arg".into()));
        assert_eq!(near("HEALTH"), None);
        assert_eq!(near("run"), None);
        assert_eq!(
            nearest("mont", ["mount", "network"], Case::Sensitive),
            Some("mount".into())
        );
    }
}
