//! Documents as one text, for the way from one program to another of the same build: numbers and texts in a row.
//!
//! What is packed has left its table of texts. So each span in it is one of a source, and [`Packer::sources`] tells
//! of those sources that the other side does not have. The form is nobody else's: it has no version and no names.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::diagnostic::Edit;
use crate::text::{LineIndex, Source, Span, TextId, Texts};

use super::{Argument, ArgumentPiece, Block, Chapter, Inline, Mark, SourceBlock, Tag};

/// Ends a number.
const END: char = ';';

/// The first text that stands for characters of a table which the other side does not have: its own never get so far.
const FIRST_ABROAD: u32 = 1 << 31;

/// Packs.
#[derive(Debug)]
pub struct Packer<'t> {
    texts: &'t Texts,
    packed: String,
    sources: BTreeSet<TextId>,
    abroad: Option<Abroad>,
}

/// How spans of a table that the other side does not have are told.
#[derive(Debug)]
struct Abroad {
    /// A file that both have: in this table, and in the other side's.
    shared: Option<[TextId; 2]>,
    /// All other characters, in words: each span is a source of its own.
    places: BTreeMap<Span, (TextId, Source)>,
}

/// Unpacks; `None` for what no [`Packer`] has written.
#[derive(Debug)]
pub struct Unpacker<'p> {
    rest: &'p str,
}

impl<'t> Packer<'t> {
    /// For spans of `texts`.
    #[must_use]
    pub fn new(texts: &'t Texts) -> Self {
        Self {
            texts,
            packed: String::new(),
            sources: BTreeSet::new(),
            abroad: None,
        }
    }

    /// For spans of `texts`, a table that the other side does not have. `shared` is a file that both have, in this table
    /// and in the other side's: its characters keep their places. All others are told in words.
    #[must_use]
    pub fn abroad(texts: &'t Texts, shared: Option<[TextId; 2]>) -> Self {
        Self {
            abroad: Some(Abroad {
                shared,
                places: BTreeMap::new(),
            }),
            ..Self::new(texts)
        }
    }

    /// What was packed.
    #[must_use]
    pub fn finish(self) -> String {
        self.packed
    }

    /// A number.
    pub fn number(&mut self, number: u32) {
        // Writing to a string never fails.
        let _ = write!(self.packed, "{number}{END}");
    }

    /// Characters.
    pub fn text(&mut self, text: &str) {
        self.number(length(text.len()));
        self.packed.push_str(text);
    }

    /// How many there are, and each.
    pub fn all<T>(&mut self, items: &[T], pack: impl Fn(&mut Self, &T)) {
        self.number(length(items.len()));
        for item in items {
            pack(self, item);
        }
    }

    /// Something that may be missing.
    fn option<T>(&mut self, item: Option<&T>, pack: impl Fn(&mut Self, &T)) {
        self.all(item.as_slice(), |packer, it| pack(packer, it));
    }

    /// The characters of a source that `span` came from.
    pub fn span(&mut self, span: Span) {
        let span = self.texts.source_span(span);
        let span = match &mut self.abroad {
            None => {
                self.sources.insert(span.text);
                span
            }
            Some(abroad) => abroad.told(self.texts, span),
        };
        for number in [span.text.0, span.start, span.end] {
            self.number(number);
        }
    }

    /// Blocks.
    pub fn blocks(&mut self, blocks: &[Block]) {
        self.all(blocks, Self::block);
    }

    /// The sources of all spans so far.
    pub fn sources(&mut self) {
        let sources = std::mem::take(&mut self.sources).into_iter();
        let places = self.abroad.as_mut().map(|it| &mut it.places);
        let places = places.map(std::mem::take).unwrap_or_default();
        let texts = self.texts;
        let named = sources.filter_map(|id| Some((id, texts.source(id)?.clone())));
        let named: Vec<(TextId, Source)> = named.chain(places.into_values()).collect();
        self.all(&named, |packer, (id, source)| {
            packer.number(id.0);
            packer.source(source);
        });
    }

    fn source(&mut self, source: &Source) {
        let (kind, name) = match source {
            Source::File { name } => (0, name),
            Source::BaseImage { image } => (1, image),
            Source::BuildArgument { name } => (2, name),
            Source::RunOption { option } => (3, option),
            Source::Builder { what } => (4, what),
            Source::Engine { what } => (5, what),
            Source::Shell { what } => (6, what),
            Source::Program { name } => (7, name),
            Source::Unknown { why } => (8, why),
        };
        self.number(kind);
        self.text(name);
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Title(line) => self.tagged(0, line),
            Block::Summary(line) => self.tagged(1, line),
            Block::Paragraph(line) => self.tagged(2, line),
            Block::List(items) => {
                self.number(3);
                self.lines(items);
            }
            Block::Chapter { chapter, blocks } => {
                self.number(4);
                self.number(index(&Chapter::ALL, chapter));
                self.blocks(blocks);
            }
            Block::Source(source) => {
                self.number(5);
                self.excerpt(source);
            }
            Block::Argv(arguments) => {
                self.number(6);
                self.all(arguments, |packer, it| {
                    packer.all(&it.pieces, Self::piece);
                });
            }
            Block::Output(text) => {
                self.number(7);
                self.text(text);
            }
            Block::Table { head, rows } => {
                self.number(8);
                self.lines(head);
                self.all(rows, |packer, it| packer.lines(it));
            }
            Block::Message {
                tag,
                speaker,
                content,
                help,
            } => {
                self.number(9);
                self.tag(*tag);
                self.text(speaker);
                self.line(content);
                self.lines(help);
            }
            Block::Fix {
                title,
                before,
                after,
                edits,
            } => {
                self.number(10);
                for text in [title, before, after] {
                    self.text(text);
                }
                self.all(self.applicable(edits), |packer, it| {
                    packer.span(it.span);
                    packer.text(&it.replacement);
                });
            }
        }
    }

    /// The edits, where the other side has their file.
    fn applicable<'e>(&self, edits: &'e [Edit]) -> &'e [Edit] {
        let is_there = |it: &Edit| {
            let text = self.texts.source_span(it.span).text;
            let abroad = self.abroad.as_ref();
            abroad.is_none_or(|it| it.shared.is_some_and(|[here, _]| here == text))
        };
        match edits.iter().all(is_there) {
            true => edits,
            false => &[],
        }
    }

    fn tagged(&mut self, kind: u32, line: &[Inline]) {
        self.number(kind);
        self.line(line);
    }

    fn lines(&mut self, lines: &[Vec<Inline>]) {
        self.all(lines, |packer, it| packer.line(it));
    }

    /// A line of text.
    pub fn line(&mut self, line: &[Inline]) {
        self.all(line, |packer, it| {
            packer.text(&it.text);
            packer.tag(it.tag);
            packer.option(it.span.as_ref(), |packer, span| packer.span(*span));
            packer.option(it.link.as_ref(), |packer, link| packer.text(link));
        });
    }

    /// A tag.
    pub fn tag(&mut self, tag: Tag) {
        self.number(index(&Tag::ALL, &tag));
    }

    fn piece(&mut self, piece: &ArgumentPiece) {
        self.text(&piece.text);
        self.span(piece.source);
        self.option(piece.supplier.as_ref(), |packer, it| packer.text(it));
    }

    fn excerpt(&mut self, source: &SourceBlock) {
        self.span(source.span);
        self.number(source.first_line);
        self.all(&source.lines, |packer, it| packer.text(it));
        self.all(&source.marks, |packer, it| {
            packer.span(it.span);
            for number in [it.line, it.columns.start, it.columns.end] {
                packer.number(length(number));
            }
            packer.text(&it.label);
            packer.tag(it.tag);
        });
    }
}

impl Abroad {
    /// The span, of `texts`, as the other side understands it.
    fn told(&mut self, texts: &Texts, span: Span) -> Span {
        if let Some([here, there]) = self.shared
            && span.text == here
        {
            return Span {
                text: there,
                ..span
            };
        }
        let next = TextId(FIRST_ABROAD + length(self.places.len()));
        let place = self.places.entry(span);
        let (text, _) = place.or_insert_with(|| (next, in_words(texts, span)));
        Span {
            text: *text,
            ..span
        }
    }
}

/// A source whose name says which of its characters are meant, unless all are.
fn in_words(texts: &Texts, span: Span) -> Source {
    let whole = texts.whole(span.text);
    match texts.source(span.text) {
        Some(Source::File { name }) if span != whole => {
            let text = texts.str(whole);
            let place = LineIndex::new(text).describe(text, span.range());
            // Of a single line, the number of the line says nothing.
            let place = match text.contains('\n') {
                true => &place,
                false => place.trim_start_matches("line 1, "),
            };
            Source::File {
                name: format!("{name}, {place}"),
            }
        }
        Some(source) => source.clone(),
        None => Source::File {
            name: String::new(),
        },
    }
}

impl<'p> Unpacker<'p> {
    /// Of what a [`Packer`] has written.
    #[must_use]
    pub fn new(packed: &'p str) -> Self {
        Self { rest: packed }
    }

    /// A number.
    pub fn number(&mut self) -> Option<u32> {
        let (number, rest) = self.rest.split_once(END)?;
        self.rest = rest;
        number.parse().ok()
    }

    fn size(&mut self) -> Option<usize> {
        usize::try_from(self.number()?).ok()
    }

    /// Characters.
    pub fn text(&mut self) -> Option<String> {
        let length = self.size()?;
        let (text, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(text.to_owned())
    }

    /// Each of several.
    pub fn all<T>(&mut self, unpack: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = self.number()?;
        (0..count).map(|_| unpack(self)).collect()
    }

    /// Something that may be missing.
    pub fn option<T>(&mut self, unpack: impl Fn(&mut Self) -> Option<T>) -> Option<Option<T>> {
        Some(self.all(unpack)?.pop())
    }

    /// Characters of a source.
    pub fn span(&mut self) -> Option<Span> {
        Some(Span {
            text: TextId(self.number()?),
            start: self.number()?,
            end: self.number()?,
        })
    }

    /// Sources with their names.
    pub fn sources(&mut self) -> Option<Vec<(TextId, Source)>> {
        self.all(|packed| Some((TextId(packed.number()?), packed.source()?)))
    }

    fn source(&mut self) -> Option<Source> {
        let kind = self.number()?;
        let name = self.text()?;
        Some(match kind {
            0 => Source::File { name },
            1 => Source::BaseImage { image: name },
            2 => Source::BuildArgument { name },
            3 => Source::RunOption { option: name },
            4 => Source::Builder { what: name },
            5 => Source::Engine { what: name },
            6 => Source::Shell { what: name },
            7 => Source::Program { name },
            8 => Source::Unknown { why: name },
            _ => return None,
        })
    }

    /// Blocks.
    pub fn blocks(&mut self) -> Option<Vec<Block>> {
        self.all(Self::block)
    }

    fn block(&mut self) -> Option<Block> {
        Some(match self.number()? {
            0 => Block::Title(self.line()?),
            1 => Block::Summary(self.line()?),
            2 => Block::Paragraph(self.line()?),
            3 => Block::List(self.all(Self::line)?),
            4 => Block::Chapter {
                chapter: *Chapter::ALL.get(self.size()?)?,
                blocks: self.blocks()?,
            },
            5 => Block::Source(self.excerpt()?),
            6 => Block::Argv(self.all(|packed| {
                let pieces = packed.all(Self::piece)?;
                Some(Argument { pieces })
            })?),
            7 => Block::Output(self.text()?),
            8 => Block::Table {
                head: self.all(Self::line)?,
                rows: self.all(|packed| packed.all(Self::line))?,
            },
            9 => Block::Message {
                tag: self.tag()?,
                speaker: self.text()?,
                content: self.line()?,
                help: self.all(Self::line)?,
            },
            10 => Block::Fix {
                title: self.text()?,
                before: self.text()?,
                after: self.text()?,
                edits: self.all(|packed| {
                    Some(Edit {
                        span: packed.span()?,
                        replacement: packed.text()?,
                    })
                })?,
            },
            _ => return None,
        })
    }

    /// A line of text.
    pub fn line(&mut self) -> Option<Vec<Inline>> {
        self.all(|packed| {
            Some(Inline {
                text: packed.text()?,
                tag: packed.tag()?,
                span: packed.option(Self::span)?,
                link: packed.option(Self::text)?,
            })
        })
    }

    /// A tag.
    pub fn tag(&mut self) -> Option<Tag> {
        Tag::ALL.get(self.size()?).copied()
    }

    fn piece(&mut self) -> Option<ArgumentPiece> {
        Some(ArgumentPiece {
            text: self.text()?,
            source: self.span()?,
            supplier: self.option(Self::text)?,
        })
    }

    fn excerpt(&mut self) -> Option<SourceBlock> {
        Some(SourceBlock {
            span: self.span()?,
            first_line: self.number()?,
            lines: self.all(Self::text)?,
            marks: self.all(|packed| {
                Some(Mark {
                    span: packed.span()?,
                    line: packed.size()?,
                    columns: packed.size()?..packed.size()?,
                    label: packed.text()?,
                    tag: packed.tag()?,
                })
            })?,
        })
    }
}

fn length(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

fn index<T: PartialEq>(all: &[T], wanted: &T) -> u32 {
    length(all.iter().position(|it| it == wanted).unwrap_or_default())
}
