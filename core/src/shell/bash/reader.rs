//! [`Reader`]: where reading stands, and what has been found.

use std::sync::Arc;

use super::history::History;
use super::token::Token;
use crate::session::Session;
use crate::shell::error::{Consequence, Fault, Opener, Opening, Place, SyntaxError, Wording};
use crate::shell::parse::{DEPTH_LIMIT, Read};
use crate::shell::syntax::{
    self, CompleteCommand, HereDocument, HereDocumentId, Script, TokenKind, Units, Word, WordUnit,
};
use crate::shell::{Dialect, Shell, Warning};
use crate::text::{Span, TextId};

/// How often, on average, a byte may be read again; scripts that people write need two.
const REREADS: usize = 200;

/// What reading gives, or why it ends.
pub(super) type Outcome<T> = Result<T, Box<SyntaxError>>;

/// Reads `script` as `shell` does.
pub(in crate::shell) fn read(cx: &mut Session, script: Span, shell: Shell) -> Read {
    let mut reader = Reader::new(cx, script, shell);
    let script = reader.script(script, Reader::lines);
    Read {
        script,
        here_documents: reader.here_documents,
        warnings: reader.warnings,
    }
}

/// The text that is read, and how far it is read.
#[derive(Debug, Clone)]
pub(super) struct Input {
    text: Arc<str>,
    id: TextId,
    base: u32,
    /// The next byte.
    pub(super) at: usize,
    /// The furthest byte that bash has looked at; the line it counts is the one of this byte.
    fetched: usize,
    /// The line of the byte `counted`.
    line: u32,
    counted: usize,
    /// How many substitutions and line continuations have found the end of the script; bash counts a line each time.
    ends_found: u32,
}

impl Input {
    /// Goes back to `before`; what has been looked at stays so.
    pub(super) fn rewind(&mut self, before: Self) {
        let (fetched, line, counted) = (self.fetched, self.line, self.counted);
        *self = Self {
            fetched,
            line,
            counted,
            ..before
        };
    }

    /// Notes that all before `at` has been read in whole lines.
    pub(super) fn read_lines_to(&mut self, at: usize) {
        self.at = at;
        self.fetched = self.fetched.max(at.saturating_sub(1));
    }

    fn new(cx: &Session, script: Span) -> Self {
        Self {
            text: cx.texts.share(script),
            id: script.text,
            base: script.start,
            at: 0,
            fetched: 0,
            line: 1,
            counted: 0,
            ends_found: 0,
        }
    }
}

/// The token that comes next.
#[derive(Debug)]
pub(super) struct Current {
    pub(super) token: Token,
    pub(super) span: Span,
    pub(super) word: Option<Word>,
}

/// Reads one script.
pub(super) struct Reader<'s> {
    pub(super) cx: &'s mut Session,
    pub(super) shell: Shell,
    pub(super) input: Input,
    pub(super) tokens: Vec<syntax::Token>,
    pub(super) here_documents: Vec<HereDocument>,
    pub(super) pending: Vec<HereDocumentId>,
    pub(super) history: History,
    pub(super) current: Option<Current>,
    pub(super) last_end: u32,
    pub(super) open: Vec<Opening>,
    pub(super) warnings: Vec<Warning>,
    pub(super) place: Place,
    /// Whether what bash would print of an error is known.
    pub(super) wording: Wording,
    depth: u32,
    /// How many times something is being read only to find its end, and will be read again.
    pub(super) skims: u32,
    /// How many bytes may still be read again.
    budget: usize,
}

impl<'s> Reader<'s> {
    fn new(cx: &'s mut Session, script: Span, shell: Shell) -> Self {
        let input = Input::new(cx, script);
        let tokens = Vec::with_capacity(input.text.len() / 4 + 2);
        let budget = input.text.len().saturating_mul(REREADS) + 10_000;
        Self {
            cx,
            shell,
            input,
            tokens,
            here_documents: Vec::new(),
            pending: Vec::new(),
            history: History::new(),
            current: None,
            last_end: 0,
            open: Vec::new(),
            warnings: Vec::new(),
            place: Place::Script,
            wording: Wording::Exact,
            depth: 0,
            skims: 0,
            budget,
        }
    }

    /// A whole text as a script, with the error that ends it.
    pub(super) fn script(
        &mut self,
        span: Span,
        read: impl FnOnce(&mut Self, &mut Vec<CompleteCommand>) -> Outcome<()>,
    ) -> Script {
        let mut commands = Vec::new();
        let error = read(self, &mut commands).err();
        self.give_up_rest();
        Script {
            span,
            commands,
            tokens: std::mem::take(&mut self.tokens),
            error,
        }
    }

    fn lines(&mut self, commands: &mut Vec<CompleteCommand>) -> Outcome<()> {
        loop {
            self.open.clear();
            self.wording = Wording::Exact;
            match self.complete_command() {
                Ok(command) => commands.extend(command),
                Err(error) => return Err(self.recover(error)),
            }
            if self.next_token()? == Token::EndOfInput {
                return Ok(());
            }
        }
    }

    /// Behind an expression of `[[ … ]]` that went wrong bash reads on to the end of the line, and may find more.
    fn recover(&mut self, mut error: Box<SyntaxError>) -> Box<SyntaxError> {
        if !matches!(error.fault, Fault::Conditional { .. }) || error.place != Place::Script {
            return error;
        }
        let tokens = self.tokens.len();
        error.consequences.extend(self.open_in_rest_of_line());
        self.tokens.truncate(tokens);
        error
    }

    /// What is opened in the rest of the line and not closed.
    fn open_in_rest_of_line(&mut self) -> Option<(Consequence, u32)> {
        self.history.is_conditional = false;
        let mut token = self.current.as_ref().map(|current| current.token);
        while !matches!(token, Some(Token::Newline | Token::EndOfInput)) {
            match self.read_token() {
                Ok(next) => token = Some(next),
                Err(next) => {
                    let Fault::LookingFor(close) = next.fault else {
                        return None;
                    };
                    return Some((Consequence::LookingFor(close), next.line));
                }
            }
        }
        None
    }

    /// What is left when reading ends was not read.
    fn give_up_rest(&mut self) {
        let last = self.tokens.last();
        let read = last.map_or(self.input.base, |token| token.span.end) - self.input.base;
        self.input.at = self.input.text.len();
        self.note(TokenKind::Unread, read as usize);
    }

    /// Reads the text at `span` instead, then goes on in this one.
    pub(super) fn in_text<T>(&mut self, span: Span, read: impl FnOnce(&mut Self) -> T) -> T {
        let input = Input::new(self.cx, span);
        let outer = std::mem::replace(&mut self.input, input);
        let tokens = std::mem::take(&mut self.tokens);
        let result = read(self);
        self.input = outer;
        self.tokens = tokens;
        result
    }

    /// A text of its own, read when bash expands it: its error is its own.
    pub(super) fn later_script(&mut self, text: Span) -> Script {
        if self.skims > 0 {
            return Script {
                span: text,
                commands: Vec::new(),
                tokens: Vec::new(),
                error: None,
            };
        }
        if self.depth + 1 >= DEPTH_LIMIT {
            return Script {
                span: text,
                commands: Vec::new(),
                tokens: Vec::new(),
                error: self.error_at::<()>(Fault::TooDeep, text, 1).err(),
            };
        }
        let input = Input::new(self.cx, text);
        let outer = std::mem::replace(&mut self.input, input);
        let tokens = std::mem::take(&mut self.tokens);
        let pending = std::mem::take(&mut self.pending);
        let history = std::mem::replace(&mut self.history, History::new());
        let current = self.current.take();
        let open = std::mem::take(&mut self.open);
        let place = std::mem::replace(&mut self.place, Place::Script);
        let last_end = self.last_end;
        self.depth += 1;
        let script = self.script(text, Self::lines);
        self.depth -= 1;
        self.input = outer;
        self.tokens = tokens;
        self.pending = pending;
        self.history = history;
        self.current = current;
        self.open = open;
        self.place = place;
        self.last_end = last_end;
        script
    }

    /// The script of a substitution that began at `opening`, up to its parenthesis, which is read.
    pub(super) fn inner_script(&mut self, opening: Span) -> Outcome<Script> {
        let start = self.input.at;
        let tokens = std::mem::take(&mut self.tokens);
        let pending = std::mem::take(&mut self.pending);
        let history = std::mem::replace(&mut self.history, History::of_substitution());
        let current = self.current.take();
        let place = std::mem::replace(&mut self.place, Place::Substitution);
        let last_end = self.last_end;
        let line = self.line();
        self.open.push(Opening {
            by: Opener::Substitution,
            span: opening,
            line,
        });
        let result = self.nested(Self::commands_of_substitution);
        let tokens = std::mem::replace(&mut self.tokens, tokens);
        if !self.pending.is_empty() {
            let count = self.pending.len();
            let line = self.line();
            self.warnings.push(Warning::InSubstitution { line, count });
        }
        self.pending = pending;
        self.history = history;
        self.current = current;
        self.place = place;
        self.last_end = last_end;
        if let Err(error) = &result
            && matches!(error.fault, Fault::LookingFor(_))
            && error.span != opening
        {
            self.input.ends_found += 1;
        }
        let commands = result?;
        self.open.pop();
        Ok(Script {
            span: self.span(start, self.input.at - 1),
            commands,
            tokens,
            error: None,
        })
    }

    /// The next byte, as it stands. Behind the last line there is always a line break.
    pub(super) fn peek(&mut self) -> Option<u8> {
        let at = self.input.at;
        self.input.fetched = self.input.fetched.max(at);
        self.byte(at)
    }

    pub(super) fn byte(&self, at: usize) -> Option<u8> {
        let bytes = self.input.text.as_bytes();
        match bytes.get(at) {
            Some(byte) => Some(*byte),
            None if at == bytes.len() => bytes.last().filter(|it| **it != b'\n').map(|_| b'\n'),
            None => None,
        }
    }

    /// Passes over line continuations, and gives the next byte.
    pub(super) fn peek_joined(&mut self) -> Option<u8> {
        let start = self.input.at;
        while self.peek() == Some(b'\\') && self.is_continuation() {
            self.input.at += 2;
        }
        let byte = self.peek();
        if byte.is_none() && self.input.at > start {
            self.input.ends_found += 1;
        }
        byte
    }

    /// Whether a line break stands behind the backslash that comes next.
    pub(super) fn is_continuation(&self) -> bool {
        self.input.text.as_bytes().get(self.input.at + 1) == Some(&b'\n')
    }

    /// Takes one character.
    pub(super) fn take_character(&mut self) {
        self.input.at += 1;
        while self.input.at < self.input.text.len()
            && !self.input.text.is_char_boundary(self.input.at)
        {
            self.input.at += 1;
        }
    }

    /// The line that bash counts here.
    pub(super) fn line(&mut self) -> u32 {
        let input = &mut self.input;
        let bytes = input.text.as_bytes();
        let end = input.fetched.min(bytes.len());
        if input.counted < end {
            let passed = memchr::memchr_iter(b'\n', &bytes[input.counted..end]).count();
            input.line += u32::try_from(passed).unwrap_or(u32::MAX);
            input.counted = end;
        }
        let is_behind_added_line_break = input.fetched > bytes.len();
        input.line + u32::from(is_behind_added_line_break) + input.ends_found
    }

    /// The line that bash counts when it finds the end of the script.
    pub(super) fn line_of_end(&mut self) -> u32 {
        self.input.at = self.input.text.len();
        if self.peek().is_some() {
            self.input.at += 1;
            self.peek();
        }
        self.line()
    }

    /// The line of input that bash has last read, without its line break.
    pub(super) fn input_line(&self) -> Span {
        self.line_around(self.input.fetched)
    }

    /// The line of input around the byte `at`, without its line break.
    pub(super) fn line_around(&self, at: usize) -> Span {
        let text = &self.input.text;
        let at = at.min(text.len());
        let start = memchr::memrchr(b'\n', &text.as_bytes()[..at]).map_or(0, |it| it + 1);
        let end = memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |it| at + it);
        self.span(start, end)
    }

    pub(super) fn text(&self) -> &Arc<str> {
        &self.input.text
    }

    /// The characters from `start` to where reading stands.
    pub(super) fn span_from(&self, start: usize) -> Span {
        self.span(start, self.input.at)
    }

    /// The characters between two places of the text that is read.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        let length = self.input.text.len();
        let base = self.input.base as usize;
        Span::new(
            self.input.id,
            base + start.min(length)..base + end.min(length),
        )
    }

    /// From `start` to the end of the last token taken.
    pub(super) fn span_since(&self, start: Span) -> Span {
        Span {
            end: self.last_end.max(start.end),
            ..start
        }
    }

    /// Where in the text that is read a span of it begins.
    pub(super) fn offset(&self, span: Span) -> usize {
        (span.start - self.input.base) as usize
    }

    /// The bytes of the text that is read at `span`.
    pub(super) fn range(&self, span: Span) -> std::ops::Range<usize> {
        let start = self.offset(span);
        start..start + span.len()
    }

    /// Notes what the characters from `start` to here were read as.
    pub(super) fn note(&mut self, kind: TokenKind, start: usize) {
        let span = self.span_from(start);
        if !span.is_empty() {
            self.tokens.push(syntax::Token { kind, span });
        }
    }

    /// The error `fault` at `span`, on `line`.
    pub(super) fn error_at<T>(&self, fault: Fault, span: Span, line: u32) -> Outcome<T> {
        Err(Box::new(SyntaxError {
            fault,
            span,
            line,
            open: self.open.clone(),
            repeated: None,
            place: self.place,
            consequences: Vec::new(),
            wording: self.wording(),
        }))
    }

    /// Whether what bash would print here is known.
    fn wording(&self) -> Wording {
        if self.input.text.ends_with('\\') {
            return Wording::NotSimulated("a backslash at the very end of the script");
        }
        self.wording
    }

    /// The end of the script inside something that began at `opening`, on `line`, and ends with `close`.
    pub(super) fn looking_for<T>(
        &mut self,
        close: &'static str,
        opening: Span,
        line: u32,
    ) -> Outcome<T> {
        self.error_at(Fault::LookingFor(close), opening, line)
    }

    /// Reads something that is nested in something else.
    pub(super) fn nested<T>(&mut self, read: impl FnOnce(&mut Self) -> Outcome<T>) -> Outcome<T> {
        if self.depth == DEPTH_LIMIT {
            let line = self.line();
            return self.error_at(Fault::TooDeep, self.span_from(self.input.at), line);
        }
        self.depth += 1;
        let result = read(self);
        self.depth -= 1;
        result
    }

    /// Reads something only to find its end: it will be read again, so nothing nested in it need be.
    pub(super) fn skim<T>(&mut self, read: impl FnOnce(&mut Self) -> Outcome<T>) -> Outcome<T> {
        let start = self.input.at;
        self.skims += 1;
        let result = read(self);
        self.skims -= 1;
        let length = self.input.at.saturating_sub(start);
        let Some(budget) = self.budget.checked_sub(length) else {
            let line = self.line();
            return self.error_at(Fault::TooDeep, self.span_from(start), line);
        };
        self.budget = budget;
        result
    }

    /// Notes that `by`, the next token, opens something.
    pub(super) fn opens(&mut self, by: Opener) -> Outcome<Span> {
        self.next_token()?;
        let line = self.line();
        let span = self.here();
        self.open.push(Opening { by, span, line });
        Ok(span)
    }

    /// Whether bash was called as `sh`.
    pub(super) fn is_posix(&self) -> bool {
        self.shell.dialect == Dialect::BashAsSh
    }

    /// The characters from `start` to here are literal.
    pub(super) fn literal(&self, start: usize, units: &mut Units) {
        let span = self.span_from(start);
        if !span.is_empty() {
            units.push(WordUnit::Literal(span));
        }
    }

    /// Adds the literal characters from `literal` to `before`, and the units found behind them.
    pub(super) fn add_units(&self, literal: usize, before: usize, found: Units, units: &mut Units) {
        let span = self.span(literal, before);
        if !span.is_empty() {
            units.push(WordUnit::Literal(span));
        }
        units.extend(found);
    }
}
