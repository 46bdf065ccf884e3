//! Breaking scripts: tokens deleted, doubled, swapped.

use super::Random;

/// A script with one or two mistakes.
pub(super) fn broken(random: &mut Random, script: &str) -> String {
    let mut parts: Vec<String> = tokens(script).into_iter().map(str::to_owned).collect();
    for _ in 0..=random.below(2) {
        if parts.len() < 2 {
            break;
        }
        let at = random.below(parts.len());
        match random.below(4) {
            0 | 1 => drop(parts.remove(at)),
            2 => parts.insert(at, parts[at].clone()),
            _ => {
                let other = random.below(parts.len());
                parts.swap(at, other);
            }
        }
    }
    parts.concat()
}

/// The tokens of a script, roughly: names, blanks, and every other character alone.
#[must_use]
pub fn tokens(script: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = script;
    while let Some(first) = rest.chars().next() {
        let is_same: fn(char) -> bool = match first {
            it if it.is_alphanumeric() => char::is_alphanumeric,
            ' ' => |it| it == ' ',
            _ => |_| false,
        };
        let end = rest
            .char_indices()
            .skip(1)
            .find(|(_, it)| !is_same(*it))
            .map_or(rest.len(), |it| it.0);
        let (token, behind) = rest.split_at(end);
        tokens.push(token);
        rest = behind;
    }
    tokens
}
