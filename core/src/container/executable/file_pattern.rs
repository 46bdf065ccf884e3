//! Patterns of file names (XCU 2.14), as `fnmatch` of the C library matches them for find and grep.

use crate::regular_expression::Case;

/// Whether `name` matches `pattern`; `*` stands for slashes and leading dots, too. Nothing when the pattern has
/// something that is not simulated.
pub(super) fn matches(pattern: &str, name: &str, case: Case) -> Option<bool> {
    if !name.is_ascii() && pattern.contains(['?', '[']) || pattern.contains("[[") {
        return None;
    }
    let pattern: Vec<char> = folded(pattern, case).chars().collect();
    let name: Vec<char> = folded(name, case).chars().collect();
    let items = items(&pattern)?;
    Some(matches_items(&items, &name))
}

fn folded(text: &str, case: Case) -> String {
    match case {
        Case::Sensitive => text.to_owned(),
        Case::Insensitive => text.to_ascii_lowercase(),
    }
}

enum Item {
    Character(char),
    Any,
    Star,
    Set {
        is_negated: bool,
        ranges: Vec<(char, char)>,
    },
}

impl Item {
    fn has(&self, c: char) -> bool {
        match self {
            Self::Character(own) => *own == c,
            Self::Any => true,
            Self::Star => false,
            Self::Set { is_negated, ranges } => {
                ranges.iter().any(|it| it.0 <= c && c <= it.1) != *is_negated
            }
        }
    }
}

fn items(pattern: &[char]) -> Option<Vec<Item>> {
    let mut items = Vec::new();
    let mut at = 0;
    while let Some(c) = pattern.get(at) {
        at += 1;
        items.push(match c {
            '*' => Item::Star,
            '?' => Item::Any,
            '\\' => {
                at += 1;
                Item::Character(*pattern.get(at - 1)?)
            }
            '[' => match set(&pattern[at..])? {
                Some((item, length)) => {
                    at += length;
                    item
                }
                None => Item::Character('['),
            },
            c => Item::Character(*c),
        });
    }
    Some(items)
}

/// A bracket expression behind its `[`, and how long it is; one that does not end is a character.
fn set(pattern: &[char]) -> Option<Option<(Item, usize)>> {
    let is_negated = matches!(pattern.first(), Some('!' | '^'));
    let start = usize::from(is_negated);
    let behind = pattern.get(start + 1..).unwrap_or_default();
    let Some(end) = behind.iter().position(|it| *it == ']') else {
        return Some(None);
    };
    let inside = &pattern[start..start + 1 + end];
    if inside.contains(&'\\') {
        return None;
    }
    let mut ranges = Vec::new();
    let mut at = 0;
    while at < inside.len() {
        let is_range = inside.get(at + 1) == Some(&'-') && at + 2 < inside.len();
        let last = if is_range { at + 2 } else { at };
        ranges.push((inside[at], inside[last]));
        at = last + 1;
    }
    Some(Some((Item::Set { is_negated, ranges }, start + end + 2)))
}

/// Star by star, each as short as it can be.
fn matches_items(items: &[Item], name: &[char]) -> bool {
    let (mut item, mut at) = (0, 0);
    let mut retry = None;
    loop {
        match items.get(item) {
            Some(Item::Star) => {
                retry = Some((item + 1, at));
                item += 1;
                continue;
            }
            Some(one) if name.get(at).is_some_and(|c| one.has(*c)) => {
                (item, at) = (item + 1, at + 1);
                continue;
            }
            None if at == name.len() => return true,
            _ => {}
        }
        match retry {
            Some((after, from)) if from < name.len() => {
                retry = Some((after, from + 1));
                (item, at) = (after, from + 1);
            }
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Case, matches};

    #[test]
    fn stars_marks_and_brackets_stand_for_characters() {
        let is = |pattern, name| matches(pattern, name, Case::Sensitive).unwrap();
        assert!(is("*.txt", "a.txt") && is("*.txt", ".txt") && !is("*.txt", "a.tx"));
        assert!(is("a?c*", "abc") && !is("a?c", "ac") && is("*a*b", "xaab"));
        assert!(is("[!a-c]x", "dx") && !is("[!a-c]x", "bx") && is("[]a]", "]"));
        assert!(is(r"\*", "*") && !is(r"\*", "a") && is("[a", "[a"));
        assert_eq!(matches("A*", "abc", Case::Insensitive), Some(true));
    }
}
