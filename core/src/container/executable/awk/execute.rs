//! Following the statements of an awk program.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::super::failure::{Failure, unsupported};
use super::super::locale::Pattern as Regex;
use super::super::output::Output;
use super::super::{Call, Flavour};
use super::output::{Place, Written};
use super::syntax::{Expression, Pattern, Program, Redirected, Statement};
use super::value::{Cell, Value};
use super::{format, global};
use crate::regular_expression::{Case, Dialect};
use crate::text::Span;

/// What comes after a statement.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Then {
    GoOn,
    Break,
    Continue,
    Next,
    Exit,
    Return,
}

pub(super) struct Interpreter {
    pub(super) program: Rc<Program>,
    pub(super) globals: Vec<Cell>,
    pub(super) locals: Vec<Cell>,
    pub(super) record: Span,
    pub(super) fields: Vec<Span>,
    pub(super) returned: Value,
    pub(super) status: u8,
    pub(super) calls: usize,
    pub(super) output: Output,
    pub(super) written: Vec<Written>,
    pub(super) places: Vec<(String, Place)>,
    /// What is left of each file that getline reads.
    pub(super) read: HashMap<String, Vec<Span>>,
    ranges: HashSet<usize>,
    patterns: HashMap<String, Regex>,
}

impl Interpreter {
    pub(super) fn new(call: &mut Call<'_>, program: Program) -> Self {
        let mut globals = vec![Cell::default(); program.names.len()];
        for (index, text) in [
            (global::FS, " "),
            (global::OFS, " "),
            (global::ORS, "\n"),
            (global::RS, "\n"),
            (global::SUBSEP, "\u{1c}"),
            (global::CONVFMT, "%.6g"),
            (global::OFMT, "%.6g"),
        ] {
            globals[index] = Cell::of(Value::Text(call.own_text(text)));
        }
        for index in [global::NF, global::NR, global::FNR, global::RSTART] {
            globals[index] = Cell::of(Value::Number(0.0));
        }
        globals[global::RLENGTH] = Cell::of(Value::Number(-1.0));
        Self {
            program: Rc::new(program),
            globals,
            locals: Vec::new(),
            record: call.own_text(""),
            fields: Vec::new(),
            returned: Value::Nothing,
            status: 0,
            calls: 0,
            output: Output::default(),
            written: Vec::new(),
            places: Vec::new(),
            read: HashMap::new(),
            ranges: HashSet::new(),
            patterns: HashMap::new(),
        }
    }

    /// Sets a variable as `-v` does, with escape sequences read.
    pub(super) fn assign_text(
        &mut self,
        call: &mut Call<'_>,
        name: &str,
        text: Span,
    ) -> Result<(), Failure> {
        let raw = call.str(text);
        let text = match raw.contains('\\') {
            true => {
                let unescaped = super::lex::unescaped(raw, call.flavour)?;
                call.own_text(&unescaped)
            }
            false => text,
        };
        if let Some(index) = self.program.names.iter().position(|it| it == name) {
            self.globals[index].value = Value::Read(text);
        }
        Ok(())
    }

    pub(super) fn global_text(
        &mut self,
        call: &mut Call<'_>,
        index: usize,
    ) -> Result<Span, Failure> {
        self.text(call, self.globals[index].value)
    }

    /// A value as text.
    pub(super) fn text(&mut self, call: &mut Call<'_>, value: Value) -> Result<Span, Failure> {
        self.text_by(call, value, global::CONVFMT)
    }

    fn text_by(
        &mut self,
        call: &mut Call<'_>,
        value: Value,
        format: usize,
    ) -> Result<Span, Failure> {
        match value {
            Value::Nothing => Ok(self.record.at_start()),
            Value::Text(text) | Value::Read(text) => Ok(text),
            Value::Number(number) => {
                let largest = match call.flavour {
                    Flavour::Debian => 2_147_483_648.0,
                    Flavour::Busybox => 9.2e18,
                };
                let text = if number.fract() == 0.0 && number.abs() < largest {
                    format!("{number:.0}").replace("-0", "0")
                } else {
                    match self.globals[format].value {
                        Value::Text(by) | Value::Read(by) => {
                            let by = call.str(by).to_owned();
                            format::one_number(&by, number)?
                        }
                        _ => return unsupported("with such a CONVFMT or OFMT"),
                    }
                };
                let text = match number < 0.0 && number.fract() == 0.0 && number > -largest {
                    true => format!("{number:.0}"),
                    false => text,
                };
                Ok(call.own_text(&text))
            }
        }
    }

    /// A pattern that was read before, or is read now.
    pub(super) fn pattern(&mut self, call: &Call<'_>, text: &str) -> Result<Regex, Failure> {
        if let Some(pattern) = self.patterns.get(text) {
            return Ok(pattern.clone());
        }
        let dialect = match call.flavour {
            Flavour::Debian => Dialect::Mawk,
            Flavour::Busybox => Dialect::Awk,
        };
        match call.pattern(text, dialect, Case::Sensitive) {
            Ok(pattern) => {
                self.patterns.insert(text.to_owned(), pattern.clone());
                Ok(pattern)
            }
            Err(_) => unsupported(format!("with the pattern {text}")),
        }
    }

    /// The rules for one record.
    pub(super) fn record(&mut self, call: &mut Call<'_>, text: Span) -> Result<Then, Failure> {
        for index in [global::NR, global::FNR] {
            let number = self.globals[index].value.number(call);
            self.globals[index].value = Value::Number(number + 1.0);
        }
        self.set_record(call, text)?;
        let program = Rc::clone(&self.program);
        for (index, rule) in program.rules.iter().enumerate() {
            if !self.applies(call, index, &rule.pattern)? {
                continue;
            }
            match self.perform(call, index)? {
                Then::Next => break,
                Then::Exit => return Ok(Then::Exit),
                _ => {}
            }
        }
        Ok(Then::GoOn)
    }

    fn applies(
        &mut self,
        call: &mut Call<'_>,
        index: usize,
        pattern: &Pattern,
    ) -> Result<bool, Failure> {
        match pattern {
            Pattern::Begin | Pattern::End => Ok(false),
            Pattern::Always => Ok(true),
            Pattern::Expression(expression) => self.is_true(call, expression),
            Pattern::Range(first, last) => {
                if !self.ranges.contains(&index) {
                    if !self.is_true(call, first)? {
                        return Ok(false);
                    }
                    self.ranges.insert(index);
                }
                if self.is_true(call, last)? {
                    self.ranges.remove(&index);
                }
                Ok(true)
            }
        }
    }

    /// The action of a rule.
    pub(super) fn perform(&mut self, call: &mut Call<'_>, index: usize) -> Result<Then, Failure> {
        let program = Rc::clone(&self.program);
        match &program.rules[index].action {
            Some(action) => self.follow(call, action),
            None => {
                self.print(call, &[], None)?;
                Ok(Then::GoOn)
            }
        }
    }

    pub(super) fn follow(
        &mut self,
        call: &mut Call<'_>,
        statement: &Statement,
    ) -> Result<Then, Failure> {
        call.count_step()?;
        match statement {
            Statement::Block(statements) => {
                for statement in statements {
                    let then = self.follow(call, statement)?;
                    if then != Then::GoOn {
                        return Ok(then);
                    }
                }
            }
            Statement::Expression(expression) => {
                self.value(call, expression)?;
            }
            Statement::Print(values, redirected) => {
                self.print(call, values, redirected.as_ref())?;
            }
            Statement::Printf(values, redirected) => {
                let text = self.formatted(call, values)?;
                self.put(call, redirected.as_ref(), text)?;
            }
            Statement::If(condition, then, otherwise) => {
                if self.is_true(call, condition)? {
                    return self.follow(call, then);
                }
                if let Some(otherwise) = otherwise {
                    return self.follow(call, otherwise);
                }
            }
            Statement::While(condition, body) => {
                return self.repeat(call, Some(condition), body, None);
            }
            Statement::Do(body, condition) => {
                let then = self.follow(call, body)?;
                return match then {
                    Then::GoOn | Then::Continue => self.repeat(call, Some(condition), body, None),
                    Then::Break => Ok(Then::GoOn),
                    then => Ok(then),
                };
            }
            Statement::For(first, condition, step, body) => {
                if let Some(first) = first {
                    self.follow(call, first)?;
                }
                return self.repeat(call, condition.as_ref(), body, step.as_deref());
            }
            Statement::ForIn(variable, array, body) => {
                let array = self.cell(*array).array();
                let keys = array.borrow_mut().keys(call.flavour);
                let Some(keys) = keys else {
                    return unsupported("with the order of so many elements of an array");
                };
                for key in keys {
                    let key = call.own_text(&key);
                    self.cell(*variable).value = Value::Text(key);
                    match self.follow(call, body)? {
                        Then::GoOn | Then::Continue => {}
                        Then::Break => break,
                        then => return Ok(then),
                    }
                }
            }
            Statement::Next => return Ok(Then::Next),
            Statement::Exit(status) => {
                if let Some(status) = status {
                    let number = self.value(call, status)?.number(call);
                    self.status = as_status(number);
                }
                return Ok(Then::Exit);
            }
            Statement::Return(value) => {
                self.returned = match value {
                    Some(value) => self.value(call, value)?,
                    None => Value::Nothing,
                };
                return Ok(Then::Return);
            }
            Statement::Break => return Ok(Then::Break),
            Statement::Continue => return Ok(Then::Continue),
            Statement::Delete(array, subscript) => {
                let key = match subscript {
                    Some(subscript) => Some(self.key(call, subscript)?),
                    None => None,
                };
                let array = self.cell(*array).array();
                match key {
                    Some(key) => {
                        array.borrow_mut().remove(&key);
                    }
                    None => array.borrow_mut().clear(),
                }
            }
        }
        Ok(Then::GoOn)
    }

    fn repeat(
        &mut self,
        call: &mut Call<'_>,
        condition: Option<&Expression>,
        body: &Statement,
        step: Option<&Statement>,
    ) -> Result<Then, Failure> {
        loop {
            if let Some(condition) = condition
                && !self.is_true(call, condition)?
            {
                return Ok(Then::GoOn);
            }
            match self.follow(call, body)? {
                Then::GoOn | Then::Continue => {}
                Then::Break => return Ok(Then::GoOn),
                then => return Ok(then),
            }
            if let Some(step) = step {
                self.follow(call, step)?;
            }
        }
    }

    fn print(
        &mut self,
        call: &mut Call<'_>,
        values: &[Expression],
        redirected: Option<&(Redirected, Expression)>,
    ) -> Result<(), Failure> {
        let mut pieces = Vec::new();
        if values.is_empty() {
            pieces.push(self.record);
        }
        for (index, value) in values.iter().enumerate() {
            if index > 0 {
                pieces.push(self.global_text(call, global::OFS)?);
            }
            let value = self.value(call, value)?;
            pieces.push(self.text_by(call, value, global::OFMT)?);
        }
        pieces.push(self.global_text(call, global::ORS)?);
        let text = call.process.join(&pieces);
        self.put(call, redirected, text)
    }

    fn put(
        &mut self,
        call: &mut Call<'_>,
        redirected: Option<&(Redirected, Expression)>,
        text: Span,
    ) -> Result<(), Failure> {
        let written = match redirected {
            None => Written::Out(text),
            Some((how, name)) => {
                let name = self.value(call, name)?;
                let name = self.text(call, name)?;
                Written::To(*how, call.str(name).to_owned(), text)
            }
        };
        self.written.push(written);
        Ok(())
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a cast of a float saturates, and a status is a byte"
)]
fn as_status(number: f64) -> u8 {
    (number as i64 & 0xff) as u8
}
