//! The values of expressions.

use std::cmp::Ordering;
use std::rc::Rc;

use super::super::Call;
use super::super::failure::{Failure, unsupported};
use super::elements::Key;
use super::execute::{Interpreter, Then};
use super::global;
use super::number;
use super::syntax::{Expression, Gives, Operator, Target, Variable};
use super::value::{Cell, Value};
use crate::text::Span;

/// How deeply functions may call one another.
const CALLS: usize = 100;

impl Interpreter {
    pub(super) fn cell(&mut self, variable: Variable) -> &mut Cell {
        match variable {
            Variable::Global(index) => &mut self.globals[index],
            Variable::Local(index) => {
                if self.locals.len() <= index {
                    self.locals.resize(index + 1, Cell::default());
                }
                &mut self.locals[index]
            }
        }
    }

    pub(super) fn is_true(
        &mut self,
        call: &mut Call<'_>,
        expression: &Expression,
    ) -> Result<bool, Failure> {
        Ok(self.value(call, expression)?.is_true(call))
    }

    fn number(&mut self, call: &mut Call<'_>, expression: &Expression) -> Result<f64, Failure> {
        let value = self.value(call, expression)?;
        checked_number(call, value)
    }

    pub(super) fn text_of(
        &mut self,
        call: &mut Call<'_>,
        expression: &Expression,
    ) -> Result<Span, Failure> {
        let value = self.value(call, expression)?;
        self.text(call, value)
    }

    /// The key of a subscript.
    pub(super) fn key(
        &mut self,
        call: &mut Call<'_>,
        subscript: &[Expression],
    ) -> Result<Key, Failure> {
        if let [only] = subscript {
            let value = self.value(call, only)?;
            let text = self.text(call, value)?;
            return Ok(Key {
                text: call.str(text).to_owned(),
                number: match value {
                    Value::Number(number) => as_whole(number),
                    _ => None,
                },
            });
        }
        let mut parts = Vec::new();
        for expression in subscript {
            let part = self.text_of(call, expression)?;
            parts.push(call.str(part).to_owned());
        }
        let between = self.global_text(call, global::SUBSEP)?;
        Ok(Key::from(parts.join(call.str(between))))
    }

    pub(super) fn value(
        &mut self,
        call: &mut Call<'_>,
        expression: &Expression,
    ) -> Result<Value, Failure> {
        Ok(match expression {
            Expression::Number(number) => Value::Number(*number),
            Expression::Text(text) => Value::Text(*text),
            Expression::Regex(regex) => {
                let pattern = self.pattern(call, regex)?;
                Value::truth(pattern.is_in(call.str(self.record))?)
            }
            Expression::Target(target) => self.read_target(call, target)?,
            Expression::Assign(target, operator, value) => {
                let mut value = self.value(call, value)?;
                if let Some(operator) = operator {
                    let before = self.read_target(call, target)?;
                    value = arithmetic(call, *operator, before, value)?;
                }
                self.assign(call, target, value)?;
                value
            }
            Expression::Step(target, by, gives) => {
                let before = self.read_target(call, target)?;
                let before = checked_number(call, before)?;
                self.assign(call, target, Value::Number(before + by))?;
                Value::Number(match gives {
                    Gives::Before => before,
                    Gives::After => before + by,
                })
            }
            Expression::Conditional(parts) => match self.is_true(call, &parts[0])? {
                true => self.value(call, &parts[1])?,
                false => self.value(call, &parts[2])?,
            },
            Expression::And(parts) => {
                Value::truth(self.is_true(call, &parts[0])? && self.is_true(call, &parts[1])?)
            }
            Expression::Or(parts) => {
                Value::truth(self.is_true(call, &parts[0])? || self.is_true(call, &parts[1])?)
            }
            Expression::Binary(operator, parts) => {
                let left = self.value(call, &parts[0])?;
                let right = self.value(call, &parts[1])?;
                self.binary(call, *operator, left, right)?
            }
            Expression::Concatenation(parts) => {
                let left = self.text_of(call, &parts[0])?;
                let right = self.text_of(call, &parts[1])?;
                Value::Text(call.process.join(&[left, right]))
            }
            Expression::Matches(parts) => {
                let text = self.text_of(call, &parts[0])?;
                let pattern = self.pattern_of(call, &parts[1])?;
                Value::truth(pattern.is_in(call.str(text))?)
            }
            Expression::Not(inside) => Value::truth(!self.is_true(call, inside)?),
            Expression::Negative(inside) => Value::Number(-self.number(call, inside)?),
            Expression::Positive(inside) => Value::Number(self.number(call, inside)?),
            Expression::In(subscript, array) => {
                let key = self.key(call, subscript)?;
                let array = self.cell(*array).array();
                let is_in = array.borrow_mut().contains(&key);
                Value::truth(is_in)
            }
            Expression::Call(name, arguments) => self.call_function(call, name, arguments)?,
            Expression::Builtin(name, arguments) => self.builtin(call, name, arguments)?,
            Expression::Getline(target, file) => {
                self.getline(call, target.as_ref(), file.as_deref())?
            }
            Expression::List(_) => return unsupported("with a list where one value stands"),
        })
    }

    /// The pattern that an expression stands for: one between slashes, or a text.
    pub(super) fn pattern_of(
        &mut self,
        call: &mut Call<'_>,
        expression: &Expression,
    ) -> Result<super::super::locale::Pattern, Failure> {
        if let Expression::Regex(regex) = expression {
            return self.pattern(call, regex);
        }
        let text = self.text_of(call, expression)?;
        let text = call.str(text).to_owned();
        self.pattern(call, &text)
    }

    fn read_target(&mut self, call: &mut Call<'_>, target: &Target) -> Result<Value, Failure> {
        match target {
            Target::Variable(variable) => Ok(self.cell(*variable).value),
            Target::Field(index) => {
                let index = self.number(call, index)?;
                self.field(call, index)
            }
            Target::Element(array, subscript) => {
                let key = self.key(call, subscript)?;
                let array = self.cell(*array).array();
                let value = array.borrow_mut().get(&key);
                Ok(value)
            }
        }
    }

    pub(super) fn assign(
        &mut self,
        call: &mut Call<'_>,
        target: &Target,
        value: Value,
    ) -> Result<(), Failure> {
        match target {
            Target::Variable(variable) => {
                self.cell(*variable).value = value;
                match variable {
                    Variable::Global(global::NF) => self.set_field_count(call),
                    _ => Ok(()),
                }
            }
            Target::Field(index) => {
                let index = self.number(call, index)?;
                let text = self.text(call, value)?;
                self.set_field(call, index, text)
            }
            Target::Element(array, subscript) => {
                let key = self.key(call, subscript)?;
                let array = self.cell(*array).array();
                array.borrow_mut().insert(&key, value);
                Ok(())
            }
        }
    }

    fn binary(
        &mut self,
        call: &mut Call<'_>,
        operator: Operator,
        left: Value,
        right: Value,
    ) -> Result<Value, Failure> {
        let holds: fn(Ordering) -> bool = match operator {
            Operator::Less => Ordering::is_lt,
            Operator::LessOrEqual => Ordering::is_le,
            Operator::Equal => Ordering::is_eq,
            Operator::NotEqual => Ordering::is_ne,
            Operator::Greater => Ordering::is_gt,
            Operator::GreaterOrEqual => Ordering::is_ge,
            operator => return arithmetic(call, operator, left, right),
        };
        let order = if left.is_numeric(call) && right.is_numeric(call) {
            let (left, right) = (left.number(call), right.number(call));
            match left.partial_cmp(&right) {
                Some(order) => order,
                None => return unsupported("with what is not a number"),
            }
        } else {
            let (left, right) = (self.text(call, left)?, self.text(call, right)?);
            call.str(left).as_bytes().cmp(call.str(right).as_bytes())
        };
        Ok(Value::truth(holds(order)))
    }

    fn call_function(
        &mut self,
        call: &mut Call<'_>,
        name: &str,
        arguments: &[Expression],
    ) -> Result<Value, Failure> {
        let program = Rc::clone(&self.program);
        let Some(function) = program.functions.iter().find(|it| it.name == name) else {
            return unsupported(format!("with the function {name}, which is not there"));
        };
        if arguments.len() > function.parameters {
            return unsupported(format!("with too many arguments for {name}"));
        }
        let mut locals = Vec::new();
        for argument in arguments {
            let cell = match argument {
                // Whoever has no value yet may be used as an array there.
                Expression::Target(Target::Variable(variable)) => {
                    let cell = self.cell(*variable);
                    if cell.value == Value::Nothing {
                        cell.array();
                    }
                    cell.clone()
                }
                argument => Cell::of(self.value(call, argument)?),
            };
            locals.push(cell);
        }
        locals.resize(function.parameters, Cell::default());
        self.calls += 1;
        if self.calls > CALLS {
            return unsupported("with functions so deeply within one another");
        }
        let outer = std::mem::replace(&mut self.locals, locals);
        self.returned = Value::Nothing;
        let then = self.follow(call, &function.body)?;
        self.locals = outer;
        self.calls -= 1;
        match then {
            Then::Exit | Then::Next => unsupported("with exit or next in a function"),
            _ => Ok(std::mem::replace(&mut self.returned, Value::Nothing)),
        }
    }
}

/// The number of a value; what the C library may read otherwise is not guessed.
fn checked_number(call: &Call<'_>, value: Value) -> Result<f64, Failure> {
    if let Value::Text(text) | Value::Read(text) = value
        && number::is_doubtful(call.str(text))
    {
        return unsupported(format!("with the number {}", call.str(text)));
    }
    Ok(value.number(call))
}

fn arithmetic(
    call: &Call<'_>,
    operator: Operator,
    left: Value,
    right: Value,
) -> Result<Value, Failure> {
    let (left, right) = (checked_number(call, left)?, checked_number(call, right)?);
    if operator == Operator::Power && !super::builtin::has_mathematics(call) {
        return unsupported("without mathematics");
    }
    let is_division = matches!(operator, Operator::Divide | Operator::Modulo);
    if is_division && right == 0.0 {
        return unsupported("with a division by zero");
    }
    Ok(Value::Number(match operator {
        Operator::Subtract => left - right,
        Operator::Multiply => left * right,
        Operator::Divide => left / right,
        Operator::Modulo => left % right,
        Operator::Power => left.powf(right),
        _ => left + right,
    }))
}

/// A number that mawk's arrays take as one.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a cast of a float saturates, and whatever it changes is not taken"
)]
fn as_whole(number: f64) -> Option<i32> {
    let whole = number as i32;
    let is_exact = f64::from(whole).total_cmp(&number).is_eq();
    (is_exact && whole.unsigned_abs() < i32::MAX.unsigned_abs()).then_some(whole)
}
