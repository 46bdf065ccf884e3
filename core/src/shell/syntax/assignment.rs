//! [`Assignment`]: a word before a command that sets a variable (XCU 2.9.1).

use smallvec::SmallVec;

use super::word::{Units, Word, WordUnit};
use crate::shell::characters::is_name_part;
use crate::text::{Span, Texts};

/// An assignment before a command, `name=value`.
#[derive(Debug, Clone, PartialEq)]
pub struct Assignment {
    /// The name.
    pub name: Span,
    /// `[subscript]`, without the brackets (bash).
    pub subscript: Option<Word>,
    /// `=` or `+=`.
    pub operator: AssignmentOperator,
    /// What stands behind it.
    pub value: Word,
    /// All of it, as the word it is written as.
    pub word: Word,
}

/// How an assignment assigns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AssignmentOperator {
    /// `=`
    Set,
    /// `+=` (bash)
    Append,
}

impl Word {
    /// Whether it is an assignment: a name that is not quoted, and `=` behind it.
    pub(in crate::shell) fn is_assignment(&self, texts: &Texts) -> bool {
        self.assigned_name(texts).is_some()
    }

    /// Takes an assignment apart: a name that is not quoted, and `=` behind it; any other word comes back.
    ///
    /// # Errors
    ///
    /// The word, when it is no assignment.
    pub(in crate::shell) fn into_assignment(self, texts: &mut Texts) -> Result<Assignment, Self> {
        let Some((name, unit, offset)) = self.assigned_name(texts) else {
            return Err(self);
        };
        let mut units: Units = self.units[unit..].iter().cloned().collect();
        if let Some(WordUnit::Literal(span)) = units.first_mut() {
            *span = span.slice_from(offset);
            if span.is_empty() {
                units.remove(0);
            }
        }
        let WordUnit::Literal(first) = &self.units[unit] else {
            return Err(self);
        };
        let start = first.slice_from(offset).at_start();
        let value = Self {
            span: start.to(self.span.at_end()),
            units,
        };
        let name = match *name {
            [span] => span,
            _ => texts.join(&name),
        };
        Ok(Assignment {
            name,
            subscript: None,
            operator: AssignmentOperator::Set,
            value,
            word: self,
        })
    }

    /// The pieces of the name before `=`, and the unit and the offset in it at which the value begins.
    fn assigned_name(&self, texts: &Texts) -> Option<(SmallVec<[Span; 1]>, usize, usize)> {
        let mut pieces = SmallVec::new();
        for (index, unit) in self.units.iter().enumerate() {
            match unit {
                WordUnit::Continuation(_) => {}
                WordUnit::Literal(span) => {
                    let text = texts.str(*span);
                    let name = text.bytes().position(|byte| !is_name_part(byte));
                    let name = name.unwrap_or(text.len());
                    if name > 0 {
                        if pieces.is_empty() && text.as_bytes()[0].is_ascii_digit() {
                            return None;
                        }
                        pieces.push(span.slice(0..name));
                    }
                    if name < text.len() {
                        let is_equals = text.as_bytes()[name] == b'=' && !pieces.is_empty();
                        return is_equals.then_some((pieces, index, name + 1));
                    }
                }
                _ => return None,
            }
        }
        None
    }
}
