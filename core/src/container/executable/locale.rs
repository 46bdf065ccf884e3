//! [`Locale`]: in which locale a program runs, as its environment says (XBD 8.2).

use super::failure::Failure;
use super::{Call, Flavour};
use crate::regular_expression::{
    Around, Case, Dialect, Found, Regex, RegexError, SearchError, Unit,
};

/// A locale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Locale {
    /// `C`, where a character is a byte.
    C,
    /// `C.UTF-8`, which is always there.
    Utf8,
    /// One that may be installed or not.
    Named(String),
}

impl Call<'_> {
    /// The locale of a category, such as `LC_CTYPE`.
    pub(super) fn locale(&self, category: &str) -> Locale {
        let values = ["LC_ALL", category, "LANG"].map(|it| self.variable(it).unwrap_or_default());
        let value = values
            .into_iter()
            .find(|it| !it.is_empty())
            .unwrap_or_default();
        match &*value.to_ascii_lowercase() {
            _ if self.flavour == Flavour::Busybox => Locale::C,
            "" | "c" | "posix" => Locale::C,
            "c.utf-8" | "c.utf8" => Locale::Utf8,
            _ => Locale::Named(value.to_owned()),
        }
    }

    /// What a character is.
    pub(super) fn unit(&self) -> Unit {
        match self.locale("LC_CTYPE") {
            Locale::Utf8 => Unit::Character,
            Locale::C | Locale::Named(_) => Unit::Byte,
        }
    }

    /// A name in the quotes of messages.
    pub(super) fn quote(&self, name: &str) -> String {
        self.quoted(name)
    }

    /// A regular expression in this locale.
    pub(super) fn pattern(
        &self,
        pattern: &str,
        dialect: Dialect,
        case: Case,
    ) -> Result<Pattern, RegexError> {
        self.pattern_within(pattern, dialect, case, Around::Anything)
    }

    /// A regular expression that matches only where something stands around it.
    pub(super) fn pattern_within(
        &self,
        pattern: &str,
        dialect: Dialect,
        case: Case,
        around: Around,
    ) -> Result<Pattern, RegexError> {
        let regex = Regex::new_within(pattern, dialect, case, self.unit(), around)?;
        let other = match self.flavour {
            Flavour::Debian => None,
            Flavour::Busybox => {
                let unit = Unit::Character;
                Some(Regex::new_within(pattern, dialect, case, unit, around)?)
            }
        };
        Ok(Pattern { regex, other })
    }
}

/// A regular expression of a program.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Pattern {
    regex: Regex,
    /// For busybox, which takes bytes for characters with one C library and not with another.
    other: Option<Regex>,
}

impl Pattern {
    /// The same, with `^` and `$` around every newline.
    pub(super) fn in_each_line(self) -> Self {
        let lines = crate::regular_expression::Lines::Each;
        Self {
            regex: self.regex.with_lines(lines),
            other: self.other.map(|it| it.with_lines(lines)),
        }
    }

    /// How many groups it has.
    pub(super) fn groups(&self) -> usize {
        self.regex.groups()
    }

    /// The first match from a byte on.
    pub(super) fn find(&self, text: &str, from: usize) -> Result<Option<Found>, Failure> {
        let found = self.regex.find(text, from).map_err(beyond)?;
        if let Some(other) = self.other.as_ref().filter(|_| !text.is_ascii())
            && other.find(text, from).map_err(beyond)? != found
        {
            return Err(Failure::Unsupported(
                "matching what depends on the C library of busybox".to_owned(),
            ));
        }
        Ok(found)
    }

    /// Whether it matches anywhere.
    pub(super) fn is_in(&self, text: &str) -> Result<bool, Failure> {
        match &self.other {
            Some(_) if !text.is_ascii() => Ok(self.find(text, 0)?.is_some()),
            _ => self.regex.is_in(text).map_err(beyond),
        }
    }
}

fn beyond(error: SearchError) -> Failure {
    Failure::Unsupported(error.what().to_owned())
}
