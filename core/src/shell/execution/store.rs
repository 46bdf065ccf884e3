//! Putting a value into its place: what attributes make of it, and what the shell itself does with some variables.

use std::rc::Rc;

use super::evaluator::{Evaluator, Flow};
use super::options::ShellOption;
use super::place::{Key, Place};
use super::refusal::Refusal;
use super::variables::{Access, Array, Attribute, Attributes, Dynamic, Export, Variable};
use crate::shell::characters::is_name;
use crate::shell::dialect::{UnsetLocal, unset_local};
use crate::text::{Rewrite, Span};

/// `=` or `+=`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::shell) enum Manner {
    /// `=`
    Set,
    /// `+=`
    Append,
}

/// What came of removing all elements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Removed {
    All,
    /// Nothing: the array has keys.
    HasKeys,
}

impl Evaluator {
    /// Gives a place a value.
    pub(in crate::shell) fn store(
        &mut self,
        place: &Place,
        value: Span,
        manner: Manner,
    ) -> Result<(), Refusal> {
        let name = &*place.name;
        let variable = self.environment.variables.get(name);
        let attributes = variable.map(|it| it.attributes).unwrap_or_default();
        let dynamic = variable.and_then(|it| it.dynamic);
        if variable.is_some_and(|it| it.access == Access::ReadOnly) {
            return Err(Refusal::ReadOnly(name.to_owned()));
        }
        if self.is_dynamic(name) {
            return Err(Refusal::Unsupported(format!("the variable {name}")));
        }
        let before = match manner {
            Manner::Set => None,
            Manner::Append => self.value_at(place)?,
        };
        let value = self.prepare(before, value, attributes, manner)?;
        let text = self.str(value);
        if attributes.has(Attribute::Reference) && !names_place(text) {
            return Err(Refusal::Reference(format!(
                "`{text}': not a valid identifier"
            )));
        }
        if self.wants_number(name)
            && (text.is_empty() || !text.bytes().all(|it| it.is_ascii_digit()))
        {
            return Err(Refusal::IllegalNumber(text.to_owned()));
        }
        if let Some(dynamic) = dynamic
            && self.assign_dynamic(name, dynamic, value)?
        {
            return Ok(());
        }
        self.put(place, value)?;
        if self.has(ShellOption::AllExport) {
            self.environment.variables.entry(name).export = Export::Exported;
        }
        self.note_assigned(name, value);
        Ok(())
    }

    /// What attributes make of a value.
    pub(super) fn prepare(
        &mut self,
        before: Option<Span>,
        value: Span,
        attributes: Attributes,
        manner: Manner,
    ) -> Result<Span, Refusal> {
        if attributes.has(Attribute::Integer) {
            let added = match (manner, before) {
                (Manner::Append, Some(before)) => self.evaluate(before)?,
                _ => 0,
            };
            let number = self.evaluate(value)?.wrapping_add(added);
            if self.str(value) == number.to_string() {
                return Ok(value);
            }
            return Ok(self.rewritten(&number.to_string(), value, Rewrite::Arithmetic));
        }
        let value = match (manner, before) {
            (Manner::Append, Some(before)) => self.process.join(&[before, value]),
            (Manner::Append, None) | (Manner::Set, _) => value,
        };
        let text = self.str(value);
        let changed = if attributes.has(Attribute::LowerCase) {
            text.to_lowercase()
        } else if attributes.has(Attribute::UpperCase) {
            text.to_uppercase()
        } else if attributes.has(Attribute::Capitalised) {
            capitalise(text)
        } else {
            return Ok(value);
        };
        if changed == text {
            return Ok(value);
        }
        Ok(self.rewritten(&changed, value, Rewrite::Case))
    }

    /// A text that was made of another.
    pub(in crate::shell) fn rewritten(&mut self, content: &str, from: Span, how: Rewrite) -> Span {
        let mut builder = self.process.cx.texts.builder();
        builder.rewrite(content, from, how);
        let built = builder.build();
        self.process.cx.texts.finish(built)
    }

    /// Puts a value where it belongs; a variable becomes an array where an element is set.
    fn put(&mut self, place: &Place, value: Span) -> Result<(), Refusal> {
        let key_text = match &place.key {
            Some(Key::Text(key)) => self.str(*key).to_owned(),
            _ => String::new(),
        };
        let zero = self.shell_text_of_zero(place);
        let variable = self.environment.variables.entry(&place.name);
        let key = match (&place.key, &variable.array) {
            (None, None) => {
                variable.value = Some(value);
                return Ok(());
            }
            (None, Some(_)) => &Key::Index(0),
            (Some(key), _) => key,
        };
        let element = || {
            let Key::Index(index) = key else {
                return place.name.to_string();
            };
            format!("{}[{index}]", place.name)
        };
        let scalar = variable.value.take();
        let array = variable
            .array
            .get_or_insert_with(|| Array::Indexed(Rc::new(scalar.into_iter().collect())));
        match (array, key) {
            (Array::Indexed(array), Key::Index(index)) => {
                let index = array.index(*index);
                let index = index.ok_or_else(|| Refusal::BadSubscript(element()))?;
                Rc::make_mut(array).set(index, value);
            }
            (Array::Associative(array), Key::Text(key)) => {
                Rc::make_mut(array).set(&key_text, *key, value);
            }
            (Array::Associative(array), Key::Index(_)) => {
                Rc::make_mut(array).set("0", zero.unwrap_or(value), value);
            }
            (Array::Indexed(_), Key::Text(_)) => {
                return Err(Refusal::BadSubscript(place.name.to_string()));
            }
        }
        variable.attributes = variable.attributes.without(Attribute::Unassigned);
        Ok(())
    }

    /// The key `0`, where an associative array gets a value without a subscript.
    fn shell_text_of_zero(&mut self, place: &Place) -> Option<Span> {
        let variable = self.environment.variables.get(&place.name)?;
        let is_associative = matches!(variable.array, Some(Array::Associative(_)));
        (is_associative && place.key.is_none()).then(|| self.shell_text("0", "subscript"))
    }

    /// Does what the shell does with a variable that it makes itself; whether nothing is left to be done.
    fn assign_dynamic(
        &mut self,
        name: &str,
        dynamic: Dynamic,
        value: Span,
    ) -> Result<bool, Refusal> {
        match dynamic {
            Dynamic::Random => {
                self.seed_random(value);
                Ok(true)
            }
            Dynamic::Elapsed => {
                self.set_elapsed(value);
                Ok(true)
            }
            Dynamic::Name => {
                self.environment.name = value;
                Ok(true)
            }
            Dynamic::ProcessNumber
            | Dynamic::SubshellLevel
            | Dynamic::Seconds
            | Dynamic::Microseconds
            | Dynamic::SecureRandom
            | Dynamic::Functions
            | Dynamic::Sources
            | Dynamic::CallLines
            | Dynamic::Groups => Ok(true),
            Dynamic::Line | Dynamic::Function if !self.has_arrays() => {
                self.environment.variables.entry(name).dynamic = None;
                Ok(false)
            }
            Dynamic::LastArgument => Ok(false),
            Dynamic::Line
            | Dynamic::Function
            | Dynamic::PipeStatuses
            | Dynamic::Command
            | Dynamic::NotSimulated
            | Dynamic::Directories
            | Dynamic::Options
            | Dynamic::BashOptions => Err(Refusal::Unsupported(format!("assigning to {name}"))),
        }
    }

    /// Removes a variable, or, where a function has it of its own, its value.
    pub(in crate::shell) fn remove(&mut self, name: &str) -> Result<(), Refusal> {
        let (name, subscript) = self.resolve(name)?;
        if subscript.is_some() {
            return Err(Refusal::Unsupported(
                "unset of a reference to an element".to_owned(),
            ));
        }
        let variable = self.environment.variables.get(&name);
        if variable.is_some_and(|it| it.access == Access::ReadOnly) {
            return Err(Refusal::CannotUnset(name.to_string()));
        }
        if self.is_dynamic(&name) {
            return Err(Refusal::Unsupported(format!("unset of {name}")));
        }
        if self.wants_number(&name) && variable.is_some() {
            return Err(Refusal::IllegalNumber(String::new()));
        }
        self.remove_variable(&name);
        Ok(())
    }

    fn remove_variable(&mut self, name: &str) {
        let variables = &mut self.environment.variables;
        if variables.is_own(name) {
            // It stays a variable of the function.
            variables.replace(name, Some(Variable::default()));
            return;
        }
        match unset_local(self.shell.dialect) {
            UnsetLocal::Uncovers if variables.uncover(name) => {}
            UnsetLocal::Uncovers | UnsetLocal::Stays => variables.replace(name, None),
        }
    }

    /// Removes a variable that names another one; others stay.
    pub(in crate::shell) async fn remove_reference(&mut self, name: &str) -> Flow {
        let variable = self.environment.variables.get(name);
        let Some(variable) = variable.filter(|it| it.is(Attribute::Reference)) else {
            return Ok(());
        };
        if variable.access == Access::ReadOnly {
            let refusal = Refusal::CannotUnset(name.to_owned());
            return self.refuse_assignment(refusal, Some("unset")).await;
        }
        self.remove_variable(name);
        Ok(())
    }

    /// Removes all elements of an indexed array; of an associative one `@` is a key.
    pub(super) fn remove_elements(&mut self, name: &str) -> Result<Removed, Refusal> {
        let Some(variable) = self.environment.variables.get(name) else {
            return Ok(Removed::All);
        };
        match &variable.array {
            Some(Array::Associative(_)) => return Ok(Removed::HasKeys),
            Some(Array::Indexed(_)) => {}
            None => return Err(Refusal::Reference(format!("{name}: not an array variable"))),
        }
        if variable.access == Access::ReadOnly {
            return Err(Refusal::CannotUnset(name.to_owned()));
        }
        let empty = Array::Indexed(Rc::default());
        self.environment.variables.entry(name).array = Some(empty);
        Ok(Removed::All)
    }

    /// Removes an element.
    pub(in crate::shell) fn remove_element(&mut self, place: &Place) -> Result<(), Refusal> {
        let name = &*place.name;
        let Some(variable) = self.environment.variables.get(name) else {
            return Ok(());
        };
        if variable.access == Access::ReadOnly {
            return Err(Refusal::CannotUnset(name.to_owned()));
        }
        let key_text = match &place.key {
            Some(Key::Text(key)) => self.str(*key).to_owned(),
            _ => String::new(),
        };
        let variable = self.environment.variables.entry(name);
        match (&mut variable.array, &place.key) {
            (Some(Array::Indexed(array)), Some(Key::Index(index))) => {
                let at = array.index(*index);
                let at = at.ok_or_else(|| Refusal::BadSubscript(format!("[{index}]")))?;
                Rc::make_mut(array).remove(at);
            }
            (Some(Array::Associative(array)), Some(Key::Text(_))) => {
                Rc::make_mut(array).remove(&key_text);
            }
            (None, Some(Key::Index(0))) => self.remove_variable(name),
            (None, Some(_)) => {
                return Err(Refusal::Reference(format!("{name}: not an array variable")));
            }
            (Some(_), _) | (None, None) => {
                return Err(Refusal::Unsupported("unset of such an element".to_owned()));
            }
        }
        Ok(())
    }
}

/// Whether a text names a variable or an element.
pub(in crate::shell) fn names_place(text: &str) -> bool {
    match text.split_once('[') {
        Some((name, subscript)) => is_name(name) && subscript.len() > 1 && subscript.ends_with(']'),
        None => is_name(text),
    }
}

/// The text with a capital letter at its start, and none behind it.
fn capitalise(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().into_iter().flat_map(char::to_uppercase);
    first
        .chain(characters.flat_map(char::to_lowercase))
        .collect()
}
