//! `while`, `until`, `for`, `select` (XCU 2.9.4.2, 2.9.4.5, and bash's manual, "Looping Constructs").

use super::reader::{Outcome, Reader};
use super::token::Token;
use crate::shell::error::{ArithmeticForFault, Fault, Opener};
use crate::shell::syntax::{
    ArithmeticFor, CompoundCommand, For, Group, Loop, LoopKind, Operator, ReservedWord, Select,
    Word, WordList, WordUnit,
};

impl Reader<'_> {
    pub(super) fn while_command(&mut self, kind: LoopKind) -> Outcome<CompoundCommand> {
        self.opens(Opener::Reserved(match kind {
            LoopKind::While => ReservedWord::While,
            LoopKind::Until => ReservedWord::Until,
        }))?;
        self.take();
        let condition = self.compound_list()?;
        if self.next_token()? != Token::Reserved(ReservedWord::Do) {
            return self.unexpected();
        }
        let body = self.body_of_loop()?;
        Ok(CompoundCommand::Loop(Loop {
            kind,
            condition,
            body,
        }))
    }

    /// `do … done`, `{ … }`
    fn body_of_loop(&mut self) -> Outcome<Group> {
        let close = match self.next_token()? {
            Token::Reserved(ReservedWord::Do) => ReservedWord::Done,
            Token::Reserved(ReservedWord::OpenBrace) => ReservedWord::CloseBrace,
            _ => return self.unexpected(),
        };
        let open = self.take();
        let list = self.compound_list()?;
        let close = self.expect_reserved(close)?;
        Ok(Group { open, list, close })
    }

    pub(super) fn for_command(&mut self) -> Outcome<CompoundCommand> {
        self.opens(Opener::Reserved(ReservedWord::For))?;
        self.take();
        if self.next_token()? == Token::ArithmeticFor {
            return self.arithmetic_for();
        }
        let (variable, words, body) = self.behind_for()?;
        Ok(CompoundCommand::For(For {
            variable,
            words,
            body,
        }))
    }

    pub(super) fn select_command(&mut self) -> Outcome<CompoundCommand> {
        self.opens(Opener::Reserved(ReservedWord::Select))?;
        self.take();
        let (variable, words, body) = self.behind_for()?;
        Ok(CompoundCommand::Select(Select {
            variable,
            words,
            body,
        }))
    }

    /// The variable, the words and the body of `for` and `select`.
    fn behind_for(&mut self) -> Outcome<(Word, Option<WordList>, Group)> {
        if self.next_token()? != Token::Word {
            return self.unexpected();
        }
        let variable = self.take_word();
        if self.eat(Token::Operator(Operator::Semicolon))? {
            self.newline_list()?;
            return Ok((variable, None, self.body_of_loop()?));
        }
        self.newline_list()?;
        let words = if self.next_token()? == Token::Reserved(ReservedWord::In) {
            Some(self.word_list()?)
        } else {
            None
        };
        Ok((variable, words, self.body_of_loop()?))
    }

    /// The words behind `in`, and what ends them.
    fn word_list(&mut self) -> Outcome<WordList> {
        let keyword = self.take();
        let mut words = Vec::new();
        while self.next_token()? == Token::Word {
            words.push(self.take_word());
        }
        if !self.next_token()?.is_list_terminator() {
            return self.unexpected();
        }
        self.take();
        self.newline_list()?;
        Ok(WordList { keyword, words })
    }

    fn arithmetic_for(&mut self) -> Outcome<CompoundCommand> {
        let head = self.here();
        let line = self.line();
        let expressions = self.take_expression();
        if self.next_token()?.is_list_terminator() {
            self.take();
            self.newline_list()?;
        }
        let body = self.body_of_loop()?;
        let fault = match semicolons(&expressions, &self.cx.texts) {
            2 => {
                return Ok(CompoundCommand::ArithmeticFor(ArithmeticFor {
                    expressions,
                    body,
                }));
            }
            0 | 1 => ArithmeticForFault::Missing,
            _ => ArithmeticForFault::Unexpected,
        };
        self.error_at(Fault::ArithmeticFor(fault), head, line)
    }
}

/// How many semicolons stand in `word` that are not quoted.
fn semicolons(word: &Word, texts: &crate::text::Texts) -> usize {
    let literal = word.units.iter().filter_map(|unit| match unit {
        WordUnit::Literal(span) => Some(texts.str(*span)),
        _ => None,
    });
    literal.map(|text| text.matches(';').count()).sum()
}
