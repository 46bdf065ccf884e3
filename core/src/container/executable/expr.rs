//! `expr` (XCU 4): the value of an expression, and whether it is neither empty nor zero.

use std::cmp::Ordering;

use super::failure::{Failure, complaint, unsupported};
use super::output::Output;
use super::{Call, Flavour, Locale};
use crate::regular_expression::{Case, Dialect, RegexError};
use crate::text::Span;

/// How deeply parentheses may lie within one another.
const DEPTH: usize = 100;

/// A value: a text of the arguments, or a number that was computed.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Value {
    Text(Span),
    Number(i128),
}

/// Whether what is read counts: the right of `|` may not.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Evaluates {
    Yes,
    No,
}

struct Expr<'e, 'c> {
    call: &'e Call<'c>,
    words: Vec<Span>,
    at: usize,
    depth: usize,
}

pub(super) async fn run(mut call: Call<'_>) -> u8 {
    let result = expr(&mut call).await;
    call.conclude(result).await
}

async fn expr(call: &mut Call<'_>) -> Result<u8, Failure> {
    let mut words: Vec<Span> = call.arguments.iter().skip(1).copied().collect();
    if words.first().is_some_and(|it| call.str(*it) == "--") && call.flavour == Flavour::Debian {
        words.remove(0);
    }
    if let [only] = &*words
        && matches!(call.str(*only), "--help" | "--version")
    {
        return unsupported(call.str(*only));
    }
    if words.is_empty() {
        return match call.flavour {
            Flavour::Debian => Err(Failure::Usage("missing operand".to_owned(), 2)),
            Flavour::Busybox => complaint("too few arguments", 2),
        };
    }
    let mut expr = Expr {
        call,
        words,
        at: 0,
        depth: 0,
    };
    let value = expr.or(Evaluates::Yes)?;
    if let Some(extra) = expr.words.get(expr.at) {
        let extra = call.quote(call.str(*extra));
        return match call.flavour {
            Flavour::Debian => complaint(format!("syntax error: unexpected argument {extra}"), 2),
            Flavour::Busybox => complaint("syntax error", 2),
        };
    }
    let is_null = is_null(call, value);
    let mut output = Output::default();
    match value {
        Value::Text(text) => output.push(text),
        Value::Number(number) => output.print(call, &number.to_string()),
    }
    output.print(call, "\n");
    output.flush(call).await?;
    Ok(u8::from(is_null))
}

/// Whether a value is empty or zero.
fn is_null(call: &Call<'_>, value: Value) -> bool {
    match value {
        Value::Number(number) => number == 0,
        Value::Text(text) => {
            let text = call.str(text);
            let digits = match call.flavour {
                Flavour::Debian => text.strip_prefix('-').unwrap_or(text),
                Flavour::Busybox => text,
            };
            match call.flavour {
                Flavour::Debian => text.is_empty() || !digits.is_empty() && is_zeros(digits),
                Flavour::Busybox => text.is_empty() || text == "0",
            }
        }
    }
}

fn is_zeros(digits: &str) -> bool {
    digits.bytes().all(|it| it == b'0')
}

impl Expr<'_, '_> {
    fn peek(&self) -> Option<&str> {
        self.words.get(self.at).map(|it| self.call.str(*it))
    }

    fn take(&mut self, word: &str) -> bool {
        let is_there = self.peek() == Some(word);
        self.at += usize::from(is_there);
        is_there
    }

    fn next(&mut self) -> Result<Span, Failure> {
        let Some(word) = self.words.get(self.at).copied() else {
            return match (self.call.flavour, self.at.checked_sub(1)) {
                (Flavour::Debian, Some(before)) => {
                    let before = self.call.quote(self.call.str(self.words[before]));
                    complaint(format!("syntax error: missing argument after {before}"), 2)
                }
                _ => complaint("syntax error", 2),
            };
        };
        self.at += 1;
        Ok(word)
    }

    /// The right side does not count; in busybox it always does.
    fn skipped(&self, evaluates: Evaluates) -> Evaluates {
        match self.call.flavour {
            Flavour::Debian => Evaluates::No,
            Flavour::Busybox => evaluates,
        }
    }

    fn or(&mut self, evaluates: Evaluates) -> Result<Value, Failure> {
        let mut left = self.and(evaluates)?;
        while self.take("|") {
            let is_left_null = is_null(self.call, left);
            let counts = match is_left_null {
                true => evaluates,
                false => self.skipped(evaluates),
            };
            let right = self.and(counts)?;
            if is_left_null {
                left = match is_null(self.call, right) && self.call.flavour == Flavour::Debian {
                    true => Value::Number(0),
                    false => right,
                };
            }
        }
        Ok(left)
    }

    fn and(&mut self, evaluates: Evaluates) -> Result<Value, Failure> {
        let mut left = self.comparison(evaluates)?;
        while self.take("&") {
            let is_left_null = is_null(self.call, left);
            let counts = match is_left_null {
                true => self.skipped(evaluates),
                false => evaluates,
            };
            let right = self.comparison(counts)?;
            if is_left_null || is_null(self.call, right) {
                left = Value::Number(0);
            }
        }
        Ok(left)
    }

    fn comparison(&mut self, evaluates: Evaluates) -> Result<Value, Failure> {
        let mut left = self.sum(evaluates)?;
        loop {
            let holds: fn(Ordering) -> bool = match self.peek() {
                Some("<") => Ordering::is_lt,
                Some("<=") => Ordering::is_le,
                Some("=" | "==") => Ordering::is_eq,
                Some("!=") => Ordering::is_ne,
                Some(">=") => Ordering::is_ge,
                Some(">") => Ordering::is_gt,
                _ => return Ok(left),
            };
            self.at += 1;
            let right = self.sum(evaluates)?;
            let order = match (self.integer(left)?, self.integer(right)?) {
                (Some(left), Some(right)) => left.cmp(&right),
                _ => self.compare_texts(left, right)?,
            };
            left = Value::Number(i128::from(holds(order)));
        }
    }

    fn compare_texts(&self, left: Value, right: Value) -> Result<Ordering, Failure> {
        if let Locale::Named(name) = self.call.locale("LC_COLLATE") {
            return unsupported(format!("comparing texts in the locale {name}"));
        }
        Ok(self.text(left).cmp(&self.text(right)))
    }

    fn text(&self, value: Value) -> String {
        match value {
            Value::Text(text) => self.call.str(text).to_owned(),
            Value::Number(number) => number.to_string(),
        }
    }

    /// A value as an integer, when it looks like one.
    fn integer(&self, value: Value) -> Result<Option<i128>, Failure> {
        let text = match value {
            Value::Number(number) => return Ok(Some(number)),
            Value::Text(text) => self.call.str(text),
        };
        let digits = text.strip_prefix('-').unwrap_or(text);
        if digits.is_empty() || !digits.bytes().all(|it| it.is_ascii_digit()) {
            return Ok(None);
        }
        match text.parse::<i64>() {
            Ok(number) => Ok(Some(i128::from(number))),
            Err(_) => unsupported(format!("with the number {text}")),
        }
    }

    fn operands(
        &self,
        evaluates: Evaluates,
        left: Value,
        right: Value,
    ) -> Result<Option<(i128, i128)>, Failure> {
        match (self.integer(left)?, self.integer(right)?) {
            _ if evaluates == Evaluates::No => Ok(None),
            (Some(left), Some(right)) => Ok(Some((left, right))),
            _ => match self.call.flavour {
                Flavour::Debian => complaint("non-integer argument", 2),
                Flavour::Busybox => complaint("non-numeric argument", 2),
            },
        }
    }

    /// A number, which must be one that machines have.
    fn computed(&self, number: Option<i128>) -> Result<Value, Failure> {
        match number.filter(|it| i64::try_from(*it).is_ok()) {
            Some(number) => Ok(Value::Number(number)),
            None => unsupported("with a number that is too large"),
        }
    }

    fn sum(&mut self, evaluates: Evaluates) -> Result<Value, Failure> {
        let mut left = self.product(evaluates)?;
        loop {
            let is_minus = match self.peek() {
                Some("+") => false,
                Some("-") => true,
                _ => return Ok(left),
            };
            self.at += 1;
            let right = self.product(evaluates)?;
            if let Some((one, other)) = self.operands(evaluates, left, right)? {
                left = self.computed(match is_minus {
                    true => one.checked_sub(other),
                    false => one.checked_add(other),
                })?;
            }
        }
    }

    fn product(&mut self, evaluates: Evaluates) -> Result<Value, Failure> {
        let mut left = self.matching(evaluates)?;
        loop {
            let operator = match self.peek() {
                Some("*") => '*',
                Some("/") => '/',
                Some("%") => '%',
                _ => return Ok(left),
            };
            self.at += 1;
            let right = self.matching(evaluates)?;
            if let Some((one, other)) = self.operands(evaluates, left, right)? {
                if operator != '*' && other == 0 {
                    return complaint("division by zero", 2);
                }
                left = self.computed(match operator {
                    '*' => one.checked_mul(other),
                    '/' => one.checked_div(other),
                    _ => one.checked_rem(other),
                })?;
            }
        }
    }

    fn matching(&mut self, evaluates: Evaluates) -> Result<Value, Failure> {
        let mut left = self.function(evaluates)?;
        while self.take(":") {
            let right = self.function(evaluates)?;
            left = self.found(evaluates, left, right)?;
        }
        Ok(left)
    }

    /// What a pattern finds at the start of a text: its group, or how long the match is.
    fn found(&self, evaluates: Evaluates, text: Value, pattern: Value) -> Result<Value, Failure> {
        if evaluates == Evaluates::No {
            return Ok(Value::Number(0));
        }
        let content = self.text(text);
        let pattern = self.text(pattern);
        let dialect = Dialect::LibraryBasic;
        let compiled = match self.call.pattern(&pattern, dialect, Case::Sensitive) {
            Ok(compiled) => compiled,
            Err(error) if self.call.flavour == Flavour::Debian => {
                return match error {
                    RegexError::Unsupported => unsupported(format!("with the pattern {pattern}")),
                    // The library says so of a bracket with nothing behind it.
                    RegexError::UnmatchedBracket
                        if pattern.ends_with('[') || pattern.ends_with("[^") =>
                    {
                        complaint("Invalid regular expression", 2)
                    }
                    error => complaint(error.message(), 2),
                };
            }
            Err(_) => return unsupported(format!("with the pattern {pattern}")),
        };
        let found = compiled.find(&content, 0)?.filter(|it| it.start() == 0);
        let has_groups = compiled.groups() > 0;
        let group = found.as_ref().and_then(|it| it.groups.get(1).copied());
        match (found, has_groups) {
            (Some(_), true) => match (group.flatten(), text) {
                (Some((start, end)), Value::Text(text)) => Ok(Value::Text(text.slice(start..end))),
                (None, _) if self.call.flavour == Flavour::Busybox => Ok(Value::Number(0)),
                (None, Value::Text(text)) => Ok(Value::Text(text.at_start())),
                _ => unsupported("with a group of a number"),
            },
            (Some(found), false) => {
                let length = match self.call.unit() {
                    crate::regular_expression::Unit::Byte => found.end(),
                    crate::regular_expression::Unit::Character => {
                        content[..found.end()].chars().count()
                    }
                };
                self.computed(i128::try_from(length).ok())
            }
            (None, true) => Ok(match self.words.first() {
                Some(word) => Value::Text(word.at_start()),
                None => Value::Number(0),
            }),
            (None, false) => Ok(Value::Number(0)),
        }
    }

    fn function(&mut self, evaluates: Evaluates) -> Result<Value, Failure> {
        match self.peek() {
            Some("+") if self.call.flavour == Flavour::Debian => {
                self.at += 1;
                self.next().map(Value::Text)
            }
            Some("length") => {
                self.at += 1;
                let value = self.function(evaluates)?;
                let text = self.text(value);
                self.check_ascii(&text)?;
                self.computed(i128::try_from(text.len()).ok())
            }
            Some("match") => {
                self.at += 1;
                let text = self.function(evaluates)?;
                let pattern = self.function(evaluates)?;
                self.found(evaluates, text, pattern)
            }
            Some("index") => {
                self.at += 1;
                let text = self.function(evaluates)?;
                let characters = self.function(evaluates)?;
                let (text, characters) = (self.text(text), self.text(characters));
                self.check_ascii(&text)?;
                let at = text.find(|c| characters.contains(c)).map_or(0, |it| it + 1);
                self.computed(i128::try_from(at).ok())
            }
            Some("substr") => {
                self.at += 1;
                let text = self.function(evaluates)?;
                let start = self.function(evaluates)?;
                let length = self.function(evaluates)?;
                self.part(text, start, length)
            }
            _ => self.primary(evaluates),
        }
    }

    fn check_ascii(&self, text: &str) -> Result<(), Failure> {
        match text.is_ascii() {
            true => Ok(()),
            false => unsupported("with characters beyond ASCII"),
        }
    }

    fn part(&self, text: Value, start: Value, length: Value) -> Result<Value, Failure> {
        let content = self.text(text);
        self.check_ascii(&content)?;
        let Value::Text(span) = text else {
            return unsupported("with substr of a number");
        };
        let place = |value| match self.integer(value) {
            Ok(Some(number)) => usize::try_from(number).unwrap_or(0),
            _ => 0,
        };
        let (start, length) = (place(start), place(length));
        if start == 0 || length == 0 || start > content.len() {
            return Ok(Value::Text(span.at_start()));
        }
        let end = content.len().min((start - 1).saturating_add(length));
        Ok(Value::Text(span.slice(start - 1..end)))
    }

    fn primary(&mut self, evaluates: Evaluates) -> Result<Value, Failure> {
        if !self.take("(") {
            if self.peek() == Some(")") {
                return match self.call.flavour {
                    Flavour::Debian => complaint("syntax error: unexpected ')'", 2),
                    Flavour::Busybox => complaint("syntax error", 2),
                };
            }
            return self.next().map(Value::Text);
        }
        self.depth += 1;
        if self.depth > DEPTH {
            return unsupported("with so many parentheses");
        }
        let value = self.or(evaluates)?;
        if !self.take(")") {
            if self.call.flavour == Flavour::Busybox {
                return complaint("syntax error", 2);
            }
            let before = self.words.get(self.at.wrapping_sub(1));
            let before = before.map_or("", |it| self.call.str(*it));
            return match self.peek() {
                None => complaint(
                    format!(
                        "syntax error: expecting ')' after {}",
                        self.call.quote(before)
                    ),
                    2,
                ),
                Some(found) => complaint(
                    format!(
                        "syntax error: expecting ')' instead of {}",
                        self.call.quote(found)
                    ),
                    2,
                ),
            };
        }
        self.depth -= 1;
        Ok(value)
    }
}
