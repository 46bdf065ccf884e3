//! [`Texts`]: the table of all texts of one simulation.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::builder::{Built, TextBuilder};
use super::raw_byte;
use super::span::{Span, TextId, offset};

/// Who supplied a text that was not derived from another one.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Source {
    /// A file the reader gave: the Dockerfile, or a single instruction.
    File {
        /// Its name as shown in messages.
        name: String,
    },
    /// The configuration of a base image.
    BaseImage {
        /// The image's name as written after `FROM`.
        image: String,
    },
    /// `--build-arg NAME=…` given to `docker build`.
    BuildArgument {
        /// The argument's name.
        name: String,
    },
    /// An option or argument of `docker run`.
    RunOption {
        /// The option as typed, for example `-e` or `--entrypoint`; `arguments` for what follows the image.
        option: String,
    },
    /// A default of BuildKit, for example the shell `/bin/sh -c` or a platform argument.
    Builder {
        /// What it is.
        what: String,
    },
    /// A default of the engine that starts the container, for example `HOSTNAME`.
    Engine {
        /// What it is.
        what: String,
    },
    /// A shell that runs a script: its messages, its defaults, the numbers it counts.
    Shell {
        /// What it is.
        what: String,
    },
    /// A program that a script starts.
    Program {
        /// Its name.
        name: String,
    },
    /// Nobody here knows these characters; what stands for them is a name in angle brackets, `⟨…⟩`.
    Unknown {
        /// Why they are not known, as a sentence without its full stop.
        why: String,
    },
}

/// Where one segment of a derived text came from.
// A tag as wide as what follows keeps copies aligned; with a byte for it, adding a segment takes half as long again.
#[repr(u32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Origin {
    /// The same bytes stand at this span.
    Copied(Span),
    /// Other bytes were made of the ones at `from`.
    Rewritten {
        /// What was written.
        from: Span,
        /// What was done with it.
        how: Rewrite,
    },
    /// The bytes stand at `value`, and came here because of what is written at `written`
    /// (a variable: where it is used, and where its value was set).
    Substituted {
        /// Where the reference is written.
        written: Span,
        /// Where the value stands.
        value: Span,
    },
}

/// Why bytes differ from what was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Rewrite {
    /// An escape sequence of a JSON string was decoded.
    JsonEscape,
    /// A flag was read byte by byte, each byte as one character (BuildKit, `parser/split_command.go`).
    FlagByte,
    /// A pattern operator (`#`, `%`, `/`) changed the value of a variable.
    Pattern,
    /// Letters were changed to lower or upper case.
    Case,
    /// A path was made absolute and cleaned.
    Path,
    /// An escape sequence was decoded (`echo`, `printf`, `$'…'`).
    EscapeSequence,
    /// A number, duration or port was written in its normal form.
    Normalised,
    /// An expression was calculated (`$((…))`).
    Arithmetic,
    /// It is the name of a file that a pattern matches.
    Pathname,
    /// Quotes were put around it (`${name@Q}`).
    Quoting,
}

/// One stretch of a derived text with a single origin. Segments tile their text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment {
    /// The byte after the segment's last, within the derived text; it starts where the previous one ends.
    pub end: u32,
    /// Where its bytes came from.
    pub origin: Origin,
}

/// A stretch of a text traced back to a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    /// First byte within the span that was asked about.
    pub start: u32,
    /// The byte after the last, likewise.
    pub end: u32,
    /// The characters of a source it came from.
    pub source: Span,
    /// What happened to them on the way, when they are not the same bytes.
    pub rewrite: Option<Rewrite>,
    /// For a substituted value: where the reference to it is written, in a source.
    pub written: Option<Span>,
}

/// One text. Derived ones lie in the shared store of [`Texts`], so that making one allocates nothing of its own.
#[derive(Debug, Clone, PartialEq)]
enum Text {
    Source {
        content: Arc<str>,
        source: Source,
    },
    Derived {
        content: Range<usize>,
        segments: Range<usize>,
    },
}

/// Where a text begins that is put together within the table.
#[derive(Debug)]
pub struct Begun {
    content: usize,
    segments: usize,
}

/// How much a table holds, to [go back to](Texts::go_back).
#[derive(Debug)]
pub struct Mark {
    entries: usize,
    content: usize,
    segments: usize,
    unknown: usize,
}

/// The table of all texts of one simulation.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Texts {
    entries: smallvec::SmallVec<[Text; 1]>,
    /// The characters of all derived texts, one behind the other.
    content: String,
    /// The segments of all derived texts, one text behind the other.
    segments: Vec<Segment>,
    /// How many sources there are that nobody knows.
    unknown: usize,
}

impl Texts {
    /// Adds a text that came from outside and returns the span of all of it.
    pub fn add_source(&mut self, source: Source, content: impl Into<Arc<str>>) -> Span {
        let content = content.into();
        let length = content.len();
        self.unknown += usize::from(matches!(source, Source::Unknown { .. }));
        self.push(Text::Source { content, source }, length)
    }

    /// How much the table holds now.
    #[must_use]
    pub fn mark(&self) -> Mark {
        Mark {
            entries: self.entries.len(),
            content: self.content.len(),
            segments: self.segments.len(),
            unknown: self.unknown,
        }
    }

    /// Drops every text that was added since `mark`; their spans mean nothing any more.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "what was marked is gone back to once"
    )]
    pub fn go_back(&mut self, mark: Mark) {
        self.entries.truncate(mark.entries);
        self.content.truncate(mark.content);
        self.segments.truncate(mark.segments);
        self.unknown = mark.unknown;
    }

    /// How many bytes all derived texts have together.
    #[must_use]
    pub fn derived_bytes(&self) -> usize {
        self.content.len()
    }

    /// Makes room for derived texts of about as many bytes.
    pub fn reserve(&mut self, bytes: usize) {
        self.content.reserve(bytes);
        self.segments.reserve(bytes / 32);
        self.entries.reserve(bytes / 256);
    }

    /// Starts a derived text; [`finish`](Self::finish) adds what it builds to the table.
    #[must_use]
    pub fn builder(&self) -> TextBuilder<'_> {
        TextBuilder::new(self)
    }

    /// Adds what a builder has made and returns the span of all of it.
    #[expect(clippy::needless_pass_by_value, reason = "a built text is added once")]
    pub fn finish(&mut self, built: Built) -> Span {
        let content = self.content.len();
        let segments = self.segments.len();
        self.content.push_str(&built.content);
        self.segments.extend_from_slice(&built.segments);
        self.push_derived(content, segments)
    }

    /// Adds the characters at `pieces`, all of one text, in a row, each copied byte for byte; the same as a builder
    /// that copies them.
    pub fn join(&mut self, pieces: &[Span]) -> Span {
        let begun = self.begin();
        if let Some(first) = pieces.first() {
            let from = self.share(self.whole(first.text));
            for piece in pieces {
                let characters = from.get(piece.range()).unwrap_or_default();
                self.copy(&begun, characters, *piece);
            }
        }
        self.end(begun)
    }

    /// Begins a text that is put together of copied characters within the table, without a builder: nothing else may
    /// be added before it is [ended](Self::end).
    #[must_use]
    pub fn begin(&self) -> Begun {
        Begun {
            content: self.content.len(),
            segments: self.segments.len(),
        }
    }

    /// Adds `characters`, which stand at `from`, to the text that has `begun`; for who has them at hand.
    pub fn copy(&mut self, begun: &Begun, characters: &str, from: Span) {
        debug_assert_eq!(self.str(from), characters);
        if !characters.is_empty() {
            self.content.push_str(characters);
            self.segments.push(Segment {
                end: offset(self.content.len() - begun.content),
                origin: Origin::Copied(from),
            });
        }
    }

    /// Ends the text that has `begun`; the span of all of it.
    #[expect(clippy::needless_pass_by_value, reason = "a text is ended once")]
    pub fn end(&mut self, begun: Begun) -> Span {
        self.push_derived(begun.content, begun.segments)
    }

    /// The characters at `span`, held independently of the table, so that texts can be added while reading them.
    #[must_use]
    pub fn share(&self, span: Span) -> Arc<str> {
        match self.entries.get(span.text.0 as usize) {
            Some(Text::Source { content, .. }) if content.len() == span.len() => content.clone(),
            _ => self.str(span).into(),
        }
    }

    /// The characters at `span`; empty when the span does not belong to this table.
    #[must_use]
    pub fn str(&self, span: Span) -> &str {
        self.entries
            .get(span.text.0 as usize)
            .and_then(|text| self.content(text).get(span.range()))
            .unwrap_or_default()
    }

    /// What was written piece by piece, as it is shown: bytes that are part of no character as U+FFFD.
    #[must_use]
    pub fn shown(&self, pieces: &[Span]) -> String {
        let text: String = pieces.iter().map(|it| self.str(*it)).collect();
        match raw_byte::shown(&text) {
            Cow::Borrowed(_) => text,
            Cow::Owned(shown) => shown,
        }
    }

    /// Whether all characters of a text are known: none comes from a source that stands for unknown ones.
    #[must_use]
    pub fn is_known(&self, span: Span) -> bool {
        self.unknown == 0
            || !self
                .trail(span)
                .any(|piece| matches!(self.source(piece.source.text), Some(Source::Unknown { .. })))
    }

    /// The span of a whole text.
    #[must_use]
    pub fn whole(&self, text: TextId) -> Span {
        let len = self
            .entries
            .get(text.0 as usize)
            .map_or(0, |it| self.content(it).len());
        Span::new(text, 0..len)
    }

    /// Who supplied a text, when it is a source.
    #[must_use]
    pub fn source(&self, text: TextId) -> Option<&Source> {
        match self.entries.get(text.0 as usize)? {
            Text::Source { source, .. } => Some(source),
            Text::Derived { .. } => None,
        }
    }

    /// Every source with its id.
    pub fn sources(&self) -> impl Iterator<Item = (TextId, &Source)> {
        self.ids()
            .filter_map(|id| self.source(id).map(|source| (id, source)))
    }

    /// The segments of a derived text; empty for a source.
    #[must_use]
    pub fn segments(&self, text: TextId) -> &[Segment] {
        match self.entries.get(text.0 as usize) {
            Some(Text::Derived { segments, .. }) => &self.segments[segments.clone()],
            Some(Text::Source { .. }) | None => &[],
        }
    }

    /// Every text's id.
    pub fn ids(&self) -> impl Iterator<Item = TextId> + use<> {
        (0..offset(self.entries.len())).map(TextId)
    }

    /// Traces `span` back to the sources: pieces that tile it, in order.
    pub fn trail(&self, span: Span) -> std::vec::IntoIter<Piece> {
        let mut pieces = Vec::new();
        let step = Step {
            base: 0,
            rewrite: None,
            written: None,
        };
        self.trace(span, step, &mut pieces);
        pieces.into_iter()
    }

    /// The first character of a source that `span` came from: where a message about it points.
    #[must_use]
    pub fn first_source(&self, span: Span) -> Span {
        let mut at = span;
        while self.source(at.text).is_none() {
            let Some((segment, start)) = self.segment_at(at) else {
                return at;
            };
            at = match segment.origin {
                Origin::Copied(from) => from.slice_from((at.start - start) as usize).at_start(),
                Origin::Rewritten { from, .. } => from,
                Origin::Substituted { written, .. } => written,
            };
        }
        at
    }

    /// The characters of the one source that all of `span` came from, from the first to the last;
    /// where a message marks it. Pieces from other sources than the first one's are passed over.
    #[must_use]
    pub fn source_span(&self, span: Span) -> Span {
        if self.source(span.text).is_some() {
            return span;
        }
        if span.is_empty() {
            return self.first_source(span);
        }
        let mut whole: Option<Span> = None;
        for piece in self.trail(span) {
            let at = piece.written.unwrap_or(piece.source);
            whole = Some(match whole {
                None => at,
                Some(it) if it.text == at.text => Span {
                    start: it.start.min(at.start),
                    end: it.end.max(at.end),
                    ..it
                },
                Some(it) => it,
            });
        }
        whole.unwrap_or(span)
    }

    fn content<'t>(&'t self, text: &'t Text) -> &'t str {
        match text {
            Text::Source { content, .. } => content,
            Text::Derived { content, .. } => &self.content[content.clone()],
        }
    }

    /// Adds the derived text that begins at these places of the store and ends at its end.
    fn push_derived(&mut self, content: usize, segments: usize) -> Span {
        let content = content..self.content.len();
        let length = content.len();
        let segments = segments..self.segments.len();
        self.push(Text::Derived { content, segments }, length)
    }

    fn push(&mut self, text: Text, length: usize) -> Span {
        let id = TextId(offset(self.entries.len()));
        self.entries.push(text);
        Span::new(id, 0..length)
    }

    /// The segment that holds the first byte of `span` (or ends there, for an empty span at the end).
    fn segment_at(&self, span: Span) -> Option<(&Segment, u32)> {
        let segments = self.segments(span.text);
        let index = segments
            .partition_point(|segment| segment.end <= span.start)
            .min(segments.len().checked_sub(1)?);
        let start = index
            .checked_sub(1)
            .map_or(0, |before| segments[before].end);
        Some((&segments[index], start))
    }

    fn trace(&self, span: Span, step: Step, pieces: &mut Vec<Piece>) {
        if self.source(span.text).is_some() {
            step.push(span, pieces);
            return;
        }
        let segments = self.segments(span.text);
        let first = segments.partition_point(|segment| segment.end <= span.start);
        let mut start = first
            .checked_sub(1)
            .map_or(0, |before| segments[before].end);
        for segment in &segments[first.min(segments.len())..] {
            if start >= span.end {
                break;
            }
            let part = start.max(span.start)..segment.end.min(span.end);
            let inner = Step {
                base: step.base + (part.start - span.start),
                ..step
            };
            let within = (part.start - start) as usize..(part.end - start) as usize;
            match segment.origin {
                Origin::Copied(from) => self.trace(from.slice(within), inner, pieces),
                Origin::Substituted { written, value } => {
                    let written = step.written.or_else(|| Some(self.source_span(written)));
                    self.trace(value.slice(within), Step { written, ..inner }, pieces);
                }
                Origin::Rewritten { from, how } => {
                    let source = self.source_span(from);
                    let rewrite = Some(step.rewrite.unwrap_or(how));
                    Step { rewrite, ..inner }.push_as(part.len(), source, pieces);
                }
            }
            start = segment.end;
        }
    }
}

/// What is known on the way down a trail.
#[derive(Clone, Copy)]
struct Step {
    base: u32,
    rewrite: Option<Rewrite>,
    written: Option<Span>,
}

impl Step {
    fn push(self, source: Span, pieces: &mut Vec<Piece>) {
        self.push_as(source.len(), source, pieces);
    }

    fn push_as(self, len: usize, source: Span, pieces: &mut Vec<Piece>) {
        pieces.push(Piece {
            start: self.base,
            end: self.base + offset(len),
            source,
            rewrite: self.rewrite,
            written: self.written,
        });
    }
}
