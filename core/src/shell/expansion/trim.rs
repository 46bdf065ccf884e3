//! `${name#pattern}`, `${name%pattern}` (XCU 2.6.2): what a pattern matches at one end is taken off.

use super::subject::Value;
use crate::shell::execution::{Evaluator, Flow};
use crate::shell::pattern::{LetterCase, Pattern};
use crate::shell::syntax::{TrimLength, TrimSide, Word};
use crate::text::{Rewrite, Span, raw_byte};

impl Evaluator {
    pub(super) async fn trim(
        &mut self,
        value: Value,
        cut: (TrimSide, TrimLength),
        pattern: &Word,
    ) -> Flow<Value> {
        let pattern = self.read_pattern(pattern, LetterCase::Kept).await?;
        self.map_value(value, |shell, text| shell.trim_text(text, cut, &pattern))
    }

    fn trim_text(
        &mut self,
        text: Span,
        (side, length): (TrimSide, TrimLength),
        pattern: &Pattern,
    ) -> Flow<Span> {
        let content = self.str(text);
        let whole = content.len();
        let range = match side {
            TrimSide::Prefix => {
                let matched = match length {
                    TrimLength::Shortest => pattern.shortest_prefix(content),
                    TrimLength::Longest => pattern.longest_prefix(content),
                };
                matched.unwrap_or(0)..whole
            }
            TrimSide::Suffix => {
                let matched = match length {
                    TrimLength::Shortest => pattern.shortest_suffix(content),
                    TrimLength::Longest => pattern.longest_suffix(content),
                };
                0..whole - matched.unwrap_or(0)
            }
        };
        self.cut(text, range)
    }

    /// Makes something of a value, or of each of its texts.
    pub(super) fn map_value(
        &mut self,
        value: Value,
        mut map: impl FnMut(&mut Self, Span) -> Flow<Span>,
    ) -> Flow<Value> {
        Ok(match value {
            Value::Unset => Value::Unset,
            Value::Text(text) => {
                self.check_known(text)?;
                Value::Text(map(self, text)?)
            }
            Value::All(of, mut texts) => {
                for text in &mut texts {
                    self.check_known(*text)?;
                    *text = map(self, *text)?;
                }
                Value::All(of, texts)
            }
        })
    }

    /// The bytes `range` of a text; where that cuts a character into bytes, the bytes stand for themselves.
    pub(super) fn cut(&mut self, text: Span, range: std::ops::Range<usize>) -> Flow<Span> {
        let content = self.str(text);
        if content.is_char_boundary(range.start) && content.is_char_boundary(range.end) {
            return Ok(text.slice(range));
        }
        let bytes = content.as_bytes().get(range).unwrap_or_default();
        let cut = raw_byte::from_bytes(bytes);
        self.check_text(cut.len())?;
        Ok(self.rewritten(&cut, text, Rewrite::Pattern))
    }
}
