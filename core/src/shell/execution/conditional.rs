//! `[[ … ]]` (bash): nothing is split, and what is quoted on the right of `==` and `=~` stands for itself.

use super::encoding::Encoding;
use super::evaluator::{Evaluator, Flow};
use super::place::{Key, Place};
use super::store::Manner;
use crate::regular_expression::{Case, Dialect as RegexDialect, Regex, Unit};
use crate::shell::builtin::{compare_files, file_test};
use crate::shell::pattern::{LetterCase, Quoting};
use crate::shell::syntax::{ConditionalExpression, Word};
use crate::text::Span;

/// An operator of `[[`, and whether `!` stands before the test.
#[derive(Debug, Clone, Copy)]
struct Test<'t> {
    sense: Sense,
    operator: &'t str,
}

/// Whether `!` stands before a test.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sense {
    Plain,
    Inverted,
}

impl Sense {
    fn inverted(self) -> Self {
        match self {
            Self::Plain => Self::Inverted,
            Self::Inverted => Self::Plain,
        }
    }
}

impl Evaluator {
    pub(super) async fn run_conditional(&mut self, expression: &ConditionalExpression) -> Flow {
        self.process.update_proc_for_self();
        self.run_debug().await?;
        self.status = match self.holds(expression, Sense::Plain).await? {
            Some(holds) => u8::from(!holds),
            None => 2,
        };
        self.check_failure().await
    }

    /// Whether an expression holds; nothing, behind the message, when it makes no sense.
    async fn holds(
        &mut self,
        expression: &ConditionalExpression,
        sense: Sense,
    ) -> Flow<Option<bool>> {
        use ConditionalExpression as Is;
        match expression {
            Is::Or(left, right) => match Box::pin(self.holds(left, Sense::Plain)).await? {
                Some(false) => Box::pin(self.holds(right, Sense::Plain)).await,
                left => Ok(left),
            },
            Is::And(left, right) => match Box::pin(self.holds(left, Sense::Plain)).await? {
                Some(true) => Box::pin(self.holds(right, Sense::Plain)).await,
                left => Ok(left),
            },
            Is::Not(inner) => {
                let holds = Box::pin(self.holds(inner, sense.inverted())).await?;
                Ok(holds.map(|it| !it))
            }
            Is::Group(inner) => Box::pin(self.holds(inner, Sense::Plain)).await,
            Is::Word(word) => {
                let text = self.expand_text(word).await?;
                let test = Test {
                    sense,
                    operator: "-n",
                };
                self.trace_test(test, None, text).await?;
                Ok(Some(!self.str(text).is_empty()))
            }
            Is::Unary { operator, operand } => {
                let operator = self.str(*operator).to_owned();
                let test = Test {
                    sense,
                    operator: &operator,
                };
                self.holds_unary(test, operand).await.map(Some)
            }
            Is::Binary {
                left,
                operator,
                right,
            } => {
                let operator = self.str(*operator).to_owned();
                let test = Test {
                    sense,
                    operator: &operator,
                };
                self.holds_binary(left, test, right).await
            }
        }
    }

    async fn holds_unary(&mut self, test: Test<'_>, operand: &Word) -> Flow<bool> {
        let operand = self.expand_text(operand).await?;
        self.check_known(operand)?;
        self.trace_test(test, None, operand).await?;
        let text = self.str(operand).to_owned();
        match test.operator {
            "-z" => Ok(text.is_empty()),
            "-n" => Ok(!text.is_empty()),
            "-v" => self.is_set_in_conditional(operand).await,
            "-R" => Ok(self.is_leading_reference(&text)),
            "-o" => Ok(self.has_option_named(&text)),
            "-t" => Ok(false),
            operator => file_test(self, operator, &text),
        }
    }

    async fn holds_binary(
        &mut self,
        left: &Word,
        test: Test<'_>,
        right: &Word,
    ) -> Flow<Option<bool>> {
        let operator = test.operator;
        let subject = self.expand_text(left).await?;
        self.check_known(subject)?;
        match operator {
            "=" | "==" | "!=" => {
                if self.traces_headers() {
                    return self.matches_traced(subject, test, right).await.map(Some);
                }
                let pattern = self.read_pattern(right, self.case_of_matches()).await?;
                let matches = pattern.matches(self.str(subject));
                return Ok(Some(matches == (operator != "!=")));
            }
            "=~" => return self.matches_regex(subject, test, right).await,
            _ => {}
        }
        let other = self.expand_text(right).await?;
        self.check_known(other)?;
        self.trace_test(test, Some(subject), other).await?;
        let (left, right) = (self.str(subject), self.str(other));
        match operator {
            "<" => return Ok(Some(left < right)),
            ">" => return Ok(Some(left > right)),
            "-nt" | "-ot" | "-ef" => {
                return Ok(Some(compare_files(self, left, operator, right)));
            }
            _ => {}
        }
        let Some(left) = self.conditional_number(subject).await? else {
            return Ok(Some(false));
        };
        let Some(right) = self.conditional_number(other).await? else {
            return Ok(Some(false));
        };
        Ok(Some(match operator {
            "-eq" => left == right,
            "-ne" => left != right,
            "-lt" => left < right,
            "-le" => left <= right,
            "-gt" => left > right,
            _ => left >= right,
        }))
    }

    /// `==` and `!=` where `set -x` is on: what is quoted in the pattern is printed behind backslashes.
    async fn matches_traced(&mut self, subject: Span, test: Test<'_>, right: &Word) -> Flow<bool> {
        let (pattern, characters) = self
            .read_pattern_with_characters(right, self.case_of_matches())
            .await?;
        let mut shown = String::new();
        for it in characters {
            if it.quoting == Quoting::Quoted {
                shown.push('\\');
            }
            shown.push(it.character);
        }
        let shown = self.shell_text(&shown, "pattern of [[");
        self.trace_test(test, Some(subject), shown).await?;
        let matches = pattern.matches(self.str(subject));
        Ok(matches == (test.operator != "!="))
    }

    /// Prints a test, expanded, where `set -x` is on.
    async fn trace_test(&mut self, test: Test<'_>, left: Option<Span>, right: Span) -> Flow {
        if !self.traces_headers() {
            return Ok(());
        }
        let shown = |span: Span| match self.str(span) {
            "" => "''".to_owned(),
            text => text.to_owned(),
        };
        let sense = match test.sense {
            Sense::Plain => "",
            Sense::Inverted => "! ",
        };
        let left = left.map(|it| shown(it) + " ").unwrap_or_default();
        let header = format!("[[ {sense}{left}{} {} ]]", test.operator, shown(right));
        self.trace_header(header).await
    }

    /// The value of an operand of `-eq` and its like: an expression.
    async fn conditional_number(&mut self, text: Span) -> Flow<Option<i64>> {
        if self.str(text).trim().is_empty() {
            return Ok(Some(0));
        }
        match self.evaluate(text) {
            Ok(value) => Ok(Some(value)),
            Err(error) => {
                self.say_arithmetic(&error, "[[").await?;
                Ok(None)
            }
        }
    }

    /// `=~`: an extended regular expression; `BASH_REMATCH` gets what it and its groups match.
    async fn matches_regex(
        &mut self,
        subject: Span,
        test: Test<'_>,
        right: &Word,
    ) -> Flow<Option<bool>> {
        let mut pattern = String::new();
        for it in self.read_characters(right).await? {
            if it.quoting == Quoting::Quoted && r".[]{}()\*+?^$|".contains(it.character) {
                pattern.push('\\');
            }
            pattern.push(it.character);
        }
        if self.traces_headers() {
            let shown = self.shell_text(&pattern, "regular expression of [[");
            self.trace_test(test, Some(subject), shown).await?;
        }
        let case = match self.case_of_matches() {
            LetterCase::Ignored => Case::Insensitive,
            LetterCase::Kept => Case::Sensitive,
        };
        let unit = match self.encoding() {
            Encoding::Bytes => Unit::Byte,
            Encoding::Utf8 => Unit::Character,
        };
        let Ok(regex) = Regex::new(&pattern, RegexDialect::LibraryExtended, case, unit) else {
            return self.unsupported("a regular expression that is wrong, or not simulated");
        };
        let Ok(found) = regex.find(self.str(subject), 0) else {
            return self.unsupported("this regular expression");
        };
        self.environment.variables.replace("BASH_REMATCH", None);
        let Some(found) = found else {
            return Ok(Some(false));
        };
        for (index, range) in (0..).zip(&found.groups) {
            let value = match range {
                Some((start, end)) => subject.slice(*start..*end),
                None => subject.at_start(),
            };
            let place = Place {
                name: "BASH_REMATCH".into(),
                key: Some(Key::Index(index)),
            };
            if self.store(&place, value, Manner::Set).is_err() {
                return self.unsupported("BASH_REMATCH");
            }
        }
        Ok(Some(true))
    }
}
