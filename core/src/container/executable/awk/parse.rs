//! From tokens to rules, functions and statements.

use super::super::Call;
use super::super::failure::{Failure, unsupported};
use super::lex::{Token, tokens};
use super::syntax::{
    Expression, Function, Pattern, Program, Redirected, Rule, Statement, Target, Variable,
};
use crate::text::Span;

/// How deeply statements and expressions may lie within one another.
const DEPTH: usize = 60;

pub(super) struct Parser<'p, 'c> {
    pub(super) call: &'p mut Call<'c>,
    pub(super) source: Span,
    tokens: Vec<Token>,
    at: usize,
    pub(super) program: Program,
    pub(super) locals: Vec<String>,
    pub(super) depth: usize,
}

/// Reads a program; `names` are those of the variables that awk itself has.
pub(super) fn parse(call: &mut Call<'_>, source: Span, names: &[&str]) -> Result<Program, Failure> {
    let text = call.str(source).to_owned();
    let mut parser = Parser {
        tokens: tokens(&text)?,
        call,
        source,
        at: 0,
        program: Program {
            names: names.iter().map(|it| (*it).to_owned()).collect(),
            ..Program::default()
        },
        locals: Vec::new(),
        depth: 0,
    };
    parser.items()?;
    Ok(parser.program)
}

pub(super) fn wrong<T>() -> Result<T, Failure> {
    unsupported("with a program that has a syntax error")
}

impl Parser<'_, '_> {
    pub(super) fn peek(&self) -> &Token {
        self.tokens.get(self.at).unwrap_or(&Token::End)
    }

    pub(super) fn next(&mut self) -> Token {
        let token = self.peek().clone();
        self.at += 1;
        token
    }

    pub(super) fn sees(&self, mark: &str) -> bool {
        matches!(self.peek(), Token::Mark(it) if *it == mark)
    }

    pub(super) fn take(&mut self, mark: &str) -> bool {
        let is_there = self.sees(mark);
        self.at += usize::from(is_there);
        is_there
    }

    pub(super) fn take_keyword(&mut self, keyword: &str) -> bool {
        let is_there = matches!(self.peek(), Token::Keyword(it) if *it == keyword);
        self.at += usize::from(is_there);
        is_there
    }

    pub(super) fn expect(&mut self, mark: &str) -> Result<(), Failure> {
        match self.take(mark) {
            true => Ok(()),
            false => wrong(),
        }
    }

    pub(super) fn newlines(&mut self) {
        while *self.peek() == Token::Newline {
            self.at += 1;
        }
    }

    pub(super) fn place(&self) -> usize {
        self.at
    }

    pub(super) fn go_back(&mut self, place: usize) {
        self.at = place;
    }

    pub(super) fn enter(&mut self) -> Result<(), Failure> {
        self.depth += 1;
        match self.depth > DEPTH {
            true => unsupported("with a program so deeply nested"),
            false => Ok(()),
        }
    }

    /// The variable of a name.
    pub(super) fn variable(&mut self, name: &str) -> Variable {
        if let Some(index) = self.locals.iter().position(|it| it == name) {
            return Variable::Local(index);
        }
        let names = &mut self.program.names;
        let index = names.iter().position(|it| it == name);
        Variable::Global(index.unwrap_or_else(|| {
            names.push(name.to_owned());
            names.len() - 1
        }))
    }

    fn items(&mut self) -> Result<(), Failure> {
        loop {
            while self.take(";") || *self.peek() == Token::Newline && self.next() == Token::Newline
            {
            }
            if *self.peek() == Token::End {
                return Ok(());
            }
            if self.take_keyword("function") {
                self.function()?;
                continue;
            }
            let pattern = if self.take_keyword("BEGIN") {
                Pattern::Begin
            } else if self.take_keyword("END") {
                Pattern::End
            } else if self.sees("{") {
                Pattern::Always
            } else {
                let first = self.expression()?;
                match self.take(",") {
                    true => {
                        self.newlines();
                        Pattern::Range(first, self.expression()?)
                    }
                    false => Pattern::Expression(first),
                }
            };
            let action = match self.sees("{") {
                true => Some(self.block()?),
                false if matches!(pattern, Pattern::Begin | Pattern::End) => return wrong(),
                false => None,
            };
            self.program.rules.push(Rule { pattern, action });
        }
    }

    fn function(&mut self) -> Result<(), Failure> {
        let name = match self.next() {
            Token::Name(name) | Token::Call(name) => name,
            _ => return wrong(),
        };
        self.expect("(")?;
        self.locals.clear();
        while !self.take(")") {
            match self.next() {
                Token::Name(parameter) => self.locals.push(parameter),
                _ => return wrong(),
            }
            if self.take(",") {
                self.newlines();
            }
        }
        self.newlines();
        let body = self.block()?;
        let parameters = self.locals.len();
        self.locals.clear();
        self.program.functions.push(Function {
            name,
            parameters,
            body,
        });
        Ok(())
    }

    fn block(&mut self) -> Result<Statement, Failure> {
        self.expect("{")?;
        let mut statements = Vec::new();
        loop {
            while self.take(";") || *self.peek() == Token::Newline && self.next() == Token::Newline
            {
            }
            if self.take("}") {
                return Ok(Statement::Block(statements));
            }
            if *self.peek() == Token::End {
                return wrong();
            }
            statements.push(self.statement()?);
        }
    }

    /// A statement that something else controls.
    fn body(&mut self) -> Result<Box<Statement>, Failure> {
        self.newlines();
        if self.take(";") {
            return Ok(Box::new(Statement::Block(Vec::new())));
        }
        Ok(Box::new(self.statement()?))
    }

    fn statement(&mut self) -> Result<Statement, Failure> {
        self.enter()?;
        let statement = self.any_statement()?;
        self.depth -= 1;
        Ok(statement)
    }

    fn any_statement(&mut self) -> Result<Statement, Failure> {
        if self.sees("{") {
            return self.block();
        }
        if self.take_keyword("if") {
            let condition = self.condition()?;
            let then = self.body()?;
            let place = self.place();
            while self.take(";") || *self.peek() == Token::Newline && self.next() == Token::Newline
            {
            }
            if self.take_keyword("else") {
                return Ok(Statement::If(condition, then, Some(self.body()?)));
            }
            self.go_back(place);
            return Ok(Statement::If(condition, then, None));
        }
        if self.take_keyword("while") {
            let condition = self.condition()?;
            return Ok(Statement::While(condition, self.body()?));
        }
        if self.take_keyword("do") {
            let body = self.body()?;
            while self.take(";") || *self.peek() == Token::Newline && self.next() == Token::Newline
            {
            }
            if !self.take_keyword("while") {
                return wrong();
            }
            let condition = self.condition()?;
            self.end()?;
            return Ok(Statement::Do(body, condition));
        }
        if self.take_keyword("for") {
            return self.for_loop();
        }
        let statement = self.simple()?;
        self.end()?;
        Ok(statement)
    }

    fn condition(&mut self) -> Result<Expression, Failure> {
        self.expect("(")?;
        let condition = self.expression()?;
        self.expect(")")?;
        Ok(condition)
    }

    /// The end of a simple statement.
    fn end(&mut self) -> Result<(), Failure> {
        if self.sees("}") || self.take(";") || *self.peek() == Token::End {
            return Ok(());
        }
        match self.next() {
            Token::Newline => Ok(()),
            _ => wrong(),
        }
    }

    fn for_loop(&mut self) -> Result<Statement, Failure> {
        self.expect("(")?;
        let place = self.place();
        if let Token::Name(name) = self.next()
            && self.take_keyword("in")
            && let Token::Name(array) = self.next()
            && self.take(")")
        {
            let (name, array) = (self.variable(&name), self.variable(&array));
            return Ok(Statement::ForIn(name, array, self.body()?));
        }
        self.go_back(place);
        let first = match self.sees(";") {
            true => None,
            false => Some(Box::new(self.simple()?)),
        };
        self.expect(";")?;
        self.newlines();
        let condition = match self.sees(";") {
            true => None,
            false => Some(self.expression()?),
        };
        self.expect(";")?;
        self.newlines();
        let step = match self.sees(")") {
            true => None,
            false => Some(Box::new(self.simple()?)),
        };
        self.expect(")")?;
        Ok(Statement::For(first, condition, step, self.body()?))
    }

    fn is_at_end(&self) -> bool {
        matches!(self.peek(), Token::Newline | Token::End) || self.sees(";") || self.sees("}")
    }

    fn simple(&mut self) -> Result<Statement, Failure> {
        let Token::Keyword(keyword) = *self.peek() else {
            return Ok(Statement::Expression(self.expression()?));
        };
        if keyword == "getline" {
            return Ok(Statement::Expression(self.expression()?));
        }
        self.at += 1;
        let value = |parser: &mut Self| match parser.is_at_end() {
            true => Ok(None),
            false => parser.expression().map(Some),
        };
        Ok(match keyword {
            "print" | "printf" => return self.print(keyword),
            "next" => Statement::Next,
            "exit" => Statement::Exit(value(self)?),
            "return" => Statement::Return(value(self)?),
            "break" => Statement::Break,
            "continue" => Statement::Continue,
            "delete" => {
                let Token::Name(name) = self.next() else {
                    return wrong();
                };
                let array = self.variable(&name);
                let subscript = match self.take("[") {
                    true => Some(self.list("]")?),
                    false => None,
                };
                Statement::Delete(array, subscript)
            }
            keyword => return unsupported(format!("with {keyword}")),
        })
    }

    /// `print` or `printf`, in which `>` is no comparison.
    fn print(&mut self, keyword: &str) -> Result<Statement, Failure> {
        let mut values = Vec::new();
        while !(self.is_at_end() || self.sees(">") || self.sees(">>") || self.sees("|")) {
            values.push(self.printed()?);
            if !self.take(",") {
                break;
            }
            self.newlines();
        }
        if let [Expression::List(list)] = &mut *values {
            values = std::mem::take(list);
        }
        let how = if self.take(">") {
            Some(Redirected::Over)
        } else if self.take(">>") {
            Some(Redirected::Behind)
        } else if self.take("|") {
            Some(Redirected::Command)
        } else {
            None
        };
        let redirected = match how {
            Some(how) => Some((how, self.concatenation()?)),
            None => None,
        };
        match keyword {
            "print" => Ok(Statement::Print(values, redirected)),
            _ if values.is_empty() => wrong(),
            _ => Ok(Statement::Printf(values, redirected)),
        }
    }

    /// Expressions up to a closing mark.
    pub(super) fn list(&mut self, close: &str) -> Result<Vec<Expression>, Failure> {
        let mut list = Vec::new();
        self.newlines();
        while !self.take(close) {
            list.push(self.expression()?);
            self.newlines();
            if self.take(",") {
                self.newlines();
            } else if !self.sees(close) {
                return wrong();
            }
        }
        Ok(list)
    }

    /// What an expression must be to be assigned to.
    pub(super) fn target(expression: Expression) -> Result<Target, Failure> {
        match expression {
            Expression::Target(target) => Ok(target),
            _ => wrong(),
        }
    }
}
