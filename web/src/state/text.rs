//! The editor's text: where its lines start, and how a browser counts its characters.
//!
//! A browser counts in UTF-16 units, everything else here in bytes of UTF-8.

use std::ops::Range;
use std::rc::Rc;

use super::Utf16;

/// How far a tab reaches, as the style sheet has it.
const TAB: usize = 4;

/// A text with the start of each of its lines.
#[derive(Debug, Clone)]
pub(crate) struct Text {
    content: Rc<str>,
    starts: Rc<[usize]>,
}

/// Two texts are mostly one and the same.
impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.content, &other.content) || self.content == other.content
    }
}

impl Text {
    /// Indexes `content`.
    pub(crate) fn new(content: &str) -> Self {
        let behind_endings = content.match_indices('\n').map(|(at, _)| at + 1);
        Self {
            content: content.into(),
            starts: std::iter::once(0).chain(behind_endings).collect(),
        }
    }

    /// The characters.
    pub(crate) fn as_str(&self) -> &str {
        &self.content
    }

    /// How many lines there are; an empty one behind the last ending counts, as in every editor.
    pub(crate) fn line_count(&self) -> usize {
        self.starts.len()
    }

    /// The line of a byte, from zero.
    pub(crate) fn line_of(&self, at: usize) -> usize {
        self.starts
            .partition_point(|start| *start <= at)
            .saturating_sub(1)
    }

    /// The bytes of a line (from zero), without its ending; empty at the end for a line that is not there.
    pub(crate) fn line(&self, line: usize) -> Range<usize> {
        let end = self.content.len();
        let start = self.starts.get(line).copied().unwrap_or(end);
        let end = self.starts.get(line + 1).map_or(end, |next| next - 1);
        start..end
    }

    /// The byte that a browser's offset means; the end for an offset behind it.
    pub(crate) fn byte_of(&self, utf16: usize) -> usize {
        if self.content.is_ascii() {
            return utf16.min(self.content.len());
        }
        let mut units = 0;
        for (at, character) in self.content.char_indices() {
            if units >= utf16 {
                return at;
            }
            units += character.len_utf16();
        }
        self.content.len()
    }

    /// The bytes that a browser's offsets mean.
    pub(crate) fn bytes_of(&self, selection: Utf16) -> Range<usize> {
        let start = self.byte_of(selection.start);
        start..self.byte_of(selection.end).max(start)
    }

    /// The browser's offset of a byte.
    pub(crate) fn utf16_of(&self, byte: usize) -> u32 {
        let before = self.content.get(..byte).unwrap_or(&self.content);
        let units = match before.is_ascii() {
            true => before.len(),
            false => before.chars().map(char::len_utf16).sum(),
        };
        u32::try_from(units).unwrap_or(u32::MAX)
    }

    /// The byte under a column of a line, where columns are as wide as the letters of a fixed-width font.
    ///
    /// Only a browser knows how wide other characters are: a line that has any gives nothing.
    pub(crate) fn byte_under(&self, line: usize, column: usize) -> Option<usize> {
        let range = self.line(line);
        let content = &self.content[range.clone()];
        if !content.is_ascii() {
            return None;
        }
        let mut reached = 0;
        for (at, byte) in content.bytes().enumerate() {
            reached = match byte {
                b'\t' => (reached / TAB + 1) * TAB,
                _ => reached + 1,
            };
            if column < reached {
                return Some(range.start + at);
            }
        }
        None
    }

    /// The characters that a caret or selection speaks of: the selected ones, or the one behind the caret; at the
    /// end of a line the one before it.
    pub(crate) fn spoken_of(&self, selection: &Range<usize>) -> Range<usize> {
        if !selection.is_empty() {
            return selection.clone();
        }
        let at = selection.start;
        let line = self.line(self.line_of(at));
        let (before, behind) = (
            self.content.get(line.start..at),
            self.content.get(at..line.end),
        );
        if let Some(next) = behind.and_then(|it| it.chars().next()) {
            return at..at + next.len_utf8();
        }
        match before.and_then(|it| it.chars().next_back()) {
            Some(last) => at - last.len_utf8()..at,
            None => at..at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Text;

    #[test]
    fn a_text_has_a_line_behind_its_last_ending() {
        let text = Text::new("FROM a\nCMD b\n");
        assert_eq!(text.line_count(), 3);
        assert_eq!(text.line(1), 7..12);
        assert_eq!(text.line(2), 13..13);
        assert_eq!(text.line(9), 13..13);
        assert_eq!(text.line_of(7), 1);
    }

    #[test]
    fn a_browser_counts_a_character_outside_the_basic_plane_twice() {
        let text = Text::new("é🐳x");
        assert_eq!(text.byte_of(1), 2);
        assert_eq!(text.byte_of(3), 6);
        assert_eq!(text.byte_of(99), 7);
        assert_eq!(text.utf16_of(6), 3);
    }

    #[test]
    fn a_tab_is_as_wide_as_it_is_drawn() {
        let text = Text::new("\tx");
        assert_eq!(text.byte_under(0, 3), Some(0));
        assert_eq!(text.byte_under(0, 4), Some(1));
        assert_eq!(text.byte_under(0, 5), None);
        assert_eq!(Text::new("é").byte_under(0, 0), None);
    }

    #[test]
    fn a_caret_speaks_of_the_character_behind_it() {
        let text = Text::new("ab\n\n");
        assert_eq!(text.spoken_of(&(0..0)), 0..1);
        assert_eq!(text.spoken_of(&(2..2)), 1..2);
        assert_eq!(text.spoken_of(&(3..3)), 3..3);
        assert_eq!(text.spoken_of(&(0..2)), 0..2);
    }
}
