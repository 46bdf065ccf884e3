//! [`find`]: where braces open and close that count.
//!
//! bash looks for a `{`, then for the `}` that closes it with a comma or `..` in between; without one it tries the next
//! `{`. So `{a}b,c}` is `a}b` and `c`, and `{a,{b}` stays. `{}` at the start of a word is no brace.

use super::atom::{Atom, Comma};

/// Where they stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Braces {
    pub(super) open: usize,
    pub(super) close: usize,
}

/// The first braces that count; adds to `looked_at` how many atoms were looked at.
pub(super) fn find(atoms: &[Atom], looked_at: &mut usize) -> Option<Braces> {
    let mut from = 0;
    loop {
        let open = opening(atoms, from)?;
        *looked_at += atoms.len() - from;
        if let Some(close) = closing(atoms, open + 1) {
            return Some(Braces { open, close });
        }
        from = open + 1;
    }
}

/// The next `{` that is not within `${…}`.
fn opening(atoms: &[Atom], from: usize) -> Option<usize> {
    let mut level = 0_usize;
    for (at, atom) in atoms.iter().enumerate().skip(from) {
        match atom {
            Atom::Character('{', _) if level == 0 => {
                let is_nothing = at == 0 && atoms.get(1).is_none_or(|next| next.is('}'));
                if !is_nothing {
                    return Some(at);
                }
            }
            Atom::Character('{', _) => level += 1,
            Atom::Character('}', _) => level = level.saturating_sub(1),
            Atom::Unit(_, look) => level += look.open,
            Atom::Character(..) | Atom::Item(..) => {}
        }
    }
    None
}

/// The `}` that closes what opens before `from`.
fn closing(atoms: &[Atom], from: usize) -> Option<usize> {
    let mut level = 0_usize;
    let mut separated = false;
    for (at, atom) in atoms.iter().enumerate().skip(from) {
        let is_next = |offset: usize, character| {
            atoms
                .get(at + offset)
                .is_some_and(|next| next.is(character))
        };
        match atom {
            Atom::Character('}', _) if level == 0 && separated => return Some(at),
            Atom::Character('{', _) => level += 1,
            Atom::Character('}', _) => level = level.saturating_sub(1),
            Atom::Character(',', _) if level == 0 => separated = true,
            Atom::Character('.', _) if level == 0 && is_next(1, '.') && !is_next(2, '}') => {
                separated = true;
            }
            Atom::Unit(_, look) => level += look.open,
            Atom::Character(..) | Atom::Item(..) => {}
        }
    }
    None
}

/// Whether a comma makes alternatives of it; one in quotes too, though nothing is split there.
pub(super) fn has_comma(inside: &[Atom]) -> bool {
    inside.iter().any(|atom| match atom {
        Atom::Character(character, _) => *character == ',',
        Atom::Unit(_, look) => look.comma == Comma::Inside,
        Atom::Item(..) => false,
    })
}

/// The parts between commas that stand in no further braces.
pub(super) fn split(inside: &[Atom]) -> Vec<&[Atom]> {
    let mut parts = Vec::new();
    let mut level = 0_usize;
    let mut start = 0;
    for (at, atom) in inside.iter().enumerate() {
        match atom {
            Atom::Character(',', _) if level == 0 => {
                parts.push(&inside[start..at]);
                start = at + 1;
            }
            Atom::Character('{', _) => level += 1,
            Atom::Character('}', _) => level = level.saturating_sub(1),
            Atom::Unit(_, look) => level += look.open,
            Atom::Character(..) | Atom::Item(..) => {}
        }
    }
    parts.push(&inside[start..]);
    parts
}
