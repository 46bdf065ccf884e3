//! Commands (XCU 2.9): which kind it is, and the compound ones (XCU 2.9.4) but for `case`.

use super::lookahead::Wanted;
use super::reader::{Outcome, Reader};
use crate::shell::aliases::WordPlace;
use crate::shell::characters::is_name;
use crate::shell::error::{Fault, Opener};
use crate::shell::syntax::{
    Command, CommandBody, CompoundCommand, ElseIf, For, Group, If, Lexeme, Loop, LoopKind,
    Operator, Redirection, ReservedWord, Word, WordList,
};
use crate::text::Span;

impl Reader<'_> {
    /// A command, whose first token is `wanted` so.
    pub(super) fn command(&mut self, wanted: Wanted) -> Outcome<Command> {
        self.nested(|reader| reader.command_here(wanted))
    }

    fn command_here(&mut self, wanted: Wanted) -> Outcome<Command> {
        let first = self.next_wanting(wanted)?;
        self.check_alias(WordPlace::Command)?;
        let line = self.input.line;
        let start = self.lookahead.span;
        let depth = self.open.len();
        let compound = match first {
            Lexeme::Reserved(ReservedWord::If) => CompoundCommand::If(self.if_command()?),
            Lexeme::Reserved(ReservedWord::While) => self.while_command(LoopKind::While)?,
            Lexeme::Reserved(ReservedWord::Until) => self.while_command(LoopKind::Until)?,
            Lexeme::Reserved(ReservedWord::For) => CompoundCommand::For(self.for_command()?),
            Lexeme::Reserved(ReservedWord::Case) => CompoundCommand::Case(self.case_command()?),
            Lexeme::Reserved(ReservedWord::OpenBrace) => {
                CompoundCommand::Brace(self.brace_group()?)
            }
            Lexeme::Operator(Operator::OpenParenthesis) => {
                CompoundCommand::Subshell(self.subshell()?)
            }
            Lexeme::Reserved(ReservedWord::Function) | Lexeme::Word | Lexeme::Redirection => {
                self.put_back();
                return self.simple_command(start, line);
            }
            Lexeme::EndOfInput | Lexeme::Newline | Lexeme::Operator(_) | Lexeme::Reserved(_) => {
                return self.unexpected(None);
            }
        };
        self.open.truncate(depth);
        let redirections = self.redirections()?;
        Ok(Command {
            span: self.span_since(start),
            line,
            body: CommandBody::Compound(Box::new(compound)),
            redirections,
        })
    }

    /// The redirections behind a compound command. A word behind them is none that is reserved.
    fn redirections(&mut self) -> Outcome<Vec<Redirection>> {
        let mut redirections = Vec::new();
        let mut wanted = Wanted::Reserved;
        while self.next_wanting(wanted)? == Lexeme::Redirection {
            redirections.extend(self.redirection()?);
            wanted = Wanted::AnyWord;
        }
        self.put_back();
        Ok(redirections)
    }

    fn opened_by(&mut self, word: ReservedWord) -> Span {
        self.open(Opener::Reserved(word));
        self.lookahead.span
    }

    /// A reserved word, and where it stands.
    fn reserved_word(&mut self, word: ReservedWord) -> Outcome<Span> {
        self.expect(Wanted::AnyWord, Lexeme::Reserved(word))?;
        Ok(self.lookahead.span)
    }

    fn if_command(&mut self) -> Outcome<If> {
        self.opened_by(ReservedWord::If);
        let condition = self.body()?;
        self.reserved_word(ReservedWord::Then)?;
        let consequence = self.body()?;
        let mut else_ifs = Vec::new();
        while self.next()? == Lexeme::Reserved(ReservedWord::Elif) {
            let condition = self.body()?;
            self.reserved_word(ReservedWord::Then)?;
            let consequence = self.body()?;
            else_ifs.push(ElseIf {
                condition,
                consequence,
            });
        }
        let has_else = self.lookahead.last == Lexeme::Reserved(ReservedWord::Else);
        let alternative = if has_else {
            Some(self.body()?)
        } else {
            self.put_back();
            None
        };
        self.reserved_word(ReservedWord::Fi)?;
        Ok(If {
            condition,
            consequence,
            else_ifs,
            alternative,
        })
    }

    fn while_command(&mut self, kind: LoopKind) -> Outcome<CompoundCommand> {
        self.opened_by(match kind {
            LoopKind::While => ReservedWord::While,
            LoopKind::Until => ReservedWord::Until,
        });
        let condition = self.body()?;
        let body = self.do_group(Wanted::AnyWord)?;
        Ok(CompoundCommand::Loop(Loop {
            kind,
            condition,
            body,
        }))
    }

    /// `do … done`
    fn do_group(&mut self, wanted: Wanted) -> Outcome<Group> {
        self.expect(wanted, Lexeme::Reserved(ReservedWord::Do))?;
        let open = self.lookahead.span;
        let list = self.body()?;
        let close = self.reserved_word(ReservedWord::Done)?;
        Ok(Group { open, list, close })
    }

    fn for_command(&mut self) -> Outcome<For> {
        self.opened_by(ReservedWord::For);
        let is_word = self.next()? == Lexeme::Word;
        if !is_word || !self.is_name() {
            return self.error(Fault::BadForVariable, self.lookahead.span);
        }
        let variable = self.take_word();
        let is_in = Lexeme::Reserved(ReservedWord::In);
        let words = if self.next_wanting(Wanted::ReservedOnAnyLine)? == is_in {
            Some(self.word_list()?)
        } else {
            if self.lookahead.last != Lexeme::Operator(Operator::Semicolon) {
                self.put_back();
            }
            None
        };
        let body = self.do_group(Wanted::ReservedOnAnyLine)?;
        Ok(For {
            variable,
            words,
            body,
        })
    }

    /// Whether the last word is a name.
    fn is_name(&self) -> bool {
        let word = self.lookahead.word.as_ref();
        let plain = word.and_then(|word| word.plain(&self.cx.texts));
        !self.lookahead.is_quoted && plain.is_some_and(|it| is_name(&it))
    }

    /// The words behind `in`, and what ends them.
    fn word_list(&mut self) -> Outcome<WordList> {
        let keyword = self.lookahead.span;
        let mut words: Vec<Word> = Vec::new();
        while self.next()? == Lexeme::Word {
            words.push(self.take_word());
        }
        match self.lookahead.last {
            // Here-documents that wait are not read behind this line, but behind the next.
            Lexeme::Newline | Lexeme::Operator(Operator::Semicolon) => {}
            _ => return self.unexpected(None),
        }
        Ok(WordList { keyword, words })
    }

    fn brace_group(&mut self) -> Outcome<Group> {
        let open = self.opened_by(ReservedWord::OpenBrace);
        let list = self.body()?;
        let close = self.reserved_word(ReservedWord::CloseBrace)?;
        Ok(Group { open, list, close })
    }

    fn subshell(&mut self) -> Outcome<Group> {
        self.open(Opener::Operator(Operator::OpenParenthesis));
        let open = self.lookahead.span;
        let list = self.body()?;
        let close = Lexeme::Operator(Operator::CloseParenthesis);
        self.expect(Wanted::AnyWord, close)?;
        let close = self.lookahead.span;
        Ok(Group { open, list, close })
    }
}
