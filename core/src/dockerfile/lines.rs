//! The physical lines of a file, one after the other.
//!
//! BuildKit reads them with Go's `bufio.Scanner` and a split function of its own (`parser/parser.go`, `scanLines`):
//! a line ends behind its line feed, and carriage returns before that do not count.
//!
//! Where each line starts is found for the whole file at once, 64 bytes at a time: a search from line to line would
//! mispredict its length each time, which costs more than the search.

use super::syntax::{Line, LineRole};

/// The longest line BuildKit's scanner takes, its ending included (`bufio.MaxScanTokenSize`).
pub(super) const LONGEST_LINE: usize = 65_536;

/// The lines of a file, to be read one after the other.
pub(super) struct PhysicalLines<'t> {
    content: &'t str,
    /// Where the file begins in its text.
    base: u32,
    /// The lines, by bytes of the file, and where one behind the last would start: every line ends with a line feed, as if one stood at the
    /// end of a file that has none there.
    lines: Vec<Line>,
    /// How many of them have been read.
    read: usize,
    /// Where the next one starts, or would start, by bytes of the file.
    next: usize,
    /// Whether carriage returns have to be looked for.
    returns: Returns,
}

/// Whether there are carriage returns in a file; most have none.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Returns {
    None,
    Some,
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
        let returns = match memchr::memchr(b'\r', content.as_bytes()) {
            None => Returns::None,
            Some(_) => Returns::Some,
        };
        Self {
            content,
            base,
            lines: lines(content.as_bytes()),
            read: 0,
            next: 0,
            returns,
        }
    }

    /// The next line; blank, as long as nothing else is noted.
    #[inline]
    pub(super) fn next(&mut self) -> Option<Physical> {
        let behind = self.lines.get(self.read + 1)?.start as usize;
        let start = std::mem::replace(&mut self.next, behind);
        self.read += 1;
        let length = length(behind - start);
        let end = match self.returns {
            Returns::None => behind - 1,
            Returns::Some => self.before_returns(start, behind - 1),
        };
        Some(Physical { start, end, length })
    }

    /// Where the carriage returns begin at the end of the line `start..end`.
    #[cold]
    fn before_returns(&self, start: usize, end: usize) -> usize {
        let mut line = &self.content.as_bytes()[start..end];
        while let [before @ .., b'\r'] = line {
            line = before;
        }
        start + line.len()
    }

    /// Where the next line starts, or the file ends.
    pub(super) fn next_start(&self) -> usize {
        self.next.min(self.content.len())
    }

    /// Notes what the line read last is.
    #[inline]
    pub(super) fn note(&mut self, role: LineRole) {
        if let Some(line) = self.lines.get_mut(self.read.wrapping_sub(1)) {
            line.role = role;
        }
    }

    /// The number of the line read last.
    pub(super) fn number(&self) -> u32 {
        number(self.read)
    }

    /// All lines, with what they are.
    pub(super) fn into_lines(mut self) -> Vec<Line> {
        self.lines.pop();
        if self.base > 0 {
            for line in &mut self.lines {
                line.start += self.base;
            }
        }
        self.lines
    }
}

impl Physical {
    /// Where its first character that is no blank (Unicode's) stands, and the first byte of it.
    #[inline]
    pub(super) fn first_character(self, content: &str) -> Option<(usize, u8)> {
        let bytes = &content.as_bytes()[..self.end];
        let mut at = self.start;
        while let Some(b' ' | b'\t') = bytes.get(at) {
            at += 1;
        }
        let first = *bytes.get(at)?;
        if first.is_ascii_graphic() {
            return Some((at, first));
        }
        let text = content[self.start..self.end].trim_start();
        let first = *text.as_bytes().first()?;
        Some((self.end - text.len(), first))
    }
}

/// How many bytes are searched at a time.
const BLOCK: usize = 64;

/// Every line of `bytes`, a whole file, blank as long as nothing is known of it, and where one behind the last would
/// start.
fn lines(bytes: &[u8]) -> Vec<Line> {
    let mut lines = Vec::with_capacity(capacity(bytes.len() / 24));
    lines.push(blank(0));
    let (blocks, rest) = bytes.as_chunks();
    let mut behind_first = 1;
    for block in blocks {
        add_lines(&mut lines, line_feeds(block), behind_first);
        behind_first += number(BLOCK);
    }
    match bytes.last_chunk() {
        _ if rest.is_empty() => {}
        Some(last) => {
            let feeds = line_feeds(last) >> (BLOCK - rest.len());
            add_lines(&mut lines, feeds, behind_first);
        }
        None => {
            let feeds = (behind_first..).zip(rest).filter(|(_, it)| **it == b'\n');
            lines.extend(feeds.map(|(behind, _)| blank(behind)));
        }
    }
    if !matches!(bytes, [] | [.., b'\n']) {
        lines.push(blank(number(bytes.len()) + 1));
    }
    lines
}

/// Whether BuildKit's scanner takes a line of as many bytes, its line feed included, real or not.
fn length(bytes: usize) -> Length {
    if bytes <= LONGEST_LINE {
        Length::Fits
    } else {
        Length::TooLong
    }
}

/// Adds the line behind each of `feeds`; behind one at the first byte stands `behind_first`.
#[inline(always)]
fn add_lines(lines: &mut Vec<Line>, mut feeds: u64, behind_first: u32) {
    // Seldom more begin in a block. Adding as many always and taking back what is too much needs no branch for each.
    const USUAL: usize = 4;
    let mut total = lines.len();
    let mut next = || {
        total += usize::from(feeds != 0);
        let line = blank(behind_first.wrapping_add(feeds.trailing_zeros()));
        feeds &= feeds.wrapping_sub(1);
        line
    };
    lines.extend_from_slice(&std::array::from_fn::<Line, USUAL, _>(|_| next()));
    lines.truncate(total);
    while feeds != 0 {
        lines.push(blank(behind_first + feeds.trailing_zeros()));
        feeds &= feeds - 1;
    }
}

/// Where line feeds stand in a block: a bit for each byte, the lowest for the first.
fn line_feeds(block: &[u8; BLOCK]) -> u64 {
    let hits = block.map(|it| if it == b'\n' { u8::MAX } else { 0 });
    let (rows, _) = hits.as_chunks();
    // The finds among the first eight bytes go to the lowest bits of eight bytes, those among the next to the next.
    let columns = (0..).zip(rows).fold(0, |columns, (row, hits)| {
        columns | u64::from_le_bytes(*hits) & (0x0101_0101_0101_0101 << row)
    });
    transposed(columns)
}

/// Bit `i` of byte `j` becomes bit `j` of byte `i`: bits, then pairs, then fours of them change places.
fn transposed(bits: u64) -> u64 {
    let swap = |bits: u64, mask: u64, distance: u32| {
        let apart = (bits ^ bits >> distance) & mask;
        bits ^ apart ^ apart << distance
    };
    let bits = swap(bits, 0x00AA_00AA_00AA_00AA, 7);
    let bits = swap(bits, 0x0000_CCCC_0000_CCCC, 14);
    swap(bits, 0x0000_0000_F0F0_F0F0, 28)
}

fn blank(start: u32) -> Line {
    let role = LineRole::Blank;
    Line { start, role }
}

/// Room for about `count` items. For a small file it is a power of two: sizes that come back are sizes an allocator
/// has at hand, and allocating is much of the time that reading such a file takes.
pub(super) fn capacity(count: usize) -> usize {
    if count < 32 * 1024 {
        (count + 4).next_power_of_two()
    } else {
        count
    }
}

/// A count of bytes or lines as it is stored; a text has fewer than 2³² bytes.
#[inline]
pub(super) fn number(count: usize) -> u32 {
    debug_assert!(u32::try_from(count).is_ok(), "{count} bytes or lines");
    count as u32
}
