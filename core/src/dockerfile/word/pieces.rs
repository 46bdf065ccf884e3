//! [`Piece`]: characters that stand somewhere already, on their way into a result.

use std::ops::Range;

use crate::text::{Built, Span, Texts};

/// Characters of a result, and where they stand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    /// The characters.
    pub(super) text: Span,
    /// For those of a value: the reference that brought them here.
    pub(super) written: Option<Span>,
    /// Whether blanks among them end a word.
    pub(super) blanks: Blanks,
}

/// What a blank does to the word it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Blanks {
    /// It belongs to the word: it was quoted or escaped.
    Belong,
    /// It ends the word.
    Split,
}

impl Piece {
    /// Characters of the word itself.
    pub(super) fn copy(text: Span) -> Self {
        Self {
            text,
            written: None,
            blanks: Blanks::Belong,
        }
    }

    /// Characters of a value.
    pub(super) fn of_value(text: Span, written: Span) -> Self {
        Self {
            written: Some(written),
            ..Self::copy(text)
        }
    }

    /// Part of its characters.
    fn slice(self, range: Range<usize>) -> Self {
        Self {
            text: self.text.slice(range),
            ..self
        }
    }
}

/// How many bytes the pieces are.
pub(super) fn length(pieces: &[Piece], texts: &Texts) -> usize {
    pieces.iter().map(|piece| texts.str(piece.text).len()).sum()
}

/// The characters of the pieces in one string.
pub(super) fn join(pieces: &[Piece], texts: &Texts) -> String {
    pieces.iter().map(|piece| texts.str(piece.text)).collect()
}

/// The pieces as a text with its provenance.
pub(super) fn build(pieces: &[Piece], texts: &Texts) -> Built {
    let mut builder = texts.builder();
    builder.reserve(length(pieces, texts));
    for piece in pieces {
        match piece.written {
            None => builder.copy(piece.text),
            Some(written) => builder.substitute(written, piece.text),
        };
    }
    builder.build()
}

/// Pieces of which parts are taken, by bytes of what they are together.
#[derive(Debug)]
pub(super) struct Sliceable {
    pieces: Vec<Piece>,
    ends: Vec<usize>,
}

impl Sliceable {
    /// Prepares `pieces`.
    pub(super) fn new(pieces: Vec<Piece>, texts: &Texts) -> Self {
        let mut end = 0;
        let ends = pieces
            .iter()
            .map(|piece| {
                end += texts.str(piece.text).len();
                end
            })
            .collect();
        Self { pieces, ends }
    }

    /// The pieces that make up the bytes `range`.
    pub(super) fn slice(&self, range: Range<usize>) -> impl Iterator<Item = Piece> {
        let Range {
            start: from,
            end: to,
        } = range;
        let first = self.ends.partition_point(|end| *end <= from);
        let mut start = first.checked_sub(1).map_or(0, |before| self.ends[before]);
        let spans = self.pieces[first..].iter().zip(&self.ends[first..]);
        spans
            .map(move |(piece, end)| {
                let whole = start..*end;
                start = *end;
                (piece, whole)
            })
            .take_while(move |(_, whole)| whole.start < to)
            .map(move |(piece, whole)| {
                let part = from.max(whole.start)..to.min(whole.end);
                piece.slice(part.start - whole.start..part.end - whole.start)
            })
    }
}
