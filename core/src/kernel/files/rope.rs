//! [`Rope`]: the content of a file, piece by piece, each where its characters come from.

use crate::text::{Span, Texts};

/// Characters of different origins, one behind the other.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Rope {
    pieces: Vec<Span>,
    length: usize,
}

impl Rope {
    /// How many bytes it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.length
    }

    /// Whether it has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// Its pieces, in order; none is empty.
    #[must_use]
    pub fn pieces(&self) -> &[Span] {
        &self.pieces
    }

    /// Adds `piece` at the end.
    pub fn push(&mut self, piece: Span) {
        if !piece.is_empty() {
            self.length += piece.len();
            self.pieces.push(piece);
        }
    }

    /// The first piece from the byte `offset` on; nothing at the end.
    #[must_use]
    pub fn piece_at(&self, offset: usize) -> Option<Span> {
        let mut start = 0;
        for piece in &self.pieces {
            if offset < start + piece.len() {
                return Some(piece.slice_from(offset - start));
            }
            start += piece.len();
        }
        None
    }

    /// Keeps the first `length` bytes.
    pub fn truncate(&mut self, length: usize) {
        while self.length > length
            && let Some(last) = self.pieces.pop()
        {
            self.length -= last.len();
            if self.length < length {
                self.push(last.slice(0..length - self.length));
            }
        }
    }

    /// Puts `piece` over what stands from the byte `offset` on, which lies within the content.
    pub fn overwrite(&mut self, offset: usize, piece: Span) {
        if offset >= self.length {
            return self.push(piece);
        }
        let mut behind = Vec::new();
        let mut at = offset + piece.len();
        while let Some(rest) = self.piece_at(at) {
            behind.push(rest);
            at += rest.len();
        }
        self.truncate(offset);
        self.push(piece);
        for rest in behind {
            self.push(rest);
        }
    }

    /// All of it.
    #[must_use]
    pub fn text(&self, texts: &Texts) -> String {
        self.pieces.iter().map(|it| texts.str(*it)).collect()
    }
}

impl FromIterator<Span> for Rope {
    fn from_iter<I: IntoIterator<Item = Span>>(pieces: I) -> Self {
        let mut rope = Self::default();
        for piece in pieces {
            rope.push(piece);
        }
        rope
    }
}

#[cfg(test)]
mod tests {
    use super::Rope;
    use crate::text::{Source, Texts};

    #[test]
    fn what_is_written_over_is_gone_and_the_rest_stays() {
        let mut texts = Texts::default();
        let name = "f".to_owned();
        let first = texts.add_source(Source::File { name: name.clone() }, "abcdef");
        let second = texts.add_source(Source::File { name }, "XY");
        let mut rope: Rope = [first].into_iter().collect();
        rope.overwrite(1, second);
        assert_eq!(rope.text(&texts), "aXYdef");
        rope.truncate(4);
        assert_eq!(rope.text(&texts), "aXYd");
        rope.overwrite(4, second);
        assert_eq!(rope.text(&texts), "aXYdXY");
    }
}
