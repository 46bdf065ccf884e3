//! Bracket expressions (XBD 9.3.5): `[a-z]`, `[^[:space:]_]`.

use super::error::RegexError;
use super::parse::{Dialect, Parser};
use super::{Case, Unit};

/// The characters that a bracket expression, `\w` or `\s` stands for.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Set {
    pub(super) is_negated: bool,
    pub(super) ranges: Vec<(char, char)>,
    pub(super) classes: Vec<Class>,
}

/// A character class (XBD 7.3.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Alpha,
    Digit,
    Alnum,
    Upper,
    Lower,
    Space,
    Blank,
    Punct,
    Print,
    Graph,
    Cntrl,
    Xdigit,
}

impl Class {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "alpha" => Self::Alpha,
            "digit" => Self::Digit,
            "alnum" => Self::Alnum,
            "upper" => Self::Upper,
            "lower" => Self::Lower,
            "space" => Self::Space,
            "blank" => Self::Blank,
            "punct" => Self::Punct,
            "print" => Self::Print,
            "graph" => Self::Graph,
            "cntrl" => Self::Cntrl,
            "xdigit" => Self::Xdigit,
            _ => return None,
        })
    }

    /// Whether a character belongs to it; beyond ASCII in UTF-8 only.
    pub(super) fn has(self, c: char, unit: Unit) -> bool {
        if !c.is_ascii() {
            return unit == Unit::Character && self.has_beyond_ascii(c);
        }
        match self {
            Self::Alpha => c.is_ascii_alphabetic(),
            Self::Digit => c.is_ascii_digit(),
            Self::Alnum => c.is_ascii_alphanumeric(),
            Self::Upper => c.is_ascii_uppercase(),
            Self::Lower => c.is_ascii_lowercase(),
            Self::Space => matches!(c, ' ' | '\t'..='\r'),
            Self::Blank => matches!(c, ' ' | '\t'),
            Self::Punct => c.is_ascii_punctuation(),
            Self::Print => matches!(c, ' '..='~'),
            Self::Graph => c.is_ascii_graphic(),
            Self::Cntrl => c.is_ascii_control(),
            Self::Xdigit => c.is_ascii_hexdigit(),
        }
    }

    fn has_beyond_ascii(self, c: char) -> bool {
        match self {
            Self::Alpha | Self::Alnum => c.is_alphanumeric(),
            Self::Upper => c.is_uppercase(),
            Self::Lower => c.is_lowercase(),
            Self::Space => c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{2007}' | '\u{202f}'),
            Self::Blank | Self::Digit | Self::Xdigit => false,
            Self::Punct => !c.is_alphanumeric() && !c.is_control() && !c.is_whitespace(),
            Self::Print => !c.is_control(),
            Self::Graph => !c.is_control() && !c.is_whitespace(),
            Self::Cntrl => c.is_control(),
        }
    }
}

impl Set {
    /// `\w`: letters, digits and the underscore.
    pub(super) fn word() -> Self {
        Self {
            is_negated: false,
            ranges: vec![('_', '_')],
            classes: vec![Class::Alnum],
        }
    }

    /// `\s`.
    pub(super) fn space() -> Self {
        Self {
            is_negated: false,
            ranges: Vec::new(),
            classes: vec![Class::Space],
        }
    }

    pub(super) fn negated(self) -> Self {
        Self {
            is_negated: true,
            ..self
        }
    }

    pub(super) fn has(&self, c: char, case: Case, unit: Unit) -> bool {
        let found = match case {
            Case::Sensitive => self.lists(c, unit),
            Case::Insensitive => {
                let (lower, upper) = folded(c, unit);
                self.lists(lower, unit) || self.lists(upper, unit)
            }
        };
        found != self.is_negated
    }

    fn lists(&self, c: char, unit: Unit) -> bool {
        self.ranges.iter().any(|it| it.0 <= c && c <= it.1)
            || self.classes.iter().any(|it| it.has(c, unit))
    }
}

/// A character as a lower and as an upper case letter.
pub(super) fn folded(c: char, unit: Unit) -> (char, char) {
    match unit {
        Unit::Byte => (c.to_ascii_lowercase(), c.to_ascii_uppercase()),
        Unit::Character => {
            let only = |mut it: Box<dyn Iterator<Item = char>>| match (it.next(), it.next()) {
                (Some(one), None) => one,
                _ => c,
            };
            (
                only(Box::new(c.to_lowercase())),
                only(Box::new(c.to_uppercase())),
            )
        }
    }
}

impl Parser<'_> {
    /// A bracket expression, behind its `[`.
    pub(super) fn bracket(&mut self) -> Result<Set, RegexError> {
        let mut set = Set {
            is_negated: self.take('^'),
            ranges: Vec::new(),
            classes: Vec::new(),
        };
        let start = self.at;
        if self.peek().is_none() && self.dialect.is_read_by_dfa() {
            return Err(RegexError::Invalid);
        }
        loop {
            let c = self.next().ok_or(RegexError::UnmatchedBracket)?;
            let is_first = self.at == start + 1;
            if c == ']' && !is_first {
                break;
            }
            if c == '[' && self.take(':') {
                let class = self.class()?;
                set.classes.push(class);
                continue;
            }
            let from = self.element(c)?;
            let is_range = self.peek() == Some('-') && self.peek_second() != Some(']');
            if !is_range {
                set.ranges.push((from, from));
                continue;
            }
            self.at += 1;
            let c = self.next().ok_or(RegexError::UnmatchedBracket)?;
            let to = self.element(c)?;
            if to < from && self.dialect != Dialect::Mawk {
                return Err(RegexError::RangeEnd);
            }
            set.ranges.push((from, to));
        }
        self.refuse_class_syntax(start)?;
        Ok(set)
    }

    /// `[:space:]` is taken for a mistake by GNU's programs.
    fn refuse_class_syntax(&self, start: usize) -> Result<(), RegexError> {
        let inside = &self.units[start..self.at - 1];
        let is_class =
            inside.len() > 1 && inside.first() == Some(&':') && inside.last() == Some(&':');
        match is_class && self.dialect.is_read_by_dfa() {
            true => Err(RegexError::ClassSyntax),
            false => Ok(()),
        }
    }

    fn class(&mut self) -> Result<Class, RegexError> {
        let name = self.until(':')?;
        Class::named(&name).ok_or(RegexError::Class)
    }

    /// The name up to `:]`, `.]` or `=]`.
    fn until(&mut self, mark: char) -> Result<String, RegexError> {
        let mut name = String::new();
        loop {
            let c = self.next().ok_or(RegexError::UnmatchedBracket)?;
            if c == mark && self.take(']') {
                return Ok(name);
            }
            name.push(c);
        }
    }

    /// One character of a list: itself, escaped in awk, or `[.x.]` and `[=x=]`.
    fn element(&mut self, c: char) -> Result<char, RegexError> {
        if c == '\\' && self.dialect.has_escapes() {
            return match self.next() {
                Some(escaped) => Ok(self.escaped(escaped)),
                None => Err(RegexError::UnmatchedBracket),
            };
        }
        if c == '['
            && self.dialect != Dialect::Mawk
            && let Some(mark @ ('.' | '=')) = self.peek()
        {
            self.at += 1;
            let name = self.until(mark)?;
            let mut characters = name.chars();
            return match (characters.next(), characters.next()) {
                (Some(one), None) => Ok(one),
                _ => Err(RegexError::CollatingElement),
            };
        }
        Ok(c)
    }
}
