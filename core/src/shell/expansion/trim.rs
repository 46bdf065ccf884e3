//! `${name#pattern}`, `${name%pattern}` (XCU 2.6.2): what a pattern matches at one end is taken off.

use super::pieces::AllParameters;
use super::subject::Value;
use super::word::Inside;
use crate::shell::execution::{Evaluator, Family, Flow};
use crate::shell::pattern::{LetterCase, Pattern};
use crate::shell::syntax::{TrimLength, TrimSide, Word};
use crate::text::{Rewrite, Span, raw_byte};

impl Evaluator {
    pub(super) async fn trim(
        &mut self,
        value: Value,
        cut: (TrimSide, TrimLength),
        pattern: &Word,
        inside: Inside,
    ) -> Flow<Value> {
        let pattern = self.read_pattern(pattern, LetterCase::Kept).await?;
        let is_ash = self.dialect().family() == Family::Ash;
        match (value, inside) {
            (Value::All(AllParameters::Star, texts), Inside::Quotes) if is_ash => {
                let text = self.join_texts(&texts);
                self.trim_text(text, cut, &pattern).map(Value::Text)
            }
            (Value::All(of, texts), _) if is_ash => {
                let texts = self.trim_row(texts, cut, &pattern)?;
                Ok(Value::All(of, texts))
            }
            (value, _) => self.map_value(value, |shell, text| shell.trim_text(text, cut, &pattern)),
        }
    }

    /// Positional parameters as one text, as `"$*"` joins them.
    fn join_texts(&mut self, texts: &[Span]) -> Span {
        let separator = self.separator();
        let mut pieces = Vec::new();
        for (index, text) in texts.iter().enumerate() {
            pieces.extend(separator.filter(|_| index > 0));
            pieces.push(*text);
        }
        self.process.join(&pieces)
    }

    /// dash and busybox hold all parameters in a row, with a byte 0 between them: `#` and `%%` see but the first, `%`
    /// takes what it matches at the end of any, the last first, and all that stands behind.
    fn trim_row(
        &mut self,
        mut texts: Vec<Span>,
        cut: (TrimSide, TrimLength),
        pattern: &Pattern,
    ) -> Flow<Vec<Span>> {
        for text in &texts {
            self.check_known(*text)?;
        }
        let matches = |shell: &Self, text: Span| pattern.shortest_suffix(shell.str(text)).is_some();
        let at = match cut {
            (TrimSide::Prefix, _) => {
                if let Some(first) = texts.first_mut() {
                    *first = self.trim_text(*first, cut, pattern)?;
                }
                return Ok(texts);
            }
            (TrimSide::Suffix, TrimLength::Shortest) => {
                texts.iter().rposition(|it| matches(self, *it))
            }
            (TrimSide::Suffix, TrimLength::Longest) => {
                texts.first().filter(|it| matches(self, **it)).map(|_| 0)
            }
        };
        if let Some(at) = at {
            texts.truncate(at + 1);
            texts[at] = self.trim_text(texts[at], cut, pattern)?;
        }
        Ok(texts)
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
