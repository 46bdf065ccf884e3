//! Simple commands (XCU 2.9.1), in the standard's order:
//!
//! 1. the words are expanded; 2. redirections are carried out; 3. assignments are expanded and carried out;
//! 4. the command is looked for, and run: a special built-in, a function, a built-in, a program.

use super::dynamic::Underscore;
use super::environment::{Bare, MadeFor};
use super::evaluator::{Divert, Evaluator, Failure, Family, Flow, Position, Redirections};
use super::event::Error;
use super::options::ShellOption;
use super::program::Found;
use super::program_environment::Level;
use super::refusal::Behalf;
use super::variables::{Export, ScopeKind, Variable};
use super::xtrace::TracedPlace;
use crate::shell::builtin::{Builtin, Class, takes_assignments};
use crate::shell::characters::is_name;
use crate::shell::dialect::Dialect;
use crate::shell::syntax::{
    Assignment, AssignmentOperator, Redirection, SimpleCommand, Word, WordUnit,
};
use crate::text::Span;

/// Whether the assignments before a command stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lifetime {
    /// For this command alone.
    Command(ScopeKind),
    /// They stay.
    Shell,
}

impl Evaluator {
    pub(super) async fn run_simple(&mut self, simple: &SimpleCommand, position: Position) -> Flow {
        self.run_debug().await?;
        let error = self.error_counts();
        self.process.update_proc_for_self();
        self.substitution_status = None;
        let arguments = self.expand_arguments(&simple.words).await;
        let arguments = self.as_the_shell(arguments)?;
        let Some(name) = arguments.first() else {
            return self.run_assignments(simple).await;
        };
        let name = self.str(*name).to_owned();
        let found = self.find(&name)?;
        let found = self.used(&name, found)?;
        if !self.array_arguments.is_empty() && !simple.assignments.is_empty() {
            return self.unsupported("assignments before a command that makes arrays");
        }
        let lifetime = match &found {
            Found::Builtin(Builtin {
                class: Class::Special,
                ..
            }) if self.dialect() != Dialect::Bash && !self.unsets_assigned(simple, &arguments) => {
                Lifetime::Shell
            }
            found => Lifetime::Command(self.scope_kind(found)),
        };
        // bash assigns before it redirects.
        let mut saved = None;
        if self.dialect().family() == Family::Bash {
            let assigned = self
                .assign_before_command(&simple.assignments, lifetime)
                .await;
            let assigned = self.as_the_shell(assigned)?;
            // bash prints the command before it redirects, too.
            if !self.expands_in_child(&found, simple) || position.is_end() {
                self.trace_command(&assigned, &arguments, None).await?;
            }
            saved = Some(assigned);
        }
        if !position.is_end() && self.expands_in_child(&found, simple) {
            return self
                .run_with_child(simple, arguments, found, saved, error)
                .await;
        }
        let sees_own = lifetime == Lifetime::Shell && !simple.assignments.is_empty();
        let mut written = simple.redirections.iter().map(|it| self.str(it.span));
        if sees_own && self.has_arrays() && written.any(|it| it.contains('$')) {
            return self.unsupported("what is assigned before a special built-in, in redirections");
        }
        let redirects = !simple.redirections.is_empty();
        let hidden = saved
            .as_ref()
            .filter(|_| redirects)
            .map(|it| self.hide_assigned(it));
        let redirected = self.redirect(&simple.redirections).await;
        self.show_assigned(hidden.unwrap_or_default());
        let before = match redirected {
            Ok(before) => before,
            Err(divert) => {
                if saved.is_some_and(|it| it.scoped == Scoped::Yes) {
                    self.environment.variables.pop_scope();
                }
                return match divert {
                    Divert::Redirection => self.redirection_failed(&found).await,
                    divert => Err(divert),
                };
            }
        };
        let saved = match saved {
            Some(saved) => saved,
            None => {
                let saved = self
                    .assign_before_command(&simple.assignments, lifetime)
                    .await?;
                let stderr = before.as_ref().and_then(|it| it.get(&2).cloned());
                self.trace_command(&saved, &arguments, stderr).await?;
                saved
            }
        };
        let is_alone = self.environment.state.bare.take().is_some();
        let found = match found {
            Found::Program(_) | Found::Nothing(_) if saved.assigns("PATH") => {
                self.find_program(&name)?
            }
            found => found,
        };
        if position.is_end() && self.may_become(simple, position) {
            self.position = position;
        }
        let is_function = matches!(found, Found::Function(_));
        let outer = self.note_redirected(before.as_ref());
        let result = self.run_found(found, &arguments).await;
        self.redirected = outer;
        self.position = Position::Followed;
        if let Err(Divert::Replaced(_)) = result {
            return result;
        }
        if saved.scoped == Scoped::Yes {
            self.environment.variables.pop_scope();
        }
        let generators = &mut self.environment.state.generators;
        generators.last_argument = arguments.last().copied();
        generators.underscore = Underscore::Own;
        // What bash runs at the end of a process that was made for this command alone, or behind `exit` in a function,
        // still writes where that was redirected to.
        let is_exit = is_function && result == Err(Divert::Exit);
        let is_left = (is_alone || is_exit) && self.dialect().family() == Family::Bash;
        if std::mem::take(&mut self.redirections) == Redirections::Undone && !is_left {
            self.undo_redirections(before);
        }
        if result == Err(Divert::Return) && self.dialect() == Dialect::BusyboxAsh {
            // busybox's `return` is a command that fails, too.
            self.check_failure().await?;
        }
        result?;
        match (error, self.failure) {
            // A process that bash has made for the command alone tells nothing of its failure.
            _ if is_alone && self.has_arrays() => self.end_if_failed(),
            (Error::Unheard, Failure::Counts) if self.status != 0 => self.end_by_failure(),
            _ => self.check_failure().await,
        }
    }

    /// What comes of expanding the words of a command: an error ends a process that was made for the command alone as
    /// it would end the shell around it.
    fn as_the_shell<T>(&mut self, result: Flow<T>) -> Flow<T> {
        if let Err(Divert::Discard | Divert::Fatal | Divert::Error) = result
            && let Some(bare) = self.environment.state.bare.take()
        {
            self.environment.state.exit_trap = bare.exit_trap;
            self.undo_all_redirections();
        }
        result
    }

    /// What the assignments before a command belong to.
    fn scope_kind(&self, found: &Found) -> ScopeKind {
        const ENCLOSED: [&str; 8] = [
            ".",
            "eval",
            "fc",
            "mapfile",
            "read",
            "readarray",
            "source",
            "unset",
        ];
        match found {
            Found::Builtin(it)
                if self.dialect().family() == Family::Bash && ENCLOSED.contains(&it.name) =>
            {
                ScopeKind::Enclosing
            }
            _ => ScopeKind::Command,
        }
    }

    /// Whether it is `unset` of a variable that is assigned before it: bash then removes only that one.
    fn unsets_assigned(&self, simple: &SimpleCommand, arguments: &[Span]) -> bool {
        let mut arguments = arguments.iter().map(|it| self.str(*it));
        self.dialect() == Dialect::BashAsSh
            && arguments.next() == Some("unset")
            && arguments.any(|it| {
                let assignments = simple.assignments.iter();
                assignments
                    .map(|it| self.str(it.name))
                    .any(|name| name == it)
            })
    }

    /// Whether the shell may become the program of its last command: nothing waits to run behind it.
    fn may_become(&self, simple: &SimpleCommand, position: Position) -> bool {
        let is_main = !self.is_subshell() || position == Position::LastSubstituted;
        let is_redirected = !simple.redirections.is_empty();
        let keeps_itself = is_main && is_redirected && self.dialect().family() == Family::Bash;
        !self.is_trapped() && !keeps_itself
    }

    /// The arguments of a command. Those of `export` and its like that are assignments are expanded as such.
    async fn expand_arguments(&mut self, words: &[Word]) -> Flow<Vec<Span>> {
        self.array_arguments.clear();
        let dialect = self.dialect();
        // In POSIX mode `command` before it changes nothing.
        let mut names = words.iter().map(|it| it.plain(&self.process.cx.texts));
        let name = names
            .find(|it| dialect != Dialect::BashAsSh || it.as_deref() != Some("command"))
            .flatten();
        if !name.is_some_and(|it| takes_assignments(&it, dialect)) {
            return self.expand_words(words).await;
        }
        let mut arguments = Vec::with_capacity(words.len());
        for word in words {
            if let Some(WordUnit::Array(array)) = word.units.last() {
                if self.has(ShellOption::XTrace) {
                    Box::pin(self.trace_array(word, array)).await?;
                }
                self.array_arguments.push((word.span, (**array).clone()));
                arguments.push(word.span);
            } else if word.is_assignment(&self.process.cx.texts) || self.is_element(word) {
                arguments.push(self.expand_declared(word).await?);
            } else {
                self.expand_word(word, &mut arguments).await?;
            }
        }
        Ok(arguments)
    }

    /// Whether a word looks like `name[…]=…` (bash).
    fn is_element(&self, word: &Word) -> bool {
        let Some(WordUnit::Literal(first)) = word.units.first() else {
            return false;
        };
        let text = self.str(*first);
        let name = text.find('[').map(|at| &text[..at]);
        self.has_arrays() && name.is_some_and(is_name) && self.str(word.span).contains("]=")
    }

    /// Assignments and redirections without a command.
    async fn run_assignments(&mut self, simple: &SimpleCommand) -> Flow {
        // bash assigns before it redirects.
        let mut done = None;
        if self.dialect().family() == Family::Bash {
            let assigned = self.assign_all(&simple.assignments).await;
            done = Some(self.as_the_shell(assigned)?);
        }
        if done.is_some() && simple.redirections.iter().any(|it| self.leads_input(it)) {
            return self.redirect_in_child(&simple.redirections).await;
        }
        let before = match self.redirect(&simple.redirections).await {
            Ok(before) => before,
            Err(Divert::Redirection) => return self.check_failure().await,
            Err(divert) => return Err(divert),
        };
        let done = match done {
            Some(done) => done,
            None => self.assign_all(&simple.assignments).await?,
        };
        let stderr = before.as_ref().and_then(|it| it.get(&2).cloned());
        self.trace_command(&done, &[], stderr).await?;
        self.undo_redirections(before);
        if let Some(assignment) = simple.assignments.first() {
            let none = assignment.word.span.at_start();
            self.environment.state.generators.last_argument = Some(none);
        }
        self.status = self.substitution_status.unwrap_or(0);
        self.check_failure().await
    }

    /// Redirections of standard input without a command, which bash carries out in a process of their own.
    async fn redirect_in_child(&mut self, redirections: &[Redirection]) -> Flow {
        let redirections = redirections.to_vec();
        let run = async move |shell: &mut Self| {
            shell.environment.state.bare = Some(Bare::default());
            shell.redirect(&redirections).await?;
            shell.status = 0;
            Ok(())
        };
        self.status = self.in_subshell(run).await?;
        self.check_failure().await
    }

    async fn assign_all(&mut self, assignments: &[Assignment]) -> Flow<Assigned> {
        let mut done = Assigned::default();
        for assignment in assignments {
            let value = self.assign(assignment, Behalf::Shell).await?;
            done.values.push(self.assigned(assignment, value));
        }
        Ok(done)
    }

    /// A redirection that fails ends the shell where it belongs to a special built-in.
    async fn redirection_failed(&mut self, found: &Found) -> Flow {
        let is_special = matches!(
            found,
            Found::Builtin(Builtin {
                class: Class::Special,
                ..
            })
        );
        if is_special && self.dialect() != Dialect::Bash {
            return Err(Divert::Error);
        }
        self.check_failure().await
    }

    async fn assign_before_command(
        &mut self,
        assignments: &[Assignment],
        lifetime: Lifetime,
    ) -> Flow<Assigned> {
        let mut done = Assigned::default();
        for assignment in assignments {
            let mut name = self.str(assignment.name).to_owned();
            if self.is_reference(&name) {
                name = match self.resolve(&name) {
                    Ok((target, None)) => target.to_string(),
                    _ => return self.unsupported("a reference that is assigned before a command"),
                };
            }
            if let Lifetime::Command(kind) = lifetime {
                if done.scoped == Scoped::No {
                    self.environment.variables.push_scope(kind);
                    done.scoped = Scoped::Yes;
                }
                self.environment.variables.save(&name);
                self.drop_elements(&name, assignment);
            }
            let behalf = match lifetime {
                Lifetime::Command(_) => Behalf::Command,
                Lifetime::Shell => Behalf::Shell,
            };
            let value = match self.assign(assignment, behalf).await {
                Ok(value) => value,
                Err(Divert::Failed) if self.dialect() == Dialect::Bash => continue,
                Err(divert) => {
                    if done.scoped == Scoped::Yes {
                        self.environment.variables.pop_scope();
                    }
                    let divert = match divert {
                        Divert::Failed => Divert::Discard,
                        divert => divert,
                    };
                    return Err(divert);
                }
            };
            // In POSIX mode bash exports what is assigned before a special built-in, too.
            if lifetime != Lifetime::Shell || self.dialect() == Dialect::BashAsSh {
                self.environment.variables.entry(&name).export = Export::Exported;
            }
            done.values.push(self.assigned(assignment, value));
        }
        Ok(done)
    }

    /// Takes away what is assigned for a command alone: the redirections of bash do not see it.
    fn hide_assigned(&mut self, assigned: &Assigned) -> Vec<(String, Variable)> {
        if assigned.scoped == Scoped::No {
            return Vec::new();
        }
        let names = assigned.values.iter().map(|it| it.name.as_str());
        let variables = names.filter_map(|name| {
            let name = match self.resolve(name) {
                Ok((target, _)) => target.to_string(),
                Err(_) => name.to_owned(),
            };
            let variable = self.environment.variables.get(&name)?.clone();
            Some((name, variable))
        });
        let hidden = variables.collect();
        self.environment.variables.empty_scope();
        hidden
    }

    /// Puts it in place again.
    fn show_assigned(&mut self, hidden: Vec<(String, Variable)>) {
        for (name, variable) in hidden {
            self.environment.variables.save(&name);
            *self.environment.variables.entry(&name) = variable;
        }
    }

    /// Before a command an array becomes a variable without elements, as long as the command runs.
    fn drop_elements(&mut self, name: &str, assignment: &Assignment) {
        let variable = self.environment.variables.get(name);
        let is_whole = assignment.subscript.is_none()
            && assignment.operator == AssignmentOperator::Set
            && !matches!(*assignment.value.units, [WordUnit::Array(_)]);
        if is_whole && variable.is_some_and(|it| it.array.is_some() && it.dynamic.is_none()) {
            let variable = self.environment.variables.entry(name);
            variable.array = None;
        }
    }

    fn assigned(&self, assignment: &Assignment, value: Span) -> AssignedValue {
        AssignedValue {
            name: self.str(assignment.name).to_owned(),
            place: self.traced_place(assignment),
            value,
        }
    }

    /// Runs what a name has turned out to be.
    pub(in crate::shell) async fn run_found(&mut self, found: Found, arguments: &[Span]) -> Flow {
        let position = std::mem::take(&mut self.position);
        match found {
            Found::Builtin(builtin) => {
                // `command program` may leave the process to the program as the program alone may.
                if builtin.name == "command" {
                    self.position = position;
                }
                self.run_builtin(builtin, arguments).await
            }
            Found::Function(function) => Box::pin(self.call_function(function, arguments)).await,
            Found::Program(path) if position.is_end() => {
                let level = match (position, self.environment.state.made_for) {
                    (Position::Last | Position::LastSubstituted, _)
                    | (Position::Own, MadeFor::Background) => Level::Left,
                    (Position::Followed | Position::Own, _) => Level::Kept,
                };
                Box::pin(self.execute(path, arguments, level)).await
            }
            Found::Program(path) => self.run_program(path, arguments).await,
            Found::Nothing(why) => {
                self.status = self.not_found(arguments, why).await?;
                Ok(())
            }
        }
    }

    /// An error of a built-in ends the shell only where the built-in is special.
    async fn run_builtin(&mut self, builtin: &'static Builtin, arguments: &[Span]) -> Flow {
        let first = arguments.get(1).map(|it| self.str(*it));
        if first == Some("--help") && builtin.has_help(self.dialect()) {
            return self.unsupported(format!("{} --help", builtin.name));
        }
        self.process.update_proc_for_self();
        match (builtin.run)(self, arguments).await {
            Ok(status) => {
                self.status = status;
                Ok(())
            }
            Err(divert @ (Divert::Failed | Divert::FailedAssignment))
                if builtin.class == Class::Special
                    && builtin.name != "unset"
                    && self.dialect() == Dialect::BashAsSh
                    && (divert == Divert::FailedAssignment || !self.is_tested()) =>
            {
                Err(Divert::Exit)
            }
            Err(Divert::Failed | Divert::FailedAssignment) => Ok(()),
            Err(Divert::Error)
                if builtin.class == Class::Regular && self.dialect().family() == Family::Ash =>
            {
                Ok(())
            }
            Err(divert) => Err(divert),
        }
    }
}

/// What the assignments of a command have done.
#[derive(Debug, Default)]
pub(super) struct Assigned {
    /// What each has done, in order.
    pub(super) values: Vec<AssignedValue>,
    /// Whether they end with the command.
    pub(super) scoped: Scoped,
}

impl Assigned {
    /// Whether a variable is among them.
    pub(super) fn assigns(&self, name: &str) -> bool {
        self.values.iter().any(|it| it.name == name)
    }
}

/// What an assignment has done.
#[derive(Debug)]
pub(super) struct AssignedValue {
    /// The variable.
    name: String,
    /// How the trace prints what is assigned; nothing where there is no trace.
    pub(super) place: Option<TracedPlace>,
    /// The value; of an array as it is written.
    pub(super) value: Span,
}

/// Whether the assignments of a command have a scope of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Scoped {
    #[default]
    No,
    Yes,
}
