//! Here-documents (XCU 2.7.4): bash takes their lines as they are, and reads them when it expands them.

use super::assignment::without_continuations;
use super::matched::{Content, Pair, Quotes};
use super::reader::{Outcome, Reader};
use crate::shell::Warning;
use crate::shell::error::{Place, SyntaxError, Wording};
use crate::shell::syntax::{
    self, CommandSubstitution, HereDocument, HereDocumentEnd, HereDocumentId, HereDocumentQuoting,
    HereDocumentTabs, Parameter, ParameterName, ParameterOperation, Script, SubstitutionStyle,
    TokenKind, Units, Word, WordUnit,
};
use crate::text::Span;

impl Reader<'_> {
    /// Notes a here-document, with its operator and its delimiter.
    pub(super) fn add_here_document(&mut self, operator: Span, delimiter: Word) -> HereDocumentId {
        let mut end_line = String::new();
        delimiter.append_unquoted(&self.cx.texts, &mut end_line);
        let tabs = if self.cx.texts.str(operator).ends_with('-') {
            HereDocumentTabs::Stripped
        } else {
            HereDocumentTabs::Kept
        };
        let id = HereDocumentId(u32::try_from(self.here_documents.len()).unwrap_or(u32::MAX));
        self.here_documents.push(HereDocument {
            operator,
            quoting: quoting(&delimiter),
            body: Word {
                span: delimiter.span.at_end(),
                units: Units::new(),
            },
            delimiter,
            end_line,
            tabs,
            end: HereDocumentEnd::NotRead,
        });
        self.pending.push(id);
        id
    }

    /// Takes the lines of the here-documents that wait.
    pub(super) fn read_here_documents(&mut self) {
        for id in std::mem::take(&mut self.pending) {
            self.read_here_document(id);
        }
    }

    fn read_here_document(&mut self, id: HereDocumentId) {
        let first_line = self.line();
        let start = self.input.at;
        let (body_end, end) = self.find_end(id);
        self.input.read_lines_to(body_end);
        let body = self.span(start, body_end);
        self.note(TokenKind::HereDocument, start);
        if let HereDocumentEnd::Delimiter(span) = end {
            let end = self.offset(span) + span.len();
            self.input.read_lines_to(end);
            self.note(TokenKind::HereDocumentEnd, body_end);
        } else {
            // A backslash at the very end lets bash look for more twice.
            let looks = match self.text().ends_with('\\') && start >= self.text().len() {
                true => 2,
                false => 0,
            };
            let line = self.line() + looks;
            self.warnings.push(Warning::UnterminatedHereDocument {
                here_document: id,
                line,
                first_line: first_line + looks,
            });
        }
        let body = self.body(id, body);
        let here_document = &mut self.here_documents[id.0 as usize];
        here_document.body = body;
        here_document.end = end;
    }

    /// Where the lines of a here-document end, and the line that ends them.
    fn find_end(&self, id: HereDocumentId) -> (usize, HereDocumentEnd) {
        let here_document = &self.here_documents[id.0 as usize];
        let text = self.text();
        let mut start = self.input.at;
        while start < text.len() {
            let line = logical_line(&text[start..], here_document.quoting);
            let end = start + line;
            let whole = text[start..end]
                .strip_suffix('\n')
                .unwrap_or(&text[start..end]);
            let mut content = whole;
            if here_document.tabs == HereDocumentTabs::Stripped {
                content = content.trim_start_matches('\t');
            }
            let is_end = match here_document.quoting {
                HereDocumentQuoting::Quoted => content == here_document.end_line,
                HereDocumentQuoting::Plain => {
                    without_continuations(content) == here_document.end_line
                }
            };
            if is_end {
                return (start, HereDocumentEnd::Delimiter(self.span(start, end)));
            }
            if let Some(length) = self.end_before_parenthesis(content, &here_document.end_line) {
                let end = start + whole.len() - content.len() + length;
                return (start, HereDocumentEnd::Delimiter(self.span(start, end)));
            }
            start = end;
        }
        (text.len(), HereDocumentEnd::EndOfInput)
    }

    /// In a substitution the delimiter may stand right before its parenthesis: how long it is then.
    fn end_before_parenthesis(&self, content: &str, end_line: &str) -> Option<usize> {
        let behind = content.strip_prefix(end_line)?;
        let is_end = self.place == Place::Substitution && behind.contains(')');
        is_end.then_some(end_line.len())
    }

    /// The lines of a here-document as units; tabs that are taken off make it a text of its own.
    fn body(&mut self, id: HereDocumentId, span: Span) -> Word {
        let here_document = &self.here_documents[id.0 as usize];
        let quoting = here_document.quoting;
        let span = match here_document.tabs {
            HereDocumentTabs::Kept => span,
            HereDocumentTabs::Stripped => self.without_tabs(span),
        };
        if quoting == HereDocumentQuoting::Quoted {
            let units = (!span.is_empty()).then_some(WordUnit::Literal(span));
            let units = units.into_iter().collect();
            return Word { span, units };
        }
        let units = self.in_text(span, Self::lines_of_here_document);
        Word { span, units }
    }

    fn without_tabs(&mut self, span: Span) -> Span {
        let text = self.cx.texts.str(span);
        let mut pieces = Vec::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let tabs = line.len() - line.trim_start_matches('\t').len();
            pieces.push(span.slice(start + tabs..start + line.len()));
            start += line.len();
        }
        self.cx.texts.join(&pieces)
    }

    pub(super) fn lines_of_here_document(&mut self) -> Units {
        let pair = Pair::braces(Quotes::Double, Content::Lines);
        let mut units = Units::new();
        let mut literal = 0;
        while self.input.at < self.text().len() {
            let before = self.input.at;
            let mut found = Units::new();
            let byte = self.byte(before).unwrap_or_default();
            if let Err(error) = self.unit_of_line(pair, byte, &mut found) {
                found = self.broken(before, byte, error);
            }
            if !found.is_empty() {
                self.add_units(literal, before, found, &mut units);
                literal = self.input.at;
            }
        }
        self.literal(literal, &mut units);
        units
    }

    fn unit_of_line(&mut self, pair: Pair, byte: u8, units: &mut Units) -> Outcome<()> {
        match byte {
            b'\\' => self.backslash_within(pair, units),
            b'`' => self.backquotes(Quotes::Double, units)?,
            b'$' => self.dollar_within(pair, units)?,
            _ => self.take_character(),
        }
        Ok(())
    }

    /// An expansion that does not end, or whose script is refused: bash says so when it expands it.
    fn broken(&mut self, start: usize, byte: u8, error: Box<SyntaxError>) -> Units {
        let behind = self.text().get(start + 2..).unwrap_or_default();
        let operator = behind.trim_start_matches(|it: char| it.is_alphanumeric() || it == '_');
        let has_word = operator.len() < behind.len()
            && operator.starts_with(['#', '%', '/', '^', ',', ':', '-', '=', '?', '+', '@', '[']);
        let is_braced = byte == b'$' && self.byte(start + 1) == Some(b'{');
        let is_parameter = is_braced && !has_word;
        let opening = if byte == b'`' { 1 } else { 2 };
        self.input.at = self.text().len();
        let span = self.span_from(start);
        let rest = self.span_from((start + opening).min(self.input.at));
        let unit = if is_parameter {
            let units = Units::from_iter([WordUnit::Literal(rest)]);
            WordUnit::Parameter(Box::new(Parameter {
                span,
                name: ParameterName::Missing(rest.at_start()),
                subscript: None,
                indirection: None,
                operation: ParameterOperation::Bad(Word { span: rest, units }),
            }))
        } else {
            let mut error = error;
            if byte == b'`' || is_braced {
                let why = "backquotes or braces of a here-document that do not end";
                error.wording = Wording::NotSimulated(why);
            }
            let style = match byte {
                b'`' => SubstitutionStyle::Backquotes,
                _ => SubstitutionStyle::Parentheses,
            };
            let unread = syntax::Token {
                kind: TokenKind::Unread,
                span: rest,
            };
            let script = Script {
                span: rest,
                commands: Vec::new(),
                tokens: vec![unread],
                error: Some(error),
                warnings: Vec::new(),
            };
            WordUnit::CommandSubstitution(Box::new(CommandSubstitution {
                span,
                style,
                script,
            }))
        };
        Units::from_iter([unit])
    }
}

/// Whether any of a delimiter is quoted.
fn quoting(delimiter: &Word) -> HereDocumentQuoting {
    let is_quoted = delimiter.units.iter().any(|unit| {
        matches!(
            unit,
            WordUnit::Escaped(_)
                | WordUnit::SingleQuoted(_)
                | WordUnit::DollarSingleQuoted(_)
                | WordUnit::DoubleQuoted(_)
                | WordUnit::Translated(_)
        )
    });
    if is_quoted {
        HereDocumentQuoting::Quoted
    } else {
        HereDocumentQuoting::Plain
    }
}

/// How long the first line of `text` is; where lines are expanded, continued ones are one.
fn logical_line(text: &str, quoting: HereDocumentQuoting) -> usize {
    let mut end = 0;
    loop {
        end += text[end..].find('\n').map_or(text.len() - end, |it| it + 1);
        let line = text[..end].strip_suffix('\n').unwrap_or(text);
        let backslashes = line.len() - line.trim_end_matches('\\').len();
        let goes_on = quoting == HereDocumentQuoting::Plain && backslashes % 2 == 1;
        if !goes_on || end == text.len() {
            return end;
        }
    }
}
