//! Simple commands (XCU 2.9.1), and the words before `()` that define a function.

use super::reader::{Outcome, Reader};
use crate::shell::aliases::WordPlace;
use crate::shell::dialect::{DoubleBrackets, double_brackets};
use crate::shell::syntax::{Command, CommandBody, Lexeme, Operator, ReservedWord, SimpleCommand};
use crate::text::Span;

/// Whether `[[` is open, in which `&&` and `||` are words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Brackets {
    Open,
    Closed,
}

impl Reader<'_> {
    /// A simple command or the definition of a function, whose first token stands at `start`.
    pub(super) fn simple_command(&mut self, start: Span, line: u32) -> Outcome<Command> {
        let mut simple = SimpleCommand::default();
        let mut brackets = Brackets::Closed;
        loop {
            match self.next()? {
                Lexeme::Word => {
                    self.check_alias(match simple.words.is_empty() {
                        true => WordPlace::Command,
                        false => WordPlace::Argument,
                    })?;
                    brackets = self.brackets_behind(brackets);
                    self.add_word(&mut simple);
                }
                Lexeme::Redirection => simple.redirections.extend(self.redirection()?),
                Lexeme::Reserved(ReservedWord::Function) => {
                    return self.function_keyword(start, line);
                }
                Lexeme::Operator(Operator::And | Operator::Or) if brackets == Brackets::Open => {
                    self.lookahead.word = None;
                    simple.words.push(self.take_word());
                }
                Lexeme::Operator(Operator::OpenParenthesis) if is_only_name(&simple) => {
                    return self.function_definition(simple.words.remove(0), start, line);
                }
                _ => break,
            }
        }
        self.put_back();
        Ok(Command {
            span: self.span_since(start),
            line,
            body: CommandBody::Simple(simple),
            redirections: Vec::new(),
        })
    }

    /// Adds the last word: before the first that is none, assignments are set apart.
    fn add_word(&mut self, simple: &mut SimpleCommand) {
        let word = self.take_word();
        if !simple.words.is_empty() {
            simple.words.push(word);
            return;
        }
        match word.into_assignment(&mut self.cx.texts) {
            Ok(assignment) => simple.assignments.push(assignment),
            Err(word) => simple.words.push(word),
        }
    }

    /// Whether `[[` is open behind the last word.
    fn brackets_behind(&self, before: Brackets) -> Brackets {
        let rule = double_brackets(self.shell);
        if rule != DoubleBrackets::CommandWithOperators || self.lookahead.is_quoted {
            return before;
        }
        match self.cx.texts.str(self.lookahead.span) {
            "[[" => Brackets::Open,
            "]]" => Brackets::Closed,
            _ => before,
        }
    }
}

/// Whether all there is so far is one word, which `()` makes the name of a function.
fn is_only_name(simple: &SimpleCommand) -> bool {
    simple.words.len() == 1 && simple.assignments.is_empty() && simple.redirections.is_empty()
}
