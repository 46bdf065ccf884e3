//! Definitions of functions (XCU 2.9.5), and busybox's `function`.

use super::lookahead::Wanted;
use super::reader::{Outcome, Reader};
use crate::shell::dialect::is_function_name;
use crate::shell::error::{Fault, Opener};
use crate::shell::syntax::{
    Command, CommandBody, FunctionDefinition, Lexeme, Operator, ReservedWord, Word,
};
use crate::text::Span;

impl Reader<'_> {
    /// `name ( ) command`, behind the first parenthesis.
    pub(super) fn function_definition(
        &mut self,
        name: Word,
        start: Span,
        line: u32,
    ) -> Outcome<Command> {
        let close = Lexeme::Operator(Operator::CloseParenthesis);
        self.expect(Wanted::AnyWord, close)?;
        self.function_body(None, name, start, line)
    }

    /// `function name command`, `function name ( ) command`, behind the first word (busybox).
    pub(super) fn function_keyword(&mut self, start: Span, line: u32) -> Outcome<Command> {
        let keyword = self.lookahead.span;
        self.expect(Wanted::AnyWord, Lexeme::Word)?;
        let name = self.take_word();
        let is_assignment = name.is_assignment(&self.cx.texts);
        match self.next_wanting(Wanted::ReservedOnAnyLine)? {
            // An assignment is no name; what follows it is then one thing too many.
            _ if is_assignment => return self.unexpected(None),
            Lexeme::Reserved(
                ReservedWord::OpenBrace
                | ReservedWord::If
                | ReservedWord::Case
                | ReservedWord::Until
                | ReservedWord::While
                | ReservedWord::For,
            ) => {}
            Lexeme::Word if self.cx.texts.str(self.lookahead.span) == "[[" => {}
            Lexeme::Operator(Operator::OpenParenthesis) => {
                let close = Lexeme::Operator(Operator::CloseParenthesis);
                self.expect(Wanted::AnyWord, close)?;
                return self.function_body(Some(keyword), name, start, line);
            }
            _ => return self.unexpected(None),
        }
        self.put_back();
        self.function_body(Some(keyword), name, start, line)
    }

    fn function_body(
        &mut self,
        keyword: Option<Span>,
        name: Word,
        start: Span,
        line: u32,
    ) -> Outcome<Command> {
        let plain = name.plain(&self.cx.texts);
        if !is_function_name(self.shell, plain.as_deref()) {
            return self.error(Fault::BadFunctionName, name.span);
        }
        let depth = self.open.len();
        self.open(Opener::Function);
        let body = self.command(Wanted::ReservedOnAnyLine)?;
        self.open.truncate(depth);
        let definition = FunctionDefinition {
            keyword,
            name,
            body,
        };
        Ok(Command {
            span: self.span_since(start),
            line,
            body: CommandBody::Function(Box::new(definition)),
            redirections: Vec::new(),
        })
    }
}
