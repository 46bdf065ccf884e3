//! Splits a result into words.
//!
//! BuildKit splits while it expands: unquoted blanks of the word end a word, and so do all blanks that come
//! out of a reference, unless it stands in double quotes. Blanks are what Go's `unicode.IsSpace` says, which
//! is what Rust's `char::is_whitespace` says.
//!
//! BuildKit's buffer of the word being read is one for all levels. Reading the word inside a reference
//! (`${NAME:-word}`, `${NAME#pattern}`, …) empties it, and with it the part of the outer word that stands
//! before: `a${X:-b}` expands to `ab` and splits into the one word `b`.

use std::ops::Range;

use crate::text::{Span, Texts};

use super::pieces::{Blanks, Piece};

/// The words of a result made of `pieces`. In front of each piece in `forgetting` (by index), the word being
/// read is forgotten.
pub(super) fn split(pieces: &[Piece], forgetting: &[usize], texts: &Texts) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut forgetting = forgetting.iter().copied().peekable();
    let (mut start, mut end) = (0, 0);
    for (index, piece) in pieces.iter().enumerate() {
        while forgetting.next_if(|it| *it <= index).is_some() {
            start = end;
        }
        let text = texts.str(piece.text);
        if piece.blanks == Blanks::Split {
            for (at, blank) in text.char_indices().filter(|(_, it)| it.is_whitespace()) {
                push(&mut words, start..end + at);
                start = end + at + blank.len_utf8();
            }
        }
        end += text.len();
    }
    if forgetting.next().is_none() {
        push(&mut words, start..end);
    }
    words
}

/// The words of a word without anything special.
pub(super) fn split_plain(texts: &Texts, word: Span) -> Vec<Span> {
    let piece = Piece {
        blanks: Blanks::Split,
        ..Piece::copy(word)
    };
    let words = split(&[piece], &[], texts);
    words.into_iter().map(|range| word.slice(range)).collect()
}

fn push(words: &mut Vec<Range<usize>>, word: Range<usize>) {
    if !word.is_empty() {
        words.push(word);
    }
}
