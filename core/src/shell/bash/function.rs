//! Definitions of functions (XCU 2.9.5), `function` and `coproc`.

use super::reader::{Outcome, Reader};
use super::token::Token;
use crate::shell::error::{Opener, Opening};
use crate::shell::syntax::{
    Command, CommandBody, CompoundCommand, Coprocess, FunctionDefinition, Operator, SimpleCommand,
    Word,
};
use crate::text::Span;

const OPEN: Token = Token::Operator(Operator::OpenParenthesis);
const CLOSE: Token = Token::Operator(Operator::CloseParenthesis);

impl Reader<'_> {
    /// `name ( ) command`, before the first parenthesis.
    pub(super) fn function_definition(
        &mut self,
        name: Word,
        start: Span,
        line: u32,
    ) -> Outcome<Command> {
        self.expect(OPEN)?;
        self.expect(CLOSE)?;
        self.newline_list()?;
        let body = self.function_body()?;
        Ok(self.definition(None, name, body, start, line))
    }

    /// `function name command`, `function name ( ) command`.
    pub(super) fn function_keyword(&mut self, start: Span, line: u32) -> Outcome<Command> {
        let keyword = Some(self.take());
        if self.next_token()? != Token::Word {
            return self.unexpected();
        }
        let name = self.take_word();
        if self.next_token()? == OPEN {
            let line_of_open = self.line();
            let open = self.take();
            if !self.eat(CLOSE)? {
                let body = self.subshell_body(open, line_of_open)?;
                return Ok(self.definition(keyword, name, body, start, line));
            }
        }
        self.newline_list()?;
        let body = self.function_body()?;
        Ok(self.definition(keyword, name, body, start, line))
    }

    /// The body of a function: a compound command.
    fn function_body(&mut self) -> Outcome<Command> {
        self.next_token()?;
        let (start, line) = (self.here(), self.line());
        self.nested(|reader| reader.shell_command(start, line))
    }

    /// A subshell as the body of a function, behind its parenthesis.
    fn subshell_body(&mut self, open: Span, line: u32) -> Outcome<Command> {
        let by = Opener::Operator(Operator::OpenParenthesis);
        self.open.push(Opening {
            by,
            span: open,
            line,
        });
        let group = self.nested(|reader| reader.subshell_behind(open))?;
        self.open.pop();
        let redirections = self.redirections()?;
        Ok(Command {
            span: self.span_since(open),
            line,
            body: CommandBody::Compound(Box::new(CompoundCommand::Subshell(group))),
            redirections,
        })
    }

    fn definition(
        &self,
        keyword: Option<Span>,
        name: Word,
        body: Command,
        start: Span,
        line: u32,
    ) -> Command {
        let definition = FunctionDefinition {
            keyword,
            name,
            body,
        };
        Command {
            span: self.span_since(start),
            line,
            body: CommandBody::Function(Box::new(definition)),
            redirections: Vec::new(),
        }
    }

    /// `coproc command`, `coproc name compound-command`.
    pub(super) fn coprocess(&mut self, start: Span, line: u32) -> Outcome<Command> {
        self.take();
        let (name, command) = self.coprocess_command()?;
        Ok(Command {
            span: self.span_since(start),
            line,
            body: CommandBody::Coprocess(Box::new(Coprocess { name, command })),
            redirections: Vec::new(),
        })
    }

    fn coprocess_command(&mut self) -> Outcome<(Option<Word>, Command)> {
        if self.begins_compound()? {
            return Ok((None, self.function_body()?));
        }
        let line = self.line();
        let start = self.here();
        match self.next_token()? {
            Token::Word => {
                let word = self.take_word();
                if self.begins_compound()? {
                    return Ok((Some(word), self.function_body()?));
                }
                let simple = SimpleCommand {
                    words: vec![word],
                    ..SimpleCommand::default()
                };
                Ok((None, self.simple_command(simple, start, line)?))
            }
            Token::Assignment | Token::Number | Token::RedirectionWord | Token::Redirection(_) => {
                let simple = SimpleCommand::default();
                Ok((None, self.simple_command(simple, start, line)?))
            }
            _ => self.unexpected(),
        }
    }
}
