//! The variables of the shell itself, while functions have others of the same names: `declare -g`, and a reference of a
//! function to the variable that is called as itself.
//!
//! Such a variable goes by its name behind a mark, which no name of a script can have.

use super::{Variable, Variables};

/// What stands before the name.
pub(super) const MARK: char = '\0';

/// What the variable of the shell itself goes by.
pub(in crate::shell) fn global(name: &str) -> String {
    format!("{MARK}{name}")
}

/// A name as scripts know it.
pub(in crate::shell) fn plain_name(name: &str) -> &str {
    name.strip_prefix(MARK).unwrap_or(name)
}

impl Variables {
    pub(super) fn get_global(&self, name: &str) -> Option<&Variable> {
        match self.outermost(name) {
            Some((scope, at)) => self.scopes[scope].saved[at].1.as_ref(),
            None => self.get(name),
        }
    }

    pub(super) fn replace_global(&mut self, name: &str, variable: Option<Variable>) {
        match self.outermost(name) {
            Some((scope, at)) => {
                std::rc::Rc::make_mut(&mut self.scopes)[scope].saved[at].1 = variable;
            }
            None => self.replace(name, variable),
        }
    }

    pub(super) fn entry_of_global(&mut self, name: &str) -> &mut Variable {
        match self.outermost(name) {
            Some((scope, at)) => {
                let scopes = std::rc::Rc::make_mut(&mut self.scopes);
                scopes[scope].saved[at].1.get_or_insert_default()
            }
            None => self.entry(name),
        }
    }

    /// The first scope that has put a variable of this name aside, and where.
    fn outermost(&self, name: &str) -> Option<(usize, usize)> {
        let mut scopes = self.scopes.iter().enumerate();
        scopes.find_map(|(index, scope)| Some((index, scope.position(name)?)))
    }
}
