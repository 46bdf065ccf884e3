//! The characters of a [`Word`]: all of them, without their quotes, or between two places.

use std::borrow::Cow;

use super::word::{Units, Word, WordUnit};
use crate::text::{Span, Texts};

impl Word {
    /// Its characters, when none is quoted or expanded; line continuations are left out.
    #[must_use]
    pub fn plain<'t>(&self, texts: &'t Texts) -> Option<Cow<'t, str>> {
        if let [WordUnit::Literal(span)] = *self.units {
            return Some(Cow::Borrowed(texts.str(span)));
        }
        let mut plain = String::new();
        for unit in &self.units {
            match unit {
                WordUnit::Literal(span) => plain.push_str(texts.str(*span)),
                WordUnit::Continuation(_) => {}
                WordUnit::Escaped(_)
                | WordUnit::StrippedTabs(_)
                | WordUnit::SingleQuoted(_)
                | WordUnit::DollarSingleQuoted(_)
                | WordUnit::DoubleQuoted(_)
                | WordUnit::Translated(_)
                | WordUnit::Parameter(_)
                | WordUnit::CommandSubstitution(_)
                | WordUnit::Arithmetic(_)
                | WordUnit::ProcessSubstitution(_)
                | WordUnit::ExtendedGlob(_)
                | WordUnit::Array(_) => return None,
            }
        }
        Some(Cow::Owned(plain))
    }
}

impl Word {
    /// Appends its characters without quotes, nothing expanded: what the delimiter of a here-document is.
    pub fn append_unquoted(&self, texts: &Texts, result: &mut String) {
        for unit in &self.units {
            match unit {
                WordUnit::Continuation(_) | WordUnit::StrippedTabs(_) => {}
                WordUnit::Escaped(span) => {
                    result.push_str(texts.str(*span).get(1..).unwrap_or_default());
                }
                WordUnit::SingleQuoted(span) => result.push_str(inside(texts.str(*span), 1)),
                WordUnit::DollarSingleQuoted(span) => {
                    result.push_str(inside(texts.str(*span), 2));
                }
                WordUnit::DoubleQuoted(quoted) | WordUnit::Translated(quoted) => {
                    quoted.content.append_unquoted(texts, result);
                }
                WordUnit::Literal(_)
                | WordUnit::Parameter(_)
                | WordUnit::CommandSubstitution(_)
                | WordUnit::Arithmetic(_)
                | WordUnit::ProcessSubstitution(_)
                | WordUnit::ExtendedGlob(_)
                | WordUnit::Array(_) => result.push_str(texts.str(unit.span())),
            }
        }
    }
}

/// What stands between quotes, of which the opening one has `opening` bytes.
fn inside(quoted: &str, opening: usize) -> &str {
    quoted
        .get(opening..quoted.len().saturating_sub(1))
        .unwrap_or_default()
}

impl Word {
    /// The part of it between two offsets of its text, which lie between units or in literal characters.
    #[must_use]
    pub(in crate::shell) fn part(&self, start: u32, end: u32) -> Self {
        let mut units = Units::new();
        for unit in &self.units {
            let span = unit.span();
            if span.end <= start || span.start >= end {
                continue;
            }
            units.push(match unit {
                WordUnit::Literal(span) => WordUnit::Literal(Span {
                    start: span.start.max(start),
                    end: span.end.min(end),
                    ..*span
                }),
                other => other.clone(),
            });
        }
        let span = Span {
            start,
            end,
            ..self.span
        };
        Self { span, units }
    }
}
