//! Patterns of Go's `path.Match`, component by component.

use std::ops::RangeInclusive;

/// One piece of a component of a pattern.
enum Piece {
    /// `*`
    Any,
    /// `?`
    One,
    Character(char),
    /// `[…]`, and whether it begins with `^`.
    Class(Vec<RangeInclusive<char>>, Sense),
}

#[derive(Clone, Copy, PartialEq)]
enum Sense {
    Listed,
    Others,
}

/// Whether a component of a path, without slashes, matches a component of a pattern. A broken pattern matches nothing.
pub(crate) fn matches_component(pattern: &str, name: &str) -> bool {
    let Some(pieces) = read(pattern) else {
        return false;
    };
    let name: Vec<char> = name.chars().collect();
    let (mut piece, mut at) = (0, 0);
    // The last `*`, and how far it reaches so far.
    let mut star: Option<(usize, usize)> = None;
    loop {
        match (pieces.get(piece), name.get(at)) {
            (Some(Piece::Any), _) => {
                star = Some((piece, at));
                piece += 1;
            }
            (None, None) => return true,
            (Some(found), Some(character)) if found.takes(*character) => {
                piece += 1;
                at += 1;
            }
            _ => match star {
                Some((starred, reach)) if reach < name.len() => {
                    star = Some((starred, reach + 1));
                    (piece, at) = (starred + 1, reach + 1);
                }
                _ => return false,
            },
        }
    }
}

/// Whether a path matches a pattern in which the component `**` stands for any number of components, as in
/// `.dockerignore`.
pub(crate) fn matches_path(pattern: &[&str], path: &[&str]) -> bool {
    // Which starts of the path the start of the pattern so far matches.
    let mut reached = vec![false; path.len() + 1];
    reached[0] = true;
    for component in pattern {
        let mut next = vec![false; path.len() + 1];
        if *component == "**" {
            let first = reached.iter().position(|it| *it);
            if let Some(first) = first {
                next[first..].fill(true);
            }
        } else {
            for (at, name) in path.iter().enumerate() {
                next[at + 1] = reached[at] && matches_component(component, name);
            }
        }
        reached = next;
    }
    reached.last().copied().unwrap_or_default()
}

impl Piece {
    fn takes(&self, character: char) -> bool {
        match self {
            Self::Any => false,
            Self::One => true,
            Self::Character(own) => *own == character,
            Self::Class(ranges, sense) => {
                let is_listed = ranges.iter().any(|it| it.contains(&character));
                is_listed == (*sense == Sense::Listed)
            }
        }
    }
}

fn read(pattern: &str) -> Option<Vec<Piece>> {
    let mut rest = pattern.chars().peekable();
    let mut pieces = Vec::new();
    while let Some(character) = rest.next() {
        pieces.push(match character {
            '*' => Piece::Any,
            '?' => Piece::One,
            '\\' => Piece::Character(rest.next()?),
            '[' => {
                let sense = match rest.next_if_eq(&'^') {
                    Some(_) => Sense::Others,
                    None => Sense::Listed,
                };
                Piece::Class(ranges(&mut rest)?, sense)
            }
            other => Piece::Character(other),
        });
    }
    Some(pieces)
}

/// What stands in a class, up to its `]`, which is none where it stands first.
fn ranges(
    rest: &mut std::iter::Peekable<std::str::Chars<'_>>,
) -> Option<Vec<RangeInclusive<char>>> {
    let mut ranges = Vec::new();
    while ranges.is_empty() || rest.next_if_eq(&']').is_none() {
        let low = bound(rest)?;
        let high = match rest.next_if_eq(&'-') {
            Some(_) => bound(rest)?,
            None => low,
        };
        ranges.push(low..=high);
    }
    Some(ranges)
}

fn bound(rest: &mut std::iter::Peekable<std::str::Chars<'_>>) -> Option<char> {
    match rest.next()? {
        '-' | ']' => None,
        '\\' => rest.next(),
        other => Some(other),
    }
}

#[cfg(test)]
mod tests {
    use super::{matches_component, matches_path};

    #[test]
    fn components_match_as_in_go() {
        for (pattern, name) in [
            ("*.sh", "run.sh"),
            ("*", ".hidden"),
            ("a*b*c", "aXbYbZc"),
            ("[a-c]?", "b!"),
            ("[^a-c]", "d"),
            ("\\*", "*"),
            ("[\\]]", "]"),
            ("", ""),
        ] {
            assert!(matches_component(pattern, name), "{pattern} {name}");
        }
        for (pattern, name) in [
            ("*.sh", "run.py"),
            ("?", ""),
            ("[", "["),
            ("[]a]", "]"),
            ("[a-", "a"),
            ("[^a]", "a"),
            ("a*b", "ac"),
        ] {
            assert!(!matches_component(pattern, name), "{pattern} {name}");
        }
    }

    #[test]
    fn two_stars_stand_for_any_number_of_components() {
        let matches = |pattern: &str, path: &str| {
            let components =
                |it: &str| -> Vec<String> { it.split('/').map(str::to_owned).collect() };
            let (pattern, path) = (components(pattern), components(path));
            let pattern: Vec<&str> = pattern.iter().map(String::as_str).collect();
            let path: Vec<&str> = path.iter().map(String::as_str).collect();
            matches_path(&pattern, &path)
        };
        assert!(matches("**/*.md", "a/b/c.md"));
        assert!(matches("**/*.md", "c.md"));
        assert!(matches("a/**", "a/b/c"));
        assert!(matches("a/**/c", "a/c"));
        assert!(!matches("a/*", "a/b/c"));
        assert!(!matches("*.md", "a/c.md"));
    }
}
