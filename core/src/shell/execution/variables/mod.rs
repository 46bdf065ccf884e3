//! [`Variables`]: the variables of a shell (XCU 2.5.3), and which of them functions have of their own.
//!
//! A name leads to one [`Variable`]; `local` and the assignments before a command save what was there before in a
//! scope, and it comes back when the scope ends. So a lookup is one step, however deeply functions lie.
//! Copies share everything until one of them changes.

mod array;
mod associative;
mod global;
mod hashing;
mod indexed;
mod scope;
mod variable;

use std::collections::HashMap;
use std::rc::Rc;

pub use array::Array;
pub use associative::AssociativeArray;
pub(in crate::shell) use global::{global, plain_name};
pub use hashing::ByHash;
pub(super) use hashing::hash;
pub use indexed::IndexedArray;
pub use scope::ScopeKind;
pub use variable::{Access, Attribute, Attributes, Dynamic, Export, Variable};

use crate::text::Span;
use scope::Scope;

/// The variables of one execution environment.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Variables {
    map: Rc<HashMap<Rc<str>, Variable, ByHash>>,
    /// The names in the order in which they came; one that went and came again stands there twice.
    order: Rc<Vec<Rc<str>>>,
    scopes: Rc<Vec<Scope>>,
}

impl Variables {
    /// The value of a variable that is set; of an array its first element, as `$name` gives it.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<Span> {
        self.get(name)?.text()
    }

    /// A variable, set or only marked.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Variable> {
        match name.strip_prefix(global::MARK) {
            Some(name) => self.get_global(name),
            None => self.map.get(name),
        }
    }

    /// Puts a variable in the place of the one before; nothing removes it.
    pub fn replace(&mut self, name: &str, variable: Option<Variable>) {
        if let Some(name) = name.strip_prefix(global::MARK) {
            return self.replace_global(name, variable);
        }
        let map = Rc::make_mut(&mut self.map);
        match (variable, map.get_mut(name)) {
            (Some(variable), Some(place)) => *place = variable,
            (Some(variable), None) => {
                let name: Rc<str> = name.into();
                Rc::make_mut(&mut self.order).push(Rc::clone(&name));
                map.insert(name, variable);
            }
            (None, _) => {
                map.remove(name);
            }
        }
    }

    /// Every variable, set or only marked, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Variable)> {
        let mut all: Vec<_> = self.map.iter().map(|(name, it)| (&**name, it)).collect();
        all.sort_unstable_by_key(|it| it.0);
        all.into_iter()
    }

    /// The variables that programs get, the oldest first.
    #[must_use]
    pub fn exported(&self) -> Vec<(String, Span)> {
        let mut seen = Vec::new();
        let mut exported = Vec::new();
        for name in self.order.iter().rev() {
            let value = self.map.get(name).and_then(Variable::value_for_programs);
            if let Some(value) = value.filter(|_| !seen.contains(&name)) {
                seen.push(name);
                exported.push((name.to_string(), value));
            }
        }
        exported.reverse();
        exported
    }

    /// A variable, to change it; made when there is none.
    pub(in crate::shell) fn entry(&mut self, name: &str) -> &mut Variable {
        if let Some(name) = name.strip_prefix(global::MARK) {
            return self.entry_of_global(name);
        }
        let map = Rc::make_mut(&mut self.map);
        if !map.contains_key(name) {
            let name: Rc<str> = name.into();
            Rc::make_mut(&mut self.order).push(Rc::clone(&name));
            map.insert(name, Variable::default());
        }
        match map.get_mut(name) {
            Some(variable) => variable,
            None => unreachable!("it has been put in"),
        }
    }

    /// Gives a variable that is set, and is only text, another text; whether there is such a variable.
    pub(in crate::shell) fn set_plain(&mut self, name: &str, value: Span) -> Option<()> {
        let found = self.map.get(name)?;
        if !found.is_plain() {
            return None;
        }
        let map = Rc::make_mut(&mut self.map);
        map.get_mut(name)?.value = Some(value);
        Some(())
    }
}
