//! Commands (XCU 2.9): which kind it is, simple ones, groups and `if`.

use super::reader::{Outcome, Reader};
use super::token::Token;
use crate::shell::Release;
use crate::shell::aliases::WordPlace;
use crate::shell::dialect::reserved_word;
use crate::shell::error::{Fault, Opener, Place};
use crate::shell::syntax::{
    ArithmeticCommand, Command, CommandBody, CompoundCommand, ElseIf, Group, If, LoopKind,
    Operator, Redirection, ReservedWord, SimpleCommand, Word,
};
use crate::text::Span;

impl Reader<'_> {
    /// A command.
    pub(super) fn command(&mut self) -> Outcome<Command> {
        self.nested(Self::command_here)
    }

    fn command_here(&mut self) -> Outcome<Command> {
        let first = self.next_token()?;
        let line = self.line();
        let start = self.here();
        match first {
            Token::Reserved(ReservedWord::Function) => self.function_keyword(start, line),
            Token::Reserved(ReservedWord::Coproc) => self.coprocess(start, line),
            Token::Word
            | Token::Assignment
            | Token::Number
            | Token::RedirectionWord
            | Token::Redirection(_) => self.simple_command(SimpleCommand::default(), start, line),
            _ => self.shell_command(start, line),
        }
    }

    /// A compound command with its redirections.
    pub(super) fn shell_command(&mut self, start: Span, line: u32) -> Outcome<Command> {
        let depth = self.open.len();
        let Some(compound) = self.compound_command()? else {
            return self.unexpected();
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

    /// Whether a compound command comes next.
    pub(super) fn begins_compound(&mut self) -> Outcome<bool> {
        let token = self.next_token()?;
        Ok(match token {
            Token::Word
            | Token::Assignment
            | Token::Number
            | Token::RedirectionWord
            | Token::Redirection(_)
            | Token::Reserved(
                ReservedWord::Bang
                | ReservedWord::Time
                | ReservedWord::Function
                | ReservedWord::Coproc,
            ) => false,
            _ => token.begins_command(),
        })
    }

    fn compound_command(&mut self) -> Outcome<Option<CompoundCommand>> {
        let word = match self.next_token()? {
            Token::ArithmeticCommand => {
                let expression = self.take_expression();
                let command = ArithmeticCommand { expression };
                return Ok(Some(CompoundCommand::Arithmetic(command)));
            }
            Token::Operator(Operator::OpenParenthesis) => {
                return self.subshell().map(CompoundCommand::Subshell).map(Some);
            }
            Token::Reserved(word) => word,
            _ => return Ok(None),
        };
        Ok(Some(match word {
            ReservedWord::If => CompoundCommand::If(self.if_command()?),
            ReservedWord::While => self.while_command(LoopKind::While)?,
            ReservedWord::Until => self.while_command(LoopKind::Until)?,
            ReservedWord::For => self.for_command()?,
            ReservedWord::Select => self.select_command()?,
            ReservedWord::Case => CompoundCommand::Case(self.case_command()?),
            ReservedWord::OpenBrace => CompoundCommand::Brace(self.brace_group()?),
            ReservedWord::OpenConditional => {
                CompoundCommand::Conditional(self.conditional_command()?)
            }
            _ => return Ok(None),
        }))
    }

    /// A simple command of which `simple` has been read, or the definition of a function.
    pub(super) fn simple_command(
        &mut self,
        mut simple: SimpleCommand,
        start: Span,
        line_of_start: u32,
    ) -> Outcome<Command> {
        let mut line = None;
        loop {
            self.history.is_behind_redirections =
                simple.words.is_empty() && !simple.redirections.is_empty();
            let token = self.next_token()?;
            self.history.is_behind_redirections = false;
            match token {
                Token::Word => {
                    self.check_alias(match simple.words.is_empty() {
                        true => WordPlace::Command,
                        false => WordPlace::Argument,
                    })?;
                    self.check_laid_out(&simple)?;
                    simple.words.push(self.take_word());
                }
                Token::Assignment => {
                    let word = self.take_word();
                    self.add_assignment(&mut simple, word);
                }
                Token::Operator(Operator::OpenParenthesis) if is_only_name(&simple) => {
                    return self.function_definition(simple.words.remove(0), start, line_of_start);
                }
                token if token.begins_redirection() => {
                    let redirection: Redirection = self.redirection()?;
                    simple.redirections.push(redirection);
                }
                _ => break,
            }
            if line.is_none() && self.shell.release < Release::Bash5_3 {
                // bash notes the line when it knows what the command begins with: of a word when it has looked at what
                // stands behind. From 5.3 on it is the one on which the command begins (`err/906`).
                if !simple.words.is_empty() {
                    self.next_token()?;
                }
                line = Some(self.line());
            }
        }
        Ok(Command {
            span: self.span_since(start),
            line: line.unwrap_or(line_of_start),
            body: CommandBody::Simple(simple),
            redirections: Vec::new(),
        })
    }

    /// bash lays the script of a substitution out anew, words before redirections: a reserved word that comes first then
    /// is one.
    fn check_laid_out(&mut self, simple: &SimpleCommand) -> Outcome<()> {
        let is_behind_redirection = simple.words.is_empty()
            && simple.assignments.is_empty()
            && !simple.redirections.is_empty();
        let word = self.here();
        let text = self.cx.texts.str(word);
        if self.place != Place::Substitution
            || !is_behind_redirection
            || reserved_word(self.shell, text).is_none()
        {
            return Ok(());
        }
        let what = "a reserved word behind a redirection in a substitution";
        let line = self.line();
        self.error_at(Fault::Unsupported(what), word, line)
    }

    /// Stops at the word that comes next when an alias replaces it: what holds it is then read anew.
    fn check_alias(&mut self, place: WordPlace) -> Outcome<()> {
        let word = self.here();
        let range = self.range(word);
        let text = self.text().clone();
        if !self.aliases.finds(&text, range.start, range.end, place) {
            return Ok(());
        }
        let line = self.line();
        self.error_at(Fault::Unsupported("an alias"), word, line)
    }

    fn add_assignment(&mut self, simple: &mut SimpleCommand, word: Word) {
        if simple.words.is_empty() {
            let assignment = self.assignment(word);
            simple.assignments.push(assignment);
        } else {
            simple.words.push(word);
        }
    }

    fn if_command(&mut self) -> Outcome<If> {
        self.opens(Opener::Reserved(ReservedWord::If))?;
        self.take();
        let condition = self.compound_list()?;
        self.expect_reserved(ReservedWord::Then)?;
        let consequence = self.compound_list()?;
        let mut else_ifs = Vec::new();
        while self.eat(Token::Reserved(ReservedWord::Elif))? {
            let condition = self.compound_list()?;
            self.expect_reserved(ReservedWord::Then)?;
            let consequence = self.compound_list()?;
            else_ifs.push(ElseIf {
                condition,
                consequence,
            });
        }
        let alternative = if self.eat(Token::Reserved(ReservedWord::Else))? {
            Some(self.compound_list()?)
        } else {
            None
        };
        self.expect_reserved(ReservedWord::Fi)?;
        Ok(If {
            condition,
            consequence,
            else_ifs,
            alternative,
        })
    }

    fn brace_group(&mut self) -> Outcome<Group> {
        self.opens(Opener::Reserved(ReservedWord::OpenBrace))?;
        let open = self.take();
        let list = self.compound_list()?;
        let close = self.expect_reserved(ReservedWord::CloseBrace)?;
        Ok(Group { open, list, close })
    }

    fn subshell(&mut self) -> Outcome<Group> {
        self.opens(Opener::Operator(Operator::OpenParenthesis))?;
        let open = self.take();
        self.subshell_behind(open)
    }

    /// A subshell, behind its parenthesis.
    pub(super) fn subshell_behind(&mut self, open: Span) -> Outcome<Group> {
        let list = self.compound_list()?;
        let close = self.expect(Token::Operator(Operator::CloseParenthesis))?;
        Ok(Group { open, list, close })
    }
}

/// Whether all there is so far is one word, which `()` makes the name of a function.
fn is_only_name(simple: &SimpleCommand) -> bool {
    simple.words.len() == 1 && simple.assignments.is_empty() && simple.redirections.is_empty()
}
