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

impl Evaluator {
    pub(super) async fn run_conditional(&mut self, expression: &ConditionalExpression) -> Flow {
        self.process.update_proc_for_self();
        self.run_debug().await?;
        if self.traces_headers() {
            return self.unsupported("the trace of [[ (set -x)");
        }
        self.status = match self.holds(expression).await? {
            Some(holds) => u8::from(!holds),
            None => 2,
        };
        self.check_failure().await
    }

    /// Whether an expression holds; nothing, behind the message, when it makes no sense.
    async fn holds(&mut self, expression: &ConditionalExpression) -> Flow<Option<bool>> {
        use ConditionalExpression as Is;
        match expression {
            Is::Or(left, right) => match Box::pin(self.holds(left)).await? {
                Some(false) => Box::pin(self.holds(right)).await,
                left => Ok(left),
            },
            Is::And(left, right) => match Box::pin(self.holds(left)).await? {
                Some(true) => Box::pin(self.holds(right)).await,
                left => Ok(left),
            },
            Is::Not(inner) => Ok(Box::pin(self.holds(inner)).await?.map(|it| !it)),
            Is::Group(inner) => Box::pin(self.holds(inner)).await,
            Is::Word(word) => {
                let text = self.expand_text(word).await?;
                Ok(Some(!self.str(text).is_empty()))
            }
            Is::Unary { operator, operand } => {
                let operator = self.str(*operator).to_owned();
                self.holds_unary(&operator, operand).await.map(Some)
            }
            Is::Binary {
                left,
                operator,
                right,
            } => {
                let operator = self.str(*operator).to_owned();
                self.holds_binary(left, &operator, right).await
            }
        }
    }

    async fn holds_unary(&mut self, operator: &str, operand: &Word) -> Flow<bool> {
        let operand = self.expand_text(operand).await?;
        self.check_known(operand)?;
        let text = self.str(operand).to_owned();
        match operator {
            "-z" => Ok(text.is_empty()),
            "-n" => Ok(!text.is_empty()),
            "-v" => self.is_set_in_conditional(operand).await,
            "-R" => Ok(self.is_leading_reference(&text)),
            "-o" => Ok(self.has_option_named(&text)),
            "-t" => Ok(false),
            _ => file_test(self, operator, &text),
        }
    }

    async fn holds_binary(
        &mut self,
        left: &Word,
        operator: &str,
        right: &Word,
    ) -> Flow<Option<bool>> {
        let subject = self.expand_text(left).await?;
        self.check_known(subject)?;
        match operator {
            "=" | "==" | "!=" => {
                let pattern = self.read_pattern(right, self.case_of_matches()).await?;
                let matches = pattern.matches(self.str(subject));
                return Ok(Some(matches == (operator != "!=")));
            }
            "=~" => return self.matches_regex(subject, right).await,
            _ => {}
        }
        let other = self.expand_text(right).await?;
        self.check_known(other)?;
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
    async fn matches_regex(&mut self, subject: Span, right: &Word) -> Flow<Option<bool>> {
        let mut pattern = String::new();
        for it in self.read_characters(right).await? {
            if it.quoting == Quoting::Quoted && r".[]{}()\*+?^$|".contains(it.character) {
                pattern.push('\\');
            }
            pattern.push(it.character);
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
