//! Numbers as arguments of special built-ins: `exit`, `return`, `shift`, `break`, `continue`, `wait`.

use crate::shell::dialect::{Dialect, Release};
use crate::shell::execution::{Evaluator, Family, Flow};
use crate::text::Span;

/// What an argument that should be a number is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Number {
    /// There is no argument.
    Missing,
    /// A number. dash and busybox take none below zero; busybox wraps a large one.
    Given(i64),
    /// bash: another text.
    Other(String),
}

impl Evaluator {
    /// The first operand. What is no number is an error in dash and busybox; bash's built-ins say what they say.
    pub(super) async fn number_argument(&mut self, arguments: &[Span]) -> Flow<Number> {
        let Some(text) = self.argument(self.operands(arguments), 0) else {
            return Ok(Number::Missing);
        };
        let trimmed = match self.dialect() {
            Dialect::BusyboxAsh => text.as_str(),
            Dialect::Dash => text.trim_matches(is_space),
            Dialect::Bash | Dialect::BashAsSh if self.shell.release == Release::Bash5_3 => {
                text.trim_matches(is_space)
            }
            // Behind the number bash before 5.3 passes over blanks alone (`err/673`).
            Dialect::Bash | Dialect::BashAsSh => text
                .trim_start_matches(is_space)
                .trim_end_matches([' ', '\t']),
        };
        let digits = match self.dialect() {
            Dialect::BusyboxAsh => trimmed,
            Dialect::Dash | Dialect::Bash | Dialect::BashAsSh => {
                trimmed.strip_prefix(['-', '+']).unwrap_or(trimmed)
            }
        };
        let is_number = !digits.is_empty() && digits.bytes().all(|it| it.is_ascii_digit());
        // busybox's `break` and `continue` look at the size.
        let by = arguments.first().map_or("", |it| self.str(*it));
        let wraps = !matches!(by, "break" | "continue");
        let fits = trimmed.parse::<i32>().is_ok();
        match (trimmed.parse::<i64>(), self.dialect()) {
            (Ok(number), Dialect::Bash | Dialect::BashAsSh) if is_number => {
                Ok(Number::Given(number))
            }
            (_, Dialect::Bash | Dialect::BashAsSh) => Ok(Number::Other(text)),
            (Ok(number @ 0..=0x7fff_ffff), Dialect::Dash) if is_number => Ok(Number::Given(number)),
            (number, Dialect::BusyboxAsh) if is_number && (wraps || fits) => {
                let wrapped = wrapped(number.unwrap_or(i64::MAX));
                match by {
                    // Recorded: 4294967297 is 1, 4294967295 and 99999999999999999999 are 0.
                    "exit" => Ok(Number::Given(wrapped.max(0))),
                    // It reads what stands before its memory.
                    "shift" if wrapped < 0 => self.unsupported("shift by a number so large"),
                    _ => Ok(Number::Given(wrapped)),
                }
            }
            _ => self.illegal_number(arguments, &text).await,
        }
    }

    /// What stands behind the name; in bash also behind `--` (XBD 12.2, guideline 10).
    pub(super) fn operands<'a>(&self, arguments: &'a [Span]) -> &'a [Span] {
        match arguments {
            [_, first, operands @ ..]
                if self.dialect().family() == Family::Bash && self.str(*first) == "--" =>
            {
                operands
            }
            [_, operands @ ..] => operands,
            [] => &[],
        }
    }

    /// The error of dash and busybox.
    pub(super) async fn illegal_number<T>(&mut self, arguments: &[Span], text: &str) -> Flow<T> {
        let by = self.argument(arguments, 0).unwrap_or_default();
        self.error(&by, &format!("Illegal number: {text}")).await
    }

    /// bash: more arguments than one end the command line.
    pub(super) async fn check_single(&mut self, arguments: &[Span]) -> Flow {
        if self.dialect().family() == Family::Ash || self.operands(arguments).len() <= 1 {
            return Ok(());
        }
        let by = self.argument(arguments, 0).unwrap_or_default();
        self.complain(Some(&by), "too many arguments").await?;
        self.status = 1;
        Err(crate::shell::execution::Divert::Exit)
    }
}

/// What busybox leaves of a number: its low 32 bits (recorded of `return`: 4294967297 is 1, 4294967295 is 255).
fn wrapped(number: i64) -> i64 {
    let low = number.to_le_bytes();
    i64::from(i32::from_le_bytes([low[0], low[1], low[2], low[3]]))
}

fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\t'..='\r')
}
