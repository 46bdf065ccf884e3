//! The units of a word, one after the other: tilde, parameter and arithmetic expansion and command substitution,
//! which the standard lets happen together (XCU 2.6).

use super::pieces::{Characters, ExpandedWord, Piece, Quoting};
use super::tilde::{Tilde, Tildes};
use crate::shell::dialect::Dialect;
use crate::shell::execution::{Evaluator, Family, Flow};
use crate::shell::syntax::{
    ExtendedGlob, Parameter, ParameterName, ParameterOperation, Quoted, Word, WordUnit,
};
use crate::text::Span;

/// What the units stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Inside {
    /// A word.
    Word,
    /// The word of `${name-word}` outside quotes: it is split as a value is.
    Operand,
    /// The value of an assignment.
    Value,
    /// The word of `${name-word}` in such a value.
    OperandOfValue,
    /// Double quotes, a here-document, an arithmetic expression.
    Quotes,
}

impl Inside {
    /// How characters written here are quoted.
    fn literal(self) -> Quoting {
        match self {
            Self::Word | Self::Value => Quoting::Literal,
            Self::Operand | Self::OperandOfValue => Quoting::Expanded,
            Self::Quotes => Quoting::Quoted,
        }
    }

    /// How the result of an expansion is quoted.
    pub(super) fn expanded(self) -> Quoting {
        match self {
            Self::Word | Self::Operand | Self::Value | Self::OperandOfValue => Quoting::Expanded,
            Self::Quotes => Quoting::Quoted,
        }
    }

    /// What the word of `${name-word}` stands in.
    pub(super) fn operand(self) -> Self {
        match self {
            Self::Word | Self::Operand => Self::Operand,
            Self::Value | Self::OperandOfValue => Self::OperandOfValue,
            Self::Quotes => Self::Quotes,
        }
    }

    /// Where tildes are followed in the word of `${name-word}`.
    pub(super) fn tildes_of_operand(self, dialect: Dialect) -> Tildes {
        match self {
            // Recorded of `y=${q:-~:~}`.
            Self::Value | Self::OperandOfValue if dialect == Dialect::BashAsSh => Tildes::AtStart,
            Self::Word | Self::Operand => Tildes::AtStart,
            Self::Value | Self::OperandOfValue => Tildes::InValue,
            Self::Quotes => Tildes::Never,
        }
    }
}

impl Evaluator {
    /// Expands a word with its tildes.
    pub(super) async fn expand_with_tildes(
        &mut self,
        word: &Word,
        tildes: Tildes,
        inside: Inside,
        expanded: &mut ExpandedWord,
    ) -> Flow {
        let tildes = self.find_tildes(word, tildes);
        if tildes.is_empty() {
            return self.expand_units(word, inside, expanded).await;
        }
        let before = self.expanding.replace(word.span);
        for (index, unit) in word.units.iter().enumerate() {
            match unit {
                WordUnit::Literal(span) => {
                    let within = tildes.iter().filter(|it| it.unit == index);
                    self.push_with_tildes(*span, within, inside, expanded)?;
                }
                _ => self.expand_unit(unit, inside, expanded).await?,
            }
        }
        self.expanding = before;
        Ok(())
    }

    /// Literal characters with tildes among them.
    fn push_with_tildes<'t>(
        &mut self,
        span: Span,
        tildes: impl Iterator<Item = &'t Tilde>,
        inside: Inside,
        expanded: &mut ExpandedWord,
    ) -> Flow {
        let mut at = 0;
        for tilde in tildes {
            if at < tilde.start {
                expanded.push(written(span.slice(at..tilde.start), inside.literal()));
            }
            let rest = span.slice_from(tilde.end);
            self.push_home(span.slice(tilde.start..tilde.end), rest, expanded)?;
            at = tilde.end;
        }
        if at < span.len() {
            expanded.push(written(span.slice_from(at), inside.literal()));
        }
        Ok(())
    }

    /// Expands the units of `word` behind what `expanded` holds.
    pub(super) async fn expand_units(
        &mut self,
        word: &Word,
        inside: Inside,
        expanded: &mut ExpandedWord,
    ) -> Flow {
        let before = self.expanding.replace(word.span);
        for unit in &word.units {
            self.expand_unit(unit, inside, expanded).await?;
        }
        self.expanding = before;
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
                let value = Box::pin(self.expand_arithmetic(arithmetic)).await?;
                expanded.push(Characters {
                    span: value,
                    written: Some(arithmetic.span),
                    quoting: inside.expanded(),
                });
            }
            WordUnit::ProcessSubstitution(substitution) => {
                let path = self.substitute_process(substitution).await?;
                expanded.push(Characters {
                    span: path,
                    written: Some(substitution.span),
                    quoting: inside.expanded(),
                });
            }
            WordUnit::ExtendedGlob(glob) => {
                Box::pin(self.expand_glob(glob, inside, expanded)).await?;
            }
            WordUnit::Array(_) => return self.unsupported("an array as an argument"),
        }
        Ok(())
    }

    /// `@(…)`: what stands between the parentheses is expanded.
    async fn expand_glob(
        &mut self,
        glob: &ExtendedGlob,
        inside: Inside,
        expanded: &mut ExpandedWord,
    ) -> Flow {
        let end = glob.span.len();
        expanded.push(written(glob.span.slice(0..2), inside.literal()));
        for unit in &glob.alternatives.units {
            self.expand_unit(unit, inside, expanded).await?;
        }
        expanded.push(written(glob.span.slice(end - 1..end), inside.literal()));
        Ok(())
    }

    /// `"…"` is a field even when it is empty, unless that comes of `$@` without parameters.
    async fn expand_quoted(&mut self, quoted: &Quoted, expanded: &mut ExpandedWord) -> Flow {
        let (first, empties) = (expanded.pieces.len(), expanded.empties);
        let unescaped = self.without_escaped_quotes(&quoted.content);
        let content = unescaped.as_ref().unwrap_or(&quoted.content);
        self.expand_units(content, Inside::Quotes, expanded).await?;
        let is_none = match self.dialect().family() {
            Family::Ash => {
                self.environment.positional.is_empty() && self.is_all_parameters(&quoted.content)
            }
            Family::Bash => {
                let made = expanded.pieces[first..].iter();
                expanded.empties > empties && made.clone().all(Piece::is_nothing)
            }
        };
        if is_none {
            expanded.pieces.truncate(first);
        } else {
            let start = quoted.content.span.at_start();
            let field = Piece::Characters(written(start, Quoting::Quoted));
            expanded.pieces.insert(first, field);
        }
        Ok(())
    }

    /// bash takes the backslashes before double quotes off before it expands what stands between two of them.
    fn without_escaped_quotes(&mut self, content: &Word) -> Option<Word> {
        let text = self.str(content.span);
        if self.dialect().family() == Family::Ash || !(text.contains("\\\"") && text.contains("${"))
        {
            return None;
        }
        let mut unescaped = String::new();
        let mut characters = text.chars();
        while let Some(character) = characters.next() {
            match (character, characters.clone().next()) {
                ('\\', Some('"')) => {}
                ('\\', Some(next)) => {
                    unescaped.extend(['\\', next]);
                    characters.next();
                }
                _ => unescaped.push(character),
            }
        }
        let span = self.shell_text(&unescaped, "text between double quotes");
        let units = content.units.clone();
        Some(Word { span, units })
    }

    /// Whether it is `$@` alone.
    fn is_all_parameters(&self, content: &Word) -> bool {
        let [WordUnit::Parameter(parameter)] = &*content.units else {
            return false;
        };
        let Parameter {
            name, operation, ..
        } = &**parameter;
        *operation == ParameterOperation::Value
            && matches!(*name, ParameterName::Special(name) if self.str(name) == "@")
    }
}

/// Characters that stand where they are written.
pub(super) fn written(span: Span, quoting: Quoting) -> Characters {
    Characters {
        span,
        written: None,
        quoting,
    }
}
