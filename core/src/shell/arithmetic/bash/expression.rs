//! The productions, the loosest first: comma, assignment, conditional, or, and, binary, power, sign, primary.

use super::level::Calculator;
use super::token::{Count, Token};
use super::{ArithmeticError, Failed, refuse};
use crate::shell::arithmetic::DEEPEST;
use crate::shell::arithmetic::operation::{Operation, power};

impl Calculator<'_> {
    /// A whole expression.
    pub(super) fn whole(&mut self) -> Result<i64, Failed> {
        self.advance()?;
        let value = self.comma()?;
        match self.current() {
            Token::End => Ok(value),
            _ => Err(self.refusal("syntax error in expression")),
        }
    }

    fn comma(&mut self) -> Result<i64, Failed> {
        let mut value = self.assignment()?;
        while self.current() == Token::Comma {
            self.advance()?;
            value = self.assignment()?;
        }
        Ok(value)
    }

    /// One level deeper.
    fn nested(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<i64, Failed>,
    ) -> Result<i64, Failed> {
        self.depth += 1;
        if self.depth > DEEPEST {
            let at = self.level().at.clone();
            return Err(Box::new(ArithmeticError::too_deep(at)));
        }
        let value = read(self);
        self.depth -= 1;
        value
    }

    /// As [`nested`](Self::nested); only read if not `working`.
    fn read_only_unless(
        &mut self,
        working: bool,
        read: impl FnOnce(&mut Self) -> Result<i64, Failed>,
    ) -> Result<i64, Failed> {
        let unworked = usize::from(!working);
        self.level().unworked += unworked;
        let value = self.nested(read)?;
        self.level().unworked -= unworked;
        Ok(value)
    }

    fn assignment(&mut self) -> Result<i64, Failed> {
        let left = self.conditional()?;
        let operation = match self.current() {
            Token::Equals => None,
            Token::Assign(operation) => Some(operation),
            _ => return Ok(left),
        };
        if self.level().last != Token::Name {
            return Err(self.refusal("attempted assignment to non-variable"));
        }
        let name = self.level().name.clone();
        let right = self.nested(|it| {
            it.advance()?;
            it.assignment()
        })?;
        let value = match operation {
            Some(operation) => {
                let from = self.level().shown_from;
                self.apply(operation, left, right, from)?
            }
            None => right,
        };
        self.assign(name, value)?;
        Ok(value)
    }

    fn conditional(&mut self) -> Result<i64, Failed> {
        let condition = self.or()?;
        if self.current() != Token::Question {
            return Ok(condition);
        }
        let holds = condition != 0;
        let then = self.read_only_unless(holds, |it| {
            it.advance()?;
            match it.current() {
                Token::End | Token::Colon => Err(it.refusal("expression expected")),
                _ => it.comma(),
            }
        })?;
        if self.current() != Token::Colon {
            return Err(self.refusal("`:' expected for conditional expression"));
        }
        let otherwise = self.read_only_unless(!holds, |it| {
            it.advance()?;
            match it.current() {
                Token::End => Err(it.refusal("expression expected")),
                _ => it.conditional(),
            }
        })?;
        self.level().last = Token::Question;
        Ok(if holds { then } else { otherwise })
    }

    fn or(&mut self) -> Result<i64, Failed> {
        let mut value = self.and()?;
        while self.current() == Token::Or {
            let right = self.read_only_unless(value == 0, |it| {
                it.advance()?;
                it.and()
            })?;
            value = i64::from(value != 0 || right != 0);
            self.level().last = Token::Or;
        }
        Ok(value)
    }

    fn and(&mut self) -> Result<i64, Failed> {
        let mut value = self.binary(1)?;
        while self.current() == Token::And {
            let right = self.read_only_unless(value != 0, |it| {
                it.advance()?;
                it.binary(1)
            })?;
            value = i64::from(value != 0 && right != 0);
            self.level().last = Token::And;
        }
        Ok(value)
    }

    /// Operations that bind at least as tightly as `loosest`.
    fn binary(&mut self, loosest: u8) -> Result<i64, Failed> {
        let mut value = self.power()?;
        while let Token::Operation(operation) = self.current() {
            let precedence = operation.precedence();
            if precedence < loosest {
                break;
            }
            let behind = self.level().at.end;
            self.advance()?;
            let right = self.binary(precedence + 1)?;
            let rest = &self.level().text[behind..];
            let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
            value = self.apply(operation, value, right, behind + blanks)?;
            self.level().last = Token::Number;
        }
        Ok(value)
    }

    /// The result; a message about a division shows the text `from` the divisor on.
    fn apply(
        &mut self,
        operation: Operation,
        left: i64,
        right: i64,
        from: usize,
    ) -> Result<i64, Failed> {
        let level = self.level();
        match operation.apply(left, right) {
            Ok(value) => Ok(value),
            Err(_) if level.unworked > 0 => Ok(left),
            Err(_) => {
                let end = level.text.len();
                Err(refuse(level, "division by 0", from, from..end))
            }
        }
    }

    fn power(&mut self) -> Result<i64, Failed> {
        let base = self.sign()?;
        if self.current() != Token::Power {
            return Ok(base);
        }
        let exponent = self.nested(|it| {
            it.advance()?;
            it.power()
        })?;
        self.level().last = Token::Number;
        match exponent {
            0.. => Ok(power(base, exponent)),
            _ => Err(self.refusal("exponent less than 0")),
        }
    }

    fn sign(&mut self) -> Result<i64, Failed> {
        let apply: fn(i64) -> i64 = match self.current() {
            Token::Not => |value| i64::from(value == 0),
            Token::Complement => |value| !value,
            Token::Operation(Operation::Subtract) => i64::wrapping_neg,
            Token::Operation(Operation::Add) => |value| value,
            _ => return self.primary(),
        };
        let value = self.nested(|it| {
            it.advance()?;
            it.sign()
        })?;
        self.level().last = Token::Number;
        Ok(apply(value))
    }

    fn primary(&mut self) -> Result<i64, Failed> {
        match self.current() {
            Token::CountBefore(count) => self.count_before(count),
            Token::Open => self.parenthesis(),
            Token::Number => {
                let value = self.level().value;
                self.advance()?;
                Ok(value)
            }
            Token::Name => self.name(),
            _ => Err(self.refusal("syntax error: operand expected")),
        }
    }

    /// `++name` or `--name`
    fn count_before(&mut self, count: Count) -> Result<i64, Failed> {
        self.advance()?;
        if self.current() != Token::Name {
            let what = "identifier expected after pre-increment or pre-decrement";
            return Err(self.refusal(what));
        }
        let value = self.level().value.wrapping_add(count.step());
        let name = self.level().name.clone();
        self.assign(name, value)?;
        // A result is no variable: `--x = 7` is refused.
        let level = self.level();
        level.last = Token::CountBefore(count);
        level.current = Token::Number;
        self.advance()?;
        Ok(value)
    }

    fn parenthesis(&mut self) -> Result<i64, Failed> {
        let value = self.nested(|it| {
            it.advance()?;
            it.comma()
        })?;
        if self.current() != Token::Close {
            return Err(self.refusal("missing `)'"));
        }
        self.advance()?;
        Ok(value)
    }

    /// A name, or `name++`.
    fn name(&mut self) -> Result<i64, Failed> {
        let value = self.level().value;
        let Token::CountBehind(count) = self.level().peek()? else {
            self.advance()?;
            return Ok(value);
        };
        let name = self.level().name.clone();
        self.advance()?;
        self.assign(name, value.wrapping_add(count.step()))?;
        let level = self.level();
        level.last = Token::Name;
        level.current = Token::Number;
        self.advance()?;
        Ok(value)
    }
}
