//! [`Reader`]: where reading stands, and what has been found.

use std::sync::Arc;

use super::here_document::OpenHereDocument;
use super::lookahead::{Lookahead, Wanted};
use crate::session::Session;
use crate::shell::aliases::{AliasTable, Aliases, WordPlace};
use crate::shell::error::{Fault, Opener, Opening, Place, SyntaxError, Wording};
use crate::shell::parse::{DEPTH_LIMIT, Read};
use crate::shell::reading::Rest;
use crate::shell::syntax::{
    CompleteCommand, HereDocument, HereDocumentId, Lexeme, Script, Token, TokenKind,
};
use crate::shell::syntax::{Units, Word};
use crate::shell::{Dialect, Shell};
use crate::text::{Span, TextId};

/// What reading gives, or why it ends.
pub(super) type Outcome<T> = Result<T, Box<SyntaxError>>;

/// Reads `script` as `shell` does.
pub(in crate::shell) fn read(cx: &mut Session, script: Span, shell: Shell) -> Read {
    let mut reader = Reader::new(cx, script, shell);
    let mut commands = Vec::new();
    let error = reader.complete_commands(&mut commands).err();
    reader.give_up_rest();
    Read {
        script: Script {
            span: script,
            commands,
            tokens: reader.tokens,
            error,
            warnings: Vec::new(),
        },
        here_documents: reader.here_documents,
        warnings: Vec::new(),
    }
}

/// Reads a text as what stands in double quotes; nothing where it cannot be read.
pub(in crate::shell) fn read_quoted(cx: &mut Session, text: Span, shell: Shell) -> Option<Word> {
    let mut units = Units::new();
    let mut reader = Reader::new(cx, text, shell);
    reader.units(super::here_document::BODY, &mut units).ok()?;
    Some(Word { span: text, units })
}

/// Reads the next complete command of `input`, which then stands behind it.
pub(in crate::shell) fn read_next(
    cx: &mut Session,
    input: &mut Input,
    shell: Shell,
    executed_line: u32,
    table: &AliasTable,
) -> (Read, Rest) {
    let mut aliases = Aliases::of(table);
    loop {
        let mut reader = Reader::at(cx, input.clone(), shell);
        reader.executed_line = executed_line;
        reader.aliases = aliases;
        let result = read_command(&mut reader, input);
        aliases = std::mem::take(&mut reader.aliases);
        let whole = input.whole();
        match aliases.replaced(cx, whole, input.at) {
            Some(text) => *input = Input::from_line(cx, text, input.line),
            None => {
                let (read, rest, behind) = result;
                *input = behind;
                return (read, rest);
            }
        }
    }
}

/// Reads a complete command; what was read, and the input behind it.
fn read_command(reader: &mut Reader<'_>, input: &Input) -> (Read, Rest, Input) {
    let start = input.at;
    let mut commands = Vec::new();
    let (error, rest) = match reader.next_command(&mut commands) {
        Ok(rest) => (None, rest),
        Err(error) => (Some(error), Rest::Over),
    };
    let read = Read {
        script: Script {
            span: reader.span_from(start),
            commands,
            tokens: std::mem::take(&mut reader.tokens),
            error,
            warnings: Vec::new(),
        },
        here_documents: std::mem::take(&mut reader.here_documents),
        warnings: Vec::new(),
    };
    (read, rest, reader.input.clone())
}

/// The text that is read, and how far it is read.
#[derive(Debug, Clone)]
pub(in crate::shell) struct Input {
    pub(super) text: Arc<str>,
    /// Where `text` lies.
    pub(super) id: TextId,
    pub(super) base: u32,
    /// The next byte.
    pub(super) at: usize,
    /// The line that the shell counts here.
    pub(in crate::shell) line: u32,
}

impl Input {
    fn new(cx: &Session, script: Span) -> Self {
        Self::from_line(cx, script, 1)
    }

    /// The whole text.
    fn whole(&self) -> Span {
        let base = self.base as usize;
        Span::new(self.id, base..base + self.text.len())
    }

    /// A text of which the first line has this number.
    pub(in crate::shell) fn from_line(cx: &Session, script: Span, line: u32) -> Self {
        Self {
            text: cx.texts.share(script),
            id: script.text,
            base: script.start,
            at: 0,
            line,
        }
    }
}

/// Reads one script.
pub(super) struct Reader<'s> {
    pub(super) cx: &'s mut Session,
    pub(super) shell: Shell,
    pub(super) input: Input,
    pub(super) tokens: Vec<Token>,
    pub(super) here_documents: Vec<HereDocument>,
    /// The here-documents whose lines begin behind the next line break.
    pub(super) pending: Vec<HereDocumentId>,
    /// The here-document whose lines are being read.
    pub(super) here: Option<OpenHereDocument>,
    pub(super) lookahead: Lookahead,
    pub(super) open: Vec<Opening>,
    /// The aliases that words are replaced by.
    pub(super) aliases: Aliases,
    /// The line of the command that the shell has run last: busybox counts from there in backquotes.
    executed_line: u32,
    depth: u32,
}

impl<'s> Reader<'s> {
    fn new(cx: &'s mut Session, script: Span, shell: Shell) -> Self {
        let input = Input::new(cx, script);
        let mut reader = Self::at(cx, input, shell);
        reader.tokens.reserve(reader.input.text.len() / 4 + 2);
        reader
    }

    fn at(cx: &'s mut Session, input: Input, shell: Shell) -> Self {
        Self {
            cx,
            shell,
            input,
            tokens: Vec::new(),
            here_documents: Vec::new(),
            pending: Vec::new(),
            here: None,
            lookahead: Lookahead::default(),
            open: Vec::new(),
            aliases: Aliases::default(),
            executed_line: 1,
            depth: 0,
        }
    }

    fn complete_commands(&mut self, commands: &mut Vec<CompleteCommand>) -> Outcome<()> {
        while self.next_command(commands)? == Rest::Follows {}
        Ok(())
    }

    /// The next complete command; blank lines before it are passed over.
    fn next_command(&mut self, commands: &mut Vec<CompleteCommand>) -> Outcome<Rest> {
        loop {
            self.lookahead = Lookahead::default();
            self.open.clear();
            let command = self.complete_command()?;
            let is_command = command.is_some();
            commands.extend(command);
            if self.lookahead.last == Lexeme::EndOfInput {
                return Ok(Rest::Over);
            }
            if is_command {
                return Ok(Rest::Follows);
            }
        }
    }

    /// The number that the first line of a text in backquotes has.
    fn first_line_in_backquotes(&self) -> u32 {
        match self.shell.dialect {
            Dialect::BusyboxAsh => self.executed_line,
            Dialect::Dash | Dialect::Bash | Dialect::BashAsSh => 1,
        }
    }

    /// What is left when reading ends was not read.
    pub(super) fn give_up_rest(&mut self) {
        let end = self.input.text.len();
        let read = self
            .tokens
            .last()
            .map_or(self.input.base, |token| token.span.end);
        let rest = (read - self.input.base) as usize..end;
        self.input.at = end;
        self.token(TokenKind::Unread, rest.start);
    }

    /// The next byte, as it stands.
    pub(super) fn peek(&self) -> Option<u8> {
        if self.here.as_ref().is_some_and(|here| here.is_over) {
            return None;
        }
        self.input.text.as_bytes().get(self.input.at).copied()
    }

    /// The byte behind the next one.
    pub(super) fn peek_second(&self) -> Option<u8> {
        self.input.text.as_bytes().get(self.input.at + 1).copied()
    }

    /// Passes over line continuations, and gives the next byte.
    pub(super) fn peek_joined(&mut self) -> Option<u8> {
        while self.peek() == Some(b'\\') && self.peek_second() == Some(b'\n') {
            self.input.at += 2;
            self.input.line += 1;
        }
        self.peek()
    }

    /// Passes over line continuations, and takes the next byte if it is `wanted`.
    pub(super) fn eat_joined(&mut self, wanted: u8) -> bool {
        let found = self.peek_joined() == Some(wanted);
        if found {
            self.input.at += 1;
        }
        found
    }

    /// Takes one character, whatever it is.
    pub(super) fn take_character(&mut self) {
        if self.peek() == Some(b'\n') {
            self.input.line += 1;
        }
        self.input.at += 1;
        while !self.input.text.is_char_boundary(self.input.at) {
            self.input.at += 1;
        }
    }

    /// The characters from `start` to where reading stands.
    pub(super) fn span_from(&self, start: usize) -> Span {
        self.span(start, self.input.at)
    }

    /// The characters between two places of the text that is read.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        let base = self.input.base as usize;
        Span::new(self.input.id, base + start..base + end)
    }

    /// Notes what the characters from `start` to here were read as.
    pub(super) fn token(&mut self, kind: TokenKind, start: usize) {
        if start < self.input.at {
            let span = self.span_from(start);
            self.tokens.push(Token { kind, span });
        }
    }

    /// The error `fault`, here and now, at `span`.
    pub(super) fn error<T>(&self, fault: Fault, span: Span) -> Outcome<T> {
        Err(Box::new(SyntaxError {
            fault,
            span,
            line: self.input.line,
            open: self.open.clone(),
            repeated: None,
            place: Place::Script,
            consequences: Vec::new(),
            wording: Wording::Exact,
        }))
    }

    /// Stops at the last token when it is a word that an alias replaces: what holds it is then read anew.
    pub(super) fn check_alias(&mut self, place: WordPlace) -> Outcome<()> {
        if self.lookahead.last != Lexeme::Word || self.lookahead.is_quoted {
            return Ok(());
        }
        let word = self.lookahead.span;
        if word.text != self.input.id || word.start < self.input.base {
            return Ok(());
        }
        let base = self.input.base;
        let (start, end) = ((word.start - base) as usize, (word.end - base) as usize);
        let text = self.input.text.clone();
        if !self.aliases.finds(&text, start, end, place) {
            return Ok(());
        }
        self.error(Fault::Unsupported("an alias"), word)
    }

    /// Reads something that is nested in something else.
    pub(super) fn nested<T>(&mut self, read: impl FnOnce(&mut Self) -> Outcome<T>) -> Outcome<T> {
        if self.depth == DEPTH_LIMIT {
            return self.error(Fault::TooDeep, self.span_from(self.input.at));
        }
        self.depth += 1;
        let result = read(self);
        self.depth -= 1;
        result
    }

    /// Notes that `by`, the last token, opens something.
    pub(super) fn open(&mut self, by: Opener) {
        self.open.push(Opening {
            by,
            span: self.lookahead.span,
            line: self.input.line,
        });
    }

    /// Reads a script that is nested in a word, with a state of its own.
    ///
    /// Its here-documents end with it; those that wait outside go on waiting.
    pub(super) fn inner_script(
        &mut self,
        from: Span,
        read: impl FnOnce(&mut Self) -> Outcome<Vec<CompleteCommand>>,
    ) -> Outcome<Script> {
        let tokens = std::mem::take(&mut self.tokens);
        let pending = std::mem::take(&mut self.pending);
        let here = self.here.take();
        let lookahead = std::mem::take(&mut self.lookahead);
        self.open.push(Opening {
            by: Opener::Substitution,
            span: from,
            line: self.input.line,
        });
        let result = self.nested(read);
        let tokens = std::mem::replace(&mut self.tokens, tokens);
        self.pending = pending;
        self.here = here;
        self.lookahead = lookahead;
        let commands = result?;
        self.open.pop();
        Ok(Script {
            span: from,
            commands,
            tokens,
            error: None,
            warnings: Vec::new(),
        })
    }

    /// Reads another text from its start, then goes on in this one.
    pub(super) fn in_text<T>(
        &mut self,
        text: Span,
        read: impl FnOnce(&mut Self) -> Outcome<T>,
    ) -> Outcome<T> {
        let line = self.first_line_in_backquotes();
        let input = Input::from_line(self.cx, text, line);
        let outer = std::mem::replace(&mut self.input, input);
        let aliases = self.aliases.set_apart();
        let result = read(self);
        self.aliases.come_back(aliases);
        self.input = outer;
        result
    }

    /// Wants nothing special of the next token.
    pub(super) fn next(&mut self) -> Outcome<Lexeme> {
        self.next_wanting(Wanted::AnyWord)
    }
}
