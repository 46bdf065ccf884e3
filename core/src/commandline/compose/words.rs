//! How Compose splits a command that is one string.
//!
//! Its splitter is go-shellwords 1.0.12, without variables and backquotes: as a POSIX shell it splits at blanks and
//! takes off quotes and backslashes. Otherwise than in a shell, a backslash in double quotes stands for the character
//! behind it whatever that is, an unquoted `&`, `|`, `;`, `<` or `>` ends the command there, a word of digits before
//! `>` is dropped, backquotes and `$(…)` keep their blanks, and any other `(` is an error.

use crate::session::Session;
use crate::text::{Rewrite, Source, Span};

/// A command, split.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// Its words.
    pub words: Vec<Span>,
    /// The rest that is dropped, from the character on that ends the command.
    pub dropped: Option<Span>,
}

#[derive(Default)]
struct State {
    escaped: Option<usize>,
    double: bool,
    single: bool,
    back: bool,
    dollar: bool,
}

impl State {
    fn is_open(&self) -> bool {
        self.single || self.double || self.back || self.dollar
    }
}

/// Splits `command`; nothing when a quote or bracket is not closed, or not opened.
pub fn split(cx: &mut Session, command: Span) -> Option<Words> {
    let text = cx.texts.share(command);
    let mut splitter = Splitter {
        command,
        pieces: Vec::new(),
        words: Vec::new(),
        has_word: false,
        ends_in_dollar: false,
        at: 0,
        first: None,
    };
    let unknown = unknown(cx, command);
    let mut state = State::default();
    let mut dropped = None;
    for (at, character) in text.char_indices() {
        let here = at..at + character.len_utf8();
        splitter.at = at;
        if unknown.iter().any(|it| it.contains(&at)) {
            splitter.keep(here, character);
            splitter.has_word = true;
            continue;
        }
        if let Some(from) = state.escaped.take() {
            splitter.push(from..here.end, character, true);
            splitter.has_word = true;
            continue;
        }
        match character {
            '\\' if state.single => splitter.keep(here, character),
            '\\' => state.escaped = Some(at),
            ' ' | '\t' | '\r' | '\n' if state.is_open() => splitter.keep(here, character),
            ' ' | '\t' | '\r' | '\n' => splitter.end(cx),
            ';' | '&' | '|' | '<' | '>' if !state.is_open() => {
                if character == '>' && splitter.first.is_some_and(|it| it.is_ascii_digit()) {
                    splitter.forget();
                }
                dropped = Some(command.slice_from(at));
                break;
            }
            _ => match state.quote(character, splitter.ends_in_dollar)? {
                Step::Quote(closed) => splitter.has_word |= closed,
                // The bracket alone does not make a word.
                Step::Open => splitter.keep(here, character),
                Step::Word => {
                    splitter.keep(here, character);
                    splitter.has_word = true;
                }
            },
        }
    }
    splitter.end(cx);
    let is_whole = !state.is_open() && state.escaped.is_none();
    is_whole.then_some(Words {
        words: splitter.words,
        dropped,
    })
}

/// The bytes that nobody knows: a name stands for them, at which nothing is split.
fn unknown(cx: &Session, command: Span) -> Vec<std::ops::Range<usize>> {
    if cx.texts.is_known(command) {
        return Vec::new();
    }
    let is_unknown = |it: &crate::text::Piece| {
        let source = cx.texts.source(it.source.text);
        matches!(source, Some(Source::Unknown { .. }))
    };
    let pieces = cx.texts.trail(command).filter(is_unknown);
    pieces
        .map(|it| it.start as usize..it.end as usize)
        .collect()
}

enum Step {
    /// It opens quotes, or closes them, and is dropped.
    Quote(bool),
    /// It opens brackets.
    Open,
    /// It is part of a word.
    Word,
}

impl State {
    fn quote(&mut self, character: char, behind_dollar: bool) -> Option<Step> {
        match character {
            '`' if !self.single && !self.double && !self.dollar => self.back = !self.back,
            ')' if !self.single && !self.double && !self.back => self.dollar = !self.dollar,
            '(' if !self.single && !self.double && !self.back => {
                if self.dollar || !behind_dollar {
                    return None;
                }
                self.dollar = true;
                return Some(Step::Open);
            }
            '"' if !self.single && !self.dollar => {
                self.double = !self.double;
                return Some(Step::Quote(!self.double));
            }
            '\'' if !self.double && !self.dollar => {
                self.single = !self.single;
                return Some(Step::Quote(!self.single));
            }
            _ => {}
        }
        Some(Step::Word)
    }
}

struct Splitter {
    command: Span,
    /// The pieces of the word: their bytes, and whether a backslash stands in front.
    pieces: Vec<(std::ops::Range<usize>, bool)>,
    words: Vec<Span>,
    has_word: bool,
    ends_in_dollar: bool,
    /// How far the command is read.
    at: usize,
    /// The first character of the word.
    first: Option<char>,
}

impl Splitter {
    fn keep(&mut self, at: std::ops::Range<usize>, character: char) {
        self.push(at, character, false);
    }

    fn push(&mut self, at: std::ops::Range<usize>, character: char, is_escaped: bool) {
        self.ends_in_dollar = character == '$';
        self.first = self.first.or(Some(character));
        self.pieces.push((at, is_escaped));
    }

    fn forget(&mut self) {
        self.pieces.clear();
        self.has_word = false;
        self.first = None;
        self.ends_in_dollar = false;
    }

    /// Ends the word, if there is one.
    fn end(&mut self, cx: &mut Session) {
        if !self.has_word {
            return;
        }
        let mut builder = cx.texts.builder();
        for (at, is_escaped) in &self.pieces {
            let written = self.command.slice(at.clone());
            if *is_escaped {
                let character = cx.texts.str(written.slice_from(1)).to_owned();
                builder.rewrite(&character, written, Rewrite::EscapeSequence);
            } else {
                builder.copy(written);
            }
        }
        let built = builder.build();
        let word = match built.as_copy() {
            Some(span) => span,
            None if built.as_str().is_empty() => self.command.slice(self.at..self.at),
            None => cx.texts.finish(built),
        };
        self.words.push(word);
        self.forget();
    }
}
