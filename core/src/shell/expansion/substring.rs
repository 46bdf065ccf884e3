//! `${name:offset:length}` (bash, busybox): a part of a value, or some of the elements.

use std::ops::Range;

use super::pieces::AllParameters;
use super::subject::{Subject, Value};
use crate::shell::dialect::Dialect;
use crate::shell::execution::{Array, Divert, Encoding, Evaluator, Family, Flow};
use crate::shell::syntax::{Parameter, Word, WordUnit};
use crate::text::Span;

/// Which part: numbers as they are written, which may be negative.
#[derive(Debug, Clone, Copy)]
struct Part {
    offset: i64,
    /// The length, and the text it was calculated from.
    length: Option<(i64, Span)>,
}

impl Part {
    /// The characters that it is of so many; nothing where it begins before the first or, in bash, ends before it
    /// begins: busybox then goes on to the end.
    fn range(self, count: usize, dialect: Dialect) -> Option<Range<usize>> {
        let start = offset_in(self.offset, count)?.min(count);
        let end = match self.length {
            None => Some(count),
            Some((length @ 0.., _)) => {
                let length = usize::try_from(length).unwrap_or(usize::MAX);
                Some(start.saturating_add(length).min(count))
            }
            Some((length, _)) => offset_in(length, count).filter(|end| *end >= start),
        };
        let end = match dialect.family() {
            Family::Ash => end.unwrap_or(count),
            Family::Bash => end?,
        };
        Some(start..end)
    }
}

impl Evaluator {
    pub(super) async fn substring(
        &mut self,
        parameter: &Parameter,
        subject: &Subject,
        value: Value,
        range: &Word,
    ) -> Flow<Value> {
        let part = self.part(parameter, range).await?;
        match value {
            Value::Unset => Ok(Value::Unset),
            Value::Text(text) => {
                self.check_known(text)?;
                self.part_of_text(text, part).await.map(Value::Text)
            }
            Value::All(of, mut values) => {
                let is_positional = matches!(subject, Subject::Parameter(_));
                if is_positional && self.dialect().family() == Family::Ash {
                    return self.part_of_joined(of, &values, part);
                }
                if is_positional {
                    values.insert(0, self.environment.name);
                }
                let end = self.base_of(subject, values.len());
                let Some(offset) = offset_in(part.offset, end) else {
                    return Ok(Value::All(of, Vec::new()));
                };
                if let Some((..0, written)) = part.length {
                    return self.negative_length(written).await;
                }
                let values = self.elements_from(subject, values, offset);
                let values = match part.length {
                    Some((length, _)) => {
                        let length = usize::try_from(length).unwrap_or(usize::MAX);
                        values.into_iter().take(length).collect()
                    }
                    None => values,
                };
                Ok(Value::All(of, values))
            }
        }
    }

    /// The numbers, calculated.
    async fn part(&mut self, parameter: &Parameter, range: &Word) -> Flow<Part> {
        let colon = self.second_colon(range);
        let end = range.span.end;
        let offset = range.part(range.span.start, colon.unwrap_or(end));
        let (offset, _) = self.part_number(parameter, &offset).await?;
        let length = match colon {
            None => None,
            Some(colon) => {
                let length = range.part(colon + 1, end);
                Some(self.part_number(parameter, &length).await?)
            }
        };
        Ok(Part { offset, length })
    }

    async fn part_number(&mut self, parameter: &Parameter, word: &Word) -> Flow<(i64, Span)> {
        let text = self.expand_expression(word).await?;
        if self.str(text).trim().is_empty() {
            return Ok((0, text));
        }
        match self.evaluate(text) {
            Ok(number) => Ok((number, text)),
            Err(error) => {
                let name = self.written(parameter);
                let name = Some(&*name).filter(|_| self.dialect().family() == Family::Bash);
                self.arithmetic_fails(&error, name).await
            }
        }
    }

    /// Where the colon between offset and length stands: not in parentheses, and not that of `? :`.
    fn second_colon(&self, range: &Word) -> Option<u32> {
        let (mut parentheses, mut questions) = (0_usize, 0_usize);
        let is_bash = self.dialect().family() == Family::Bash;
        for unit in &range.units {
            let WordUnit::Literal(span) = unit else {
                continue;
            };
            for (at, byte) in (span.start..).zip(self.str(*span).bytes()) {
                match byte {
                    b'(' if is_bash => parentheses += 1,
                    b')' => parentheses = parentheses.saturating_sub(1),
                    _ if parentheses > 0 => {}
                    b':' if questions > 0 => questions -= 1,
                    b':' => return Some(at),
                    b'?' if is_bash => questions += 1,
                    _ => {}
                }
            }
        }
        None
    }

    /// The part of a text.
    async fn part_of_text(&mut self, text: Span, part: Part) -> Flow<Span> {
        let count = self.count_characters(self.str(text));
        match (
            part.range(count, self.dialect()),
            part.length,
            self.dialect(),
        ) {
            (Some(range), ..) => {
                let range = self.bytes_of(text, range);
                self.cut(text, range)
            }
            (None, Some((..0, written)), Dialect::Bash | Dialect::BashAsSh)
                if offset_in(part.offset, count).is_some() =>
            {
                self.negative_length(written).await
            }
            (None, ..) => Ok(text.at_start()),
        }
    }

    /// The part of all positional parameters in busybox, which counts them as one text with a character between each
    /// two; where it cuts that, it cuts there.
    fn part_of_joined(&mut self, of: AllParameters, values: &[Span], part: Part) -> Flow<Value> {
        let ifs = self.environment.variables.value("IFS");
        if of == AllParameters::Star && ifs.is_some_and(Span::is_empty) {
            return self.unsupported("a part of $* where IFS is empty");
        }
        let mut starts = Vec::with_capacity(values.len());
        let mut count = 0;
        for value in values {
            self.check_known(*value)?;
            starts.push(count);
            count += self.count_characters(self.str(*value)) + 1;
        }
        let mut cut = Vec::new();
        let range = part.range(count.saturating_sub(1), self.dialect());
        for (value, start) in values.iter().zip(starts) {
            let Some(range) = &range else { break };
            let end = start + self.count_characters(self.str(*value));
            if start > range.end || end < range.start {
                continue;
            }
            let within = range.start.max(start) - start..range.end.min(end) - start;
            let bytes = self.bytes_of(*value, within);
            cut.push(self.cut(*value, bytes)?);
        }
        if cut.is_empty() {
            cut.push(self.environment.name.at_start());
        }
        Ok(Value::All(of, cut))
    }

    /// A range of characters as bytes.
    fn bytes_of(&self, text: Span, characters: Range<usize>) -> Range<usize> {
        match self.unit() {
            Encoding::Bytes => characters,
            Encoding::Utf8 => {
                let content = self.str(text);
                let offset = |at| {
                    content
                        .char_indices()
                        .nth(at)
                        .map_or(content.len(), |it| it.0)
                };
                offset(characters.start)..offset(characters.end)
            }
        }
    }

    async fn negative_length<T>(&mut self, written: Span) -> Flow<T> {
        let text = self.str(written).to_owned();
        self.complain(None, &format!("{text}: substring expression < 0"))
            .await?;
        self.status = 1;
        Err(Divert::Discard)
    }

    /// What negative offsets into all elements count from.
    fn base_of(&self, subject: &Subject, count: usize) -> usize {
        let Subject::Elements(name, _) = subject else {
            return count;
        };
        let variable = self.environment.variables.get(name);
        match variable.and_then(|it| it.array.as_ref()) {
            Some(Array::Indexed(array)) => usize::try_from(array.end()).unwrap_or(usize::MAX),
            _ => count,
        }
    }

    /// The elements from an offset on: of an array those with such a number.
    fn elements_from(&self, subject: &Subject, values: Vec<Span>, offset: usize) -> Vec<Span> {
        if let Subject::Elements(name, _) = subject
            && let Some(variable) = self.environment.variables.get(name)
            && let Some(Array::Indexed(array)) = &variable.array
        {
            return array.from(offset as u64).collect();
        }
        values.into_iter().skip(offset).collect()
    }
}

/// An offset that counts from the end where it is negative; nothing where it leads before the start.
fn offset_in(offset: i64, count: usize) -> Option<usize> {
    match usize::try_from(offset) {
        Ok(offset) => Some(offset),
        Err(_) => {
            let back = usize::try_from(offset.unsigned_abs()).unwrap_or(usize::MAX);
            count.checked_sub(back)
        }
    }
}
