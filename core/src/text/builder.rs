//! [`TextBuilder`]: makes a derived text, segment by segment, each with its origin.

use super::span::{Span, offset};
use super::texts::{Origin, Rewrite, Segment, Texts};

/// What a builder has made, free of the table it reads from; [`Texts::finish`] adds it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Built {
    pub(super) content: String,
    pub(super) segments: Vec<Segment>,
}

/// Makes a derived text. Every method says where the bytes it adds come from.
#[derive(Debug)]
pub struct TextBuilder<'t> {
    texts: &'t Texts,
    built: Built,
}

impl<'t> TextBuilder<'t> {
    pub(super) fn new(texts: &'t Texts) -> Self {
        Self {
            texts,
            built: Built::default(),
        }
    }

    /// Room for `bytes` more bytes.
    pub fn reserve(&mut self, bytes: usize) -> &mut Self {
        self.built.content.reserve(bytes);
        self
    }

    /// Adds the characters at `from`, byte for byte.
    pub fn copy(&mut self, from: Span) -> &mut Self {
        if let Some(last) = self.built.segments.last_mut()
            && let Origin::Copied(before) = last.origin
            && before.text == from.text
            && before.end == from.start
        {
            self.built.content.push_str(self.texts.str(from));
            last.origin = Origin::Copied(before.to(from));
            last.end = offset(self.built.content.len());
            return self;
        }
        self.add(self.texts.str(from), Origin::Copied(from))
    }

    /// Adds `content`, made of the characters at `from`.
    pub fn rewrite(&mut self, content: &str, from: Span, how: Rewrite) -> &mut Self {
        self.add(content, Origin::Rewritten { from, how })
    }

    /// Adds the characters at `value`, which stand in for the reference at `written`.
    pub fn substitute(&mut self, written: Span, value: Span) -> &mut Self {
        self.add(
            self.texts.str(value),
            Origin::Substituted { written, value },
        )
    }

    /// Adds the segments of `other`.
    pub fn append(&mut self, other: &Built) -> &mut Self {
        let base = offset(self.built.content.len());
        self.built.content.push_str(&other.content);
        let moved = other.segments.iter().map(|segment| Segment {
            end: segment.end + base,
            ..*segment
        });
        self.built.segments.extend(moved);
        self
    }

    /// What has been added so far.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.built.content
    }

    /// Ends the text, so that the table can be borrowed again to add it.
    #[must_use]
    pub fn build(self) -> Built {
        self.built
    }

    fn add(&mut self, content: &str, origin: Origin) -> &mut Self {
        if !content.is_empty() {
            self.built.content.push_str(content);
            self.built.segments.push(Segment {
                end: offset(self.built.content.len()),
                origin,
            });
        }
        self
    }
}

impl Built {
    /// The characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.content
    }

    /// The one span that a text made of a single copied segment repeats: such a text needs no entry of its own.
    #[must_use]
    pub fn as_copy(&self) -> Option<Span> {
        match *self.segments {
            [
                Segment {
                    origin: Origin::Copied(span),
                    ..
                },
            ] => Some(span),
            _ => None,
        }
    }
}
