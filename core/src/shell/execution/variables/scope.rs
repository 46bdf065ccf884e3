//! Scopes: what variables were before `local`, or before the assignments of a command.
//!
//! Functions called within a function see its variables (dynamic scoping): there is one table, and each scope
//! remembers what to put back.

use std::rc::Rc;

use super::{Array, Variable, Variables};

/// What a scope belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ScopeKind {
    /// A call of a function.
    Function,
    /// The assignments before a command.
    Command,
    /// Those before a built-in of bash that runs or reads within them: nothing leaves them.
    Enclosing,
}

/// What is to be put back at the end of a command or function.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Scope {
    kind: ScopeKind,
    pub(super) saved: Vec<(Rc<str>, Option<Variable>)>,
}

impl Scope {
    pub(super) fn position(&self, name: &str) -> Option<usize> {
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

    /// Puts back what was there before the innermost scope, and lets it begin anew.
    pub(in crate::shell) fn empty_scope(&mut self) {
        if let Some(kind) = self.scopes.last().map(|it| it.kind) {
            self.pop_scope();
            self.push_scope(kind);
        }
    }

    /// How far within a variable is: in the how many-eth scope that it belongs to, none for one of the shell.
    pub(in crate::shell) fn depth_of(&self, name: &str) -> usize {
        let mut scopes = self.scopes.iter();
        let scope = scopes.rposition(|it| it.position(name).is_some());
        scope.map_or(0, |it| it + 1)
    }

    /// Whether the command that called the function that runs has assigned the variable before its name.
    pub(in crate::shell) fn is_of_call(&self, name: &str) -> bool {
        let Some(before) = self.function().and_then(|it| it.checked_sub(1)) else {
            return false;
        };
        let before = &self.scopes[before];
        before.kind != ScopeKind::Function && before.position(name).is_some()
    }

    /// Whether the command that runs, no function, has assigned the variable before its name.
    pub(in crate::shell) fn is_before_command(&self, name: &str) -> bool {
        let innermost = self.scopes.last();
        innermost.is_some_and(|it| it.kind == ScopeKind::Command && it.position(name).is_some())
    }

    /// What is assigned before a command stays behind it: the variable that was there before it is gone.
    pub(in crate::shell) fn keep(&mut self, name: &str) {
        let holds = |it: &Scope| it.position(name).is_some();
        let Some(innermost) = self.scopes.iter().rposition(holds) else {
            return;
        };
        // A function has as its own what is assigned before its call.
        let is_function = self.scopes[innermost].kind == ScopeKind::Function;
        let of_command = match (is_function, innermost.checked_sub(1)) {
            (false, _) => innermost,
            (true, Some(before)) if holds(&self.scopes[before]) => before,
            (true, _) => return,
        };
        if self.scopes[of_command].kind != ScopeKind::Command {
            return;
        }
        let mut outer = None;
        for scope in &mut Rc::make_mut(&mut self.scopes)[of_command..=innermost] {
            if let Some(at) = scope.position(name) {
                outer = outer.or(Some(scope.saved.remove(at).1));
            }
        }
        if let Some(Some(outer)) = outer {
            let variable = self.entry(name);
            if let (None, Some(mut array)) = (&variable.array, outer.array) {
                if let (Array::Indexed(elements), Some(value)) = (&mut array, variable.value.take())
                {
                    Rc::make_mut(elements).set(0, value);
                }
                variable.array = Some(array);
            }
        }
    }

    /// Gives the function that runs as its own what is assigned before a command in it; whether there is such a thing.
    pub(in crate::shell) fn hand_to_function(&mut self, name: &str) -> bool {
        if !self.is_before_command(name) {
            return false;
        }
        let variable = self.get(name).cloned();
        self.uncover(name);
        self.save_in_function(name);
        self.replace(name, variable);
        true
    }

    /// Which scope is that of the function that runs.
    fn function(&self) -> Option<usize> {
        let is_function = |it: &Scope| it.kind == ScopeKind::Function;
        self.scopes.iter().rposition(is_function)
    }

    /// Remembers what a variable is, so that it comes back at the end of the function.
    pub(in crate::shell) fn save_in_function(&mut self, name: &str) {
        let Some(function) = self.function() else {
            return;
        };
        let before = self.get(name).cloned();
        let scope = &mut Rc::make_mut(&mut self.scopes)[function];
        if scope.position(name).is_none() {
            scope.saved.push((name.into(), before));
        }
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

    /// The names of the variables that the function that runs has made its own, sorted.
    pub(in crate::shell) fn own_names(&self) -> Vec<Rc<str>> {
        let Some(function) = self.function() else {
            return Vec::new();
        };
        let saved = self.scopes[function].saved.iter();
        let mut names: Vec<_> = saved.map(|it| Rc::clone(&it.0)).collect();
        names.sort();
        names
    }

    /// Whether the function that runs has made a variable of this name its own.
    pub(in crate::shell) fn is_own(&self, name: &str) -> bool {
        let function = self.function();
        function.is_some_and(|it| self.scopes[it].position(name).is_some())
    }
}
