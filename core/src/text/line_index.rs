//! [`LineIndex`]: byte offsets to lines and columns, for rendering.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A place in a text as people and editors count: lines and columns from one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LineColumn {
    /// The line, from one.
    pub line: u32,
    /// The character (Unicode scalar value) within the line, from one.
    pub column: u32,
}

/// Where each line of a text starts. A line ends after its `\n`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// Indexes `text`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let after =
            memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| super::span::offset(at + 1));
        Self {
            starts: std::iter::once(0).chain(after).collect(),
        }
    }

    /// The line of a byte, from one.
    #[must_use]
    pub fn line(&self, at: u32) -> u32 {
        super::span::offset(self.starts.partition_point(|start| *start <= at))
    }

    /// Line and column of a byte of `text`, the text that was indexed.
    #[must_use]
    pub fn line_column(&self, text: &str, at: u32) -> LineColumn {
        let line = self.line(at);
        let start = self.starts[line as usize - 1] as usize;
        let before = text.get(start..at as usize).unwrap_or_default();
        LineColumn {
            line,
            column: super::span::offset(before.chars().count()) + 1,
        }
    }

    /// The first and the last character of a part of `text`, the text that was indexed.
    #[must_use]
    pub fn ends(&self, text: &str, part: Range<usize>) -> (LineColumn, LineColumn) {
        let last = text.get(part.clone());
        let last = last.and_then(|it| it.chars().next_back());
        let last = part.end - last.map_or(0, char::len_utf8);
        let place = |at: usize| self.line_column(text, super::span::offset(at));
        (place(part.start), place(last))
    }

    /// `line 3, columns 5–20`, of a part of `text`, the text that was indexed.
    #[must_use]
    pub fn describe(&self, text: &str, part: Range<usize>) -> String {
        let (first, last) = self.ends(text, part);
        let LineColumn { line, column } = first;
        if first == last {
            format!("line {line}, column {column}")
        } else if line == last.line {
            format!("line {line}, columns {column}–{}", last.column)
        } else {
            let LineColumn {
                line: to,
                column: end,
            } = last;
            format!("line {line}, column {column} to line {to}, column {end}")
        }
    }

    /// The first byte of a line (from one) and the byte after its last, line ending included.
    #[must_use]
    pub fn line_range(&self, text: &str, line: u32) -> Option<Range<usize>> {
        let start = *self.starts.get((line as usize).checked_sub(1)?)? as usize;
        let end = self
            .starts
            .get(line as usize)
            .map_or(text.len(), |it| *it as usize);
        Some(start..end)
    }
}
