//! [`Place`]: what is assigned to or read: a variable, or an element of an array.

use std::rc::Rc;

use super::evaluator::{Evaluator, Family, Flow};
use super::refusal::Refusal;
use super::variables::{Array, Attribute, global, plain_name};
use crate::shell::arithmetic::ArithmeticError;
use crate::shell::parse::parse_subscript;
use crate::shell::syntax::{Word, WordUnit};
use crate::text::Span;

/// A variable, or an element of it.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::shell) struct Place {
    /// The variable, behind all references to it.
    pub(in crate::shell) name: Rc<str>,
    /// Which element.
    pub(in crate::shell) key: Option<Key>,
}

/// Which element of an array.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::shell) enum Key {
    /// The one with this number; a negative one counts from the end.
    Index(i64),
    /// The one with this key.
    Text(Span),
}

/// What stands between `[` and `]`.
#[derive(Debug, Clone, Copy)]
pub(in crate::shell) enum Subscript<'s> {
    /// As a script has it: it is expanded.
    Written(&'s Word),
    /// A text that has been expanded.
    Expanded(Span),
}

/// How often a reference may lead to a reference.
const MOST_REFERENCES: usize = 8;

impl Evaluator {
    /// The variable that a name stands for, and the subscript where the name is a reference to an element.
    pub(in crate::shell) fn resolve(&self, name: &str) -> Result<(Rc<str>, Option<Span>), Refusal> {
        let first = name;
        let mut name: Rc<str> = name.into();
        for _ in 0..=MOST_REFERENCES {
            let variable = self.environment.variables.get(&name);
            let target = variable.filter(|it| it.is(Attribute::Reference));
            let Some(target) = target.and_then(|it| it.value) else {
                return Ok((name, None));
            };
            let text = self.str(target);
            if text == &*name {
                // A reference of a function to its own name leads to the variable of the shell itself.
                return match self.environment.variables.depth_of(&name) {
                    0 => Err(Refusal::Circular(name.to_string())),
                    _ => Ok((global(&name).into(), None)),
                };
            }
            if let Some(bracket) = text.find('[') {
                let end = text.len().saturating_sub(1).max(bracket + 1);
                return Ok((text[..bracket].into(), Some(target.slice(bracket + 1..end))));
            }
            name = text.into();
        }
        Err(Refusal::Circular(first.to_owned()))
    }

    /// Which element of `name` a subscript means.
    pub(in crate::shell) async fn place(
        &mut self,
        name: &str,
        subscript: Option<Subscript<'_>>,
    ) -> Flow<Result<Place, Refusal>> {
        let asked = name;
        let (name, own) = match self.resolve(asked) {
            Ok(resolved) => resolved,
            Err(refusal) => return Ok(Err(refusal)),
        };
        // `declare -g` asks by the marked name; only a reference leads to one from a plain name.
        let is_led_out =
            plain_name(&name).len() < name.len() && plain_name(asked).len() == asked.len();
        if is_led_out {
            self.warn_of_circle(None, &name).await?;
        }
        if let Some(Subscript::Written(word)) = subscript
            && word.span.is_empty()
        {
            return Ok(Err(Refusal::BadSubscript(format!("{name}[]"))));
        }
        let written = match subscript {
            Some(Subscript::Written(word)) => Some(word.span),
            _ => None,
        };
        let subscript = match (own, subscript) {
            (None, None) => return Ok(Ok(Place { name, key: None })),
            (Some(own), Some(_)) => {
                let text = format!("`{name}[{}]': not a valid identifier", self.str(own));
                return Ok(Err(Refusal::Reference(text)));
            }
            (Some(own), None) => self.expand_subscript_text(own).await?,
            (None, Some(Subscript::Written(word))) => match self.with_literal_quotes(&name, word) {
                Some(word) => self.expand_subscript(&word).await?,
                None => self.expand_subscript(word).await?,
            },
            (None, Some(Subscript::Expanded(text))) => text,
        };
        let key = self
            .key(&name, subscript)
            .map_err(|refusal| match (refusal, written) {
                (Refusal::BadSubscript(_), Some(written)) => {
                    Refusal::BadSubscript(format!("{name}[{}]", self.str(written)))
                }
                (refusal, _) => refusal,
            });
        Ok(key.map(|key| Place {
            name,
            key: Some(key),
        }))
    }

    /// A subscript of an array by number, in which single quotes stand for themselves; nothing where there are none.
    fn with_literal_quotes(&self, name: &str, word: &Word) -> Option<Word> {
        let variable = self.environment.variables.get(name);
        let array = variable.and_then(|it| it.array.as_ref());
        let has_quotes = word
            .units
            .iter()
            .any(|it| matches!(it, WordUnit::SingleQuoted(_)));
        if !has_quotes || matches!(array, Some(Array::Associative(_))) {
            return None;
        }
        let units = word.units.iter().map(|unit| match unit {
            WordUnit::SingleQuoted(span) => WordUnit::Literal(*span),
            other => other.clone(),
        });
        Some(Word {
            span: word.span,
            units: units.collect(),
        })
    }

    /// The subscript that a reference holds.
    pub(in crate::shell) async fn expand_subscript_text(&mut self, text: Span) -> Flow<Span> {
        if self.str(text).contains(['\'', '"', '\\']) {
            let bracket = self.shell_text("]", "end of a subscript");
            let whole = self.process.join(&[text, bracket]);
            let shell = self.shell;
            if let Some(word) = parse_subscript(&mut self.process.cx, whole, shell) {
                return self.expand_subscript(&word).await;
            }
            return self.unsupported("a subscript with a quote that does not end");
        }
        if self.str(text).contains(['$', '`']) {
            let word = self.read_word(text)?;
            return self.expand_subscript(&word).await;
        }
        Ok(text)
    }

    /// Which element a subscript means, after its expansions.
    pub(in crate::shell) fn key(&mut self, name: &str, subscript: Span) -> Result<Key, Refusal> {
        let array = self.environment.variables.get(name);
        let is_associative = matches!(
            array.and_then(|it| it.array.as_ref()),
            Some(Array::Associative(_))
        );
        let text = self.str(subscript);
        if text.is_empty() && is_associative || !is_associative && matches!(text, "@" | "*") {
            return Err(Refusal::BadSubscript(format!("{name}[{text}]")));
        }
        if is_associative {
            return Ok(Key::Text(subscript));
        }
        let index = self.evaluate(subscript);
        index.map(Key::Index).map_err(Refusal::Calculation)
    }

    /// The value of a place; nothing when it is not set.
    pub(in crate::shell) fn value_at(&mut self, place: &Place) -> Result<Option<Span>, Refusal> {
        let Some(key) = &place.key else {
            return Ok(self.variable_value(&place.name));
        };
        self.refresh(&place.name);
        let variable = self.environment.variables.get(&place.name);
        let Some(variable) = variable else {
            return Ok(None);
        };
        Ok(match (&variable.array, key) {
            (None, Key::Index(0)) => variable.value,
            (None, Key::Index(..0)) => {
                return Err(Refusal::BadSubscript(place.name.to_string()));
            }
            (None, Key::Index(_) | Key::Text(_)) => None,
            (Some(Array::Indexed(array)), Key::Index(index)) => match array.index(*index) {
                Some(index) => array.get(index),
                None => return Err(Refusal::BadSubscript(place.name.to_string())),
            },
            (Some(Array::Associative(array)), Key::Text(key)) => array.get(self.str(*key)),
            (Some(_), _) => None,
        })
    }

    /// Whether elements can be told from the text `name[…]`: only bash has them.
    pub(in crate::shell) fn has_arrays(&self) -> bool {
        self.dialect().family() == Family::Bash
    }
}

impl From<ArithmeticError> for Refusal {
    fn from(error: ArithmeticError) -> Self {
        Self::Calculation(error)
    }
}
