//! The units of a word, one after the other: tilde, parameter and arithmetic expansion and command substitution,
//! which the standard lets happen together (XCU 2.6).

use super::pieces::{Characters, ExpandedWord, Quoting};
use crate::shell::execution::{Evaluator, Flow};
use crate::shell::syntax::{Parameter, ParameterName, ParameterOperation, Quoted, Word, WordUnit};
use crate::text::Span;

/// What the units stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Inside {
    /// A word.
    Word,
    /// The word of `${name-word}` outside quotes: it is split as a value is.
    Operand,
    /// Double quotes, a here-document.
    Quotes,
}

impl Inside {
    /// How characters written here are quoted.
    fn literal(self) -> Quoting {
        match self {
            Self::Word => Quoting::Literal,
            Self::Operand => Quoting::Expanded,
            Self::Quotes => Quoting::Quoted,
        }
    }

    /// How the result of an expansion is quoted.
    pub(super) fn expanded(self) -> Quoting {
        match self {
            Self::Word | Self::Operand => Quoting::Expanded,
            Self::Quotes => Quoting::Quoted,
        }
    }

    /// What the word of `${name-word}` stands in.
    pub(super) fn operand(self) -> Self {
        match self {
            Self::Word | Self::Operand => Self::Operand,
            Self::Quotes => Self::Quotes,
        }
    }
}

impl Evaluator {
    /// Expands the units of `word` behind what `expanded` holds: the tilde at its start, when there was one.
    pub(super) async fn expand_units(
        &mut self,
        word: &Word,
        inside: Inside,
        expanded: &mut ExpandedWord,
    ) -> Flow {
        let done = expanded.consumed_until(word);
        for unit in &word.units {
            match unit {
                WordUnit::Literal(span) if span.end <= done => {}
                WordUnit::Literal(span) if span.start < done => {
                    let rest = Span {
                        start: done,
                        ..*span
                    };
                    expanded.push(written(rest, inside.literal()));
                }
                _ => self.expand_unit(unit, inside, expanded).await?,
            }
        }
        Ok(())
    }

    async fn expand_unit(
        &mut self,
        unit: &WordUnit,
        inside: Inside,
        expanded: &mut ExpandedWord,
    ) -> Flow {
        match unit {
            WordUnit::Literal(span) => expanded.push(written(*span, inside.literal())),
            WordUnit::Escaped(span) => {
                expanded.push(written(span.slice_from(1), Quoting::Quoted));
            }
            WordUnit::Continuation(_) | WordUnit::StrippedTabs(_) => {}
            WordUnit::SingleQuoted(span) => {
                let content = span.slice(1..span.len() - 1);
                expanded.push(written(content, Quoting::Quoted));
            }
            WordUnit::DollarSingleQuoted(span) => {
                let decoded = self.decode_dollar_quotes(*span)?;
                expanded.push(written(decoded, Quoting::Quoted));
            }
            WordUnit::DoubleQuoted(quoted) | WordUnit::Translated(quoted) => {
                Box::pin(self.expand_quoted(quoted, expanded)).await?;
            }
            WordUnit::Parameter(parameter) => {
                Box::pin(self.expand_parameter(parameter, inside, expanded)).await?;
            }
            WordUnit::CommandSubstitution(substitution) => {
                self.substitute_command(substitution, inside, expanded)
                    .await?;
            }
            WordUnit::Arithmetic(arithmetic) => {
                let value = self.expand_arithmetic(arithmetic)?;
                expanded.push(Characters {
                    span: value,
                    written: Some(arithmetic.span),
                    quoting: inside.expanded(),
                });
            }
            WordUnit::ProcessSubstitution(_) => return self.unsupported("process substitution"),
            WordUnit::ExtendedGlob(_) => return self.unsupported("extended globs"),
            WordUnit::Array(_) => return self.unsupported("arrays"),
        }
        Ok(())
    }

    /// `"…"` is a field even when it is empty, unless it holds nothing but `$@` and there are no parameters.
    async fn expand_quoted(&mut self, quoted: &Quoted, expanded: &mut ExpandedWord) -> Flow {
        let is_all = match &*quoted.content.units {
            [WordUnit::Parameter(parameter)] => {
                is_all_parameters(&self.process.cx.texts, parameter)
            }
            _ => false,
        };
        if !(is_all && self.environment.positional.is_empty()) {
            let start = quoted.content.span.at_start();
            expanded.push(written(start, Quoting::Quoted));
        }
        self.expand_units(&quoted.content, Inside::Quotes, expanded)
            .await
    }
}

/// Whether it is `$@`.
fn is_all_parameters(texts: &crate::text::Texts, parameter: &Parameter) -> bool {
    parameter.operation == ParameterOperation::Value
        && matches!(parameter.name, ParameterName::Special(name) if texts.str(name) == "@")
}

/// Characters that stand where they are written.
pub(super) fn written(span: Span, quoting: Quoting) -> Characters {
    Characters {
        span,
        written: None,
        quoting,
    }
}

impl ExpandedWord {
    /// Up to where the tilde at the start of `word` has been expanded.
    fn consumed_until(&self, word: &Word) -> u32 {
        let mut ends = self.pieces.iter().rev().filter_map(|piece| match piece {
            super::pieces::Piece::Characters(Characters {
                written: Some(tilde),
                ..
            }) => Some(tilde.end),
            _ => None,
        });
        ends.next().unwrap_or(word.span.start)
    }
}
