//! What the steps of expansion hand on: [`ExpandedWord`], [`Field`], [`Characters`].

use smallvec::SmallVec;

use crate::text::Span;

/// A word in which everything that begins with `~`, `$` or a backquote has become its value.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct ExpandedWord {
    pub(super) pieces: SmallVec<[Piece; 2]>,
    /// How many expansions of `$@` and its like there were that are none at all.
    pub(super) empties: usize,
}

/// A piece of an expanded word.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Piece {
    /// Characters.
    Characters(Characters),
    /// The end of a field: between the positional parameters of `$@`, and of `$*` outside quotes.
    FieldBreak {
        /// Which of the two.
        of: AllParameters,
        /// Whether it stands in double quotes.
        quoting: Quoting,
    },
}

/// `$@` or `$*`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AllParameters {
    /// `$@`
    At,
    /// `$*`
    Star,
}

/// Characters with one origin, quoted in one way.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Characters {
    /// Where they stand.
    pub(super) span: Span,
    /// Where what they stand in for is written, when they are not written here themselves.
    pub(super) written: Option<Span>,
    /// How they are quoted.
    pub(super) quoting: Quoting,
}

/// How characters are quoted: what the later steps may do with them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quoting {
    /// Written in the word, without quotes: pathname expansion.
    Literal,
    /// The result of an expansion, without quotes: field splitting and pathname expansion.
    Expanded,
    /// Quoted: nothing.
    Quoted,
}

/// A field: what field splitting gives.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Field {
    pub(super) characters: SmallVec<[Characters; 2]>,
}

impl ExpandedWord {
    pub(super) fn push(&mut self, characters: Characters) {
        self.pieces.push(Piece::Characters(characters));
    }

    /// Makes results of expansions what is not split, unless they end fields.
    pub(super) fn keep_together(&mut self) {
        let ends_fields = |it: &Piece| matches!(it, Piece::FieldBreak { .. });
        if self.pieces.iter().any(ends_fields) {
            return;
        }
        for piece in &mut self.pieces {
            if let Piece::Characters(characters) = piece
                && characters.quoting == Quoting::Expanded
            {
                characters.quoting = Quoting::Literal;
            }
        }
    }
}

impl Piece {
    /// Whether it has no characters and ends no field.
    pub(super) fn is_nothing(&self) -> bool {
        match self {
            Self::Characters(it) => it.span.is_empty(),
            Self::FieldBreak { .. } => false,
        }
    }
}
