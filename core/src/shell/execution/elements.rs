//! `name=(…)`: all elements of an array at once (bash's manual, "Arrays").
//!
//! The elements are expanded while the array still has its old ones, and then take their place.

use std::rc::Rc;

use super::evaluator::{Evaluator, Flow};
use super::place::Key;
use super::refusal::{Behalf, Refusal};
use super::store::Manner;
use super::variables::{
    Access, Array, AssociativeArray, Attribute, Attributes, IndexedArray, plain_name,
};
use crate::shell::syntax::{ArrayElement, ArrayLiteral};
use crate::text::Span;

impl Evaluator {
    /// Makes a variable that names another one none that does.
    fn drop_reference(&mut self, name: &str) {
        let variable = self.environment.variables.entry(name);
        variable.attributes = variable.attributes.without(Attribute::Reference);
        variable.value = None;
    }

    /// Gives a variable these elements.
    pub(in crate::shell) async fn set_elements(
        &mut self,
        name: &str,
        literal: &ArrayLiteral,
        manner: Manner,
        behalf: Behalf<'_>,
    ) -> Flow {
        let name = match self.resolve(name) {
            Ok((name, None)) => name,
            Ok((name, Some(subscript))) => {
                let subscript = self.str(subscript);
                let text = format!("`{name}[{subscript}]': not a valid identifier");
                let refusal = Refusal::Reference(text);
                return self.refuse_assignment(refusal, behalf).await;
            }
            Err(Refusal::Circular(name)) => {
                self.warn_of_circle(None, &name).await?;
                self.drop_reference(&name);
                name.into()
            }
            Err(refusal) => return self.refuse_assignment(refusal, behalf).await,
        };
        if plain_name(&name).len() < name.len() {
            self.warn_of_circle(None, &name).await?;
        }
        if self.is_reference(&name) {
            let text = format!("warning: {name}: removing nameref attribute");
            self.complain(None, &text).await?;
            self.drop_reference(&name);
        }
        let variable = self.environment.variables.get(&name);
        let attributes = variable.map(|it| it.attributes).unwrap_or_default();
        if variable.is_some_and(|it| it.access == Access::ReadOnly) {
            let refusal = Refusal::ReadOnly(name.to_string());
            return self.refuse_assignment(refusal, behalf).await;
        }
        let before = variable.and_then(|it| it.array.clone());
        let scalar = variable.and_then(|it| it.value);
        let made = match (before, manner) {
            (Some(Array::Associative(before)), manner) => {
                let mut array = match manner {
                    Manner::Append => (*before).clone(),
                    Manner::Set => AssociativeArray::default(),
                };
                self.add_pairs(&name, &mut array, literal, attributes)
                    .await?
                    .map(|()| Array::Associative(Rc::new(array)))
            }
            (before, manner) => {
                let mut array = match (before, manner) {
                    (Some(Array::Indexed(before)), Manner::Append) => (*before).clone(),
                    (_, Manner::Append) => scalar.into_iter().collect(),
                    (_, Manner::Set) => IndexedArray::default(),
                };
                self.add_elements(&name, &mut array, literal, attributes)
                    .await?
                    .map(|()| Array::Indexed(Rc::new(array)))
            }
        };
        match made {
            Err(refusal) => self.refuse_assignment(refusal, behalf).await,
            Ok(array) => {
                let variable = self.environment.variables.entry(&name);
                variable.value = None;
                variable.array = Some(array);
                variable.attributes = variable.attributes.without(Attribute::Unassigned);
                self.note_assigned(&name, literal.span);
                Ok(())
            }
        }
    }

    /// Adds elements to an indexed array.
    async fn add_elements(
        &mut self,
        name: &str,
        array: &mut IndexedArray,
        literal: &ArrayLiteral,
        attributes: Attributes,
    ) -> Flow<Result<(), Refusal>> {
        let mut next = array.end();
        for element in &literal.elements {
            let Some(word) = &element.subscript else {
                let mut fields = Vec::new();
                self.expand_word(&element.value, &mut fields).await?;
                for field in fields {
                    match self.prepare(None, field, attributes, Manner::Set) {
                        Ok(value) => array.set(next, value),
                        Err(refusal) => return Ok(Err(refusal)),
                    }
                    next += 1;
                }
                continue;
            };
            let subscript = self.expand_subscript(word).await?;
            let value = self.expand_assigned(&element.value).await?;
            let index = match self.key(name, subscript) {
                Ok(Key::Index(index)) => index,
                Ok(Key::Text(_)) => return self.unsupported("a key of an indexed array"),
                Err(refusal) => return Ok(Err(refusal)),
            };
            let Some(index) = array.index(index) else {
                self.skip_element(element).await?;
                continue;
            };
            let before = array.get(index);
            match self.prepare(before, value, attributes, manner(element)) {
                Ok(value) => array.set(index, value),
                Err(refusal) => return Ok(Err(refusal)),
            }
            next = index + 1;
        }
        Ok(Ok(()))
    }

    /// An element that cannot be is left out, behind a message.
    async fn skip_element(&mut self, element: &ArrayElement) -> Flow {
        let written = self.str(element.span).to_owned();
        self.complain(None, &format!("{written}: bad array subscript"))
            .await
    }

    /// Adds elements to an associative array: `[key]=value`, or keys and values in turn.
    async fn add_pairs(
        &mut self,
        name: &str,
        array: &mut AssociativeArray,
        literal: &ArrayLiteral,
        attributes: Attributes,
    ) -> Flow<Result<(), Refusal>> {
        let is_list = literal
            .elements
            .first()
            .is_some_and(|it| it.subscript.is_none());
        if is_list {
            return self.add_list(array, literal, attributes).await;
        }
        for element in &literal.elements {
            let Some(word) = &element.subscript else {
                let written = self.str(element.span);
                let text = format!(
                    "{name}: {written}: must use subscript when assigning associative array"
                );
                self.complain(None, &text).await?;
                continue;
            };
            let key = self.expand_subscript(word).await?;
            if key.is_empty() {
                self.skip_element(element).await?;
                continue;
            }
            let value = self.expand_assigned(&element.value).await?;
            let text = self.str(key).to_owned();
            let before = array.get(&text);
            match self.prepare(before, value, attributes, manner(element)) {
                Ok(value) => array.set(&text, key, value),
                Err(refusal) => return Ok(Err(refusal)),
            }
        }
        Ok(Ok(()))
    }

    async fn add_list(
        &mut self,
        array: &mut AssociativeArray,
        literal: &ArrayLiteral,
        attributes: Attributes,
    ) -> Flow<Result<(), Refusal>> {
        let mut texts: Vec<Span> = Vec::new();
        for element in &literal.elements {
            texts.push(self.expand_assigned(&element.value).await?);
        }
        for pair in texts.chunks(2) {
            let key = pair[0];
            let value = match pair.get(1) {
                Some(value) => *value,
                None => self.shell_text("", "value of the last key"),
            };
            let text = self.str(key).to_owned();
            match self.prepare(None, value, attributes, Manner::Set) {
                Ok(value) => array.set(&text, key, value),
                Err(refusal) => return Ok(Err(refusal)),
            }
        }
        Ok(Ok(()))
    }
}

/// `[subscript]=` or `[subscript]+=`
pub(super) fn manner(element: &ArrayElement) -> Manner {
    let behind = element.subscript.as_ref().map_or(0, |it| it.span.end);
    match element.value.span.start.saturating_sub(behind) {
        3.. => Manner::Append,
        _ => Manner::Set,
    }
}
