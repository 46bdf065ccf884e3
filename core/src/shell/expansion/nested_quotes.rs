//! `"${name:+"…"}"`: double quotes in a parameter expansion that stands in double quotes itself (bash).
//!
//! Recorded: in the inner ones a backslash quotes any character, `"${v:+"x\\xy"}"` is `xxy`.

use super::word::Inside;
use crate::shell::execution::{Evaluator, Family};
use crate::shell::syntax::{Quoted, Units, Word, WordUnit};
use crate::text::Span;

impl Evaluator {
    /// The word with the backslashes in its quotes taken for what they are; nothing where there are none.
    pub(super) fn with_nested_escapes(&self, word: &Word, inside: Inside) -> Option<Word> {
        let is_nested = inside == Inside::Quotes && self.dialect().family() == Family::Bash;
        let has_quotes = word
            .units
            .iter()
            .any(|it| matches!(it, WordUnit::DoubleQuoted(_)));
        if !is_nested || !has_quotes {
            return None;
        }
        let units = word.units.iter().map(|unit| match unit {
            WordUnit::DoubleQuoted(quoted) => {
                let content = Word {
                    span: quoted.content.span,
                    units: self.escapes_apart(&quoted.content),
                };
                let span = quoted.span;
                WordUnit::DoubleQuoted(Box::new(Quoted { span, content }))
            }
            other => other.clone(),
        });
        Some(Word {
            span: word.span,
            units: units.collect(),
        })
    }

    fn escapes_apart(&self, word: &Word) -> Units {
        let mut units = Units::new();
        for unit in &word.units {
            let WordUnit::Literal(span) = unit else {
                units.push(unit.clone());
                continue;
            };
            let mut rest: Span = *span;
            while let Some(at) = self.str(rest).find('\\') {
                let behind = self.str(rest)[at + 1..].chars().next();
                let Some(character) = behind else { break };
                let end = at + 1 + character.len_utf8();
                if at > 0 {
                    units.push(WordUnit::Literal(rest.slice(0..at)));
                }
                units.push(WordUnit::Escaped(rest.slice(at..end)));
                rest = rest.slice_from(end);
            }
            if !rest.is_empty() {
                units.push(WordUnit::Literal(rest));
            }
        }
        units
    }
}
