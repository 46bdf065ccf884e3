//! What `-v` and `-R` of `[[` and `test` ask for (bash): whether a name, an element or a parameter is set.
//!
//! Recorded of bash 5.2: an array is set when its element 0 is, `name[@]` when there is any element but of an
//! associative array, where `@` is a key; a reference to an element is not; a number is a positional parameter.

use super::evaluator::{Evaluator, Flow};
use super::place::Place;
use super::refusal::Refusal;
use super::variables::{Array, Attribute};
use crate::shell::characters::is_name;
use crate::text::Span;

/// What an operand of `-v` names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::shell) enum Named {
    /// An element: the variable, and where in the operand its subscript stands.
    Element(String, std::ops::Range<usize>),
    /// A positional parameter, or `$0`.
    Positional(i64),
    /// A variable, or nothing that can be one.
    Variable(String),
}

impl Named {
    /// Takes an operand apart.
    pub(in crate::shell) fn of(operand: &str) -> Self {
        if let Some(bracket) = operand.find('[')
            && is_name(&operand[..bracket])
            && operand.ends_with(']')
            && closes_at_end(&operand[bracket..])
            && bracket + 2 < operand.len()
        {
            let subscript = bracket + 1..operand.len() - 1;
            return Self::Element(operand[..bracket].to_owned(), subscript);
        }
        match operand.trim().parse() {
            Ok(number) => Self::Positional(number),
            Err(_) => Self::Variable(operand.to_owned()),
        }
    }
}

/// Whether the bracket at the start is closed by the last character.
fn closes_at_end(text: &str) -> bool {
    let mut depth = 0_usize;
    text.char_indices().all(|(at, character)| {
        match character {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > 0 || at + 1 == text.len()
    })
}

impl Evaluator {
    /// `-v` in `[[`: the subscript of an element is expanded once more.
    pub(super) async fn is_set_in_conditional(&mut self, operand: Span) -> Flow<bool> {
        let set = match Named::of(self.str(operand)) {
            Named::Element(name, subscript) => {
                let subscript = self.expand_subscript_text(operand.slice(subscript)).await?;
                self.is_element_set(&name, subscript)
            }
            named => self.is_set(&named),
        };
        match set {
            Ok(is_set) => Ok(is_set),
            Err(Refusal::BadSubscript(name)) => {
                let name = name.split('[').next().unwrap_or_default();
                let text = format!("{name}: bad array subscript");
                self.complain(None, &text).await?;
                Ok(false)
            }
            Err(_) => self.unsupported("this subscript behind -v"),
        }
    }

    /// `-v` of `test`.
    pub(in crate::shell) fn is_set_in_test(&mut self, operand: Span) -> Flow<bool> {
        let named = Named::of(self.str(operand));
        let set = match &named {
            Named::Element(name, subscript) => {
                let subscript = operand.slice(subscript.clone());
                if self.str(subscript).contains(['$', '`', '"', '\'', '\\']) {
                    return self.unsupported("expansions in a subscript behind test -v");
                }
                self.is_element_set(name, subscript)
            }
            named => self.is_set(named),
        };
        match set {
            Ok(is_set) => Ok(is_set),
            Err(_) => self.unsupported("this subscript behind test -v"),
        }
    }

    /// `-R`: whether a name is a reference that leads somewhere.
    pub(in crate::shell) fn is_leading_reference(&self, name: &str) -> bool {
        let variable = self.environment.variables.get(name);
        variable.is_some_and(|it| it.is(Attribute::Reference) && it.value.is_some())
    }

    fn is_set(&mut self, named: &Named) -> Result<bool, Refusal> {
        match named {
            Named::Positional(number) => {
                let count = self.environment.positional.len();
                Ok(usize::try_from(*number).is_ok_and(|it| it <= count))
            }
            Named::Variable(name) | Named::Element(name, _) => match self.resolve(name) {
                Ok((name, None)) => Ok(self.variable_value(&name).is_some()),
                Ok((_, Some(_))) | Err(Refusal::Circular(_)) => Ok(false),
                Err(refusal) => Err(refusal),
            },
        }
    }

    fn is_element_set(&mut self, name: &str, subscript: Span) -> Result<bool, Refusal> {
        let (name, None) = self.resolve(name)? else {
            return Err(Refusal::Unsupported("an element of an element".to_owned()));
        };
        let text = self.str(subscript).to_owned();
        let array = self.environment.variables.get(&name);
        match array.and_then(|it| it.array.as_ref()) {
            Some(Array::Associative(_)) if text.is_empty() => {
                Err(Refusal::BadSubscript(name.to_string()))
            }
            Some(Array::Associative(array)) => Ok(array.get(&text).is_some()),
            Some(Array::Indexed(array)) if matches!(&*text, "@" | "*") => {
                Ok(array.iter().next().is_some())
            }
            None if matches!(&*text, "@" | "*") => Ok(self.variable_value(&name).is_some()),
            Some(Array::Indexed(_)) | None => {
                let key = Some(self.key(&name, subscript)?);
                Ok(self.value_at(&Place { name, key })?.is_some())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Named;

    #[test]
    fn an_operand_is_an_element_only_where_its_bracket_closes_at_the_end() {
        let element = |name: &str, range| Named::Element(name.to_owned(), range);
        assert_eq!(Named::of("a[1]"), element("a", 2..3));
        assert_eq!(Named::of("a[b[1]]"), element("a", 2..6));
        for other in ["a[1]]", "a[0]y", "a[", "a[]", "1x[0]", "x y"] {
            assert_eq!(Named::of(other), Named::Variable(other.to_owned()));
        }
        assert_eq!(Named::of(" +1 "), Named::Positional(1));
    }
}
