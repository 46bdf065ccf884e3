//! dash's calculator: the grammar that XCU 2.6.4 asks for, and no more.
//!
//! There is no `**`, `++`, `--` or `,`: `++x` is two signs. A variable holds a number, never an expression
//! (`Illegal number`). A constant too great is the greatest number; a variable's value too great is refused.
//!
//! Productions, the loosest first: assignment, conditional, or, and, binary, primary. Working out happens while
//! reading; behind `0 &&`, `1 ||` and in the branch of `?:` not taken, only reading.

use std::ops::Range;

use super::number::{is_space, name_length, read_constant};
use super::operation::{OPERATIONS, Operation};
use super::{ArithmeticError, ArithmeticFault, DEEPEST, Unassigned, Variables};

/// The value of `text`.
pub(super) fn evaluate(text: &str, variables: &mut dyn Variables) -> Result<i64, ArithmeticError> {
    let mut calculator = Calculator {
        text,
        variables,
        token: Token::End,
        at: 0..0,
        depth: 0,
    };
    calculator.advance();
    let value = calculator.assignment(Working::Yes)?;
    match calculator.token {
        Token::End => Ok(value),
        _ => Err(calculator.refuse("expecting EOF")),
    }
}

/// Whether what is read is worked out too.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Working {
    Yes,
    No,
}

impl Working {
    /// Goes on working only if `condition` holds.
    fn only_if(self, condition: bool) -> Self {
        if condition { self } else { Self::No }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token {
    Number(i64),
    Name,
    Operation(Operation),
    /// `=`, or an operation and `=`.
    Assign(Option<Operation>),
    And,
    Or,
    Not,
    Complement,
    Question,
    Colon,
    Open,
    Close,
    End,
    /// A character that means nothing here.
    Unknown,
}

/// Tokens beside the operations, the longest first.
const MARKS: [(&str, Token); 9] = [
    ("&&", Token::And),
    ("||", Token::Or),
    ("=", Token::Assign(None)),
    ("!", Token::Not),
    ("~", Token::Complement),
    ("?", Token::Question),
    (":", Token::Colon),
    ("(", Token::Open),
    (")", Token::Close),
];

/// The token that starts at or behind `from`, and its bytes.
fn read_token(text: &str, from: usize) -> (Token, Range<usize>) {
    let rest = text.as_bytes().get(from..).unwrap_or_default();
    let blank = |byte: &&u8| matches!(byte, b' ' | b'\t' | b'\n');
    let start = from + rest.iter().take_while(blank).count();
    let rest = &text.as_bytes()[start..];
    let (token, length) = match rest.first() {
        None => (Token::End, 0),
        Some(byte) if byte.is_ascii_digit() => {
            let constant = read_constant(rest);
            let value = constant.value.and_then(|value| i64::try_from(value).ok());
            (Token::Number(value.unwrap_or(i64::MAX)), constant.length)
        }
        Some(_) => match name_length(rest) {
            0 => read_mark(&text[start..]),
            length => (Token::Name, length),
        },
    };
    (token, start..start + length)
}

/// The operator at the start of `rest`, and its length.
fn read_mark(rest: &str) -> (Token, usize) {
    let (doubled, single) = MARKS.split_at(2);
    let marked = |marks: &[(&str, Token)]| {
        let found = marks.iter().find(|(mark, _)| rest.starts_with(mark));
        found.map(|(mark, token)| (*token, mark.len()))
    };
    let operation = || {
        let (sign, operation) = OPERATIONS.iter().find(|(sign, _)| rest.starts_with(sign))?;
        let assigns = operation.assigns() && rest[sign.len()..].starts_with('=');
        Some(match assigns {
            true => (Token::Assign(Some(*operation)), sign.len() + 1),
            false => (Token::Operation(*operation), sign.len()),
        })
    };
    let unknown = rest.chars().next().map_or(0, char::len_utf8);
    marked(doubled)
        .or_else(operation)
        .or_else(|| marked(single))
        .unwrap_or((Token::Unknown, unknown))
}

struct Calculator<'a> {
    text: &'a str,
    variables: &'a mut dyn Variables,
    /// The token that comes next, and its bytes.
    token: Token,
    at: Range<usize>,
    depth: usize,
}

impl Calculator<'_> {
    fn advance(&mut self) {
        (self.token, self.at) = read_token(self.text, self.at.end);
    }

    fn refuse(&self, what: &str) -> ArithmeticError {
        let text = self.text;
        let message = format!("arithmetic expression: {what}: \"{text}\"");
        ArithmeticError::refused(message, self.at.clone())
    }

    /// `name = assignment`, or a conditional.
    fn assignment(&mut self, working: Working) -> Result<i64, ArithmeticError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(ArithmeticError::too_deep(self.at.clone()));
        }
        let (behind, _) = read_token(self.text, self.at.end);
        let value = match (self.token, behind) {
            (Token::Name, Token::Assign(operation)) => self.assign(operation, working),
            _ => self.conditional(working),
        };
        self.depth -= 1;
        value
    }

    fn assign(
        &mut self,
        operation: Option<Operation>,
        working: Working,
    ) -> Result<i64, ArithmeticError> {
        let name = self.at.clone();
        self.advance();
        let sign = self.at.clone();
        self.advance();
        let right = self.assignment(working)?;
        if working == Working::No {
            return Ok(right);
        }
        let value = match operation {
            Some(operation) => {
                let left = self.number_of(name.clone())?;
                self.apply(operation, left, right, sign)?
            }
            None => right,
        };
        let variable = &self.text[name.clone()];
        match self.variables.set(variable, value) {
            Ok(()) => Ok(value),
            Err(Unassigned::ReadOnly) => {
                let message = format!("{variable}: is read only");
                Err(ArithmeticError::refused(message, name))
            }
            Err(Unassigned::NotSimulated) => Err(ArithmeticError::not_simulated(variable, name)),
        }
    }

    /// `or ? assignment : conditional`
    fn conditional(&mut self, working: Working) -> Result<i64, ArithmeticError> {
        let condition = self.or(working)?;
        if self.token != Token::Question {
            return Ok(condition);
        }
        self.advance();
        let holds = condition != 0;
        let then = self.assignment(working.only_if(holds))?;
        if self.token != Token::Colon {
            return Err(self.refuse("expecting ':'"));
        }
        self.advance();
        self.nested(|it| {
            let otherwise = it.conditional(working.only_if(!holds))?;
            Ok(if holds { then } else { otherwise })
        })
    }

    /// One level deeper.
    fn nested(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<i64, ArithmeticError>,
    ) -> Result<i64, ArithmeticError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(ArithmeticError::too_deep(self.at.clone()));
        }
        let value = read(self);
        self.depth -= 1;
        value
    }

    /// `and || and …`
    fn or(&mut self, working: Working) -> Result<i64, ArithmeticError> {
        let mut value = self.and(working)?;
        while self.token == Token::Or {
            self.advance();
            let right = self.and(working.only_if(value == 0))?;
            value = i64::from(value != 0 || right != 0);
        }
        Ok(value)
    }

    /// `binary && binary …`
    fn and(&mut self, working: Working) -> Result<i64, ArithmeticError> {
        let mut value = self.binary(1, working)?;
        while self.token == Token::And {
            self.advance();
            let right = self.binary(1, working.only_if(value != 0))?;
            value = i64::from(value != 0 && right != 0);
        }
        Ok(value)
    }

    /// Operations that bind at least as tightly as `loosest`.
    fn binary(&mut self, loosest: u8, working: Working) -> Result<i64, ArithmeticError> {
        let mut value = self.primary(working)?;
        while let Token::Operation(operation) = self.token {
            let precedence = operation.precedence();
            if precedence < loosest {
                break;
            }
            let sign = self.at.clone();
            self.advance();
            let right = self.binary(precedence + 1, working)?;
            if working == Working::Yes {
                value = self.apply(operation, value, right, sign)?;
            }
        }
        Ok(value)
    }

    fn apply(
        &self,
        operation: Operation,
        left: i64,
        right: i64,
        sign: Range<usize>,
    ) -> Result<i64, ArithmeticError> {
        if operation.divides() && left == i64::MIN && right == -1 {
            return Err(ArithmeticError {
                fault: ArithmeticFault::FloatingPointException,
                message: String::new(),
                at: sign,
            });
        }
        operation
            .apply(left, right)
            .map_err(|_| self.refuse("division by zero").inside(sign))
    }

    /// A number, a name, parentheses, or a sign and a primary.
    fn primary(&mut self, working: Working) -> Result<i64, ArithmeticError> {
        let token = self.token;
        let at = self.at.clone();
        match token {
            Token::Number(value) => {
                self.advance();
                Ok(value)
            }
            Token::Name => {
                self.advance();
                match working {
                    Working::Yes => self.number_of(at),
                    Working::No => Ok(0),
                }
            }
            Token::Open => self.parenthesis(working),
            Token::Operation(Operation::Add) => self.sign(working, |value| value),
            Token::Operation(Operation::Subtract) => self.sign(working, i64::wrapping_neg),
            Token::Not => self.sign(working, |value| i64::from(value == 0)),
            Token::Complement => self.sign(working, |value| !value),
            _ => Err(self.refuse("expecting primary")),
        }
    }

    fn parenthesis(&mut self, working: Working) -> Result<i64, ArithmeticError> {
        self.advance();
        let value = self.assignment(working)?;
        if self.token != Token::Close {
            return Err(self.refuse("expecting ')'"));
        }
        self.advance();
        Ok(value)
    }

    fn sign(
        &mut self,
        working: Working,
        apply: impl FnOnce(i64) -> i64,
    ) -> Result<i64, ArithmeticError> {
        self.advance();
        self.nested(|it| it.primary(working).map(apply))
    }

    /// The number that the variable named `at` holds; 0 when it is empty or not set.
    fn number_of(&self, at: Range<usize>) -> Result<i64, ArithmeticError> {
        let value = self.variables.value(&self.text[at.clone()]);
        let value = value.unwrap_or_default();
        read_number(&value)
            .ok_or_else(|| ArithmeticError::refused(format!("Illegal number: {value}"), at))
    }
}

/// A number with blanks around it; nothing counts as 0.
fn read_number(text: &str) -> Option<i64> {
    let start = text.bytes().take_while(|byte| is_space(*byte)).count();
    let trimmed = &text.as_bytes()[start..];
    let (negative, digits) = match trimmed {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, trimmed),
    };
    let constant = read_constant(digits);
    let behind = match constant.length {
        // A sign without a number is not part of one.
        0 => trimmed,
        length => &digits[length..],
    };
    let value = i128::from(constant.value?);
    let value = if negative { -value } else { value };
    behind
        .iter()
        .all(|byte| is_space(*byte))
        .then(|| i64::try_from(value).ok())?
}
