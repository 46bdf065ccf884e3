//! [`Variables`]: the variables of a shell (XCU 2.5.3), and which of them functions have of their own.
//!
//! A name leads to one [`Variable`]; `local` and the assignments before a command save what was there before in a
//! scope, and it comes back when the scope ends. So a lookup is one step, however deeply functions lie.
//! Copies share everything until one of them changes.

mod array;
mod associative;
mod hashing;
mod indexed;
mod scope;
mod variable;

use std::collections::HashMap;
use std::rc::Rc;

pub use array::Array;
pub use associative::AssociativeArray;
pub use hashing::ByHash;
pub use indexed::IndexedArray;
pub use scope::ScopeKind;
pub use variable::{Access, Attribute, Attributes, Dynamic, Export, Variable};

use crate::text::Span;
use scope::Scope;

/// The variables of one execution environment.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Variables {
    map: Rc<HashMap<Rc<str>, Variable, ByHash>>,
    scopes: Rc<Vec<Scope>>,
}

impl Variables {
    /// The value of a variable that is set; of an array its first element, as `$name` gives it.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<Span> {
        self.map.get(name)?.text()
    }

    /// A variable, set or only marked.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Variable> {
        self.map.get(name)
    }

    /// Puts a variable in the place of the one before; nothing removes it.
    pub fn replace(&mut self, name: &str, variable: Option<Variable>) {
        let map = Rc::make_mut(&mut self.map);
        match (variable, map.get_mut(name)) {
            (Some(variable), Some(place)) => *place = variable,
            (Some(variable), None) => {
                map.insert(name.into(), variable);
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

    /// The variables that programs get, by name.
    #[must_use]
    pub fn exported(&self) -> Vec<(String, Span)> {
        let exported = self.iter().filter_map(|(name, it)| match it.export {
            Export::Exported if it.array.is_none() && !it.is(Attribute::Reference) => {
                it.value.map(|value| (name.to_owned(), value))
            }
            Export::Exported | Export::Local => None,
        });
        exported.collect()
    }

    /// A variable, to change it; made when there is none.
    pub(in crate::shell) fn entry(&mut self, name: &str) -> &mut Variable {
        let map = Rc::make_mut(&mut self.map);
        if !map.contains_key(name) {
            map.insert(name.into(), Variable::default());
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
