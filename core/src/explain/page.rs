//! [`Page`]: blocks made of spans into one text, a Dockerfile or a script.

use std::ops::Range;

use super::marks;
use crate::diagnostic::{Authority, Diagnostic, Edit, Fix, Severity};
use crate::document::{Argument, ArgumentPiece, Block, Inline, Mark, SourceBlock, Tag, prose};
use crate::text::{LineColumn, LineIndex, Source, Span, Texts};

/// Makes blocks that show characters of one text.
pub(super) struct Page<'t> {
    texts: &'t Texts,
    file: Span,
    index: LineIndex,
}

impl<'t> Page<'t> {
    /// A page of `file`, which is a whole text.
    pub(super) fn new(texts: &'t Texts, file: Span) -> Self {
        let index = LineIndex::new(texts.str(file));
        Self { texts, file, index }
    }

    /// Whether it is a page of `file`.
    pub(super) fn shows(&self, file: Span) -> bool {
        self.file.text == file.text
    }

    /// An argv, each argument with its pieces.
    pub(super) fn argv(&self, argv: &[Span]) -> Block {
        Block::Argv(argv.iter().map(|it| self.argument(*it)).collect())
    }

    fn argument(&self, span: Span) -> Argument {
        let text = self.texts.str(span);
        let pieces = self.texts.trail(span).map(|it| ArgumentPiece {
            text: text
                .get(it.start as usize..it.end as usize)
                .unwrap_or_default()
                .to_owned(),
            source: it.source,
            supplier: self.supplier(it.source),
        });
        Argument {
            pieces: pieces.collect(),
        }
    }

    /// Who supplied the characters of a source; nothing for the text of this page.
    fn supplier(&self, span: Span) -> Option<String> {
        Some(match self.texts.source(span.text)? {
            Source::File { .. } if span.text == self.file.text => return None,
            #[cfg(feature = "follow")]
            Source::File { name } => self.in_another(span, name),
            #[cfg(not(feature = "follow"))]
            Source::File { name } => name.clone(),
            Source::BaseImage { image } => format!("base image {image}"),
            Source::BuildArgument { name } => format!("--build-arg {name}"),
            Source::RunOption { option } if option == "arguments" => {
                "arguments of docker run".to_owned()
            }
            Source::RunOption { option } => format!("docker run {option}"),
            Source::Builder { what } => format!("BuildKit, {what}"),
            Source::Engine { what } => format!("engine, {what}"),
            Source::Shell { what } => format!("shell, {what}"),
            Source::Program { name } => format!("program {name}"),
            Source::Unknown { why } => format!("not known: {why}"),
        })
    }

    /// Characters of another file, such as the Dockerfile beside a line.
    #[cfg(feature = "follow")]
    fn in_another(&self, span: Span, name: &str) -> String {
        let text = self.texts.str(self.texts.whole(span.text));
        match text.contains('\n') {
            true => format!("{name}, line {}", LineIndex::new(text).line(span.start)),
            false => name.to_owned(),
        }
    }

    /// Where the characters of `span` stand, when they stand in another file.
    #[cfg(feature = "follow")]
    pub(super) fn elsewhere(&self, span: Span) -> Option<String> {
        let found = self.texts.source_span(span);
        match self.texts.source(found.text)? {
            Source::File { name } if !self.shows(found) => Some(self.in_another(found, name)),
            _ => None,
        }
    }

    /// The line and column at which the characters of `span` stand, when they stand in this text.
    pub(super) fn place(&self, span: Span) -> Option<LineColumn> {
        let found = self.texts.source_span(span);
        let text = self.texts.str(self.file);
        (found.text == self.file.text).then(|| self.index.line_column(text, found.start))
    }

    /// Whole lines of the file around `span` with a mark on it.
    pub(super) fn source(&self, span: Span, label: &str, tag: Tag) -> Option<Block> {
        let found = self.texts.source_span(span);
        let file = self.file;
        if found.text != file.text || (found.is_empty() && found.start == file.end) {
            return None;
        }
        let text = self.texts.str(file);
        let first = self.index.line(found.start);
        let last = self
            .index
            .line(found.end.max(found.start + 1) - 1)
            .clamp(first, first + 5);
        let mut lines = Vec::new();
        let mut marks = Vec::new();
        for number in first..=last {
            let range = self.index.line_range(text, number)?;
            let line = text[range.clone()].trim_end_matches(['\n', '\r']);
            let within = found.start.max(offset(range.start))
                ..found.end.min(offset(range.start + line.len()));
            if within.start <= within.end {
                marks.push(Mark {
                    span: Span {
                        start: within.start,
                        end: within.end,
                        ..found
                    },
                    line: lines.len(),
                    columns: columns(line, range.start, &within),
                    label: if number == first {
                        label.to_owned()
                    } else {
                        String::new()
                    },
                    tag,
                });
            }
            lines.push(line.to_owned());
        }
        let start = self.index.line_range(text, first)?.start;
        let end = self.index.line_range(text, last)?.end;
        Some(Block::Source(SourceBlock {
            span: file.slice(start..end),
            first_line: first,
            lines,
            marks,
        }))
    }

    /// A diagnostic: who says it, the characters, what to do.
    pub(super) fn diagnostic(&self, diagnostic: &Diagnostic) -> Vec<Block> {
        let tag = severity_tag(diagnostic.severity());
        let speaker = match diagnostic.rule.authority {
            Authority::BuildKit => "Docker",
            Authority::Shellform => "Shellform",
        };
        let mut content = prose_or_plain(diagnostic);
        if diagnostic.rule != crate::diagnostic::REFUSED {
            let code = Inline::new(Tag::Comment, diagnostic.rule.code);
            content.push(Inline::plain(" ("));
            content.push(match diagnostic.rule.url {
                Some(url) => code.link(url),
                None => code,
            });
            content.push(Inline::plain(")"));
        }
        let message = Block::Message {
            tag,
            speaker: speaker.to_owned(),
            content,
            help: diagnostic.help.iter().map(|it| prose(it)).collect(),
        };
        let mut excerpts = Vec::from_iter(self.source(diagnostic.span, "", tag));
        for label in &diagnostic.labels {
            excerpts.extend(self.source(label.span, &label.text, Tag::Note));
        }
        let mut blocks = vec![message];
        blocks.extend(marks::together(excerpts));
        blocks.extend(diagnostic.fixes.iter().filter_map(|it| self.fix(it)));
        blocks
    }

    /// The lines a fix changes, before and after.
    fn fix(&self, fix: &Fix) -> Option<Block> {
        let file = self.file;
        let text = self.texts.str(file);
        let (first, last) = (fix.edits.first()?, fix.edits.last()?);
        let start = self
            .index
            .line_range(text, self.index.line(first.span.start))?
            .start;
        let end = self
            .index
            .line_range(text, self.index.line(last.span.end))?
            .end;
        let before = text.get(start..end)?;
        let after = apply(before, start, &fix.edits)?;
        Some(Block::Fix {
            title: fix.title.clone(),
            before: before.trim_end_matches(['\n', '\r']).to_owned(),
            after: after.trim_end_matches(['\n', '\r']).to_owned(),
            edits: fix.edits.clone(),
        })
    }
}

impl Diagnostic {
    pub(super) fn severity(&self) -> Severity {
        self.rule.severity
    }
}

/// Shellform's own sentences mark code with backquotes; Docker's words are left as they are.
fn prose_or_plain(diagnostic: &Diagnostic) -> Vec<Inline> {
    match diagnostic.rule.authority {
        Authority::Shellform => prose(&diagnostic.message),
        Authority::BuildKit => vec![Inline::plain(diagnostic.message.clone())],
    }
}

pub(super) fn severity_tag(severity: Severity) -> Tag {
    match severity {
        Severity::Error => Tag::Error,
        Severity::Warning => Tag::Warning,
        Severity::Note => Tag::Note,
    }
}

/// The characters of a line between two bytes of the file.
fn columns(line: &str, start: usize, within: &Range<u32>) -> Range<usize> {
    let count = |to: u32| {
        line.get(..to as usize - start)
            .map_or(0, |it| it.chars().count())
    };
    count(within.start)..count(within.end)
}

fn apply(text: &str, start: usize, edits: &[Edit]) -> Option<String> {
    let mut result = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        let (from, to) = (
            edit.span.start as usize - start,
            edit.span.end as usize - start,
        );
        result.push_str(text.get(at..from)?);
        result.push_str(&edit.replacement);
        at = to;
    }
    result.push_str(text.get(at..)?);
    Some(result)
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
