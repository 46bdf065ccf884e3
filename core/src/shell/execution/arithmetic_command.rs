//! `(( … ))` and `for (( … ; … ; … ))` (bash): expressions as commands.

use super::compound::Turn;
use super::evaluator::{Evaluator, Flow};
use crate::shell::syntax::{ArithmeticFor, Word, WordUnit};
use crate::text::Span;

impl Evaluator {
    /// `(( … ))`: fails when the expression comes to zero.
    pub(super) async fn run_arithmetic(&mut self, expression: &Word) -> Flow {
        self.run_debug().await?;
        let text = self.expand_expression(expression).await?;
        self.trace_arithmetic(text).await?;
        self.status = match self.calculate(text).await? {
            Some(value) => u8::from(value == 0),
            None => 1,
        };
        self.check_failure().await
    }

    /// The value of an expression of a command; nothing, behind the message, when it has none.
    async fn calculate(&mut self, text: Span) -> Flow<Option<i64>> {
        match self.evaluate(text) {
            Ok(value) => Ok(Some(value)),
            Err(error) => {
                self.say_arithmetic(&error, "((").await?;
                Ok(None)
            }
        }
    }

    /// `for (( start; condition; step ))`
    pub(super) async fn run_arithmetic_for(&mut self, it: &ArithmeticFor) -> Flow {
        if has_substitution(&it.expressions) {
            return self.unsupported("a command substitution in for (( … ))");
        }
        self.status = 0;
        if self.calculate_part(&it.expressions, 0).await?.is_none() {
            self.status = 1;
            return Ok(());
        }
        loop {
            self.step()?;
            match self.calculate_part(&it.expressions, 1).await? {
                None => {
                    self.status = 1;
                    return Ok(());
                }
                Some(0) => return Ok(()),
                Some(_) => {}
            }
            let turn = self
                .turn(async |shell| shell.run_list(&it.body.list).await)
                .await?;
            if turn == Turn::Last {
                return Ok(());
            }
            if self.calculate_part(&it.expressions, 2).await?.is_none() {
                self.status = 1;
                return Ok(());
            }
        }
    }

    /// One of the three expressions; an empty one is true.
    async fn calculate_part(&mut self, expressions: &Word, index: usize) -> Flow<Option<i64>> {
        let written = self.str(expressions.span).split(';').nth(index);
        let written = written.map_or("", str::trim_start).to_owned();
        self.tell_expression(if written.is_empty() { "1" } else { &written });
        self.run_debug().await?;
        let text = self.expand_expression(expressions).await?;
        let content = self.str(text);
        let mut start = 0;
        let mut parts = content.split(';');
        for part in parts.by_ref().take(index) {
            start += part.len() + 1;
        }
        let part = parts.next().unwrap_or_default();
        if part.trim().is_empty() {
            self.trace_header("(( 1 ))".to_owned()).await?;
            return Ok(Some(1));
        }
        let end = start + part.len();
        let part = text.slice(end - part.trim_start().len()..end);
        self.trace_arithmetic(part).await?;
        self.calculate(part).await
    }

    /// Prints an expression, expanded, where `set -x` is on.
    async fn trace_arithmetic(&mut self, expression: Span) -> Flow {
        if !self.traces_headers() {
            return Ok(());
        }
        self.check_known(expression)?;
        let header = format!("(( {} ))", self.str(expression));
        self.trace_header(header).await
    }
}

/// Whether commands run when a word is expanded.
fn has_substitution(word: &Word) -> bool {
    let mut units = word.units.iter();
    units.any(|it| matches!(it, WordUnit::CommandSubstitution(_)))
}
