//! The record and its fields.

use super::super::Call;
use super::super::failure::{Failure, unsupported};
use super::execute::Interpreter;
use super::global;
use super::value::{Cell, Value};
use crate::text::Span;

/// How many fields there may be.
const FIELDS: usize = 32_767;

impl Interpreter {
    /// The byte that ends a record.
    pub(super) fn record_separator(&mut self, call: &mut Call<'_>) -> Result<u8, Failure> {
        let separator = self.global_text(call, global::RS)?;
        match call.str(separator).as_bytes() {
            [byte] if byte.is_ascii() => Ok(*byte),
            _ => unsupported("with a record separator that is not one character"),
        }
    }

    /// Makes a text the record.
    pub(super) fn set_record(&mut self, call: &mut Call<'_>, text: Span) -> Result<(), Failure> {
        let separator = self.global_text(call, global::FS)?;
        self.fields = self.split(call, text, separator)?;
        self.record = text;
        self.set_count();
        Ok(())
    }

    fn set_count(&mut self) {
        let count = u32::try_from(self.fields.len()).unwrap_or(u32::MAX);
        self.globals[global::NF] = Cell::of(Value::Number(f64::from(count)));
    }

    /// The parts of a text between separators.
    pub(super) fn split(
        &mut self,
        call: &mut Call<'_>,
        text: Span,
        separator: Span,
    ) -> Result<Vec<Span>, Failure> {
        let content = call.str(text);
        let separator = call.str(separator).to_owned();
        let mut parts = Vec::new();
        let mut start = 0;
        match &*separator {
            " " => {
                let is_blank = |c: char| matches!(c, ' ' | '\t' | '\n');
                for part in content.split(is_blank) {
                    if !part.is_empty() {
                        parts.push(text.slice(start..start + part.len()));
                    }
                    start += part.len() + 1;
                }
                return Ok(parts);
            }
            "" => return unsupported("with an empty separator"),
            _ if content.is_empty() => return Ok(parts),
            one if one.len() == 1 && one != "\\" => {
                for part in content.split(one) {
                    parts.push(text.slice(start..start + part.len()));
                    start += part.len() + 1;
                }
                return Ok(parts);
            }
            _ => {}
        }
        let pattern = self.pattern(call, &separator)?;
        let content = call.str(text);
        let mut from = 0;
        while from < content.len() {
            let Some(found) = pattern.find(content, from)? else {
                break;
            };
            if found.end() == found.start() {
                return unsupported("with a separator that matches nothing");
            }
            parts.push(text.slice(start..found.start()));
            (start, from) = (found.end(), found.end());
        }
        parts.push(text.slice_from(start));
        Ok(parts)
    }

    pub(super) fn field(&self, call: &mut Call<'_>, index: f64) -> Result<Value, Failure> {
        if index < 0.0 || index.is_nan() {
            return unsupported("with a field before the first");
        }
        Ok(match as_index(index) {
            0 => Value::Read(self.record),
            index => match self.fields.get(index - 1) {
                Some(field) => Value::Read(*field),
                None => {
                    let _ = call;
                    Value::Nothing
                }
            },
        })
    }

    pub(super) fn set_field(
        &mut self,
        call: &mut Call<'_>,
        index: f64,
        text: Span,
    ) -> Result<(), Failure> {
        if index < 0.0 || index.is_nan() {
            return unsupported("with a field before the first");
        }
        let index = as_index(index);
        if index == 0 {
            return self.set_record(call, text);
        }
        if index > FIELDS {
            return unsupported("with so many fields");
        }
        if self.fields.len() < index {
            self.fields.resize(index, self.record.at_end());
        }
        self.fields[index - 1] = text;
        self.set_count();
        self.join_record(call)
    }

    /// `NF` was set: fields come or go.
    pub(super) fn set_field_count(&mut self, call: &mut Call<'_>) -> Result<(), Failure> {
        let count = as_index(self.globals[global::NF].value.number(call));
        if count > FIELDS {
            return unsupported("with so many fields");
        }
        self.fields.resize(count, self.record.at_end());
        self.join_record(call)
    }

    /// Makes the record of its fields.
    fn join_record(&mut self, call: &mut Call<'_>) -> Result<(), Failure> {
        let separator = self.global_text(call, global::OFS)?;
        let mut pieces = Vec::new();
        for (index, field) in self.fields.iter().enumerate() {
            if index > 0 {
                pieces.push(separator);
            }
            pieces.push(*field);
        }
        self.record = call.process.join(&pieces);
        Ok(())
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a cast of a float saturates"
)]
pub(super) fn as_index(number: f64) -> usize {
    number as usize
}
