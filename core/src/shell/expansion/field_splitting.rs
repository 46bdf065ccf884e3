//! Field splitting (XCU 2.6.5): the results of expansions outside quotes are cut at the characters of `IFS`.
//!
//! White space of `IFS` goes away at both ends and counts once; every other character of it ends a field.

use super::pieces::{AllParameters, Characters, ExpandedWord, Field, Piece, Quoting};
use crate::shell::dialect::{AllParametersJoin, all_parameters_join};
use crate::shell::execution::{Encoding, Evaluator, Flow};
use crate::text::{Source, Span, Texts};

/// `IFS`, taken apart.
struct Separators {
    white_space: Vec<char>,
    others: Vec<char>,
}

/// What a character is to the splitter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Part of a field.
    None,
    /// White space that separates.
    Space,
    /// Another separator.
    Other,
}

/// Where a splitter is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// In a field, or where the next may begin.
    Field,
    /// Behind white space that ended a field: a separator may still belong to it.
    BehindSpace,
}

struct Splitter<'t> {
    texts: &'t Texts,
    separators: Separators,
    place: Place,
    /// The field that is being read; nothing until its first character.
    field: Option<Field>,
    fields: Vec<Field>,
}

impl Evaluator {
    /// The fields of an expanded word.
    pub(super) fn split_fields(&mut self, expanded: ExpandedWord) -> Flow<Vec<Field>> {
        let separators = match self.environment.variables.value("IFS") {
            Some(ifs) => Separators::of(self.str(ifs)),
            None => Separators::of(" \t\n"),
        };
        let is_whole =
            separators.others.iter().all(char::is_ascii) || self.unit() == Encoding::Utf8;
        if !is_whole {
            return self.unsupported("an IFS of more than ASCII characters");
        }
        let mut splitter = Splitter {
            texts: &self.process.cx.texts,
            separators,
            place: Place::Field,
            field: None,
            fields: Vec::new(),
        };
        for piece in expanded.pieces {
            match piece {
                Piece::FieldBreak { .. } => splitter.end_if_any(),
                Piece::Characters(it) if it.quoting == Quoting::Expanded => splitter.split(it),
                Piece::Characters(it) => splitter.keep(it),
            }
        }
        splitter.end_if_any();
        Ok(splitter.fields)
    }

    /// All fields as one: what happens to `$@` and `$*` where nothing is split.
    pub(super) fn join_fields(&mut self, expanded: ExpandedWord) -> Field {
        let separator = self.separator();
        let mut field = Field::default();
        for piece in expanded.pieces {
            match piece {
                Piece::Characters(characters) => field.characters.push(characters),
                Piece::FieldBreak { of, quoting } => {
                    let by_space = of == AllParameters::At
                        && all_parameters_join(self.dialect()) == AllParametersJoin::Space;
                    let span = if by_space {
                        Some(self.shell_text(" ", "blank between positional parameters"))
                    } else {
                        separator
                    };
                    let between = span.map(|span| Characters {
                        span,
                        written: None,
                        quoting,
                    });
                    field.characters.extend(between);
                }
            }
        }
        field
    }

    /// What stands between the positional parameters in `"$*"`: the first character of `IFS`, a blank when that is
    /// not set, nothing when it is empty.
    pub(super) fn separator(&mut self) -> Option<Span> {
        match self.environment.variables.value("IFS") {
            None => Some(self.shell_text(" ", "blank between positional parameters")),
            Some(ifs) => {
                let first = self.str(ifs).chars().next()?;
                Some(ifs.slice(0..first.len_utf8()))
            }
        }
    }
}

impl Separators {
    fn of(ifs: &str) -> Self {
        let (white_space, others) = ifs.chars().partition(|it| matches!(it, ' ' | '\t' | '\n'));
        Self {
            white_space,
            others,
        }
    }

    fn kind(&self, character: char) -> Kind {
        if self.white_space.contains(&character) {
            Kind::Space
        } else if self.others.contains(&character) {
            Kind::Other
        } else {
            Kind::None
        }
    }
}

impl Splitter<'_> {
    /// Characters in which nothing is cut.
    fn keep(&mut self, characters: Characters) {
        if characters.span.is_empty() && characters.quoting != Quoting::Quoted {
            return;
        }
        self.place = Place::Field;
        let field = self.field.get_or_insert_default();
        field.characters.push(characters);
    }

    fn split(&mut self, characters: Characters) {
        if self.is_unknown(characters.span) {
            return self.keep(characters);
        }
        let text = self.texts.str(characters.span);
        let mut start = 0;
        for (at, character) in text.char_indices() {
            match self.separators.kind(character) {
                Kind::None => continue,
                Kind::Space => {
                    self.keep_part(characters, start, at);
                    self.space();
                }
                Kind::Other => {
                    self.keep_part(characters, start, at);
                    self.separator(characters.span.slice(at..at));
                }
            }
            start = at + character.len_utf8();
        }
        self.keep_part(characters, start, text.len());
    }

    /// Whether nobody knows the characters, so that nobody knows where they would be cut.
    fn is_unknown(&self, span: Span) -> bool {
        matches!(self.texts.source(span.text), Some(Source::Unknown { .. }))
    }

    fn keep_part(&mut self, characters: Characters, start: usize, end: usize) {
        let span = characters.span.slice(start..end);
        self.keep(Characters { span, ..characters });
    }

    fn space(&mut self) {
        if let Some(field) = self.field.take() {
            self.fields.push(field);
            self.place = Place::BehindSpace;
        }
    }

    fn separator(&mut self, at: Span) {
        match self.field.take() {
            Some(field) => self.fields.push(field),
            None if self.place == Place::BehindSpace => {}
            None => {
                let mut field = Field::default();
                field
                    .characters
                    .push(super::word::written(at, Quoting::Quoted));
                self.fields.push(field);
            }
        }
        self.place = Place::Field;
    }

    fn end_if_any(&mut self) {
        self.place = Place::Field;
        self.fields.extend(self.field.take());
    }
}
