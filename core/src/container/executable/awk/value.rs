//! The values of awk, and arrays of them.

use std::cell::RefCell;
use std::rc::Rc;

use super::super::Call;
use super::elements::Elements;
use super::number;
use crate::text::Span;

/// A value; texts keep where their characters come from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Value {
    /// Of a variable that nobody has set.
    Nothing,
    Number(f64),
    Text(Span),
    /// A text that was read: a number, when it looks like one.
    Read(Span),
}

/// An array.
pub(super) type Array = Rc<RefCell<Elements>>;

/// A variable: a value, or an array once it is used as one.
#[derive(Debug, Clone)]
pub(super) struct Cell {
    pub(super) value: Value,
    pub(super) array: Option<Array>,
}

impl Default for Cell {
    fn default() -> Self {
        Self {
            value: Value::Nothing,
            array: None,
        }
    }
}

impl Cell {
    pub(super) fn of(value: Value) -> Self {
        Self { value, array: None }
    }

    /// It as an array.
    pub(super) fn array(&mut self) -> Array {
        Rc::clone(self.array.get_or_insert_default())
    }
}

impl Value {
    pub(super) fn truth(value: bool) -> Self {
        Self::Number(f64::from(u8::from(value)))
    }

    pub(super) fn number(self, call: &Call<'_>) -> f64 {
        match self {
            Self::Nothing => 0.0,
            Self::Number(number) => number,
            Self::Text(text) | Self::Read(text) => number::value(call.str(text)),
        }
    }

    /// Whether it compares as a number.
    pub(super) fn is_numeric(self, call: &Call<'_>) -> bool {
        match self {
            Self::Nothing | Self::Number(_) => true,
            Self::Text(_) => false,
            Self::Read(text) => number::is_number(call.str(text)),
        }
    }

    pub(super) fn is_true(self, call: &Call<'_>) -> bool {
        match self {
            Self::Nothing => false,
            Self::Number(number) => number != 0.0,
            Self::Text(text) => !text.is_empty(),
            Self::Read(text) => match self.is_numeric(call) {
                true => self.number(call) != 0.0,
                false => !text.is_empty(),
            },
        }
    }
}
