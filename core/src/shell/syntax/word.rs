//! [`Word`]: a row of quoting units, which tile its characters.

use std::borrow::Cow;

use smallvec::SmallVec;

use super::command::Script;
use super::parameter::Parameter;
use crate::shell::characters::is_name_part;
use crate::text::{Span, Texts};

/// Units, of which there is mostly one.
pub type Units = SmallVec<[WordUnit; 1]>;

/// A word (XCU 2.3), the content of quotes, or the body of a here-document.
///
/// ```text
/// a'b c'"$d"     Literal a, SingleQuoted 'b c', DoubleQuoted "$d"
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    /// All of it.
    pub span: Span,
    /// Its units; they tile the span.
    pub units: Units,
}

/// A stretch of a word that is quoted, or expanded, in one way.
///
/// Tildes, `*`, `?` and `[…]`, and bash's `{a,b}` are literal characters here; what they become is
/// expansion, which needs values.
#[derive(Debug, Clone, PartialEq)]
pub enum WordUnit {
    /// Characters that stand for themselves.
    Literal(Span),
    /// A backslash and the character it quotes.
    Escaped(Span),
    /// A backslash and a line break: nothing.
    Continuation(Span),
    /// Tabs that `<<-` takes off.
    StrippedTabs(Span),
    /// `'…'`, with the quotes.
    SingleQuoted(Span),
    /// `$'…'`, with `$` and the quotes; the escape sequences are as written.
    DollarSingleQuoted(Span),
    /// `"…"`
    DoubleQuoted(Box<Quoted>),
    /// `$"…"`, which bash translates.
    Translated(Box<Quoted>),
    /// `$name`, `${…}`
    Parameter(Box<Parameter>),
    /// `$(…)`, `` `…` ``
    CommandSubstitution(Box<CommandSubstitution>),
    /// `$((…))`, bash's `$[…]`
    Arithmetic(Box<Arithmetic>),
    /// `<(…)`, `>(…)`
    ProcessSubstitution(Box<ProcessSubstitution>),
    /// `@(…)` and its like, where bash has turned them on.
    ExtendedGlob(Box<ExtendedGlob>),
    /// The value `(…)` of an array assignment.
    Array(Box<ArrayLiteral>),
}

impl WordUnit {
    /// Its characters.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Self::Literal(span)
            | Self::Escaped(span)
            | Self::Continuation(span)
            | Self::StrippedTabs(span)
            | Self::SingleQuoted(span)
            | Self::DollarSingleQuoted(span) => *span,
            Self::DoubleQuoted(it) | Self::Translated(it) => it.span,
            Self::Parameter(it) => it.span,
            Self::CommandSubstitution(it) => it.span,
            Self::Arithmetic(it) => it.span,
            Self::ProcessSubstitution(it) => it.span,
            Self::ExtendedGlob(it) => it.span,
            Self::Array(it) => it.span,
        }
    }
}

/// Something in double quotes.
#[derive(Debug, Clone, PartialEq)]
pub struct Quoted {
    /// All of it, with the quotes.
    pub span: Span,
    /// What stands between them.
    pub content: Word,
}

/// A command substitution.
#[derive(Debug, Clone, PartialEq)]
pub struct CommandSubstitution {
    /// All of it.
    pub span: Span,
    /// How it is written.
    pub style: SubstitutionStyle,
    /// Its script. Between backquotes that is a derived text, with one level of backslashes taken off.
    pub script: Script,
}

/// How a command substitution is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SubstitutionStyle {
    /// `$(…)`
    Parentheses,
    /// `` `…` ``
    Backquotes,
}

/// An arithmetic expansion.
#[derive(Debug, Clone, PartialEq)]
pub struct Arithmetic {
    /// All of it.
    pub span: Span,
    /// The expression as written; it is expanded like text in double quotes before it is calculated.
    pub expression: Word,
}

/// A process substitution.
#[derive(Debug, Clone, PartialEq)]
pub struct ProcessSubstitution {
    /// All of it.
    pub span: Span,
    /// Which way the data goes.
    pub direction: ProcessDirection,
    /// Its script.
    pub script: Script,
}

/// Which way the data of a process substitution goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProcessDirection {
    /// `<(…)`: the output of the script is read.
    Read,
    /// `>(…)`: what is written is the input of the script.
    Write,
}

/// An extended glob, `?(…)`, `*(…)`, `+(…)`, `@(…)`, `!(…)`.
#[derive(Debug, Clone, PartialEq)]
pub struct ExtendedGlob {
    /// All of it; its first character says which.
    pub span: Span,
    /// What stands between the parentheses, with the bars.
    pub alternatives: Word,
}

/// The value of an array assignment.
#[derive(Debug, Clone, PartialEq)]
pub struct ArrayLiteral {
    /// All of it, with the parentheses.
    pub span: Span,
    /// Its elements.
    pub elements: Vec<ArrayElement>,
}

/// One element of an array's value.
#[derive(Debug, Clone, PartialEq)]
pub struct ArrayElement {
    /// `[subscript]`, without the brackets, when it is written.
    pub subscript: Option<Word>,
    /// The value; for `[k]=v` only `v`.
    pub value: Word,
    /// All of it.
    pub span: Span,
}

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
