//! Scopes: what variables were before `local`, or before the assignments of a command.
//!
//! Functions called within a function see its variables (dynamic scoping): there is one table, and each scope
//! remembers what to put back.

use std::rc::Rc;

use super::{Variable, Variables};

/// What a scope belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ScopeKind {
    /// A call of a function.
    Function,
    /// The assignments before a command.
    Command,
}

/// What is to be put back at the end of a command or function.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Scope {
    kind: ScopeKind,
    saved: Vec<(Rc<str>, Option<Variable>)>,
}

impl Scope {
    fn position(&self, name: &str) -> Option<usize> {
        self.saved.iter().position(|(it, _)| &**it == name)
    }
}

impl Variables {
    /// Begins a scope.
    pub(in crate::shell) fn push_scope(&mut self, kind: ScopeKind) {
        let saved = Vec::new();
        Rc::make_mut(&mut self.scopes).push(Scope { kind, saved });
    }

    /// Ends the innermost scope: what was there before it is put back.
    pub(in crate::shell) fn pop_scope(&mut self) {
        let Some(scope) = Rc::make_mut(&mut self.scopes).pop() else {
            return;
        };
        for (name, variable) in scope.saved.into_iter().rev() {
            self.replace(&name, variable);
        }
    }

    /// Ends the innermost scope: its variables stay as they are.
    pub(in crate::shell) fn merge_scope(&mut self) {
        Rc::make_mut(&mut self.scopes).pop();
    }

    /// Whether the innermost scope has a variable of its own.
    pub(in crate::shell) fn is_local(&self, name: &str) -> bool {
        let scope = self.scopes.last();
        scope.is_some_and(|it| it.position(name).is_some())
    }

    /// Whether the command that called this function has assigned the variable before its name.
    pub(in crate::shell) fn is_of_call(&self, name: &str) -> bool {
        let [.., before, _] = &**self.scopes else {
            return false;
        };
        before.kind == ScopeKind::Command && before.position(name).is_some()
    }

    /// Remembers what a variable is, so that it comes back at the end of the innermost scope; nothing more than once.
    pub(in crate::shell) fn save(&mut self, name: &str) {
        let before = self.get(name).cloned();
        if let Some(scope) = Rc::make_mut(&mut self.scopes).last_mut()
            && scope.position(name).is_none()
        {
            scope.saved.push((name.into(), before));
        }
    }

    /// Puts back what was there before the innermost scope that has a variable of this name; whether one has.
    pub(in crate::shell) fn uncover(&mut self, name: &str) -> bool {
        let scopes = Rc::make_mut(&mut self.scopes).iter_mut();
        let found = scopes.rev().find_map(|scope| {
            let at = scope.position(name)?;
            Some(scope.saved.remove(at).1)
        });
        let Some(before) = found else {
            return false;
        };
        self.replace(name, before);
        true
    }

    /// Whether the function that runs has made a variable of this name its own.
    pub(in crate::shell) fn is_own(&self, name: &str) -> bool {
        let function = self.scopes.iter().rev().find(|it| it.kind == ScopeKind::Function);
        function.is_some_and(|it| it.position(name).is_some())
    }
}
