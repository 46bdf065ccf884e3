//! Tokens (XCU 2.3): what the grammar asks for, one at a time, with one that can be put back.

use super::reader::{Outcome, Reader};
use crate::shell::dialect::reserved_word;
use crate::shell::error::Fault;
use crate::shell::syntax::{
    Lexeme, Operator, Redirection, ReservedWord, TokenKind, Units, Word, WordUnit,
};
use crate::text::Span;

/// What the grammar wants of the next token. Reserved words count only where one may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Words are words.
    AnyWord,
    /// Words may be reserved.
    Reserved,
    /// Words may be reserved, and line breaks are passed over.
    ReservedOnAnyLine,
    /// The delimiter of a here-document, in which nothing is expanded.
    Delimiter,
}

/// The last token.
#[derive(Debug)]
pub(super) struct Lookahead {
    /// What it is.
    pub(super) last: Lexeme,
    /// Where it stands.
    pub(super) span: Span,
    /// Where the token before it ends.
    before: u32,
    /// Whether the grammar gets it again.
    is_put_back: bool,
    /// The word, of a word.
    pub(super) word: Option<Word>,
    /// Whether any of the word is quoted.
    pub(super) is_quoted: bool,
    /// The operator, of a redirection, with its descriptor.
    pub(super) redirection: Option<Redirection>,
}

impl Default for Lookahead {
    fn default() -> Self {
        Self {
            last: Lexeme::Newline,
            span: Span::new(crate::text::TextId(0), 0..0),
            before: 0,
            is_put_back: false,
            word: None,
            is_quoted: false,
            redirection: None,
        }
    }
}

impl Reader<'_> {
    /// Gives the next token.
    pub(super) fn next_wanting(&mut self, wanted: Wanted) -> Outcome<Lexeme> {
        self.take_token(wanted)?;
        if wanted == Wanted::ReservedOnAnyLine {
            while self.lookahead.last == Lexeme::Newline {
                self.read_here_documents()?;
                self.take_token(wanted)?;
            }
        }
        let may_be_reserved = matches!(wanted, Wanted::Reserved | Wanted::ReservedOnAnyLine);
        if may_be_reserved
            && self.lookahead.last == Lexeme::Word
            && let Some(word) = self.reserved()
        {
            self.lookahead.last = Lexeme::Reserved(word);
            if let Some(token) = self.tokens.last_mut() {
                token.kind = TokenKind::Reserved(word);
            }
        }
        Ok(self.lookahead.last)
    }

    /// The next [`next_wanting`](Self::next_wanting) gives the last token again.
    pub(super) fn put_back(&mut self) {
        self.lookahead.is_put_back = true;
    }

    /// From `start` to the end of the last token that was not put back.
    pub(super) fn span_since(&self, start: Span) -> Span {
        let end = if self.lookahead.is_put_back {
            self.lookahead.before
        } else {
            self.lookahead.span.end
        };
        Span {
            end: end.max(start.end),
            ..start
        }
    }

    /// Makes the end of the script the token that comes next.
    pub(super) fn put_back_end(&mut self) {
        self.lookahead.last = Lexeme::EndOfInput;
        self.put_back();
    }

    /// Takes a token that must be `expected`.
    pub(super) fn expect(&mut self, wanted: Wanted, expected: Lexeme) -> Outcome<()> {
        if self.next_wanting(wanted)? == expected {
            return Ok(());
        }
        self.unexpected(Some(expected))
    }

    /// The last token cannot stand where it does.
    pub(super) fn unexpected<T>(&self, expected: Option<Lexeme>) -> Outcome<T> {
        let found = self.lookahead.last;
        self.error(Fault::Unexpected { found, expected }, self.lookahead.span)
    }

    /// Takes the word of the last token.
    pub(super) fn take_word(&mut self) -> Word {
        let span = self.lookahead.span;
        let word = self.lookahead.word.take();
        word.unwrap_or_else(|| Word {
            span,
            units: Units::from_iter([WordUnit::Literal(span)]),
        })
    }

    /// The reserved word that the last word is.
    fn reserved(&self) -> Option<ReservedWord> {
        if self.lookahead.is_quoted {
            return None;
        }
        let word = self.lookahead.word.as_ref()?;
        if let [WordUnit::Literal(span)] = *word.units {
            return reserved_word(self.shell, self.cx.texts.str(span));
        }
        reserved_word(self.shell, &word.plain(&self.cx.texts)?)
    }

    fn take_token(&mut self, wanted: Wanted) -> Outcome<()> {
        if std::mem::take(&mut self.lookahead.is_put_back) {
            return Ok(());
        }
        self.pass_blanks();
        let start = self.input.at;
        match self.simple_token() {
            Some(token) => self.found(token, start),
            None => self.word_or_redirection(start, wanted)?,
        }
        Ok(())
    }

    fn found(&mut self, lexeme: Lexeme, start: usize) {
        self.lookahead.last = lexeme;
        self.lookahead.before = self.lookahead.span.end;
        self.lookahead.span = self.span_from(start);
        match lexeme {
            Lexeme::Newline => self.token(TokenKind::Newline, start),
            Lexeme::Operator(operator) => self.token(TokenKind::Operator(operator), start),
            Lexeme::Redirection => self.token(TokenKind::Redirection, start),
            Lexeme::Word => self.token(TokenKind::Word, start),
            Lexeme::EndOfInput | Lexeme::Reserved(_) => {}
        }
    }

    /// Passes over blanks, line continuations and a comment.
    fn pass_blanks(&mut self) {
        loop {
            let start = self.input.at;
            match self.peek() {
                Some(b' ' | b'\t') => {
                    while matches!(self.peek(), Some(b' ' | b'\t')) {
                        self.input.at += 1;
                    }
                    self.token(TokenKind::Blank, start);
                }
                Some(b'\\') if self.peek_second() == Some(b'\n') => {
                    self.peek_joined();
                    self.token(TokenKind::Continuation, start);
                }
                Some(b'#') => {
                    let rest = &self.input.text.as_bytes()[start..];
                    self.input.at += memchr::memchr(b'\n', rest).unwrap_or(rest.len());
                    self.token(TokenKind::Comment, start);
                }
                _ => return,
            }
        }
    }

    /// A token that is no word and no redirection.
    fn simple_token(&mut self) -> Option<Lexeme> {
        let Some(byte) = self.peek() else {
            return Some(Lexeme::EndOfInput);
        };
        let (single, double) = match byte {
            b'\n' => {
                self.input.at += 1;
                self.input.line += 1;
                return Some(Lexeme::Newline);
            }
            b'&' if self.is_combined_output() => return None,
            b'&' => (Operator::Background, Operator::And),
            b'|' => (Operator::Pipe, Operator::Or),
            b';' => (Operator::Semicolon, Operator::CaseEnd),
            b'(' => (Operator::OpenParenthesis, Operator::OpenParenthesis),
            b')' => (Operator::CloseParenthesis, Operator::CloseParenthesis),
            _ => return None,
        };
        self.input.at += 1;
        let is_double = single != double && self.eat_joined(byte);
        Some(Lexeme::Operator(if is_double { double } else { single }))
    }

    fn word_or_redirection(&mut self, start: usize, wanted: Wanted) -> Outcome<()> {
        let word = self.word(wanted)?;
        if let Some(redirection) = self.redirection_operator(&word, start) {
            self.lookahead.redirection = Some(redirection);
            self.found(Lexeme::Redirection, start);
        } else {
            self.lookahead.word = Some(word);
            self.found(Lexeme::Word, start);
        }
        Ok(())
    }
}
