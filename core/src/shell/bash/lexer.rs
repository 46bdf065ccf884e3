//! Tokens (XCU 2.3), one at a time, with one that waits for the grammar.

use super::reader::{Current, Outcome, Reader};
use super::token::Token;
use crate::shell::error::{Fault, SyntaxError, Wording};
use crate::shell::syntax::{Lexeme, ReservedWord, TokenKind, Units, Word, WordUnit};
use crate::text::Span;

impl Reader<'_> {
    /// The token that comes next.
    pub(super) fn next_token(&mut self) -> Outcome<Token> {
        if let Some(current) = &self.current {
            return Ok(current.token);
        }
        let token = self.read_token()?;
        self.history.before = self.history.last;
        self.history.last = token;
        Ok(token)
    }

    /// Reads a token, which becomes the current one.
    pub(super) fn read_token(&mut self) -> Outcome<Token> {
        self.pass_blanks();
        let start = self.input.at;
        let (token, word) = match self.peek() {
            None => (Token::EndOfInput, None),
            Some(b'\n') => (self.line_break(), None),
            Some(byte) => match self.operator(byte)? {
                Some(token) => (token, None),
                None => {
                    let (token, word) = self.word(start)?;
                    self.check_left(start)?;
                    (token, Some(word))
                }
            },
        };
        let span = self.span_from(start);
        self.note_token(token, start);
        if token == Token::Newline {
            self.read_here_documents();
        }
        self.current = Some(Current { token, span, word });
        Ok(token)
    }

    /// Stops where the lines of a here-document that a substitution has left begin within the word that began at
    /// `start`.
    fn check_left(&mut self, start: usize) -> Outcome<()> {
        let ends = self.pending.iter().filter(|it| self.left.contains(it));
        let ends = ends.map(|it| self.here_documents[it.0 as usize].delimiter.span);
        let is_within = ends
            .filter(|it| it.text == self.span_from(start).text)
            .any(|it| {
                let behind = self.offset(it) + it.len();
                let rest = self.text().get(behind..self.input.at).unwrap_or_default();
                behind >= start && rest.contains('\n')
            });
        if !is_within && !self.is_left_in_expression {
            return Ok(());
        }
        let what = "a here-document that a substitution within quotes has left";
        let line = self.line();
        self.error_at(Fault::Unsupported(what), self.span_from(start), line)
    }

    fn note_token(&mut self, token: Token, start: usize) {
        let kind = match token {
            Token::EndOfInput => return,
            Token::Newline => TokenKind::Newline,
            Token::Operator(operator) => TokenKind::Operator(operator),
            Token::Number | Token::RedirectionWord | Token::Redirection(_) => {
                TokenKind::Redirection
            }
            Token::Reserved(word) => TokenKind::Reserved(word),
            Token::ArithmeticCommand | Token::ArithmeticFor => TokenKind::Expression,
            Token::Word
            | Token::Assignment
            | Token::Dash
            | Token::TimeOption
            | Token::TimeEnd
            | Token::Substitution => TokenKind::Word,
        };
        self.note(kind, start);
    }

    /// Where the token that comes next stands.
    pub(super) fn here(&self) -> Span {
        match &self.current {
            Some(current) => current.span,
            None => self.span_from(self.input.at),
        }
    }

    /// Takes the token that comes next, and says where it stands.
    pub(super) fn take(&mut self) -> Span {
        let span = self.here();
        self.current = None;
        self.last_end = span.end;
        span
    }

    /// Takes the word that comes next.
    pub(super) fn take_word(&mut self) -> Word {
        let word = self.current.as_mut().and_then(|it| it.word.take());
        let span = self.take();
        word.unwrap_or_else(|| Word {
            span,
            units: Units::from_iter([WordUnit::Literal(span)]),
        })
    }

    /// Takes a token that must be `expected`.
    pub(super) fn expect(&mut self, expected: Token) -> Outcome<Span> {
        if self.next_token()? == expected {
            return Ok(self.take());
        }
        self.unexpected()
    }

    /// Takes a reserved word that must come next.
    pub(super) fn expect_reserved(&mut self, word: ReservedWord) -> Outcome<Span> {
        self.expect(Token::Reserved(word))
    }

    /// Takes the token that comes next if it is `wanted`.
    pub(super) fn eat(&mut self, wanted: Token) -> Outcome<bool> {
        let found = self.next_token()? == wanted;
        if found {
            self.take();
        }
        Ok(found)
    }

    /// Passes over line breaks.
    pub(super) fn newline_list(&mut self) -> Outcome<()> {
        while self.eat(Token::Newline)? {}
        Ok(())
    }

    /// The token that comes next cannot stand where it does.
    pub(super) fn unexpected<T>(&mut self) -> Outcome<T> {
        let token = self.next_token()?;
        let span = match token {
            // bash shows the expression without its parentheses.
            Token::ArithmeticCommand => self.here().slice(2..self.here().len() - 2),
            _ => self.here(),
        };
        let line = self.line();
        let found = match token {
            Token::EndOfInput => return self.unexpected_end(span, line),
            Token::Newline => Lexeme::Newline,
            Token::Operator(operator) => Lexeme::Operator(operator),
            Token::Redirection(_) => Lexeme::Redirection,
            Token::Reserved(word) => Lexeme::Reserved(word),
            Token::Word
            | Token::Assignment
            | Token::Number
            | Token::RedirectionWord
            | Token::Dash
            | Token::ArithmeticCommand
            | Token::ArithmeticFor
            | Token::TimeOption
            | Token::TimeEnd
            | Token::Substitution => Lexeme::Word,
        };
        let expected = None;
        let fault = Fault::Unexpected { found, expected };
        let repeated = Some(match token {
            Token::Newline => self.line_around(self.offset(span)),
            _ => self.input_line(),
        });
        let is_written_anew = found == Lexeme::Word && self.is_written_anew(span);
        self.error_at(fault, span, line).map_err(|mut error| {
            error.repeated = repeated;
            if is_written_anew {
                let why = "a word that bash writes anew in its message";
                error.wording = Wording::NotSimulated(why);
            }
            error
        })
    }

    /// The token that comes next cannot stand behind a list that is complete: bash has then read its here-documents.
    pub(super) fn unexpected_behind_list<T>(&mut self) -> Outcome<T> {
        let pending = std::mem::take(&mut self.pending);
        let error = match self.unexpected() {
            Ok(never) => return Ok(never),
            Err(error) => error,
        };
        self.pending = pending;
        let line = self.line_behind_here_documents(error.line);
        Err(Box::new(SyntaxError { line, ..*error }))
    }

    /// Whether bash would not show a word as it is written: scripts in it are laid out anew, `$'…'` is decoded.
    fn is_written_anew(&self, word: Span) -> bool {
        let text = &self.text()[self.range(word)];
        ["$(", "<(", ">(", "=(", "$'", "$\""]
            .iter()
            .any(|it| text.contains(it))
    }

    /// bash reads the here-documents of a broken line before it complains: the line it then counts.
    fn line_behind_here_documents(&mut self, line: u32) -> u32 {
        if self.pending.is_empty() {
            return line;
        }
        let text = self.text().clone();
        let rest = &text.as_bytes()[self.input.at.min(text.len())..];
        let end = memchr::memchr(b'\n', rest).map_or(rest.len(), |it| it + 1);
        let at = self.input.at.min(text.len()) + end;
        self.input.read_lines_to(at);
        let tokens = self.tokens.len();
        self.read_here_documents();
        self.tokens.truncate(tokens);
        self.line()
    }

    fn unexpected_end<T>(&mut self, span: Span, line: u32) -> Outcome<T> {
        if self.place == crate::shell::error::Place::Substitution {
            let opening = self.open.iter().rev().find(|it| it.is_substitution());
            let span = opening.map_or(span, |it| it.span);
            return self.looking_for(")", span, line);
        }
        let found = Lexeme::EndOfInput;
        let expected = None;
        self.error_at(Fault::Unexpected { found, expected }, span, line)
    }

    /// Passes over blanks, line continuations and a comment.
    pub(super) fn pass_blanks(&mut self) {
        loop {
            let start = self.input.at;
            match self.peek() {
                Some(b' ' | b'\t') => {
                    while matches!(self.peek(), Some(b' ' | b'\t')) {
                        self.input.at += 1;
                    }
                    self.note(TokenKind::Blank, start);
                }
                Some(b'\\') if self.is_continuation() => {
                    self.peek_joined();
                    self.note(TokenKind::Continuation, start);
                }
                Some(b'#') => {
                    let rest = &self.text().as_bytes()[start..];
                    let length = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
                    self.input.at += length;
                    self.peek();
                    self.note(TokenKind::Comment, start);
                    return;
                }
                _ => return,
            }
        }
    }

    fn line_break(&mut self) -> Token {
        self.input.at += 1;
        self.history.assigns = false;
        Token::Newline
    }
}
