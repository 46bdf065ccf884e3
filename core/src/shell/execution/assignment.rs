//! Assignments (XCU 2.9.1): a variable, or an element of an array, gets a value.

use super::evaluator::{Evaluator, Flow};
use super::options::ShellOption;
use super::place::Subscript;
use super::refusal::{Behalf, Refusal};
use super::store::{Manner, Removed};
use super::variables::plain_name;
use crate::shell::dialect::Dialect;
use crate::shell::syntax::{ArrayLiteral, Assignment, AssignmentOperator, WordUnit};
use crate::text::Span;
use crate::trace::Action;

/// Variables that change what bash does in ways that are not simulated.
const NOT_SIMULATED: [&str; 2] = ["BASH_COMPAT", "POSIXLY_CORRECT"];

impl Evaluator {
    /// Carries out an assignment of a command and returns the value.
    pub(super) async fn assign(
        &mut self,
        assignment: &Assignment,
        behalf: Behalf<'_>,
    ) -> Flow<Span> {
        let name = self.str(assignment.name).to_owned();
        let manner = match assignment.operator {
            AssignmentOperator::Set => Manner::Set,
            AssignmentOperator::Append => Manner::Append,
        };
        if let [WordUnit::Array(array)] = &*assignment.value.units {
            self.trace_assignment(assignment, assignment.value.span)
                .await?;
            return self.assign_array(assignment, array, manner, behalf).await;
        }
        let value = self.expand_assigned(&assignment.value).await?;
        self.trace_assignment(assignment, value).await?;
        let subscript = assignment.subscript.as_ref().map(Subscript::Written);
        if subscript.is_none() && manner == Manner::Set && self.set_plain(&name, value) {
            return Ok(value);
        }
        self.set_place(&name, subscript, value, manner, behalf)
            .await?;
        Ok(value)
    }

    /// `name=(…)`
    async fn assign_array(
        &mut self,
        assignment: &Assignment,
        array: &ArrayLiteral,
        manner: Manner,
        behalf: Behalf<'_>,
    ) -> Flow<Span> {
        if assignment.subscript.is_some() {
            let written = self.str(assignment.name.to(assignment.value.span.at_start()));
            let element = written.trim_end_matches(['=', '+']).to_owned();
            let refusal = Refusal::ListIntoElement(element);
            return self.refuse_assignment(refusal, behalf).await;
        }
        let name = self.str(assignment.name).to_owned();
        self.set_elements(&name, array, manner, behalf).await?;
        Ok(array.span)
    }

    /// Gives a variable a value, on behalf of the built-in `by` when it is one.
    pub(in crate::shell) async fn set_variable(
        &mut self,
        name: &str,
        value: Span,
        by: Option<&str>,
    ) -> Flow {
        if self.set_plain(name, value) {
            return Ok(());
        }
        self.set_place(name, None, value, Manner::Set, by.into())
            .await
    }

    /// Gives the variable or element that an argument of a built-in names a value.
    pub(in crate::shell) async fn set_named(&mut self, name: &str, value: Span, by: &str) -> Flow {
        let element = name.strip_suffix(']').and_then(|it| it.split_once('['));
        let Some((name, subscript)) = element.filter(|_| self.has_arrays()) else {
            return self.set_variable(name, value, Some(by)).await;
        };
        let subscript = self.shell_text(subscript, "subscript in an argument");
        let subscript = Subscript::Expanded(self.expand_subscript_text(subscript).await?);
        self.set_place(
            name,
            Some(subscript),
            value,
            Manner::Set,
            Behalf::Builtin(by),
        )
        .await
    }

    /// Sets a variable of which nothing but its value matters; whether it is one.
    fn set_plain(&mut self, name: &str, value: Span) -> bool {
        let is_plain =
            !self.is_watched(name) && self.environment.variables.set_plain(name, value).is_some();
        if is_plain {
            self.note_assigned(name, value);
        }
        is_plain
    }

    /// Gives a variable or an element a value.
    pub(in crate::shell) async fn set_place(
        &mut self,
        name: &str,
        subscript: Option<Subscript<'_>>,
        value: Span,
        manner: Manner,
        behalf: Behalf<'_>,
    ) -> Flow {
        let place = match self.place(name, subscript).await? {
            Ok(place) => place,
            Err(Refusal::Circular(_)) if subscript.is_some() => {
                return self.unsupported("an element of a reference that leads to itself");
            }
            Err(refusal) => return self.refuse_assignment(refusal, behalf).await,
        };
        match self.store(&place, value, manner) {
            Ok(()) if self.redirects_trace(&place.name) => {
                let value = self.environment.variables.value(&place.name);
                self.trace_to(value).await
            }
            Ok(()) => Ok(()),
            Err(refusal) => self.refuse_assignment(refusal, behalf).await,
        }
    }

    pub(super) fn note_assigned(&mut self, name: &str, value: Span) {
        let name = plain_name(name).to_owned();
        if name == "PATH" {
            self.forget_programs();
        }
        self.note(Action::Assigned { name, value });
    }

    /// Removes a variable, on behalf of `unset`.
    pub(in crate::shell) async fn unset_variable(&mut self, name: &str) -> Flow {
        match self.remove(name) {
            Ok(()) if self.redirects_trace(name) => self.trace_to(None).await,
            Ok(()) => Ok(()),
            Err(refusal) => self.refuse_assignment(refusal, Some("unset")).await,
        }
    }

    /// Removes an element, on behalf of `unset`.
    pub(in crate::shell) async fn unset_element(&mut self, name: &str, subscript: Span) -> Flow {
        let is_all = matches!(self.str(subscript), "@" | "*");
        let subscript = self.expand_subscript_text(subscript).await?;
        let subscript = Some(Subscript::Expanded(subscript));
        let result = match is_all.then(|| self.remove_elements(name)) {
            Some(Ok(Removed::All)) => Ok(()),
            Some(Err(refusal)) => Err(refusal),
            Some(Ok(Removed::HasKeys)) | None => match self.place(name, subscript).await? {
                Ok(place) => self.remove_element(&place),
                Err(refusal) => Err(refusal),
            },
        };
        match result {
            Ok(()) => Ok(()),
            Err(refusal) => self.refuse_assignment(refusal, Some("unset")).await,
        }
    }

    /// Whether the shell does something of its own when a variable is assigned.
    fn is_watched(&self, name: &str) -> bool {
        self.has(ShellOption::AllExport)
            || self.is_dynamic(name)
            || self.wants_number(name)
            || self.redirects_trace(name)
    }

    /// Whether a variable says where the trace goes when it is assigned (bash).
    fn redirects_trace(&self, name: &str) -> bool {
        self.has_arrays() && name == "BASH_XTRACEFD"
    }

    /// Whether a variable must have a number for its value (dash: `OPTIND=x` is an illegal number).
    pub(super) fn wants_number(&self, name: &str) -> bool {
        name == "OPTIND" && self.dialect() == Dialect::Dash
    }

    /// Whether a variable has a meaning to the shell that is not simulated.
    pub(in crate::shell) fn is_dynamic(&self, name: &str) -> bool {
        self.has_arrays() && NOT_SIMULATED.contains(&name)
    }
}
