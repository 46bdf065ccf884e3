//! "did you mean …?": the nearest known word.
//!
//! BuildKit's `util/suggest/error.go`: the option with the smallest Levenshtein distance below three, the first of
//! several that are equally near. An option without a name hides those that are not nearer, as it does there.

use std::borrow::Cow;

use smallvec::SmallVec;

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
    let wanted = in_case(written, case);
    let characters: Vec<char> = wanted.chars().collect();
    let mut best: Option<(usize, Cow<'_, str>)> = None;
    for option in options {
        let option = in_case(option, case);
        if option == wanted {
            return None;
        }
        let least = best.as_ref().map_or(FAR, |(least, _)| *least);
        // Words that differ have a distance of one at least.
        if least > 1
            && let Some(distance) = distance_below(least, &characters, &option)
        {
            best = Some((distance, option));
        }
    }
    let (_, found) = best.filter(|(_, found)| !found.is_empty())?;
    let is_upper = || !letters::is_lowercase(written) && letters::is_uppercase(written);
    Some(match case {
        Case::Insensitive if is_upper() => letters::uppercase(&found),
        Case::Insensitive | Case::Sensitive => found.into_owned(),
    })
}

/// The distance from which on a word is no suggestion.
const FAR: usize = 3;

fn in_case(word: &str, case: Case) -> Cow<'_, str> {
    match case {
        Case::Sensitive => Cow::Borrowed(word),
        Case::Insensitive => Cow::Owned(letters::lowercase(word)),
    }
}

/// `message (did you mean word?)`, or just the message.
pub fn with_suggestion(message: String, word: Option<String>) -> String {
    match word {
        Some(word) => format!("{message} (did you mean {word}?)"),
        None => message,
    }
}

/// The Levenshtein distance in characters, if it is below `limit`. Most words differ too much in length, and what two
/// words begin with in common costs nothing; so only a few are compared by the table.
fn distance_below(limit: usize, from: &[char], to: &str) -> Option<usize> {
    let length = to.chars().count();
    if from.len().abs_diff(length) >= limit {
        return None;
    }
    let same = from.iter().zip(to.chars()).take_while(|(a, b)| *a == b);
    let common = same.count();
    let from = &from[common..];
    let mut row: SmallVec<[usize; 24]> = (0..=from.len()).collect();
    for (line, wanted) in to.chars().skip(common).enumerate() {
        let mut diagonal = row[0];
        row[0] = line + 1;
        for (column, found) in from.iter().enumerate() {
            let replaced = diagonal + usize::from(*found != wanted);
            diagonal = row[column + 1];
            row[column + 1] = replaced.min(diagonal + 1).min(row[column] + 1);
        }
        // No way through the table is shorter than its shortest one so far.
        if row.iter().all(|it| *it >= limit) {
            return None;
        }
    }
    Some(row[from.len()]).filter(|it| *it < limit)
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

    #[test]
    fn the_first_of_the_nearest_words_is_taken() {
        let near = |word, options: &[&'static str]| {
            nearest(word, options.iter().copied(), Case::Sensitive)
        };
        assert_eq!(
            near("NAME_12", &["NAME_34", "NAME_1", "NAME_2"]),
            Some("NAME_1".into())
        );
        assert_eq!(
            near("NÄME", &["NAMEN", "NOME", "NÄMES"]),
            Some("NOME".into())
        );
        assert_eq!(near("NAME", &["NAMES", "NAME"]), None);
        assert_eq!(near("AB", &["", "ABCD"]), None);
    }
}
