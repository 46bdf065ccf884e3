//! The expressions of awk, from the weakest operator to the strongest (XCU awk, *Expressions in Decreasing Precedence*).

use super::super::failure::{Failure, unsupported};
use super::lex::Token;
use super::parse::{Parser, wrong};
use super::syntax::{Expression, Gives, Operator, Target};

/// Whether `>` compares.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Greater {
    Compares,
    Redirects,
}

impl Parser<'_, '_> {
    pub(super) fn expression(&mut self) -> Result<Expression, Failure> {
        self.assignment(Greater::Compares)
    }

    /// One that print writes.
    pub(super) fn printed(&mut self) -> Result<Expression, Failure> {
        self.assignment(Greater::Redirects)
    }

    fn assignment(&mut self, greater: Greater) -> Result<Expression, Failure> {
        self.enter()?;
        let left = self.conditional(greater)?;
        let operator = match self.peek() {
            Token::Mark("=") => None,
            Token::Mark("+=") => Some(Operator::Add),
            Token::Mark("-=") => Some(Operator::Subtract),
            Token::Mark("*=") => Some(Operator::Multiply),
            Token::Mark("/=") => Some(Operator::Divide),
            Token::Mark("%=") => Some(Operator::Modulo),
            Token::Mark("^=") => Some(Operator::Power),
            _ => {
                self.depth -= 1;
                return Ok(left);
            }
        };
        let target = Self::target(left)?;
        self.next();
        self.newlines();
        let value = self.assignment(greater)?;
        self.depth -= 1;
        Ok(Expression::Assign(target, operator, Box::new(value)))
    }

    fn conditional(&mut self, greater: Greater) -> Result<Expression, Failure> {
        let condition = self.or(greater)?;
        if !self.take("?") {
            return Ok(condition);
        }
        self.newlines();
        let then = self.assignment(greater)?;
        self.newlines();
        self.expect(":")?;
        self.newlines();
        let otherwise = self.assignment(greater)?;
        Ok(Expression::Conditional(Box::new([
            condition, then, otherwise,
        ])))
    }

    fn or(&mut self, greater: Greater) -> Result<Expression, Failure> {
        let mut left = self.and(greater)?;
        while self.take("||") {
            self.newlines();
            left = Expression::Or(Box::new([left, self.and(greater)?]));
        }
        Ok(left)
    }

    fn and(&mut self, greater: Greater) -> Result<Expression, Failure> {
        let mut left = self.membership(greater)?;
        while self.take("&&") {
            self.newlines();
            left = Expression::And(Box::new([left, self.membership(greater)?]));
        }
        Ok(left)
    }

    fn membership(&mut self, greater: Greater) -> Result<Expression, Failure> {
        let mut left = self.matching(greater)?;
        while self.take_keyword("in") {
            let Token::Name(array) = self.next() else {
                return wrong();
            };
            let array = self.variable(&array);
            let subscript = match left {
                Expression::List(list) => list,
                one => vec![one],
            };
            left = Expression::In(subscript, array);
        }
        Ok(left)
    }

    fn matching(&mut self, greater: Greater) -> Result<Expression, Failure> {
        let mut left = self.comparison(greater)?;
        loop {
            let is_negated = self.sees("!") && {
                let place = self.place();
                self.next();
                let is_match = self.sees("~");
                self.go_back(place);
                is_match
            };
            if is_negated {
                self.next();
            }
            if !self.take("~") {
                return Ok(left);
            }
            let right = self.comparison(greater)?;
            left = Expression::Matches(Box::new([left, right]));
            if is_negated {
                left = Expression::Not(Box::new(left));
            }
        }
    }

    fn comparison(&mut self, greater: Greater) -> Result<Expression, Failure> {
        let left = self.concatenation()?;
        let operator = match self.peek() {
            Token::Mark("<") => Operator::Less,
            Token::Mark("<=") => Operator::LessOrEqual,
            Token::Mark("==") => Operator::Equal,
            Token::Mark("!=") => Operator::NotEqual,
            Token::Mark(">=") => Operator::GreaterOrEqual,
            Token::Mark(">") if greater == Greater::Compares => Operator::Greater,
            Token::Mark("|") if greater == Greater::Compares => {
                return unsupported("with a command that getline reads");
            }
            _ => return Ok(left),
        };
        self.next();
        let right = self.concatenation()?;
        Ok(Expression::Binary(operator, Box::new([left, right])))
    }

    pub(super) fn concatenation(&mut self) -> Result<Expression, Failure> {
        let mut left = self.additive()?;
        while self.begins_operand() {
            let right = self.additive()?;
            left = Expression::Concatenation(Box::new([left, right]));
        }
        Ok(left)
    }

    /// Whether another operand follows, which then is put behind.
    fn begins_operand(&self) -> bool {
        match self.peek() {
            Token::Number(_) | Token::Text(..) | Token::Name(_) | Token::Call(_) => true,
            Token::Builtin(_) | Token::Regex(_) => true,
            Token::Mark(mark) => matches!(*mark, "(" | "$" | "-" | "+" | "!" | "++" | "--"),
            Token::Keyword(_) | Token::Newline | Token::End => false,
        }
    }

    fn additive(&mut self) -> Result<Expression, Failure> {
        let mut left = self.multiplicative()?;
        loop {
            let operator = match self.peek() {
                Token::Mark("+") => Operator::Add,
                Token::Mark("-") => Operator::Subtract,
                _ => return Ok(left),
            };
            self.next();
            let right = self.multiplicative()?;
            left = Expression::Binary(operator, Box::new([left, right]));
        }
    }

    fn multiplicative(&mut self) -> Result<Expression, Failure> {
        let mut left = self.unary()?;
        loop {
            let operator = match self.peek() {
                Token::Mark("*") => Operator::Multiply,
                Token::Mark("/") => Operator::Divide,
                Token::Mark("%") => Operator::Modulo,
                _ => return Ok(left),
            };
            self.next();
            let right = self.unary()?;
            left = Expression::Binary(operator, Box::new([left, right]));
        }
    }

    fn unary(&mut self) -> Result<Expression, Failure> {
        self.enter()?;
        let expression = if self.take("!") {
            Expression::Not(Box::new(self.unary()?))
        } else if self.take("-") {
            Expression::Negative(Box::new(self.unary()?))
        } else if self.take("+") {
            Expression::Positive(Box::new(self.unary()?))
        } else {
            self.power()?
        };
        self.depth -= 1;
        Ok(expression)
    }

    fn power(&mut self) -> Result<Expression, Failure> {
        let left = self.postfix()?;
        if !self.take("^") {
            return Ok(left);
        }
        let right = self.unary()?;
        Ok(Expression::Binary(Operator::Power, Box::new([left, right])))
    }

    fn postfix(&mut self) -> Result<Expression, Failure> {
        let operand = self.operand()?;
        if !matches!(operand, Expression::Target(_)) {
            return Ok(operand);
        }
        let by = match self.peek() {
            Token::Mark("++") => 1.0,
            Token::Mark("--") => -1.0,
            _ => return Ok(operand),
        };
        self.next();
        Ok(Expression::Step(Self::target(operand)?, by, Gives::Before))
    }

    fn operand(&mut self) -> Result<Expression, Failure> {
        Ok(match self.next() {
            Token::Number(value) => Expression::Number(value),
            Token::Text(_, Some((start, end))) => Expression::Text(self.source.slice(start..end)),
            Token::Text(text, None) => Expression::Text(self.call.own_text(&text)),
            Token::Regex(regex) => Expression::Regex(regex),
            Token::Mark("(") => {
                let mut list = self.list(")")?;
                match list.len() {
                    0 => return wrong(),
                    1 => list.remove(0),
                    _ => Expression::List(list),
                }
            }
            Token::Mark("$") => Expression::Target(Target::Field(Box::new(self.field()?))),
            Token::Mark(mark @ ("++" | "--")) => {
                let target = self.operand()?;
                let by = if mark == "++" { 1.0 } else { -1.0 };
                Expression::Step(Self::target(target)?, by, Gives::After)
            }
            Token::Name(name) => {
                let variable = self.variable(&name);
                let target = match self.take("[") {
                    true => Target::Element(variable, self.list("]")?),
                    false => Target::Variable(variable),
                };
                Expression::Target(target)
            }
            Token::Call(name) => {
                self.expect("(")?;
                Expression::Call(name, self.list(")")?)
            }
            Token::Builtin(name) => {
                let arguments = match self.take("(") {
                    true => self.list(")")?,
                    false if name == "length" => Vec::new(),
                    false => return wrong(),
                };
                Expression::Builtin(name, arguments)
            }
            Token::Keyword("getline") => self.getline()?,
            _ => return wrong(),
        })
    }

    /// What stands behind `$`: the strongest operators only.
    fn field(&mut self) -> Result<Expression, Failure> {
        self.enter()?;
        let field = if self.take("-") {
            Expression::Negative(Box::new(self.field()?))
        } else {
            self.operand()?
        };
        self.depth -= 1;
        Ok(field)
    }

    fn getline(&mut self) -> Result<Expression, Failure> {
        let has_target = matches!(self.peek(), Token::Name(_)) || self.sees("$");
        let target = match has_target {
            true => Some(Self::target(self.operand()?)?),
            false => None,
        };
        let file = match self.take("<") {
            true => Some(Box::new(self.operand()?)),
            false => None,
        };
        Ok(Expression::Getline(target, file))
    }
}
