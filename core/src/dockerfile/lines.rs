//! The physical lines of a file, one after the other.
//!
//! BuildKit reads them with Go's `bufio.Scanner` and a split function of its own (`parser/parser.go`, `scanLines`):
//! a line ends behind its line feed, and carriage returns before that do not count.

use super::syntax::{Line, LineRole};

/// The longest line BuildKit's scanner takes, its ending included (`bufio.MaxScanTokenSize`).
pub(super) const LONGEST_LINE: usize = 65_536;

/// The lines of a file: those that have been read, and what is left.
pub(super) struct PhysicalLines<'t> {
    content: &'t str,
    /// Where the file begins in its text.
    base: u32,
    /// Where the next line starts.
    pub(super) next_start: usize,
    read: Vec<Line>,
}

/// A physical line, by bytes of the file.
#[derive(Clone, Copy)]
pub(super) struct Physical {
    /// Its first byte.
    pub(super) start: usize,
    /// Where its content ends: line feeds and carriage returns at its end don't count.
    pub(super) end: usize,
    /// Whether BuildKit's scanner takes it.
    pub(super) length: Length,
}

/// Whether a line fits BuildKit's scanner.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Length {
    Fits,
    TooLong,
}

impl<'t> PhysicalLines<'t> {
    /// Starts at the beginning of `content`, a file that begins at the byte `base` of its text.
    pub(super) fn of(content: &'t str, base: u32) -> Self {
        Self {
            content,
            base,
            next_start: 0,
            read: Vec::with_capacity(capacity(content.len() / 32)),
        }
    }

    /// The next line; blank, as long as nothing else is noted.
    #[inline]
    pub(super) fn next(&mut self) -> Option<Physical> {
        let start = self.next_start;
        let rest = &self.content.as_bytes()[start..];
        if rest.is_empty() {
            return None;
        }
        let feed = memchr::memchr(b'\n', rest);
        let mut content = &rest[..feed.unwrap_or(rest.len())];
        let length = content.len() + usize::from(feed.is_some());
        let longest = LONGEST_LINE - usize::from(feed.is_none());
        self.next_start = start + length;
        self.read.push(Line {
            start: self.base + number(start),
            role: LineRole::Blank,
        });
        while let [before @ .., b'\r'] = content {
            content = before;
        }
        let fits = length <= longest;
        Some(Physical {
            start,
            end: start + content.len(),
            length: if fits { Length::Fits } else { Length::TooLong },
        })
    }

    /// Notes what the line read last is.
    #[inline]
    pub(super) fn note(&mut self, role: LineRole) {
        if let Some(line) = self.read.last_mut() {
            line.role = role;
        }
    }

    /// The number of the line read last.
    pub(super) fn number(&self) -> u32 {
        number(self.read.len())
    }

    /// All lines, with what they are.
    pub(super) fn into_lines(self) -> Vec<Line> {
        self.read
    }
}

impl Physical {
    /// Where its first character that is no blank (Unicode's) stands, and the first byte of it.
    #[inline]
    pub(super) fn first_character(self, content: &str) -> Option<(usize, u8)> {
        let mut rest = &content.as_bytes()[self.start..self.end];
        while let [b' ' | b'\t', behind @ ..] = rest {
            rest = behind;
        }
        let first = *rest.first()?;
        if first.is_ascii_graphic() {
            return Some((self.end - rest.len(), first));
        }
        let text = content[self.start..self.end].trim_start();
        let first = *text.as_bytes().first()?;
        Some((self.end - text.len(), first))
    }
}

/// Room for about `count` items. For a small file it is a power of two: sizes that come back are sizes an allocator
/// has at hand, and allocating is much of the time that reading such a file takes.
pub(super) fn capacity(count: usize) -> usize {
    if count < 256 {
        (count + 4).next_power_of_two()
    } else {
        count
    }
}

/// A count of bytes or lines as it is stored; a text has fewer than 2³² bytes.
pub(super) fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
