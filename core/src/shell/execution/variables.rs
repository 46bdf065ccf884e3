//! [`Variables`]: the variables of a shell, which of them programs get, and which may not change (XCU 2.5.3).

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::text::Span;

/// The variables of one execution environment.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Variables {
    map: Rc<BTreeMap<String, Variable>>,
}

/// A variable. One that `export` or `readonly` has only marked has no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Variable {
    /// The value, when it is set.
    pub value: Option<Span>,
    /// Whether programs get it.
    pub export: Export,
    /// Whether it may change.
    pub access: Access,
}

/// Whether programs get a variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Export {
    /// They do not.
    #[default]
    Local,
    /// They do.
    Exported,
}

/// Whether a variable may change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Access {
    /// It may.
    #[default]
    Writable,
    /// It may not: `readonly`.
    ReadOnly,
}

impl Variables {
    /// The value of a variable that is set.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<Span> {
        self.map.get(name)?.value
    }

    /// A variable, set or only marked.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<Variable> {
        self.map.get(name).copied()
    }

    /// Puts a variable in the place of the one before; nothing removes it.
    pub fn replace(&mut self, name: &str, variable: Option<Variable>) {
        let map = Rc::make_mut(&mut self.map);
        match variable {
            Some(variable) => {
                map.insert(name.to_owned(), variable);
            }
            None => {
                map.remove(name);
            }
        }
    }

    /// Every variable, set or only marked, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Variable)> {
        self.map.iter().map(|(name, it)| (name.as_str(), *it))
    }

    /// The variables that programs get, by name.
    #[must_use]
    pub fn exported(&self) -> Vec<(String, Span)> {
        let exported = self.map.iter().filter_map(|(name, it)| match it.export {
            Export::Exported => it.value.map(|value| (name.clone(), value)),
            Export::Local => None,
        });
        exported.collect()
    }

    pub(in crate::shell) fn entry(&mut self, name: &str) -> &mut Variable {
        let map = Rc::make_mut(&mut self.map);
        if !map.contains_key(name) {
            map.insert(name.to_owned(), Variable::default());
        }
        map.entry(name.to_owned()).or_default()
    }
}
