//! Brace expansion (bash): `{a,b}` and `{1..3}`, before everything else.

use crate::shell::brace::{self, BraceFault, Limit};
use crate::shell::execution::{Evaluator, Family, Flow, ShellOption};
use crate::shell::syntax::Word;

/// How many words one word may become.
const MOST_WORDS: usize = 100_000;

impl Evaluator {
    /// The words that a word becomes; nothing where it stays as it is.
    pub(super) fn expand_braces(&mut self, word: &Word) -> Flow<Option<Vec<Word>>> {
        let has_braces = self.dialect().family() == Family::Bash
            && self.has(ShellOption::BraceExpand)
            && brace::has_braces(&self.process.cx.texts, word);
        if !has_braces {
            return Ok(None);
        }
        let made = self.process.cx.texts.derived_bytes();
        let left = self.process.fuel.bytes.saturating_sub(made);
        let limit = Limit {
            words: MOST_WORDS,
            characters: left,
        };
        match brace::expand(&mut self.process.cx.texts, word, limit) {
            Ok(words) => Ok(Some(words)),
            Err(BraceFault::TooMany) => self.unsupported("a word that becomes that many words"),
            Err(BraceFault::NotSimulated(what)) => self.unsupported(what),
        }
    }
}
