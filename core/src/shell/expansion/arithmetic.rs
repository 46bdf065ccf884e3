//! Arithmetic expansion (XCU 2.6.4): the text between the parentheses, after its expansions, is calculated.

use std::cell::RefCell;

use super::pieces::ExpandedWord;
use super::word::Inside;
use crate::shell::arithmetic::{
    self, ArithmeticError, ArithmeticFault, ArrayKind, BadSubscript, Unassigned, Unset, Variables,
};
use crate::shell::dialect::{Dialect, Release};
use crate::shell::execution::{
    Array, Divert, Evaluator, Family, Flow, Key, Manner, Place, Refusal, ShellOption,
};
use crate::shell::syntax::{Arithmetic, Word};
use crate::text::{Rewrite, Span};
use crate::trace::Action;

impl Evaluator {
    /// The number an expression comes to.
    pub(super) async fn expand_arithmetic(&mut self, arithmetic: &Arithmetic) -> Flow<Span> {
        let text = self.expand_expression(&arithmetic.expression).await?;
        let value = match self.evaluate(text) {
            Ok(value) => value,
            Err(error) => return self.arithmetic_fails(&error, None).await,
        };
        Ok(self.rewritten(&value.to_string(), arithmetic.span, Rewrite::Arithmetic))
    }

    /// The text of an expression: expanded as in double quotes.
    pub(in crate::shell) async fn expand_expression(&mut self, word: &Word) -> Flow<Span> {
        let mut expanded = ExpandedWord::default();
        self.expand_units(word, Inside::Quotes, &mut expanded)
            .await?;
        self.join(expanded)
    }

    /// What stands in the brackets of a subscript.
    pub(in crate::shell) async fn expand_subscript(&mut self, word: &Word) -> Flow<Span> {
        self.expand_expression(word).await
    }

    /// The value of an expression that has been expanded; variables are set on the way.
    pub(in crate::shell) fn evaluate(&mut self, text: Span) -> Result<i64, ArithmeticError> {
        if let Some(value) = plain_number(self.str(text)) {
            return Ok(value);
        }
        if !self.process.cx.texts.is_known(text) {
            return Err(ArithmeticError {
                fault: ArithmeticFault::NotSimulated,
                message: "calculating with a value that nobody knows".to_owned(),
                at: 0..0,
            });
        }
        let content = self.str(text).to_owned();
        let shell = self.shell;
        let mut variables = ShellVariables {
            shell: RefCell::new(self),
            written: text,
        };
        arithmetic::evaluate(&content, shell, &mut variables)
    }

    /// The message of an expression without a value in a command, which goes on: `((`, `[[`, `let`.
    pub(in crate::shell) async fn say_arithmetic(
        &mut self,
        error: &ArithmeticError,
        by: &str,
    ) -> Flow {
        match error.fault {
            ArithmeticFault::Refused => {
                let message = self.arithmetic_message(error);
                let by = (!error.is_of_assignment()).then_some(by);
                self.complain(by, &message).await
            }
            ArithmeticFault::FloatingPointException => {
                self.unsupported("a division that stops the shell")
            }
            ArithmeticFault::NotSimulated => self.unsupported(error.message.clone()),
        }
    }

    /// What a shell says of an expression; bash 5.3 says that it is one (`err/142`).
    pub(in crate::shell) fn arithmetic_message(&self, error: &ArithmeticError) -> String {
        match self.shell.release {
            Release::Bash5_3 => {
                error
                    .message
                    .replacen(": syntax error", ": arithmetic syntax error", 1)
            }
            Release::Dash0_5_12
            | Release::DashUnstable
            | Release::Bash5_2
            | Release::Busybox1_35
            | Release::Busybox1_37
            | Release::Busybox1_38 => error.message.clone(),
        }
    }

    /// What follows from an expression without a value in `$((…))`; `name` stands before the message.
    pub(super) async fn arithmetic_fails<T>(
        &mut self,
        error: &ArithmeticError,
        name: Option<&str>,
    ) -> Flow<T> {
        match error.fault {
            ArithmeticFault::Refused => {}
            ArithmeticFault::FloatingPointException => {
                return self.unsupported("a division that stops the shell");
            }
            ArithmeticFault::NotSimulated => return self.unsupported(error.message.clone()),
        }
        let message = self.arithmetic_message(error);
        let message = match name {
            Some(name) if !error.is_of_assignment() => format!("{name}: {message}"),
            Some(_) | None => message,
        };
        self.complain(None, &message).await?;
        let is_unbound = error.message.ends_with(": unbound variable");
        match (self.dialect(), name) {
            (Dialect::Dash | Dialect::BusyboxAsh, _) => self.raise(2),
            (Dialect::Bash, None) if is_unbound => self.expansion_fails(),
            (Dialect::BashAsSh, None) if is_unbound => self.expansion_fails(),
            (Dialect::BashAsSh, None) => {
                self.status = self.status_of_error();
                Err(Divert::Fatal)
            }
            (Dialect::Bash | Dialect::BashAsSh, _) => {
                self.status = 1;
                Err(Divert::Discard)
            }
        }
    }
}

/// A number of few digits, which needs no calculator.
fn plain_number(text: &str) -> Option<i64> {
    let bytes = text.as_bytes();
    let is_plain = match bytes {
        [b'0'] => true,
        [b'1'..=b'9', rest @ ..] if rest.len() < 18 => rest.iter().all(u8::is_ascii_digit),
        _ => false,
    };
    if !is_plain {
        return None;
    }
    Some(
        bytes
            .iter()
            .fold(0, |number, digit| number * 10 + i64::from(digit - b'0')),
    )
}

/// The variables of a shell, as an expression sees them.
struct ShellVariables<'e> {
    /// To read a variable may change it: those that the shell makes anew.
    shell: RefCell<&'e mut Evaluator>,
    /// The expression.
    written: Span,
}

impl ShellVariables<'_> {
    fn place(&self, name: &str, key: Option<&str>) -> Option<Place> {
        let mut shell = self.shell.borrow_mut();
        let (name, subscript) = shell.resolve(name).ok()?;
        let key = match (subscript, key) {
            (None, None) => None,
            (Some(subscript), None) => Some(shell.key(&name, subscript).ok()?),
            (None, Some(key)) => Some(match array_kind(&shell, &name) {
                ArrayKind::Associative => Key::Text(shell.shell_text(key, "subscript")),
                ArrayKind::Indexed => Key::Index(key.parse().ok()?),
            }),
            (Some(_), Some(_)) => return None,
        };
        Some(Place { name, key })
    }

    /// The value of a variable, or of what a reference leads to.
    fn read(&self, name: &str) -> Option<String> {
        let mut shell = self.shell.borrow_mut();
        if !shell.is_reference(name) {
            let value = shell.variable_value(name)?;
            return Some(shell.str(value).to_owned());
        }
        drop(shell);
        let place = self.place(name, None)?;
        let mut shell = self.shell.borrow_mut();
        let value = shell.value_at(&place).ok().flatten()?;
        Some(shell.str(value).to_owned())
    }

    /// Notes that a name counts as 0 because nothing has set it.
    fn note_unset(&self, name: String) {
        let mut shell = self.shell.borrow_mut();
        if !shell.has(ShellOption::NoUnset) {
            shell.note_at(self.written, Action::Unset(name));
        }
    }

    fn assign(&self, place: Option<Place>, value: i64) -> Result<(), Unassigned> {
        let place = place.ok_or(Unassigned::NotSimulated)?;
        let mut shell = self.shell.borrow_mut();
        let value = shell.rewritten(&value.to_string(), self.written, Rewrite::Arithmetic);
        match shell.store(&place, value, Manner::Set) {
            Ok(()) => Ok(()),
            Err(Refusal::ReadOnly(_)) => Err(Unassigned::ReadOnly),
            Err(_) => Err(Unassigned::NotSimulated),
        }
    }
}

fn array_kind(shell: &Evaluator, name: &str) -> ArrayKind {
    let variable = shell.environment.variables.get(name);
    match variable.and_then(|it| it.array.as_ref()) {
        Some(Array::Associative(_)) => ArrayKind::Associative,
        _ => ArrayKind::Indexed,
    }
}

impl Variables for ShellVariables<'_> {
    fn value(&self, name: &str) -> Option<String> {
        let value = self.read(name);
        if value.is_none() {
            self.note_unset(name.to_owned());
        }
        value
    }

    fn set(&mut self, name: &str, value: i64) -> Result<(), Unassigned> {
        let place = self.place(name, None);
        self.assign(place, value)
    }

    fn unset(&self) -> Unset {
        let shell = self.shell.borrow();
        match shell.has(ShellOption::NoUnset) && shell.dialect().family() == Family::Bash {
            true => Unset::Error,
            false => Unset::Zero,
        }
    }

    fn array(&self, name: &str) -> ArrayKind {
        let shell = self.shell.borrow();
        let name = shell.resolve(name).map(|it| it.0).unwrap_or_default();
        array_kind(&shell, &name)
    }

    fn element(&self, name: &str, key: &str) -> Result<Option<String>, BadSubscript> {
        let Some(place) = self.place(name, Some(key)) else {
            return Ok(None);
        };
        let mut shell = self.shell.borrow_mut();
        match shell.value_at(&place) {
            Ok(Some(value)) => Ok(Some(shell.str(value).to_owned())),
            Ok(None) => {
                drop(shell);
                self.note_unset(format!("{name}[{key}]"));
                Ok(None)
            }
            Err(Refusal::BadSubscript(_)) => Err(BadSubscript),
            Err(_) => Ok(None),
        }
    }

    fn set_element(&mut self, name: &str, key: &str, value: i64) -> Result<(), Unassigned> {
        let place = self.place(name, Some(key));
        self.assign(place, value)
    }
}
