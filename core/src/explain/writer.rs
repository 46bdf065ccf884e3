//! What every explanation needs: phrases for places and suppliers, and blocks made of spans.

use std::ops::Range;

use crate::build::{CommandShell, SetBy};
use crate::diagnostic::{Authority, Diagnostic, Edit, Fix, Severity};
use crate::dockerfile::LineRange;
use crate::document::{Argument, ArgumentPiece, Block, Inline, Mark, SourceBlock, Tag, prose};
use crate::launch::Supplier;
use crate::simulation::Simulation;
use crate::text::{LineIndex, Source, Span};

/// Makes blocks for one simulation.
pub(super) struct Writer<'s> {
    pub(super) simulation: &'s Simulation,
    index: LineIndex,
}

impl<'s> Writer<'s> {
    pub(super) fn new(simulation: &'s Simulation) -> Self {
        let index = LineIndex::new(simulation.str(simulation.dockerfile.file));
        Self { simulation, index }
    }

    pub(super) fn str(&self, span: Span) -> &'s str {
        self.simulation.str(span)
    }

    pub(super) fn strings(&self, spans: &[Span]) -> Vec<&'s str> {
        spans.iter().map(|it| self.str(*it)).collect()
    }

    /// Characters as code, tied to where they stand.
    pub(super) fn code(&self, span: Span) -> Inline {
        Inline::code(self.str(span)).at(span)
    }

    /// An argv as blocks, each argument with its pieces.
    pub(super) fn argv(&self, argv: &[Span]) -> Block {
        Block::Argv(argv.iter().map(|it| self.argument(*it)).collect())
    }

    fn argument(&self, span: Span) -> Argument {
        let text = self.str(span);
        let pieces = self
            .simulation
            .session
            .texts
            .trail(span)
            .map(|it| ArgumentPiece {
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

    /// Who supplied the characters of a source; nothing for the file.
    fn supplier(&self, span: Span) -> Option<String> {
        Some(match self.simulation.session.texts.source(span.text)? {
            Source::File { .. } => return None,
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

    /// `line 3` or `lines 3 to 5`.
    pub(super) fn lines(range: LineRange) -> String {
        match (range.first, range.last) {
            (first, last) if first == last => format!("line {first}"),
            (first, last) => format!("lines {first} to {last}"),
        }
    }

    fn line_of(&self, instruction: usize) -> u32 {
        self.simulation
            .dockerfile
            .instructions
            .get(instruction)
            .map_or(1, |it| it.lines.first)
    }

    /// Who set something, as a phrase behind "set by".
    pub(super) fn set_by(&self, set_by: SetBy) -> String {
        match set_by {
            SetBy::Nobody => "nobody".to_owned(),
            SetBy::BaseImage => "the base image".to_owned(),
            SetBy::Builder => "BuildKit".to_owned(),
            SetBy::Instruction(index) => format!("line {}", self.line_of(index)),
            SetBy::Trigger(index) => {
                format!("a trigger that fired at line {}", self.line_of(index))
            }
        }
    }

    /// The same for a launch.
    pub(super) fn supplied_by(&self, supplier: Supplier) -> String {
        match supplier {
            Supplier::Image(set_by) => self.set_by(set_by),
            Supplier::Operator("arguments") => "the arguments of docker run".to_owned(),
            Supplier::Operator(option) => format!("docker run {option}"),
            Supplier::Engine => "the engine".to_owned(),
        }
    }

    /// Whole lines of the file around `span` with a mark on it.
    pub(super) fn source(&self, span: Span, label: &str, tag: Tag) -> Option<Block> {
        let found = self.simulation.session.texts.source_span(span);
        let file = self.simulation.dockerfile.file;
        if found.text != file.text || (found.is_empty() && found.start == file.end) {
            return None;
        }
        let text = self.str(file);
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
        let mut blocks = vec![message];
        blocks.extend(self.source(diagnostic.span, "", tag));
        for label in &diagnostic.labels {
            blocks.extend(self.source(label.span, &label.text, Tag::Note));
        }
        blocks.extend(diagnostic.fixes.iter().filter_map(|it| self.fix(it)));
        blocks
    }

    /// The lines a fix changes, before and after.
    fn fix(&self, fix: &Fix) -> Option<Block> {
        let file = self.simulation.dockerfile.file;
        let text = self.str(file);
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

    /// The diagnostics about an instruction.
    pub(super) fn diagnostics_of(&self, lines: LineRange) -> impl Iterator<Item = &'s Diagnostic> {
        let file = self.simulation.dockerfile.file;
        let span = self.simulation.dockerfile.line_span(lines);
        let texts = &self.simulation.session.texts;
        self.simulation
            .session
            .diagnostics
            .iter()
            .filter(move |it| {
                let at = texts.first_source(it.span);
                let is_inside = at.text == file.text
                    && span.start <= at.start
                    && at.start < span.end.max(span.start + 1);
                match it.line {
                    Some(line) => (lines.first..=lines.last).contains(&line),
                    None => is_inside,
                }
            })
    }
}

impl Diagnostic {
    fn severity(&self) -> Severity {
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

fn severity_tag(severity: Severity) -> Tag {
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

/// Which shell stands in front of a command line, as a sentence.
pub(super) fn shell_sentence(shell: CommandShell) -> Option<&'static str> {
    match shell {
        CommandShell::None => None,
        CommandShell::Default => {
            Some("No `SHELL` is set, so BuildKit puts its default in front: `/bin/sh`, `-c`.")
        }
        CommandShell::Shell => Some("The shell in front is the one that `SHELL` has set."),
        CommandShell::Assumed => Some(
            "BuildKit puts `/bin/sh`, `-c` in front, unless the base image sets `SHELL`: that is not known here.",
        ),
    }
}

/// Counts with a word: `1 argument`, `2 arguments`.
pub(super) fn count(number: usize, singular: &str) -> String {
    match number {
        1 => format!("1 {singular}"),
        other => format!("{other} {singular}s"),
    }
}

/// A paragraph of the project's own words, code between backquotes.
pub(super) fn paragraph(sentence: &str) -> Block {
    Block::Paragraph(prose(sentence))
}
