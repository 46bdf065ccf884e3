//! From a file to instructions: physical lines, comments, continuations, here-documents.
//!
//! BuildKit's `Parse` (`parser/parser.go`). Where BuildKit stops at an error, this reader notes the refusal
//! and goes on, so that the rest of the file can still be explained.

use crate::diagnostic::Diagnostic;
use crate::session::Session;
use crate::text::{Begun, Span};

use super::check::{Check, Stages};
use super::directive::{self, Found};
use super::heredoc::Operators;
use super::lines::{LONGEST_LINE, Length, Physical, PhysicalLines, capacity, number};
use super::syntax::{
    Directive, Dockerfile, Escape, Instruction, LineRange, LineRole, Refusal, RefusalStep,
};
use super::words::{self, Stretch};
use super::{heredoc, instruction, lint};

/// Reads `file`, a whole Dockerfile.
pub fn parse(cx: &mut Session, file: Span) -> Dockerfile {
    read(cx, file, Stages::None)
}

/// Reads `text`, instructions without the `FROM` that has to stand before them: one that a reader asks about, or
/// the trigger of a base image.
pub fn parse_instructions(cx: &mut Session, text: Span) -> Dockerfile {
    read(cx, text, Stages::Begun)
}

fn read(cx: &mut Session, file: Span, stages: Stages) -> Dockerfile {
    let content = cx.texts.share(file);
    let operators = Operators::of(content.as_bytes());
    let mut reader = Reader {
        cx,
        content: &content,
        file,
        escape: Escape::default(),
        directives: Vec::new(),
        looking_for_directives: true,
        lines: PhysicalLines::of(&content, file.start),
        joined: Vec::new(),
        comments: Vec::new(),
        first_comment: 0,
        instructions: Vec::with_capacity(capacity(content.len() / 96)),
        empty_continuations: Vec::new(),
        refusal: None,
        operators,
        check: Check::new(stages, operators),
    };
    reader.file();
    reader.finish()
}

struct Reader<'c> {
    cx: &'c mut Session,
    content: &'c str,
    file: Span,
    escape: Escape,
    directives: Vec<Directive>,
    looking_for_directives: bool,
    lines: PhysicalLines<'c>,
    /// The characters of the logical line that was put together.
    joined: Vec<u8>,
    comments: Vec<Span>,
    /// Where those begin that stand above the next instruction.
    first_comment: usize,
    instructions: Vec<Instruction>,
    empty_continuations: Vec<(Span, u32)>,
    /// With what BuildKit refuses to read the file, if it does.
    refusal: Option<Refusal>,
    /// Whether to look for here-documents.
    operators: Operators,
    check: Check,
}

impl<'c> Reader<'c> {
    fn file(&mut self) {
        while let Some(line) = self.next_line() {
            let content = self.without_byte_order_mark(line);
            match content.first_character(self.content) {
                None => {
                    self.looking_for_directives = false;
                }
                Some((start, b'#')) => {
                    self.lines.note(LineRole::Comment);
                    self.comment(content, start);
                }
                Some((start, _)) => {
                    self.looking_for_directives = false;
                    self.lines.note(LineRole::Instruction);
                    self.instruction(start, content.end);
                }
            }
        }
        if self.instructions.is_empty() {
            let message = if self.content.is_empty() {
                "the Dockerfile cannot be empty"
            } else {
                "file with no instructions"
            };
            self.refuse(message.to_owned(), self.lines.number(), self.file.at_end());
        }
    }

    /// The next physical line, refused when it is too long.
    #[inline]
    fn next_line(&mut self) -> Option<Physical> {
        let line = self.lines.next()?;
        if line.length == Length::TooLong {
            self.too_long(line);
        }
        Some(line)
    }

    /// BuildKit's scanner stops at a line that is too long, and says so when it has dealt with what it had.
    #[cold]
    fn too_long(&mut self, line: Physical) {
        let message = if self.instructions.is_empty() {
            "file with no instructions".to_owned()
        } else {
            let longest = LONGEST_LINE - 1;
            format!("dockerfile line greater than max allowed size of {longest}")
        };
        let span = self.file.slice(line.start..line.end);
        self.refuse(message, self.lines.number() - 1, span);
    }

    fn without_byte_order_mark(&self, line: Physical) -> Physical {
        let mark = '\u{FEFF}';
        let marked = line.start == 0 && self.content.starts_with(mark);
        let width = if marked { mark.len_utf8() } else { 0 };
        Physical {
            start: line.start + width,
            ..line
        }
    }

    /// A comment between instructions, or a parser directive.
    fn comment(&mut self, line: Physical, start: usize) {
        let span = self.file.slice(start..line.end);
        if self.looking_for_directives {
            match directive::read(&self.content[start..line.end], span, &self.directives) {
                Found::Directive(directive) => return self.directive(directive),
                Found::Refused(message) => self.refuse(message, self.lines.number() - 1, span),
                Found::Comment => self.looking_for_directives = false,
            }
        }
        // BuildKit cuts one byte off the line, which is the `#` only where nothing stands before it.
        let bytes = &self.content.as_bytes()[..line.end];
        let start = line.start + words::width_at(bytes, line.start);
        let content = words::trimmed(&bytes[start..]);
        if content.is_empty() {
            self.comments.truncate(self.first_comment);
        } else {
            let span = self.file.slice(start + content.start..start + content.end);
            if self.comments.capacity() == 0 {
                self.comments.reserve(8);
            }
            self.comments.push(span);
        }
    }

    fn directive(&mut self, directive: Directive) {
        self.lines.note(LineRole::Directive);
        if directive.name == super::DirectiveName::Escape {
            match directive::escape(self.cx.texts.str(directive.value)) {
                Ok(escape) => self.escape = escape,
                Err(message) => {
                    self.refuse(message, self.lines.number() - 1, directive.value);
                }
            }
        }
        self.directives.push(directive);
    }

    /// An instruction whose first line has its content at `start..end`.
    fn instruction(&mut self, start: usize, end: usize) {
        let first = self.lines.number();
        match self.continues(start, end) {
            None => {
                let span = self.file.slice(start..end);
                let bytes = &self.content.as_bytes()[start..end];
                self.logical_line(Stretch { bytes, span }, first);
            }
            Some(piece_end) => {
                let span = self.join_lines(start, piece_end);
                let mut bytes = std::mem::take(&mut self.joined);
                bytes.clear();
                bytes.extend_from_slice(self.cx.texts.str(span).as_bytes());
                let logical = Stretch {
                    bytes: &bytes,
                    span,
                };
                self.logical_line(logical, first);
                self.joined = bytes;
            }
        }
    }

    /// An instruction that stands on `logical`, from the physical line `first` to the last one read.
    fn logical_line(&mut self, logical: Stretch<'_>, first: u32) {
        let lines = self.lines_from(first);
        let comments = number(self.first_comment)..number(self.comments.len());
        self.first_comment = self.comments.len();
        self.make_room();
        let reader = instruction::Reader {
            lines,
            escape: self.escape,
            depth: 0,
        };
        let (begun, rest) = reader.begin(&self.cx.texts, logical);
        self.instructions.push(begun);
        let Some(found) = self.instructions.last_mut() else {
            return;
        };
        found.comments = comments;
        reader.fill(&mut self.cx.texts, rest, found);
        if let Some(refusal) = found.refusal.as_deref() {
            self.refusal.get_or_insert_with(|| refusal.clone());
        } else if self.operators.are_in(logical.bytes) && heredoc::may_stand_in(found) {
            return self.last_heredocs(first);
        }
        self.check.instruction(&mut self.cx.texts, found);
    }

    /// Reads the here-documents of the last instruction; few have any.
    #[cold]
    fn last_heredocs(&mut self, first: u32) {
        if let Some(mut found) = self.instructions.pop() {
            self.heredocs(&mut found, first);
            self.check.instruction(&mut self.cx.texts, &mut found);
            self.instructions.push(found);
        }
    }

    /// Makes room for as many instructions as the rest of the file has when it goes on as before, at most for as many
    /// again: doubling alone would leave up to half of the room empty.
    fn make_room(&mut self) {
        let count = self.instructions.len();
        if count < self.instructions.capacity() {
            return;
        }
        let read = self.lines.next_start().max(1) as u64;
        let rest = self.content.len() as u64 - read;
        let expected = count as u64 * rest / read;
        let expected = usize::try_from(expected).map_or(count, |it| it.min(count));
        self.instructions.reserve_exact(expected + 4);
    }

    fn lines_from(&self, first: u32) -> LineRange {
        LineRange {
            first,
            last: self.lines.number(),
        }
    }

    /// Joins the line, whose content ends at `end`, with those that continue it.
    fn join_lines(&mut self, start: usize, end: usize) -> Span {
        if self.joined.capacity() == 0 {
            // The first of the file: what is left of it cannot become longer.
            self.cx.texts.reserve(capacity(self.content.len() - start));
            self.joined.reserve(1000);
        }
        let begun = self.cx.texts.begin();
        self.copy(&begun, start, end);
        let mut has_blank_line = false;
        while let Some(line) = self.next_line() {
            match line.first_character(self.content) {
                None => {
                    self.lines.note(LineRole::InnerBlank);
                    has_blank_line = true;
                }
                Some((_, b'#')) => self.lines.note(LineRole::InnerComment),
                Some(_) => {
                    self.lines.note(LineRole::Continuation);
                    let continued = self.continues(line.start, line.end);
                    let end = continued.unwrap_or(line.end);
                    self.copy(&begun, line.start, end);
                    if continued.is_none() {
                        break;
                    }
                }
            }
        }
        let logical = self.cx.texts.end(begun);
        if has_blank_line {
            let last = self.lines.number();
            self.empty_continuations.push((logical, last));
        }
        logical
    }

    /// Adds what stands at `start..end` to a logical line that has `begun`.
    fn copy(&mut self, begun: &Begun, start: usize, end: usize) {
        let characters = &self.content[start..end];
        let from = self.file.slice(start..end);
        self.cx.texts.copy(begun, characters, from);
    }

    /// Where a line's content ends when its last character, blanks and tabs aside, is a single escape token
    /// (BuildKit's `([^\\])\\[ \t]*$|^\\[ \t]*$`).
    fn continues(&self, start: usize, end: usize) -> Option<usize> {
        let bytes = &self.content.as_bytes()[start..end];
        let mut bytes = bytes;
        while let [before @ .., b' ' | b'\t'] = bytes {
            bytes = before;
        }
        let (last, before) = bytes.split_last()?;
        let escape = self.escape.byte();
        (*last == escape && before.last() != Some(&escape)).then_some(start + before.len())
    }

    /// Reads the here-documents that `found` announces.
    fn heredocs(&mut self, found: &mut Instruction, first: u32) {
        let announced = match heredoc::announced(&mut self.cx.texts, found.logical) {
            Ok(announced) => announced,
            Err(problem) => {
                let refusal = Refusal {
                    message: problem.message,
                    step: RefusalStep::Read,
                    lines: found.lines,
                    span: problem.at,
                };
                return self.refuse_instruction(found, refusal);
            }
        };
        for announced in announced {
            let start = self.lines.next_start();
            let end = self.heredoc_end(&announced);
            let content = self.file.slice(start..end.unwrap_or(self.content.len()));
            found.lines = self.lines_from(first);
            if end.is_none() {
                let refusal = Refusal {
                    message: "unterminated heredoc".to_owned(),
                    step: RefusalStep::Read,
                    lines: found.lines,
                    span: announced.word,
                };
                self.refuse_instruction(found, refusal);
            }
            found.heredocs.push(announced.with_content(content));
        }
    }

    /// Reads lines until the delimiter stands alone on one; where that line starts.
    fn heredoc_end(&mut self, announced: &heredoc::Announced) -> Option<usize> {
        while let Some(line) = self.lines.next() {
            if line.length == Length::TooLong {
                return None;
            }
            let content = &self.content[line.start..line.end];
            if announced.ends_at(self.cx.texts.str(announced.name), content) {
                self.lines.note(LineRole::HeredocEnd);
                return Some(line.start);
            }
            self.lines.note(LineRole::Heredoc);
        }
        None
    }

    #[cold]
    fn refuse_instruction(&mut self, found: &mut Instruction, refusal: Refusal) {
        self.refusal.get_or_insert_with(|| refusal.clone());
        found.refusal.get_or_insert_with(|| Box::new(refusal));
    }

    /// The first refusal counts: BuildKit stops there.
    #[cold]
    fn refuse(&mut self, message: String, line: u32, span: Span) {
        let lines = LineRange {
            first: line,
            last: line,
        };
        let step = RefusalStep::Read;
        self.refusal.get_or_insert(Refusal {
            message,
            step,
            lines,
            span,
        });
    }

    fn finish(self) -> Dockerfile {
        let cx = self.cx;
        if self.refusal.is_none() {
            for (logical, line) in self.empty_continuations {
                cx.report(lint::empty_continuation(logical, line));
            }
            cx.diagnostics.extend(self.check.warnings);
        }
        let refusal = self.refusal.or(self.check.refusal);
        if let Some(refusal) = &refusal {
            let message = refusal.full_message();
            let line = refusal.lines.first.max(1);
            cx.report(
                Diagnostic::new(crate::diagnostic::REFUSED, refusal.span, message).on_line(line),
            );
        }
        Dockerfile {
            file: self.file,
            escape: self.escape,
            directives: self.directives,
            lines: self.lines.into_lines(),
            instructions: self.instructions,
            comments: self.comments,
            refusal,
        }
    }
}
