//! References: `$NAME`, `${NAME}`, and `${NAME` with a modifier.
//!
//! | written | gives |
//! |---|---|
//! | `${NAME:-word}`, `${NAME-word}` | the word, if the variable is unset (with `:` also if it is empty) |
//! | `${NAME:+word}`, `${NAME+word}` | the word, if it is not |
//! | `${NAME:?word}`, `${NAME?word}` | an error with the word as its message, if the variable is unset (or empty) |
//! | `${NAME#pattern}`, `${NAME##pattern}` | the value without the shortest (longest) start that matches |
//! | `${NAME%pattern}`, `${NAME%%pattern}` | the value without the shortest (longest) end that matches |
//! | `${NAME/pattern/text}`, `${NAME//pattern/text}` | see `replacement` |
//!
//! A name may be missing before a modifier; the variable is then the one named by the empty string.

use std::ops::Range;

use crate::text::Span;

use super::expander::{Expander, Step};
use super::fault::{Fault, Lack, Problem};
use super::pattern::{InvalidEscape, Pattern, Stars, reverse_pattern};
use super::pieces::Piece;
use super::{Escapes, Reference, Unset};

/// A variable that has been looked at.
#[derive(Clone, Copy)]
pub(super) struct Subject<'t> {
    /// Its name.
    pub(super) name: &'t str,
    /// The whole reference.
    pub(super) written: Span,
    /// Its value and the characters of it, unless it is unset.
    pub(super) value: Option<(Span, &'t str)>,
}

/// What stands between the name and the word of a reference.
#[derive(Clone, Copy)]
struct Modifier {
    operator: Operator,
    /// Which values count as missing.
    missing: Missing,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Operator {
    /// `-`
    Default,
    /// `+`
    Alternative,
    /// `?`
    Demand,
    /// `#`
    TrimStart,
    /// `%`
    TrimEnd,
    /// `:` and a character BuildKit does not know. It reads the word before it says so.
    Unknown,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Missing {
    Unset,
    UnsetOrEmpty,
}

/// Where the parts of a reference with a modifier stand.
struct Layout {
    /// The `$`.
    start: usize,
    /// The modifier.
    modifier: Range<usize>,
    /// The word, without the `}`.
    word: Range<usize>,
}

impl<'t> Expander<'t> {
    /// Reads a `$` and what belongs to it. Alone, it stands for itself.
    pub(super) fn reference(&mut self) -> Step {
        let start = self.cursor.at();
        self.cursor.take();
        if self.cursor.eat('{') {
            return self.in_braces(start);
        }
        let name = self.cursor.name();
        if name.is_empty() {
            self.copy(start..start + 1);
        } else {
            let subject = self.look_up(name, start);
            self.value_or_reference(subject);
        }
        Ok(())
    }

    /// Reads what stands behind `${`.
    fn in_braces(&mut self, start: usize) -> Step {
        let opened = start..self.cursor.at();
        match self.cursor.peek() {
            None => return Err(Fault::new(Problem::MissingBrace, opened)),
            Some('{' | '}' | ':') => {
                return Err(Fault::new(Problem::BadSubstitution, start..opened.end + 1));
            }
            Some(_) => {}
        }
        let name = self.cursor.name();
        let behind = self.cursor.at();
        match self.cursor.take() {
            Some('}') => {
                let subject = self.look_up(name, start);
                self.value_or_reference(subject);
                Ok(())
            }
            Some('/') => self.replacing(start, name),
            Some(':') => match self.cursor.take() {
                Some('#' | '%') => Err(self.unsupported(behind)),
                sign => self.modified(start, name, behind, modifier(sign, Missing::UnsetOrEmpty)),
            },
            sign @ Some(_) => {
                let modifier = modifier(sign, Missing::Unset);
                if modifier.operator == Operator::Unknown {
                    return Err(self.unsupported(behind));
                }
                self.modified(start, name, behind, modifier)
            }
            None => Err(Fault::new(Problem::EndAfterName, opened)),
        }
    }

    /// Reads the word behind a modifier, and applies it.
    fn modified(&mut self, start: usize, name: &'t str, behind: usize, modifier: Modifier) -> Step {
        let escapes = match modifier.operator {
            Operator::TrimStart | Operator::TrimEnd => Escapes::Keep,
            Operator::Default | Operator::Alternative | Operator::Demand | Operator::Unknown => {
                Escapes::Remove
            }
        };
        let opening = self.reserve();
        let word = self.cursor.at();
        self.inner_word('}', escapes, Problem::MissingBrace, start..start + 2)?;
        let layout = Layout {
            start,
            modifier: behind..word,
            word: word..self.cursor.at() - 1,
        };
        let subject = self.look_up(name, start);
        if self.keeps(subject) {
            self.fill(opening, start..word);
            self.copy(layout.word.end..self.cursor.at());
            return Ok(());
        }
        self.apply(modifier, subject, opening, &layout)
    }

    /// Replaces the pieces of the word, which begin at `first`, by what the reference gives.
    fn apply(
        &mut self,
        modifier: Modifier,
        subject: Subject<'t>,
        first: usize,
        layout: &Layout,
    ) -> Step {
        let present = match (subject.value, modifier.missing) {
            (None, _) | (Some((_, "")), Missing::UnsetOrEmpty) => false,
            (Some(_), _) => true,
        };
        match modifier.operator {
            Operator::Default if present => self.replace_from(first, subject),
            Operator::Default => {}
            Operator::Alternative if present => {}
            Operator::Alternative => self.pieces.truncate(first),
            Operator::Demand if present => self.replace_from(first, subject),
            Operator::Demand => return Err(self.demanded(subject, first, layout.start)),
            Operator::TrimStart | Operator::TrimEnd => {
                return self.trim(modifier.operator, subject, first, layout);
            }
            Operator::Unknown => return Err(self.unsupported_at(layout.modifier.clone())),
        }
        Ok(())
    }

    /// Replaces the pieces from `first` on by the value.
    fn replace_from(&mut self, first: usize, subject: Subject<'t>) {
        self.pieces.truncate(first);
        if let Some((value, text)) = subject.value {
            self.push_value(subject, value, 0..text.len());
        }
    }

    /// The fault of a variable that is demanded and has no value.
    fn demanded(&mut self, subject: Subject<'t>, first: usize, start: usize) -> Box<Fault> {
        let text = match self.join_from(first) {
            Ok(text) => text,
            Err(fault) => return fault,
        };
        let lack = match subject.value {
            None => Lack::Unset,
            Some(_) => Lack::Empty,
        };
        let name = subject.name.to_owned();
        Fault::new(
            Problem::Required { name, text, lack },
            start..self.cursor.at(),
        )
    }

    /// Takes what matches off one end of the value. A suffix is a prefix read backwards, value and pattern.
    fn trim(
        &mut self,
        operator: Operator,
        subject: Subject<'t>,
        first: usize,
        layout: &Layout,
    ) -> Step {
        let word = self.join_from(first)?;
        self.pieces.truncate(first);
        let sign = if operator == Operator::TrimEnd {
            '%'
        } else {
            '#'
        };
        let (stars, pattern) = match word.strip_prefix(sign) {
            Some(pattern) => (Stars::Longest, pattern),
            None => (Stars::Shortest, word.as_str()),
        };
        let (value, text) = subject.value.unwrap_or((subject.written.at_start(), ""));
        let kept = if operator == Operator::TrimEnd {
            let pattern = self.pattern(&reverse_pattern(pattern), stars, layout.word.clone())?;
            let matched = pattern.match_start(text.chars().rev(), &mut self.work);
            let length = matched.map_err(|it| self.exhausted(&it))?.unwrap_or(0);
            0..text.len() - length
        } else {
            let pattern = self.pattern(pattern, stars, layout.word.clone())?;
            let matched = pattern.match_start(text.chars(), &mut self.work);
            let length = matched.map_err(|it| self.exhausted(&it))?.unwrap_or(0);
            length..text.len()
        };
        self.push_value(subject, value, kept);
        Ok(())
    }

    /// Reads a pattern, which is written at `at`.
    pub(super) fn pattern(&self, pattern: &str, stars: Stars, at: Range<usize>) -> Step<Pattern> {
        Pattern::parse(pattern, stars).map_err(|InvalidEscape(escaped)| {
            let pattern = pattern.to_owned();
            Fault::new(Problem::Pattern { pattern, escaped }, at)
        })
    }

    /// Looks at the variable `name`, the reference to which reaches from `start` to the cursor.
    pub(super) fn look_up(&mut self, name: &'t str, start: usize) -> Subject<'t> {
        let written = self.span(start..self.cursor.at());
        let value = self.variables.get(name);
        self.references.push(Reference {
            name: name.to_owned(),
            written,
            value,
        });
        Subject {
            name,
            written,
            value: value.map(|value| (value, self.texts.str(value))),
        }
    }

    /// Whether the reference stays as it is.
    pub(super) fn keeps(&self, subject: Subject<'t>) -> bool {
        subject.value.is_none() && self.rules.unset == Unset::KeepReference
    }

    fn value_or_reference(&mut self, subject: Subject<'t>) {
        match subject.value {
            Some((value, text)) => self.push_value(subject, value, 0..text.len()),
            None if self.keeps(subject) => self.pieces.push(Piece::copy(subject.written)),
            None => {}
        }
    }

    /// Adds the bytes `range` of `value`, the value of `subject`.
    pub(super) fn push_value(&mut self, subject: Subject<'t>, value: Span, range: Range<usize>) {
        if !range.is_empty() {
            self.pieces
                .push(Piece::of_value(value.slice(range), subject.written));
        }
    }

    /// Makes room for a piece that is not known yet.
    pub(super) fn reserve(&mut self) -> usize {
        self.pieces.push(Piece::copy(self.span(0..0)));
        self.pieces.len() - 1
    }

    /// Puts the characters of the word at `range` where there is room for them.
    pub(super) fn fill(&mut self, room: usize, range: Range<usize>) {
        self.pieces[room] = Piece::copy(self.span(range));
    }

    /// The fault of the modifier that reaches from `behind` the name to the cursor.
    fn unsupported(&self, behind: usize) -> Box<Fault> {
        self.unsupported_at(behind..self.cursor.at())
    }

    fn unsupported_at(&self, modifier: Range<usize>) -> Box<Fault> {
        let written = self.texts.str(self.span(modifier.clone())).to_owned();
        Fault::new(Problem::Modifier(written), modifier)
    }
}

fn modifier(sign: Option<char>, missing: Missing) -> Modifier {
    let operator = match sign {
        Some('-') => Operator::Default,
        Some('+') => Operator::Alternative,
        Some('?') => Operator::Demand,
        Some('#') => Operator::TrimStart,
        Some('%') => Operator::TrimEnd,
        _ => Operator::Unknown,
    };
    Modifier { operator, missing }
}
