//! [`Places`]: spans as lines and columns, as a reader counts them.

use crate::document::{Argument, ArgumentPiece};
use crate::text::{LineColumn, LineIndex, Source, Span, TextId, Texts};

/// More places than this are summed up as lines.
const MOST_PLACES: usize = 3;

/// What spans of a document mean in the files it is about.
#[derive(Debug, Clone)]
pub struct Places<'t> {
    texts: &'t Texts,
    files: Vec<(TextId, LineIndex)>,
}

impl<'t> Places<'t> {
    /// The places of `texts`.
    #[must_use]
    pub fn new(texts: &'t Texts) -> Self {
        let is_file = |source: &Source| match source {
            Source::File { .. } => true,
            Source::BaseImage { .. }
            | Source::BuildArgument { .. }
            | Source::RunOption { .. }
            | Source::Builder { .. }
            | Source::Engine { .. }
            | Source::Shell { .. }
            | Source::Program { .. }
            | Source::Unknown { .. } => false,
        };
        let files = texts.sources().filter(|(_, source)| is_file(source));
        let index = |id| (id, LineIndex::new(texts.str(texts.whole(id))));
        Self {
            texts,
            files: files.map(|(id, _)| index(id)).collect(),
        }
    }

    /// The first and the last character of `span`, when it stands in a file.
    fn ends(&self, span: Span) -> Option<(LineColumn, LineColumn)> {
        let (id, index) = self.files.iter().find(|(id, _)| *id == span.text)?;
        Some(index.ends(self.text(*id), span.range()))
    }

    fn text(&self, id: TextId) -> &'t str {
        self.texts.str(self.texts.whole(id))
    }

    /// `line 3, columns 5–20`; nothing for what stands in no file.
    #[must_use]
    pub fn describe(&self, span: Span) -> Option<String> {
        let (id, index) = self.files.iter().find(|(id, _)| *id == span.text)?;
        Some(index.describe(self.text(*id), span.range()))
    }

    /// Where an argument comes from, in a phrase; empty when nobody can say.
    #[must_use]
    pub fn origin(&self, argument: &Argument) -> String {
        let mut phrases: Vec<String> = Vec::new();
        let pieces = argument.pieces.iter();
        for phrase in pieces.filter_map(|it| self.piece_origin(it)) {
            if !phrases.contains(&phrase) {
                phrases.push(phrase);
            }
        }
        if phrases.len() > MOST_PLACES {
            phrases = self.summed_up(argument);
        }
        phrases.join("; ")
    }

    /// Where a piece of an argument comes from.
    #[must_use]
    pub fn piece_origin(&self, piece: &ArgumentPiece) -> Option<String> {
        match &piece.supplier {
            Some(supplier) => Some(supplier.clone()),
            None => self.describe(piece.source),
        }
    }

    /// The lines, and each supplier once.
    fn summed_up(&self, argument: &Argument) -> Vec<String> {
        let mut suppliers: Vec<String> = Vec::new();
        let mut lines: Option<(u32, u32)> = None;
        for piece in &argument.pieces {
            match (&piece.supplier, self.ends(piece.source)) {
                (Some(supplier), _) if suppliers.contains(supplier) => {}
                (Some(supplier), _) => suppliers.push(supplier.clone()),
                (None, None) => {}
                (None, Some((first, last))) => {
                    let (from, to) = lines.unwrap_or((first.line, last.line));
                    lines = Some((from.min(first.line), to.max(last.line)));
                }
            }
        }
        let lines = lines.map(|(from, to)| match from == to {
            true => format!("line {from}"),
            false => format!("lines {from}–{to}"),
        });
        lines.into_iter().chain(suppliers).collect()
    }
}
