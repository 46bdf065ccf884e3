//! From a file to instructions: physical lines, comments, continuations, here-documents.
//!
//! BuildKit's `Parse` (`parser/parser.go`). Where BuildKit stops at an error, this reader notes the refusal
//! and goes on, so that the rest of the file can still be explained.

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::session::Session;
use crate::text::Span;

use super::check::Stages;
use super::directive::{self, Found};
use super::syntax::{
    Directive, Dockerfile, Escape, Instruction, Line, LineRange, LineRole, Refusal, RefusalStep,
};
use super::words::{self, Stretch};
use super::{check, heredoc, instruction, lint};

/// The longest line BuildKit's scanner takes, its ending included (`bufio.MaxScanTokenSize`).
const LONGEST_LINE: usize = 65_536;

/// Reads `file`, a whole Dockerfile.
pub fn parse(cx: &mut Session, file: Span) -> Dockerfile {
    read(cx, file, Stages::Written)
}

/// Reads `text`, instructions without the `FROM` that has to stand before them: one that a reader asks about, or
/// the trigger of a base image.
pub fn parse_instructions(cx: &mut Session, text: Span) -> Dockerfile {
    read(cx, text, Stages::Implied)
}

fn read(cx: &mut Session, file: Span, stages: Stages) -> Dockerfile {
    let mut reader = Reader {
        content: cx.texts.share(file),
        cx,
        file,
        escape: Escape::default(),
        directives: Vec::new(),
        looking_for_directives: true,
        lines: Vec::new(),
        read: 0,
        line: String::new(),
        comments: Vec::new(),
        first_comment: 0,
        pieces: Vec::new(),
        instructions: Vec::with_capacity(file.len() / 64),
        empty_continuations: Vec::new(),
        refusal: None,
    };
    reader.cx.texts.reserve(file.len());
    reader.find_lines();
    reader.file();
    reader.finish(stages)
}

struct Reader<'c> {
    cx: &'c mut Session,
    content: Arc<str>,
    file: Span,
    escape: Escape,
    directives: Vec<Directive>,
    looking_for_directives: bool,
    lines: Vec<Line>,
    /// How many of the lines have been read.
    read: usize,
    /// The characters of the logical line that is put together.
    line: String,
    comments: Vec<Span>,
    /// Where those begin that stand above the next instruction.
    first_comment: usize,
    pieces: Vec<Span>,
    instructions: Vec<Instruction>,
    empty_continuations: Vec<(Span, u32)>,
    refusal: Option<Refusal>,
}

/// A physical line.
#[derive(Clone, Copy)]
struct Physical {
    start: usize,
    /// Where its content ends: line feeds and carriage returns at its end don't count.
    end: usize,
    length: Length,
}

/// Whether a line fits BuildKit's scanner.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Length {
    Fits,
    TooLong,
}

impl Reader<'_> {
    fn file(&mut self) {
        while let Some(line) = self.next_line() {
            self.length(line);
            let line = self.without_byte_order_mark(line);
            let start = line.start + leading_blanks(&self.content[line.start..line.end]);
            if start == line.end {
                self.looking_for_directives = false;
                self.role(LineRole::Blank);
            } else if self.content.as_bytes()[start] == b'#' {
                self.comment(line, start);
            } else {
                self.looking_for_directives = false;
                self.role(LineRole::Instruction);
                self.instruction(start, line.end);
            }
        }
        if self.instructions.is_empty() {
            let message = if self.content.is_empty() {
                "the Dockerfile cannot be empty"
            } else {
                "file with no instructions"
            };
            self.refuse(message.to_owned(), self.read, self.file.at_end());
        }
    }

    /// Finds where every line starts.
    fn find_lines(&mut self) {
        let bytes = self.content.as_bytes();
        let first = self.file.start;
        let line = |start: usize| Line {
            start: first + number(start),
            role: LineRole::Blank,
        };
        self.lines.reserve(bytes.len() / 24 + 1);
        self.lines.extend((!bytes.is_empty()).then(|| line(0)));
        self.lines
            .extend(memchr::memchr_iter(b'\n', bytes).map(|at| line(at + 1)));
        self.lines
            .pop_if(|last| (last.start - first) as usize == bytes.len());
    }

    /// The next physical line.
    fn next_line(&mut self) -> Option<Physical> {
        let start = (self.lines.get(self.read)?.start - self.file.start) as usize;
        self.read += 1;
        let next = self.lines.get(self.read);
        let end = next.map_or(self.content.len(), |it| {
            (it.start - self.file.start) as usize
        });
        let bytes = &self.content.as_bytes()[start..end];
        let fits =
            bytes.len() < LONGEST_LINE || (bytes.len() == LONGEST_LINE && bytes.ends_with(b"\n"));
        Some(Physical {
            start,
            end: start + without_ending(bytes),
            length: if fits { Length::Fits } else { Length::TooLong },
        })
    }

    /// Where the next line starts.
    fn at(&self) -> usize {
        let next = self.lines.get(self.read);
        next.map_or(self.content.len(), |it| {
            (it.start - self.file.start) as usize
        })
    }

    /// BuildKit's scanner stops at a line that is too long, and says so when it has dealt with what it had.
    fn length(&mut self, line: Physical) {
        if line.length == Length::Fits {
            return;
        }
        let message = if self.instructions.is_empty() {
            "file with no instructions".to_owned()
        } else {
            let longest = LONGEST_LINE - 1;
            format!("dockerfile line greater than max allowed size of {longest}")
        };
        let span = self.file.slice(line.start..line.end);
        self.refuse(message, self.read - 1, span);
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

    fn role(&mut self, role: LineRole) {
        if let Some(line) = self.lines.get_mut(self.read - 1) {
            line.role = role;
        }
    }

    /// A comment between instructions, or a parser directive.
    fn comment(&mut self, line: Physical, start: usize) {
        let span = self.file.slice(start..line.end);
        self.role(LineRole::Comment);
        if self.looking_for_directives {
            match directive::read(&self.content[start..line.end], span, &self.directives) {
                Found::Directive(directive) => return self.directive(directive),
                Found::Refused(message) => self.refuse(message, self.read - 1, span),
                Found::Comment => self.looking_for_directives = false,
            }
        }
        // BuildKit cuts one byte off the line, which is the `#` only where nothing stands before it.
        let first = self.content[line.start..]
            .chars()
            .next()
            .map_or(1, char::len_utf8);
        let start = line.start + first;
        let content = words::trimmed(&self.content[start..line.end]);
        if content.is_empty() {
            self.comments.truncate(self.first_comment);
        } else {
            let span = self.file.slice(start + content.start..start + content.end);
            self.comments.push(span);
        }
    }

    fn directive(&mut self, directive: Directive) {
        self.role(LineRole::Directive);
        if directive.name == super::DirectiveName::Escape {
            match directive::escape(self.cx.texts.str(directive.value)) {
                Ok(escape) => self.escape = escape,
                Err(message) => {
                    self.refuse(message, self.read - 1, directive.value);
                }
            }
        }
        self.directives.push(directive);
    }

    fn instruction(&mut self, start: usize, end: usize) {
        let first = self.read;
        let (span, text) = match self.continues(start, end) {
            None => (self.file.slice(start..end), &self.content[start..end]),
            Some(piece_end) => (self.join_lines(start, piece_end), self.line.as_str()),
        };
        let lines = LineRange {
            first: number(first),
            last: number(self.read),
        };
        let has_operator = heredoc::has_operator(text.as_bytes());
        let logical = Stretch { text, span };
        let found = instruction::read(&mut self.cx.texts, logical, lines, self.escape);
        self.instructions.push(found);
        let Some(found) = self.instructions.last_mut() else {
            return;
        };
        found.comments = number(self.first_comment)..number(self.comments.len());
        self.first_comment = self.comments.len();
        if let Some(refusal) = found.refusal.as_deref() {
            self.refusal.get_or_insert_with(|| refusal.clone());
        } else if heredoc::may_stand_in(found)
            && has_operator
            && let Some(mut found) = self.instructions.pop()
        {
            self.heredocs(&mut found, first);
            self.instructions.push(found);
        }
    }

    fn lines_from(&self, first: usize) -> LineRange {
        LineRange {
            first: number(first),
            last: number(self.read),
        }
    }

    /// Joins the line, whose content ends at `end`, with those that continue it.
    fn join_lines(&mut self, start: usize, end: usize) -> Span {
        self.pieces.clear();
        self.line.clear();
        // Once for a file: what most logical lines need.
        self.pieces.reserve(64);
        self.line.reserve(self.content.len().min(4096));
        self.piece(start, end);
        let mut has_blank_line = false;
        while let Some(line) = self.next_line() {
            self.length(line);
            let start = line.start + leading_blanks(&self.content[line.start..line.end]);
            if start == line.end {
                self.role(LineRole::InnerBlank);
                has_blank_line = true;
            } else if self.content.as_bytes()[start] == b'#' {
                self.role(LineRole::InnerComment);
            } else {
                self.role(LineRole::Continuation);
                match self.continues(line.start, line.end) {
                    Some(end) => self.piece(line.start, end),
                    None => {
                        self.piece(line.start, line.end);
                        break;
                    }
                }
            }
        }
        let logical = self.cx.texts.join(&self.pieces);
        if has_blank_line {
            self.empty_continuations.push((logical, number(self.read)));
        }
        logical
    }

    fn piece(&mut self, start: usize, end: usize) {
        self.pieces.push(self.file.slice(start..end));
        self.line.push_str(&self.content[start..end]);
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
    fn heredocs(&mut self, found: &mut Instruction, first: usize) {
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
            let start = self.at();
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
        while let Some(line) = self.next_line() {
            if line.length == Length::TooLong {
                return None;
            }
            let content = &self.content[line.start..line.end];
            if announced.ends_at(self.cx.texts.str(announced.name), content) {
                self.role(LineRole::HeredocEnd);
                return Some(line.start);
            }
            self.role(LineRole::Heredoc);
        }
        None
    }

    fn refuse_instruction(&mut self, found: &mut Instruction, refusal: Refusal) {
        self.refusal.get_or_insert_with(|| refusal.clone());
        found.refusal.get_or_insert_with(|| Box::new(refusal));
    }

    /// The first refusal counts: BuildKit stops there.
    fn refuse(&mut self, message: String, line: usize, span: Span) {
        let lines = LineRange {
            first: number(line),
            last: number(line),
        };
        let step = RefusalStep::Read;
        self.refusal.get_or_insert(Refusal {
            message,
            step,
            lines,
            span,
        });
    }

    fn finish(self, stages: Stages) -> Dockerfile {
        let cx = self.cx;
        if self.refusal.is_none() {
            for (logical, line) in self.empty_continuations {
                cx.report(lint::empty_continuation(logical, line));
            }
        }
        let mut dockerfile = Dockerfile {
            file: self.file,
            escape: self.escape,
            directives: self.directives,
            lines: self.lines,
            instructions: self.instructions,
            comments: self.comments,
            refusal: self.refusal,
        };
        check::instructions(cx, &mut dockerfile, stages);
        if let Some(refusal) = &dockerfile.refusal {
            let message = refusal.full_message();
            let line = refusal.lines.first.max(1);
            cx.report(
                Diagnostic::new(crate::diagnostic::REFUSED, refusal.span, message).on_line(line),
            );
        }
        dockerfile
    }
}

/// How many bytes stand before the line feeds and carriage returns at the end.
fn without_ending(bytes: &[u8]) -> usize {
    let mut end = bytes.len();
    while end > 0 && matches!(bytes[end - 1], b'\n' | b'\r') {
        end -= 1;
    }
    end
}

/// How many bytes of blanks `text` begins with.
fn leading_blanks(text: &str) -> usize {
    let bytes = text.as_bytes();
    let blanks = bytes
        .iter()
        .take_while(|it| matches!(it, b' ' | b'\t'))
        .count();
    match bytes.get(blanks) {
        Some(b'!'..=b'~') | None => blanks,
        Some(_) => text.len() - text.trim_start().len(),
    }
}

/// A count of lines as line numbers are stored; a text has fewer than 2³² bytes.
fn number(lines: usize) -> u32 {
    u32::try_from(lines).unwrap_or(u32::MAX)
}
