//! Brace expansion (bash manual, "Brace Expansion"): `a{b,c}d` becomes `abd` and `acd`, `{1..3}` becomes `1 2 3`.
//!
//! Takes a [`Word`] as it is written, before anything else is expanded; gives the words it becomes, each again a row of
//! quoting units with the characters they are written in. bash does this under its own name and as `sh`; dash and
//! busybox do not have it.
//!
//! 1. `atom`: the word as atoms, a character that may be special or a unit that never is.
//! 2. `gobbler`: where a brace that counts opens, and where it ends: bash's own way of looking, with all its oddities.
//! 3. `sequence`: `{1..10..2}` and `{a..e}`.
//! 4. `expand` (here): what stands before, each alternative, what stands behind, each with each.
//! 5. `join`: atoms as words. Characters of different places that now are one literal become a derived text.
//!
//! ```
//! use shellform::session::Session;
//! use shellform::shell::brace::{self, Limit};
//! use shellform::shell::syntax::{Word, WordUnit};
//! use shellform::text::Source;
//!
//! let mut cx = Session::default();
//! let name = "script".to_owned();
//! let span = cx.texts.add_source(Source::File { name }, "a{b,c}");
//! let word = Word { span, units: [WordUnit::Literal(span)].into_iter().collect() };
//! let words = brace::expand(&mut cx.texts, &word, Limit { words: 10, characters: 100 }).unwrap();
//! let texts = words.iter().map(|it| cx.texts.str(it.units[0].span()));
//! assert_eq!(texts.collect::<Vec<_>>(), ["ab", "ac"]);
//! ```

mod atom;
mod gobbler;
mod join;
mod sequence;
#[cfg(test)]
mod tests;

use super::syntax::Word;
use crate::text::Texts;
use atom::Atom;
use gobbler::Braces;

/// How much a word may become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// How many words.
    pub words: usize,
    /// How many characters all words may have together.
    pub characters: usize,
}

/// Why a word is not expanded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BraceFault {
    /// More words or characters than the limit.
    TooMany,
    /// This is not simulated.
    NotSimulated(&'static str),
}

/// How deep braces may nest, and how many may stand in a row.
const DEEPEST: usize = 100;

/// Whether a word has braces at all; most have none.
#[must_use]
pub fn has_braces(texts: &Texts, word: &Word) -> bool {
    atom::has_open_brace(texts, word)
}

/// The words that a word becomes: itself, when it has no braces that count.
///
/// A word that became nothing, as the first of `{,a}`, is left out, as bash does.
/// The span of each is that of `word`; its units need not tile it.
///
/// # Errors
/// When they are too many, or not simulated.
pub fn expand(texts: &mut Texts, word: &Word, limit: Limit) -> Result<Vec<Word>, BraceFault> {
    if !atom::has_open_brace(texts, word) {
        return Ok(vec![word.clone()]);
    }
    let atoms = atom::read(texts, word);
    let mut expander = Expander {
        limit,
        work: 0,
        depth: 0,
    };
    let rows = expander.expand(&atoms)?;
    if let Some(what) = atoms.iter().find_map(|it| it.oddity(texts, word)) {
        return Err(BraceFault::NotSimulated(what));
    }
    if rows.len() == 1 && rows[0] == atoms {
        return Ok(vec![word.clone()]);
    }
    let mut words = Vec::with_capacity(rows.len());
    for row in &rows {
        words.extend(join::join(texts, word, row)?);
    }
    Ok(words)
}

type Row = Vec<Atom>;

struct Expander {
    limit: Limit,
    /// How many atoms were made or looked at.
    work: usize,
    depth: usize,
}

impl Expander {
    fn expand(&mut self, atoms: &[Atom]) -> Result<Vec<Row>, BraceFault> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(BraceFault::NotSimulated("braces nested this deep"));
        }
        let rows = self.expand_first(atoms)?;
        self.depth -= 1;
        Ok(rows)
    }

    fn expand_first(&mut self, atoms: &[Atom]) -> Result<Vec<Row>, BraceFault> {
        self.work(atoms.len())?;
        let Some(Braces { open, close }) = self.find(atoms)? else {
            return Ok(vec![atoms.to_vec()]);
        };
        let inside = &atoms[open + 1..close];
        let behind = &atoms[close + 1..];
        let alternatives = if gobbler::has_comma(inside) {
            self.alternatives(inside)?
        } else {
            let brace = &atoms[open..=close];
            match sequence::read(brace, self.limit.words)? {
                Some(sequence) => sequence.into_iter().map(|it| vec![it]).collect(),
                None if behind.is_empty() => return Ok(vec![atoms.to_vec()]),
                None => vec![brace.to_vec()],
            }
        };
        let before = vec![atoms[..open].to_vec()];
        let rows = self.product(&before, &alternatives)?;
        if behind.is_empty() {
            return Ok(rows);
        }
        let behind = self.expand(behind)?;
        self.product(&rows, &behind)
    }

    fn find(&mut self, atoms: &[Atom]) -> Result<Option<Braces>, BraceFault> {
        let mut looked_at = 0;
        let found = gobbler::find(atoms, &mut looked_at);
        self.work(looked_at)?;
        Ok(found)
    }

    /// What stands between the commas, each expanded.
    fn alternatives(&mut self, inside: &[Atom]) -> Result<Vec<Row>, BraceFault> {
        let mut rows = Vec::new();
        for part in gobbler::split(inside) {
            rows.extend(self.expand(part)?);
            if rows.len() > self.limit.words {
                return Err(BraceFault::TooMany);
            }
        }
        Ok(rows)
    }

    /// Each of `first` with each of `second`.
    fn product(&mut self, first: &[Row], second: &[Row]) -> Result<Vec<Row>, BraceFault> {
        let count = first.len().saturating_mul(second.len());
        if count > self.limit.words {
            return Err(BraceFault::TooMany);
        }
        let mut rows = Vec::with_capacity(count);
        for start in first {
            for end in second {
                self.work(start.len() + end.len())?;
                rows.push([start.as_slice(), end].concat());
            }
        }
        Ok(rows)
    }

    fn work(&mut self, atoms: usize) -> Result<(), BraceFault> {
        self.work += atoms;
        match self.work > self.limit.characters.saturating_mul(8) {
            true => Err(BraceFault::TooMany),
            false => Ok(()),
        }
    }
}
