//! Here-documents (XCU 2.7.4): their delimiters, and their lines, which begin behind the next line break.

use super::quotes::Stop;
use super::reader::{Outcome, Reader};
use super::word::{Braces, Mode, Quoting};
use crate::shell::dialect::backquote_in_delimiter;
use crate::shell::error::Fault;
use crate::shell::syntax::{
    HereDocument, HereDocumentEnd, HereDocumentId, HereDocumentQuoting, HereDocumentTabs, Quoted,
    Token, TokenKind, Units, Word, WordUnit,
};
use crate::text::Span;

/// A here-document whose lines are being read.
#[derive(Debug)]
pub(super) struct OpenHereDocument {
    end_line: String,
    tabs: HereDocumentTabs,
    quoting: HereDocumentQuoting,
    /// Whether the line that ends it has been reached.
    pub(super) is_over: bool,
    /// That line, and the tabs before it.
    end: Option<Span>,
}

pub(super) const BODY: Mode = Mode {
    quoting: Quoting::Double,
    braces: Braces::Closed,
    stop: Stop::EndOfHereDocument,
};

const DELIMITER: Mode = Mode {
    quoting: Quoting::Unquoted,
    braces: Braces::Closed,
    stop: Stop::EndOfWord,
};

impl Reader<'_> {
    /// The units of a delimiter, in which `$` and backquotes stand for themselves.
    pub(super) fn delimiter_units(&mut self, units: &mut Units) -> Outcome<()> {
        let mut literal = self.input.at;
        while let Some(byte) = self.peek() {
            if self.stops(DELIMITER, byte, 0) {
                break;
            }
            let before = self.input.at;
            let mut found = Units::new();
            match byte {
                b'\\' => self.backslash(DELIMITER, &mut found),
                b'\'' => self.single_quotes(&mut found)?,
                b'"' => self.quoted_delimiter(&mut found)?,
                b'$' if self.dollar_single_quotes(DELIMITER, &mut found)? => {}
                b'<' | b'>' => self.process_substitution(&mut found)?,
                b'`' => {
                    self.lookahead.is_quoted |=
                        backquote_in_delimiter(self.shell) == HereDocumentQuoting::Quoted;
                    self.take_character();
                }
                _ => self.take_character(),
            }
            if !found.is_empty() {
                self.add_units(literal, before, found, units);
                literal = self.input.at;
            }
        }
        self.literal(literal, units);
        Ok(())
    }

    /// Double quotes of a delimiter.
    fn quoted_delimiter(&mut self, units: &mut Units) -> Outcome<()> {
        let start = self.input.at;
        self.input.at += 1;
        let inside = Mode {
            quoting: Quoting::Double,
            braces: Braces::Closed,
            stop: Stop::CloseQuote,
        };
        let mut content = Units::new();
        let mut literal = self.input.at;
        loop {
            match self.peek() {
                None => {
                    let fault = Fault::UnterminatedQuote;
                    return self.error(fault, self.span(start, start + 1));
                }
                Some(b'"') => break,
                Some(b'\\') => {
                    let before = self.input.at;
                    let mut found = Units::new();
                    self.backslash(inside, &mut found);
                    if !found.is_empty() {
                        self.add_units(literal, before, found, &mut content);
                        literal = self.input.at;
                    }
                }
                Some(_) => self.take_character(),
            }
        }
        self.literal(literal, &mut content);
        let span = self.span(start + 1, self.input.at);
        self.input.at += 1;
        self.lookahead.is_quoted = true;
        let content = Word {
            span,
            units: content,
        };
        let span = self.span_from(start);
        let quoted = Quoted { span, content };
        units.push(WordUnit::DoubleQuoted(Box::new(quoted)));
        Ok(())
    }

    /// Notes a here-document whose delimiter has just been read.
    pub(super) fn add_here_document(
        &mut self,
        operator: Span,
        tabs: HereDocumentTabs,
    ) -> HereDocumentId {
        let is_quoted = self.lookahead.is_quoted;
        let delimiter = self.take_word();
        let mut end_line = String::new();
        delimiter.append_unquoted(&self.cx.texts, &mut end_line);
        let here_document = HereDocument {
            operator,
            body: Word {
                span: delimiter.span.at_end(),
                units: Units::new(),
            },
            delimiter,
            end_line,
            quoting: if is_quoted {
                HereDocumentQuoting::Quoted
            } else {
                HereDocumentQuoting::Plain
            },
            tabs,
            end: HereDocumentEnd::NotRead,
        };
        let id = HereDocumentId(u32::try_from(self.here_documents.len()).unwrap_or(u32::MAX));
        self.here_documents.push(here_document);
        self.pending.push(id);
        id
    }

    /// Reads the lines of the here-documents that wait.
    pub(super) fn read_here_documents(&mut self) -> Outcome<()> {
        let mut next = 0;
        while let Some(id) = self.pending.get(next).copied() {
            next += 1;
            self.read_here_document(id)?;
        }
        self.pending.clear();
        Ok(())
    }

    fn read_here_document(&mut self, id: HereDocumentId) -> Outcome<()> {
        let HereDocument {
            end_line,
            tabs,
            quoting,
            ..
        } = &self.here_documents[id.0 as usize];
        self.here = Some(OpenHereDocument {
            end_line: end_line.clone(),
            tabs: *tabs,
            quoting: *quoting,
            is_over: false,
            end: None,
        });
        let start = self.input.at;
        let quoting = *quoting;
        let mut units = Units::new();
        self.begin_line(&mut units);
        let result = match quoting {
            HereDocumentQuoting::Plain => self.units(BODY, &mut units),
            HereDocumentQuoting::Quoted => {
                self.quoted_lines(&mut units);
                Ok(())
            }
        };
        let end = self.here.take().and_then(|here| here.end);
        result?;
        let body_end = end.map_or(self.input.at, |end| (end.start - self.input.base) as usize);
        if let Some(end) = end {
            self.input.at = (end.end - self.input.base) as usize;
        }
        let body = Word {
            span: self.span(start, body_end),
            units,
        };
        self.note_here_document(id, body, end);
        Ok(())
    }

    fn note_here_document(&mut self, id: HereDocumentId, body: Word, end: Option<Span>) {
        if !body.span.is_empty() {
            self.tokens.push(Token {
                kind: TokenKind::HereDocument,
                span: body.span,
            });
        }
        if let Some(span) = end.filter(|span| !span.is_empty()) {
            self.tokens.push(Token {
                kind: TokenKind::HereDocumentEnd,
                span,
            });
        }
        let here_document = &mut self.here_documents[id.0 as usize];
        here_document.body = body;
        here_document.end = match end {
            Some(span) => HereDocumentEnd::Delimiter(span),
            None => HereDocumentEnd::EndOfInput,
        };
    }

    /// The lines of a here-document in which nothing is expanded.
    fn quoted_lines(&mut self, units: &mut Units) {
        let mut literal = self.input.at;
        while let Some(byte) = self.peek() {
            self.take_character();
            if byte == b'\n' {
                let line = self.input.at;
                let mut found = Units::new();
                self.begin_line(&mut found);
                if !found.is_empty() {
                    self.add_units(literal, line, found, units);
                    literal = self.input.at;
                }
            }
        }
        if self.input.at > literal {
            self.literal(literal, units);
        }
    }

    /// The start of a line of a here-document: takes off tabs, and looks whether it is the last.
    pub(super) fn begin_line(&mut self, units: &mut Units) {
        let Some(here) = &self.here else { return };
        let (tabs, quoting) = (here.tabs, here.quoting);
        let start = self.input.at;
        if quoting == HereDocumentQuoting::Plain {
            self.peek_joined();
            if self.input.at > start {
                units.push(WordUnit::Continuation(self.span_from(start)));
            }
        }
        let line = self.input.at;
        if tabs == HereDocumentTabs::Stripped {
            while self.peek() == Some(b'\t') {
                self.input.at += 1;
            }
        }
        if !self.is_last_line(line) && self.input.at > line {
            units.push(WordUnit::StrippedTabs(self.span_from(line)));
        }
    }

    /// Looks whether the line that begins here is the last, where its tabs are of no interest.
    pub(super) fn find_end(&mut self) {
        let line = self.input.at;
        self.is_last_line(line);
    }

    /// Whether what follows is the line that ends the here-document, which begins at `line` with its tabs.
    fn is_last_line(&mut self, line: usize) -> bool {
        let Some(here) = &self.here else { return false };
        let rest = &self.input.text.as_bytes()[self.input.at..];
        let Some(behind) = rest.strip_prefix(here.end_line.as_bytes()) else {
            return false;
        };
        let line_break = match behind.first() {
            None => 0,
            Some(b'\n') => 1,
            Some(_) => return false,
        };
        let end = self.input.at + here.end_line.len() + line_break;
        let span = self.span(line, end);
        self.input.line += 1;
        self.input.at = line;
        if let Some(here) = &mut self.here {
            here.is_over = true;
            here.end = Some(span);
        }
        true
    }
}
