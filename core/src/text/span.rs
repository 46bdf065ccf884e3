//! [`Span`]: a half-open range of bytes of one text.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// Names one text of a [`Texts`](super::Texts) table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TextId(pub u32);

/// Half-open UTF-8 byte range `start..end` of the text `text`.
///
/// Twelve bytes and `Copy`; never lines or columns, which are computed when rendering.
/// Both ends lie on character boundaries of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Span {
    /// The text.
    pub text: TextId,
    /// First byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// The bytes `range` of `text`.
    #[must_use]
    pub fn new(text: TextId, range: Range<usize>) -> Self {
        Self {
            text,
            start: offset(range.start),
            end: offset(range.end),
        }
    }

    /// How many bytes it covers.
    #[must_use]
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether it covers no byte.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The bytes `range` of this span, counted from its start.
    #[must_use]
    pub fn slice(self, range: Range<usize>) -> Self {
        let start = self.start as usize;
        let part = Self::new(self.text, start + range.start..start + range.end);
        debug_assert!(part.start <= part.end && part.end <= self.end);
        part
    }

    /// From the byte `from`, counted from its start, to its end.
    #[must_use]
    pub fn slice_from(self, from: usize) -> Self {
        self.slice(from..self.len())
    }

    /// The empty span at its end.
    #[must_use]
    pub fn at_end(self) -> Self {
        Self {
            start: self.end,
            ..self
        }
    }

    /// The empty span at its start.
    #[must_use]
    pub fn at_start(self) -> Self {
        Self {
            end: self.start,
            ..self
        }
    }

    /// From the start of this span to the end of `last`, which lies in the same text behind it.
    #[must_use]
    pub fn to(self, last: Self) -> Self {
        debug_assert!(self.text == last.text && self.start <= last.end);
        Self {
            end: last.end,
            ..self
        }
    }

    /// The byte range within its text.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether `other` lies within it.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.text == other.text && self.start <= other.start && other.end <= self.end
    }
}

/// A byte offset as spans store it. Texts longer than 4 GiB are refused before they get here (see `input`), so an
/// offset always fits.
#[inline]
pub(super) fn offset(at: usize) -> u32 {
    debug_assert!(u32::try_from(at).is_ok(), "an offset of {at} bytes");
    at as u32
}
