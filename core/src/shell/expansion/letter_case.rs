//! `${name^pattern}`, `${name,,pattern}` and their like (bash): letters change their case.

use super::subject::Value;
use crate::shell::execution::{Encoding, Evaluator, Flow};
use crate::shell::pattern::{LetterCase, Pattern};
use crate::shell::syntax::{CaseChange, Word};
use crate::text::{Rewrite, Span};

impl Evaluator {
    pub(super) async fn change_case(
        &mut self,
        value: Value,
        change: CaseChange,
        pattern: &Word,
    ) -> Flow<Value> {
        let pattern = match pattern.units.is_empty() {
            true => None,
            false => Some(self.read_pattern(pattern, LetterCase::Kept).await?),
        };
        self.map_value(value, |shell, text| {
            shell.change_letters(text, change, pattern.as_ref())
        })
    }

    /// Changes the first letter, or all of those that a pattern matches.
    pub(super) fn change_letters(
        &mut self,
        text: Span,
        change: CaseChange,
        pattern: Option<&Pattern>,
    ) -> Flow<Span> {
        let changes_non_ascii = self.encoding() == Encoding::Utf8;
        let mut builder = self.process.cx.texts.builder();
        let content = self.str(text);
        for (index, (at, character)) in content.char_indices().enumerate() {
            let span = text.slice(at..at + character.len_utf8());
            let written = &content[at..at + character.len_utf8()];
            let is_meant = match change {
                CaseChange::FirstUpper | CaseChange::FirstLower | CaseChange::FirstToggle => {
                    index == 0
                }
                CaseChange::AllUpper | CaseChange::AllLower | CaseChange::AllToggle => true,
            };
            let can_change = character.is_ascii() || changes_non_ascii;
            if !is_meant || !can_change || pattern.is_some_and(|it| !it.matches(written)) {
                builder.copy(span);
                continue;
            }
            let changed = changed(character, change);
            if changed == written {
                builder.copy(span);
            } else {
                builder.rewrite(&changed, span, Rewrite::Case);
            }
        }
        let built = builder.build();
        if built.as_str().is_empty() {
            return Ok(text);
        }
        self.finish(built)
    }
}

fn changed(character: char, change: CaseChange) -> String {
    match change {
        CaseChange::FirstUpper | CaseChange::AllUpper => character.to_uppercase().collect(),
        CaseChange::FirstLower | CaseChange::AllLower => character.to_lowercase().collect(),
        CaseChange::FirstToggle | CaseChange::AllToggle if character.is_uppercase() => {
            character.to_lowercase().collect()
        }
        CaseChange::FirstToggle | CaseChange::AllToggle => character.to_uppercase().collect(),
    }
}
