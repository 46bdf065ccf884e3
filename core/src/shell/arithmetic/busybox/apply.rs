//! What an operator that waited does with the values on the stack.

use super::operator::Operator;
use super::{ArithmeticError, CONDITIONAL, Lookup, Machine, SYNTAX, Value};
use crate::shell::arithmetic::Unassigned;
use crate::shell::arithmetic::operation::power;

impl Machine<'_> {
    /// Takes the operands from the stack and puts the result there.
    pub(super) fn apply(&mut self, operator: Operator) -> Result<(), ArithmeticError> {
        if self.lookup == Lookup::Early {
            match operator {
                Operator::Colon => return self.choose(),
                Operator::Question => return Err(self.refuse(CONDITIONAL)),
                _ => {}
            }
        }
        let mut value = self.values.pop().ok_or_else(|| self.refuse(SYNTAX))?;
        value.number = self.number_of(&value)?;
        match operator {
            Operator::Minus => self.put(&value, i64::wrapping_neg),
            Operator::Plus => self.put(&value, |it| it),
            Operator::Not => self.put(&value, |it| i64::from(it == 0)),
            Operator::Complement => self.put(&value, |it| !it),
            Operator::CountBefore(step) => {
                let number = value.number.wrapping_add(step);
                self.assign(&value, number)?;
                self.put(&value, |_| number);
            }
            Operator::CountBehind(step) => {
                let number = value.number.wrapping_add(step);
                self.assign(&value, number)?;
                self.put(&value, |it| it);
            }
            _ => return self.apply_between(operator, &value),
        }
        Ok(())
    }

    /// Puts a result on the stack; in a branch that is only read, the operand.
    fn put(&mut self, value: &Value, apply: impl FnOnce(i64) -> i64) {
        let number = match self.only_read_within {
            Some(_) => value.number,
            None => apply(value.number),
        };
        self.values.push(Value {
            number,
            name: None,
            otherwise: value.otherwise,
        });
    }

    /// Applies an operator between two values, the right one of which is off the stack already.
    fn apply_between(&mut self, operator: Operator, right: &Value) -> Result<(), ArithmeticError> {
        let mut left = self.values.pop().ok_or_else(|| self.refuse(SYNTAX))?;
        let is_conditional = operator == Operator::Question;
        if right.otherwise.is_some() != is_conditional {
            return Err(self.refuse(CONDITIONAL));
        }
        if self.only_read_within.is_some() {
            self.values.push(Value { name: None, ..left });
            return Ok(());
        }
        if operator != Operator::Assign(None) {
            left.number = self.number_of(&left)?;
        }
        if operator == Operator::Colon {
            if self.values.is_empty() {
                return Err(self.refuse(CONDITIONAL));
            }
            left.otherwise = Some(right.number);
            left.name = None;
            self.values.push(left);
            return Ok(());
        }
        let number = self.calculate(operator, &left, right)?;
        if let Operator::Assign(_) = operator {
            self.assign(&left, number)?;
        }
        self.values.push(Value {
            number,
            name: None,
            ..left
        });
        Ok(())
    }

    fn calculate(
        &self,
        operator: Operator,
        left: &Value,
        right: &Value,
    ) -> Result<i64, ArithmeticError> {
        let (first, second) = (left.number, right.number);
        Ok(match operator {
            Operator::Operation(operation) | Operator::Assign(Some(operation)) => operation
                .apply(first, second)
                .map_err(|_| self.refuse("divide by zero"))?,
            Operator::Power if second < 0 => return Err(self.refuse("exponent less than 0")),
            Operator::Power => power(first, second),
            Operator::Or => i64::from(first != 0 || second != 0),
            Operator::And => i64::from(first != 0 && second != 0),
            Operator::Question if first == 0 => right.otherwise.unwrap_or(0),
            _ => second,
        })
    }

    /// Sets the variable that `value` is, unless it is only read.
    fn assign(&mut self, value: &Value, number: i64) -> Result<(), ArithmeticError> {
        if self.only_read_within.is_some() {
            return Ok(());
        }
        let Some(at) = value.name.clone() else {
            return Err(self.refuse(SYNTAX));
        };
        let name = &self.text[at.clone()];
        match self.variables.set(name, number) {
            Ok(()) => Ok(()),
            Err(Unassigned::ReadOnly) => {
                let message = format!("{name}: is read only");
                Err(ArithmeticError::refused(message, at))
            }
            Err(Unassigned::NotSimulated) => Err(ArithmeticError::not_simulated(name, at)),
        }
    }

    /// `condition ? then : otherwise`, all three on the stack (from 1.37 on).
    fn choose(&mut self) -> Result<(), ArithmeticError> {
        let Some([condition, then, otherwise]) = self.values.last_chunk() else {
            return Err(self.refuse(CONDITIONAL));
        };
        let number = match condition.number {
            0 => otherwise.number,
            _ => then.number,
        };
        self.values.truncate(self.values.len() - 3);
        self.push(number, None);
        if self.waiting.pop() != Some(Operator::Question) {
            return Err(self.refuse(CONDITIONAL));
        }
        if self.only_read_within == Some(self.conditionals) {
            self.only_read_within = None;
        }
        self.conditionals -= 1;
        Ok(())
    }
}
