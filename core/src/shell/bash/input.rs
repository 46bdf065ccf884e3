//! [`Input`]: the text that is read, byte by byte, and the line that bash counts.

use std::sync::Arc;

use super::reader::Reader;
use crate::session::Session;
use crate::shell::pattern::ExtendedPatterns;
use crate::text::{Span, TextId};

/// The text that is read, and how far it is read.
#[derive(Debug, Clone)]
pub(in crate::shell) struct Input {
    pub(super) text: Arc<str>,
    id: TextId,
    pub(super) base: u32,
    /// The next byte.
    pub(super) at: usize,
    /// The furthest byte that bash has looked at; the line it counts is the one of this byte.
    fetched: usize,
    /// The line of the byte `counted`.
    line: u32,
    counted: usize,
    /// How many substitutions and line continuations have found the end of the script; bash counts a line each time.
    pub(super) ends_found: u32,
    /// Whether `shopt -s extglob` of an earlier command makes `@(…)` and its like one word.
    pub(in crate::shell) extended: ExtendedPatterns,
}

impl Input {
    /// Goes back to `before`; what has been looked at stays so.
    pub(super) fn rewind(&mut self, before: Self) {
        let (fetched, line, counted) = (self.fetched, self.line, self.counted);
        *self = Self {
            fetched,
            line,
            counted,
            ..before
        };
    }

    /// Notes that all before `at` has been read in whole lines.
    pub(super) fn read_lines_to(&mut self, at: usize) {
        self.at = at;
        self.fetched = self.fetched.max(at.saturating_sub(1));
    }

    pub(super) fn new(cx: &Session, script: Span) -> Self {
        Self::from_line(cx, script, 1)
    }

    /// A text of which the first line has this number.
    pub(in crate::shell) fn from_line(cx: &Session, script: Span, line: u32) -> Self {
        Self {
            text: cx.texts.share(script),
            id: script.text,
            base: script.start,
            at: 0,
            fetched: 0,
            line,
            counted: 0,
            ends_found: 0,
            extended: ExtendedPatterns::Off,
        }
    }
}

impl Input {
    /// The whole text.
    pub(super) fn whole(&self) -> Span {
        let base = self.base as usize;
        Span::new(self.id, base..base + self.text.len())
    }

    /// `text` in place of what stands from here on.
    pub(super) fn in_place(&self, cx: &Session, text: Span) -> Self {
        let passed = self.text.as_bytes().get(self.counted..self.at);
        let passed = memchr::memchr_iter(b'\n', passed.unwrap_or_default()).count();
        let line = self.line + u32::try_from(passed).unwrap_or(u32::MAX);
        Self {
            ends_found: self.ends_found,
            extended: self.extended,
            ..Self::from_line(cx, text, line)
        }
    }

    /// Takes `line` for the one that bash counts where reading stands.
    pub(in crate::shell) fn count_from(&mut self, line: u32) {
        self.line();
        self.line = line;
    }

    /// Goes on behind the line that bash has last read.
    pub(super) fn pass_line(&mut self) {
        let from = self.fetched.min(self.text.len());
        let rest = &self.text.as_bytes()[from..];
        let end = memchr::memchr(b'\n', rest).map_or(self.text.len(), |it| from + it + 1);
        self.read_lines_to(end);
    }

    /// Whether everything has been read.
    pub(in crate::shell) fn is_at_end(&self) -> bool {
        self.at >= self.text.len()
    }

    /// The line that bash counts where reading stands.
    pub(in crate::shell) fn line(&mut self) -> u32 {
        let bytes = self.text.as_bytes();
        let end = self.fetched.min(bytes.len());
        if self.counted < end {
            let passed = memchr::memchr_iter(b'\n', &bytes[self.counted..end]).count();
            self.line += u32::try_from(passed).unwrap_or(u32::MAX);
            self.counted = end;
        }
        let is_behind_added_line_break = self.fetched > bytes.len();
        self.line + u32::from(is_behind_added_line_break) + self.ends_found
    }
}

impl Reader<'_> {
    /// The next byte, as it stands. Behind the last line there is always a line break.
    pub(super) fn peek(&mut self) -> Option<u8> {
        let at = self.input.at;
        self.input.fetched = self.input.fetched.max(at);
        self.byte(at)
    }

    pub(super) fn byte(&self, at: usize) -> Option<u8> {
        let bytes = self.input.text.as_bytes();
        match bytes.get(at) {
            Some(byte) => Some(*byte),
            None if at == bytes.len() => bytes.last().filter(|it| **it != b'\n').map(|_| b'\n'),
            None => None,
        }
    }

    /// Passes over line continuations, and gives the next byte.
    pub(super) fn peek_joined(&mut self) -> Option<u8> {
        let start = self.input.at;
        while self.peek() == Some(b'\\') && self.is_continuation() {
            self.input.at += 2;
        }
        let byte = self.peek();
        if byte.is_none() && self.input.at > start {
            self.input.ends_found += 1;
        }
        byte
    }

    /// Whether a line break stands behind the backslash that comes next.
    pub(super) fn is_continuation(&self) -> bool {
        self.input.text.as_bytes().get(self.input.at + 1) == Some(&b'\n')
    }

    /// Takes one character.
    pub(super) fn take_character(&mut self) {
        self.input.at += 1;
        while self.input.at < self.input.text.len()
            && !self.input.text.is_char_boundary(self.input.at)
        {
            self.input.at += 1;
        }
    }

    /// The line that bash counts here.
    pub(super) fn line(&mut self) -> u32 {
        self.input.line()
    }

    /// The line that bash counts when it finds the end of the script.
    pub(super) fn line_of_end(&mut self) -> u32 {
        self.input.at = self.input.text.len();
        if self.peek().is_some() {
            self.input.at += 1;
            self.peek();
        }
        self.line()
    }

    /// The line of input that bash has last read, without its line break.
    pub(super) fn input_line(&self) -> Span {
        self.line_around(self.input.fetched)
    }

    /// The line of input around the byte `at`, without its line break.
    pub(super) fn line_around(&self, at: usize) -> Span {
        let text = &self.input.text;
        let at = at.min(text.len());
        let start = memchr::memrchr(b'\n', &text.as_bytes()[..at]).map_or(0, |it| it + 1);
        let end = memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |it| at + it);
        self.span(start, end)
    }

    pub(super) fn text(&self) -> &Arc<str> {
        &self.input.text
    }

    /// The characters from `start` to where reading stands.
    pub(super) fn span_from(&self, start: usize) -> Span {
        self.span(start, self.input.at)
    }

    /// The characters between two places of the text that is read.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        let length = self.input.text.len();
        let base = self.input.base as usize;
        Span::new(
            self.input.id,
            base + start.min(length)..base + end.min(length),
        )
    }
}
