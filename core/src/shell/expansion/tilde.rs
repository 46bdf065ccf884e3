//! Tilde expansion (XCU 2.6.1): `~` at the start of a word, in the value of an assignment behind `=` and `:` too.

use super::pieces::{Characters, ExpandedWord, Quoting};
use super::word::written;
use crate::shell::execution::{Evaluator, Flow};
use crate::shell::syntax::{Word, WordUnit};
use crate::text::Span;

impl Evaluator {
    /// What the tilde at the start of a word becomes; nothing, where there is none.
    pub(super) fn expand_tilde(&mut self, word: &Word) -> Flow<ExpandedWord> {
        let mut expanded = ExpandedWord::default();
        if let Some(WordUnit::Literal(span)) = word.units.first() {
            let end = self.end_of_login(*span, word.units.len() == 1);
            if let Some(end) = end {
                self.push_home(span.slice(0..end), &mut expanded)?;
            }
        }
        Ok(expanded)
    }

    /// The same of the value of an assignment. Only a tilde at its start is followed.
    pub(super) fn expand_tildes_of_value(&mut self, word: &Word) -> Flow<ExpandedWord> {
        let later = word.units.iter().any(|unit| match unit {
            WordUnit::Literal(span) => {
                let text = self.str(*span);
                text.contains(":~") || text.contains("=~")
            }
            _ => false,
        });
        if later {
            return self.unsupported("tildes behind colons");
        }
        let mut expanded = ExpandedWord::default();
        if let Some(WordUnit::Literal(span)) = word.units.first() {
            let text = self.str(*span);
            let is_colon = text
                .find([':', '/'])
                .filter(|at| text.as_bytes()[*at] == b':');
            let end = match is_colon {
                Some(at) if text.starts_with('~') => Some(at),
                _ => self.end_of_login(*span, word.units.len() == 1),
            };
            if let Some(end) = end {
                self.push_home(span.slice(0..end), &mut expanded)?;
            }
        }
        Ok(expanded)
    }

    /// The end of a tilde and the login name behind it; nothing where the name is quoted in part.
    fn end_of_login(&self, span: Span, is_whole_word: bool) -> Option<usize> {
        let text = self.str(span);
        if !text.starts_with('~') {
            return None;
        }
        match text.find('/') {
            Some(slash) => Some(slash),
            None => is_whole_word.then_some(text.len()),
        }
    }

    fn push_home(&mut self, tilde: Span, expanded: &mut ExpandedWord) -> Flow {
        if tilde.len() > 1 {
            return self.unsupported("the home directory of a named user");
        }
        match self.environment.variables.value("HOME") {
            Some(home) if !self.str(home).is_empty() => {
                expanded.push(Characters {
                    span: home,
                    written: Some(tilde),
                    quoting: Quoting::Quoted,
                });
            }
            Some(_) => return self.unsupported("a tilde where HOME is empty"),
            None => return self.unsupported("a tilde where HOME is not set"),
        }
        expanded.push(written(tilde.at_end(), Quoting::Quoted));
        Ok(())
    }
}
