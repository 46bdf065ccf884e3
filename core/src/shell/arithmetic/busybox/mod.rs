//! busybox's calculator: two stacks, of values and of operators that wait (Dijkstra's shunting yard).
//!
//! An operator that binds more loosely than those that wait makes them apply first; a closing parenthesis, also the
//! one that is thought at the end, makes all apply up to the opening one. So `&&` and `||` work out both sides.
//! Before 1.37 `?` and `:` were two such operators too: both branches are worked out, and `1 ? x=2 : 3` is refused
//! because `=` binds more loosely than `:`. From 1.37 on, what stands between them is as in parentheses, and the
//! branch not taken is only read; see [`Lookup`].

mod apply;
mod constant;
mod operator;

use std::ops::Range;

use super::number::{is_space, name_length};
use super::{ArithmeticError, DEEPEST, Variables};
use constant::read_constant;
use operator::Operator;

/// When the value of a variable is looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lookup {
    /// When an operator needs it (before 1.37).
    Late,
    /// When its name is read, unless `=` follows (from 1.37 on).
    Early,
}

/// The value of `text`.
pub(super) fn evaluate(
    text: &str,
    lookup: Lookup,
    variables: &mut dyn Variables,
) -> Result<i64, ArithmeticError> {
    evaluate_inside(text, lookup, variables, &[])
}

/// The value of `text`, which is the value of the last of `names`.
fn evaluate_inside(
    text: &str,
    lookup: Lookup,
    variables: &mut dyn Variables,
    names: &[&str],
) -> Result<i64, ArithmeticError> {
    if text.bytes().all(is_space) {
        return Ok(0);
    }
    let machine = Machine {
        text,
        lookup,
        variables,
        names,
        at: 0..0,
        values: Vec::new(),
        waiting: vec![Operator::Open],
        last: Last::Operator(Operator::Open),
        conditionals: 0,
        only_read_within: None,
    };
    machine.run()
}

/// A value on the stack.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Value {
    number: i64,
    /// The name of the variable it is, until an operator has used it.
    name: Option<Range<usize>>,
    /// What stood behind `:`, with the number before it (before 1.37).
    otherwise: Option<i64>,
}

/// What was read last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Last {
    /// Something that an operator between two may follow.
    Value,
    Operator(Operator),
}

struct Machine<'a> {
    text: &'a str,
    lookup: Lookup,
    variables: &'a mut dyn Variables,
    /// The variables whose values led here.
    names: &'a [&'a str],
    /// The bytes read last.
    at: Range<usize>,
    values: Vec<Value>,
    waiting: Vec<Operator>,
    last: Last,
    /// In how many `?:` we are.
    conditionals: usize,
    /// The outermost `?:` whose branch not taken is being read.
    only_read_within: Option<usize>,
}

impl Machine<'_> {
    fn run(mut self) -> Result<i64, ArithmeticError> {
        loop {
            let rest = &self.text.as_bytes()[self.at.end..];
            let start = self.at.end + rest.iter().take_while(|byte| is_space(**byte)).count();
            self.at = start..start;
            let rest = &self.text.as_bytes()[start..];
            match rest.first() {
                None => break,
                Some(byte) if byte.is_ascii_digit() => self.constant()?,
                Some(_) => match name_length(rest) {
                    0 => self.operator()?,
                    length => self.name(length)?,
                },
            }
        }
        self.take(Operator::Close)?;
        match self.values.as_slice() {
            [value] => self.number_of(&value.clone()),
            _ => Err(self.refuse(SYNTAX)),
        }
    }

    fn refuse(&self, message: &str) -> ArithmeticError {
        ArithmeticError::refused(message, self.at.clone())
    }

    fn push(&mut self, number: i64, name: Option<Range<usize>>) {
        self.values.push(Value {
            number,
            name,
            otherwise: None,
        });
        self.last = Last::Value;
    }

    fn constant(&mut self) -> Result<(), ArithmeticError> {
        let start = self.at.start;
        let rest = &self.text.as_bytes()[start..];
        let Some((value, length)) = read_constant(rest, self.lookup) else {
            self.at = start..self.text.len();
            return Err(self.refuse(SYNTAX));
        };
        self.at = start..start + length;
        let behind = rest.get(length);
        let runs_on = behind.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
        if runs_on {
            return Err(self.refuse(SYNTAX));
        }
        self.push(value, None);
        Ok(())
    }

    fn name(&mut self, length: usize) -> Result<(), ArithmeticError> {
        let at = self.at.start..self.at.start + length;
        self.at = at.clone();
        match (self.lookup, self.only_read_within) {
            (Lookup::Late, _) => self.push(0, Some(at)),
            (Lookup::Early, Some(_)) => self.push(0, None),
            (Lookup::Early, None) => {
                let behind = self.text[at.end..]
                    .trim_start_matches(|it: char| u8::try_from(it).is_ok_and(is_space));
                let is_assigned = behind.starts_with('=') && !behind.starts_with("==");
                let number = if is_assigned {
                    0
                } else {
                    self.look_up(at.clone())?
                };
                self.push(number, Some(at));
            }
        }
        Ok(())
    }

    fn operator(&mut self) -> Result<(), ArithmeticError> {
        let rest = &self.text[self.at.start..];
        let (operator, length) = match self.lone_sign(rest) {
            Some(sign) => (sign, 1),
            None => {
                let length = rest.chars().next().map_or(0, char::len_utf8);
                self.at.end = self.at.start + length;
                Operator::read(rest).ok_or_else(|| self.refuse(SYNTAX))?
            }
        };
        self.at.end = self.at.start + length;
        match (self.lookup, operator) {
            (Lookup::Early, Operator::Question) => {
                self.take(operator)?;
                self.take(Operator::Open)
            }
            (Lookup::Early, Operator::Colon) => {
                self.take(Operator::Close)?;
                self.turn();
                self.take(operator)
            }
            (Lookup::Early | Lookup::Late, _) => self.take(operator),
        }
    }

    /// `++` and `--` count only a variable; elsewhere the first character is a sign of its own.
    fn lone_sign(&self, rest: &str) -> Option<Operator> {
        let behind = rest
            .strip_prefix("++")
            .or_else(|| rest.strip_prefix("--"))?;
        let behind = behind.trim_start_matches(|it: char| u8::try_from(it).is_ok_and(is_space));
        let is_behind_name = self.values.last().is_some_and(|value| value.name.is_some());
        let is_before_name = name_length(behind.as_bytes()) > 0;
        if is_behind_name || is_before_name {
            return None;
        }
        Operator::read(&rest[..1]).map(|(operator, _)| operator)
    }

    /// Takes an operator: applies those that bind more tightly, then lets it wait.
    fn take(&mut self, operator: Operator) -> Result<(), ArithmeticError> {
        if let Last::Operator(Operator::CountBehind(_)) = self.last {
            self.last = Last::Value;
        }
        let operator = match self.last {
            Last::Value => operator,
            Last::Operator(_) => operator.as_sign(),
        };
        if operator == Operator::Plus && self.lookup == Lookup::Early {
            return Ok(());
        }
        if !operator.waits() {
            if self.last != Last::Value {
                return Err(self.refuse(SYNTAX));
            }
            match operator {
                Operator::Close => return self.close(),
                _ => self.apply_tighter(operator)?,
            }
            if operator == Operator::Question && self.lookup == Lookup::Early {
                self.begin_conditional();
            }
        }
        self.waiting.push(operator);
        self.last = Last::Operator(operator);
        Ok(())
    }

    fn apply_tighter(&mut self, operator: Operator) -> Result<(), ArithmeticError> {
        let precedence = operator.precedence();
        while let Some(waiting) = self.waiting.pop() {
            let tightness = waiting.precedence();
            if tightness < precedence || tightness == precedence && operator.is_right_associative()
            {
                self.waiting.push(waiting);
                break;
            }
            self.apply(waiting)?;
        }
        Ok(())
    }

    /// Applies all that waits up to the opening parenthesis.
    fn close(&mut self) -> Result<(), ArithmeticError> {
        while let Some(waiting) = self.waiting.pop() {
            if waiting == Operator::Open {
                if let Some(mut value) = self.values.pop() {
                    value.number = self.number_of(&value)?;
                    // `(x) = 1` assigns to no variable.
                    value.name = None;
                    self.values.push(value);
                }
                self.last = Last::Value;
                return Ok(());
            }
            self.apply(waiting)?;
        }
        Err(self.refuse(SYNTAX))
    }

    /// `?`: its branch is only read when the condition does not hold.
    fn begin_conditional(&mut self) {
        self.conditionals += 1;
        let holds = self.values.last().is_some_and(|value| value.number != 0);
        if !holds && self.only_read_within.is_none() {
            self.only_read_within = Some(self.conditionals);
        }
    }

    /// `:`: the other branch is read the other way.
    fn turn(&mut self) {
        match self.only_read_within {
            None => self.only_read_within = Some(self.conditionals),
            Some(within) if within == self.conditionals => self.only_read_within = None,
            Some(_) => {}
        }
    }

    /// The number of a value; a variable is looked up now, unless it was before.
    fn number_of(&mut self, value: &Value) -> Result<i64, ArithmeticError> {
        match (&value.name, self.lookup) {
            (Some(name), Lookup::Late) => self.look_up(name.clone()),
            (Some(_), Lookup::Early) | (None, _) => Ok(value.number),
        }
    }

    /// The number that the variable named `at` stands for: its value is an expression.
    fn look_up(&mut self, at: Range<usize>) -> Result<i64, ArithmeticError> {
        let name = &self.text[at.clone()];
        let Some(value) = self.variables.value(name) else {
            return Ok(0);
        };
        if self.names.contains(&name) {
            return Err(ArithmeticError::refused(
                "expression recursion loop detected",
                at,
            ));
        }
        if self.names.len() == DEEPEST {
            return Err(ArithmeticError::too_deep(at));
        }
        let names = [self.names, &[name]].concat();
        evaluate_inside(&value, self.lookup, self.variables, &names)
            .map_err(|error| error.inside(at))
    }
}

const SYNTAX: &str = "arithmetic syntax error";
const CONDITIONAL: &str = "malformed ?: operator";
