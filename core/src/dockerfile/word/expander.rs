//! [`Expander`]: goes through a word once, collecting pieces of the result.
//!
//! ```text
//! word     ::= ( literal | escaped | single | double | reference | "<<" blank* )*
//! escaped  ::= escape any                       the escape token is removed
//! single   ::= "'" any* "'"                     nothing is special
//! double   ::= '"' ( literal | escape ["$\] | reference )* '"'
//! ```
//!
//! References are read in `reference`. Words inside references are words like the outermost one; they end
//! at `}` or `/` and may hold quotes.

use std::ops::Range;

use crate::text::{Built, Span, Texts};

use super::cursor::Cursor;
use super::fault::{Fault, Problem, Quote};
use super::limits::{Exhausted, MAX_DEPTH, Work};
use super::pieces::{self, Blanks, Piece};
use super::{Escapes, Quotes, Reference, Variables, WordRules, words};

/// What reading a part of a word comes to.
pub(super) type Step<T = ()> = Result<T, Box<Fault>>;

/// The expansion of one word, under way.
pub(super) struct Expander<'t> {
    /// The table of texts.
    pub(super) texts: &'t Texts,
    /// The variables in force.
    pub(super) variables: &'t dyn Variables,
    /// How words are read.
    pub(super) rules: WordRules,
    /// Where the word is being read.
    pub(super) cursor: Cursor<'t>,
    /// What has come out so far.
    pub(super) pieces: Vec<Piece>,
    /// The variables looked at so far.
    pub(super) references: Vec<Reference>,
    /// The work that is left.
    pub(super) work: Work,
    word: Span,
    /// What becomes of escape tokens here; words inside references have their own rule.
    escapes: Escapes,
    /// How many words inside references are being read.
    depth: usize,
    /// How many words inside references have been begun.
    inner_words: usize,
    /// How many double quotes are open.
    double_quotes: usize,
    /// See [`words::split`].
    forgetting: Vec<usize>,
}

/// How the reading of a word ended.
enum Ended {
    /// At the character that was to end it.
    AtStop,
    /// At the end of the text.
    AtEnd,
}

impl<'t> Expander<'t> {
    /// Starts with `word`.
    pub(super) fn new(
        texts: &'t Texts,
        word: Span,
        variables: &'t dyn Variables,
        rules: WordRules,
    ) -> Self {
        Self {
            texts,
            variables,
            rules,
            cursor: Cursor::new(texts.str(word)),
            pieces: Vec::new(),
            references: Vec::new(),
            work: Work::for_a_word(),
            word,
            escapes: rules.escapes,
            depth: 0,
            inner_words: 0,
            double_quotes: 0,
            forgetting: Vec::new(),
        }
    }

    /// Reads the whole word; gives the result and the byte ranges of its words.
    pub(super) fn expand(&mut self) -> Step<(Built, Vec<Range<usize>>)> {
        while let Some(character) = self.cursor.peek() {
            let first = self.pieces.len();
            let inner_words = self.inner_words;
            let blanks = self.part(character)?;
            for piece in &mut self.pieces[first..] {
                piece.blanks = blanks;
            }
            if self.inner_words > inner_words {
                self.forgetting.push(first);
            }
        }
        let length = pieces::length(&self.pieces, self.texts);
        self.work.spend(length).map_err(|it| self.exhausted(&it))?;
        let words = words::split(&self.pieces, &self.forgetting, self.texts);
        Ok((pieces::build(&self.pieces, self.texts), words))
    }

    /// Reads a word inside a reference, up to `stop`. If it does not end, that is the problem `missing`, with
    /// the characters at `opened`, and no other.
    pub(super) fn inner_word(
        &mut self,
        stop: char,
        escapes: Escapes,
        missing: Problem,
        opened: Range<usize>,
    ) -> Step {
        if self.depth == MAX_DEPTH {
            return Err(Fault::new(Problem::TooDeep, opened));
        }
        self.depth += 1;
        self.inner_words += 1;
        let outer = std::mem::replace(&mut self.escapes, escapes);
        let ended = self.parts_until(stop);
        self.escapes = outer;
        self.depth -= 1;
        match ended {
            Ok(Ended::AtStop) => Ok(()),
            Ok(Ended::AtEnd) => Err(Fault::new(missing, opened)),
            Err(fault) if self.cursor.peek().is_none() => Err(fault.masked_by(missing, opened)),
            Err(fault) => Err(fault),
        }
    }

    fn parts_until(&mut self, stop: char) -> Step<Ended> {
        while let Some(character) = self.cursor.peek() {
            if self.cursor.eat(stop) {
                return Ok(Ended::AtStop);
            }
            self.part(character)?;
        }
        Ok(Ended::AtEnd)
    }

    /// Reads the part of a word that begins with `first`; says what blanks do in it.
    fn part(&mut self, first: char) -> Step<Blanks> {
        let quotes = self.rules.quotes != Quotes::Ordinary;
        match first {
            '$' => return self.reference().map(|()| Blanks::Split),
            '\'' if quotes => self.single_quotes()?,
            '"' if quotes => self.double_quotes()?,
            '<' => self.less_than(),
            _ if first == self.rules.escape.char() => self.escaped(),
            _ => {
                self.literal();
                return Ok(Blanks::Split);
            }
        }
        Ok(Blanks::Belong)
    }

    /// Reads ordinary characters: one, and more up to the next that could be special anywhere.
    fn literal(&mut self) {
        let start = self.cursor.at();
        let escape = self.rules.escape.char();
        self.cursor.take();
        self.cursor
            .take_while(|it| !matches!(it, '$' | '<' | '\'' | '"' | '}' | '/') && it != escape);
        self.copy(start..self.cursor.at());
    }

    /// Reads the escape token and the character it escapes. At the end of the word it is dropped.
    fn escaped(&mut self) {
        let token = self.cursor.at();
        self.cursor.take();
        let start = match self.escapes {
            Escapes::Keep => token,
            Escapes::Remove => self.cursor.at(),
        };
        self.cursor.take();
        self.copy(start..self.cursor.at());
    }

    /// Reads `<`, or `<<` and the blanks behind it: they belong to the word, because the name of a
    /// here-document may follow.
    fn less_than(&mut self) {
        let start = self.cursor.at();
        self.cursor.take();
        if self.cursor.eat('<') {
            self.cursor.take_while(|it| matches!(it, '\t' | '\r' | ' '));
        }
        self.copy(start..self.cursor.at());
    }

    fn single_quotes(&mut self) -> Step {
        let open = self.cursor.at();
        self.quote();
        let text = self.cursor.take_while(|it| it != '\'');
        self.copy(text);
        if self.cursor.peek().is_none() {
            let problem = Problem::UnclosedQuote(Quote::Single);
            return Err(Fault::new(problem, open..open + 1));
        }
        self.quote();
        Ok(())
    }

    fn double_quotes(&mut self) -> Step {
        let open = self.cursor.at();
        self.quote();
        self.double_quotes += 1;
        loop {
            match self.cursor.peek() {
                None => {
                    let quote = match self.double_quotes {
                        1 => Quote::Double,
                        _ => Quote::DoubleInDouble,
                    };
                    return Err(Fault::new(Problem::UnclosedQuote(quote), open..open + 1));
                }
                Some('"') => break,
                Some('$') => self.reference()?,
                Some(it) if it == self.rules.escape.char() => self.escaped_in_quotes(),
                Some(_) => {
                    let escape = self.rules.escape.char();
                    let text = self
                        .cursor
                        .take_while(|it| !matches!(it, '"' | '$') && it != escape);
                    self.copy(text);
                }
            }
        }
        self.double_quotes -= 1;
        self.quote();
        Ok(())
    }

    /// Reads the escape token in double quotes. It escapes `"`, `$` and itself, and otherwise stands for
    /// itself. Where escape tokens are kept, BuildKit then writes it twice.
    fn escaped_in_quotes(&mut self) {
        let token = self.cursor.at();
        let escape = self.cursor.take();
        let behind = self.cursor.at();
        if self.escapes == Escapes::Keep {
            self.copy(token..behind);
        }
        match self.cursor.peek() {
            None => {}
            next @ Some(character) if matches!(character, '"' | '$') || next == escape => {
                self.cursor.take();
                self.copy(behind..self.cursor.at());
            }
            Some(_) => self.copy(token..behind),
        }
    }

    /// Reads a quote.
    fn quote(&mut self) {
        let start = self.cursor.at();
        self.cursor.take();
        if self.rules.quotes == Quotes::Keep {
            self.copy(start..self.cursor.at());
        }
    }

    /// Adds the characters of the word at `range`.
    pub(super) fn copy(&mut self, range: Range<usize>) {
        if !range.is_empty() {
            self.pieces.push(Piece::copy(self.word.slice(range)));
        }
    }

    /// The characters of the word at `range`.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        self.word.slice(range)
    }

    /// The characters of the pieces from `first` on, as one string.
    pub(super) fn join_from(&mut self, first: usize) -> Step<String> {
        let pieces = &self.pieces[first..];
        let length = pieces::length(pieces, self.texts);
        let spent = self.work.spend(length);
        spent.map_err(|it| self.exhausted(&it))?;
        Ok(pieces::join(pieces, self.texts))
    }

    /// The fault of a word that takes too much work.
    pub(super) fn exhausted(&self, _: &Exhausted) -> Box<Fault> {
        Fault::new(Problem::TooMuch, 0..self.word.len())
    }
}
