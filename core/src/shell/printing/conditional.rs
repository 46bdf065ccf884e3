//! `[[ … ]]`.

use super::Printer;
use crate::shell::syntax::ConditionalExpression;

impl Printer<'_> {
    /// An expression. A word alone is printed as `-n word`, and two `!` are none.
    pub(super) fn conditional(&self, expression: &ConditionalExpression) -> String {
        let text = |span| self.of.texts.str(span);
        match expression {
            ConditionalExpression::Or(left, right) => {
                format!("{} || {}", self.conditional(left), self.conditional(right))
            }
            ConditionalExpression::And(left, right) => {
                format!("{} && {}", self.conditional(left), self.conditional(right))
            }
            ConditionalExpression::Not(inside) => match &**inside {
                ConditionalExpression::Not(inside) => self.conditional(inside),
                inside => format!("! {}", self.conditional(inside)),
            },
            ConditionalExpression::Group(inside) => format!("( {} )", self.conditional(inside)),
            ConditionalExpression::Unary { operator, operand } => {
                format!("{} {}", text(*operator), self.word(operand))
            }
            ConditionalExpression::Binary {
                left,
                operator,
                right,
            } => {
                let (left, right) = (self.word(left), self.word(right));
                format!("{left} {} {right}", text(*operator))
            }
            ConditionalExpression::Word(word) => format!("-n {}", self.word(word)),
        }
    }
}
