//! Strings with the characters they came from.

use serde::{Deserialize, Serialize};

use crate::text::{Rewrite, Source, Span, Texts};

/// A string, and the pieces it is made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Traced {
    /// The string.
    pub text: String,
    /// Its pieces, in order; they tile it.
    pub pieces: Vec<Piece>,
}

/// A stretch of a string with one origin. Offsets are bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Piece {
    /// Its first byte within the string.
    pub start: u32,
    /// The byte after its last.
    pub end: u32,
    /// The number of the source it came from.
    pub source: u32,
    /// The bytes of the source: start, and the byte after the last.
    pub from: [u32; 2],
    /// What was done with them, when they are not the same bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rewrite: Option<Rewrite>,
    /// For the value of a variable: source, start and end of the reference to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub written: Option<[u32; 3]>,
}

/// A source: the file, or another supplier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SourceText {
    /// Its number.
    pub id: u32,
    /// Who supplied it.
    #[serde(flatten)]
    pub source: Source,
    /// What it says; left out for the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

impl Traced {
    /// The characters at `span`, traced back to their sources.
    #[must_use]
    pub fn new(texts: &Texts, span: Span) -> Self {
        let piece = |it: crate::text::Piece| Piece {
            start: it.start,
            end: it.end,
            source: it.source.text.0,
            from: [it.source.start, it.source.end],
            rewrite: it.rewrite,
            written: it.written.map(|it| [it.text.0, it.start, it.end]),
        };
        Self {
            text: texts.str(span).to_owned(),
            pieces: texts.trail(span).map(piece).collect(),
        }
    }
}

/// Every source but the file with what it says.
pub(super) fn sources(texts: &Texts) -> impl Iterator<Item = SourceText> {
    let source = move |(id, source): (crate::text::TextId, &Source)| SourceText {
        id: id.0,
        source: source.clone(),
        text: match source {
            Source::File { .. } => None,
            Source::BaseImage { .. }
            | Source::BuildArgument { .. }
            | Source::RunOption { .. }
            | Source::Builder { .. }
            | Source::Engine { .. }
            | Source::Shell { .. }
            | Source::Program { .. }
            | Source::Unknown { .. } => Some(texts.str(texts.whole(id)).to_owned()),
        },
    };
    texts.sources().map(source)
}
