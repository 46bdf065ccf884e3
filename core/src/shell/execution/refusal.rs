//! [`Refusal`]: why an assignment is not carried out, what the shell says, and what follows (XCU 2.8.1).

use super::evaluator::{Divert, Evaluator, Family, Flow};
use super::variables::plain_name;
use crate::shell::arithmetic::{ArithmeticError, ArithmeticFault};
use crate::shell::dialect::Dialect;

/// Why an assignment is not carried out.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::shell) enum Refusal {
    /// The variable cannot change.
    ReadOnly(String),
    /// `unset` of such a variable.
    CannotUnset(String),
    /// The value, or a subscript, has no number.
    Calculation(ArithmeticError),
    /// A subscript that names no element: the variable with it.
    BadSubscript(String),
    /// `a[1]=(…)`: the element.
    ListIntoElement(String),
    /// A variable that names itself, or no variable.
    Reference(String),
    /// A reference that leads to itself: the name.
    Circular(String),
    /// The value is no number, where the shell needs one.
    IllegalNumber(String),
    /// It is not simulated.
    Unsupported(String),
}

/// Who assigns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::shell) enum Behalf<'b> {
    /// The shell: an assignment, an expansion.
    Shell,
    /// A command that the assignment stands before.
    Command,
    /// A built-in.
    Builtin(&'b str),
}

impl<'b> From<Option<&'b str>> for Behalf<'b> {
    fn from(by: Option<&'b str>) -> Self {
        by.map_or(Self::Shell, Self::Builtin)
    }
}

impl Behalf<'_> {
    /// The built-in that messages name.
    fn name(&self) -> Option<&str> {
        match self {
            Self::Shell | Self::Command => None,
            Self::Builtin(name) => Some(name),
        }
    }
}

impl Evaluator {
    /// What a shell says of an assignment that it does not carry out, on behalf of `by`.
    pub(in crate::shell) async fn refuse_assignment<T>(
        &mut self,
        refusal: Refusal,
        behalf: impl Into<Behalf<'_>>,
    ) -> Flow<T> {
        let behalf = behalf.into();
        let by = behalf.name();
        match refusal {
            Refusal::ReadOnly(name) | Refusal::CannotUnset(name)
                if self.dialect().family() == Family::Ash =>
            {
                self.is_read_only(&name, by).await
            }
            Refusal::ReadOnly(name) => self.read_only_in_bash(&name, behalf).await,
            Refusal::CannotUnset(name) => {
                let text = format!("{name}: cannot unset: readonly variable");
                self.complain(by, &text).await?;
                self.fail_builtin()
            }
            Refusal::Calculation(error) => self.cannot_calculate(error, by).await,
            Refusal::BadSubscript(element) => {
                let by = by.filter(|it| !matches!(*it, "declare" | "typeset" | "local"));
                let text = format!("{}: bad array subscript", plain_name(&element));
                self.complain(by, &text).await?;
                self.fail_assignment(behalf)
            }
            Refusal::ListIntoElement(element) => {
                let text = format!("{element}: cannot assign list to array member");
                self.complain(by, &text).await?;
                self.fail_assignment(behalf)
            }
            Refusal::Reference(text) => {
                self.complain(by, &text).await?;
                self.fail_assignment(behalf)
            }
            Refusal::Circular(name) => {
                self.warn_of_circle(None, &name).await?;
                self.fail_assignment(behalf)
            }
            Refusal::IllegalNumber(text) => {
                self.complain(by, &format!("Illegal number: {text}"))
                    .await?;
                self.raise(2)
            }
            Refusal::Unsupported(what) => self.unsupported(what),
        }
    }

    async fn read_only_in_bash<T>(&mut self, name: &str, behalf: Behalf<'_>) -> Flow<T> {
        // Most built-ins leave the message to what assigns, which does not name them.
        let named = behalf
            .name()
            .filter(|it| matches!(*it, "declare" | "typeset" | "local"));
        let text = format!("{}: readonly variable", plain_name(name));
        self.complain(named, &text).await?;
        self.fail_assignment(behalf)
    }

    /// What bash says of a reference that leads to itself.
    pub(in crate::shell) async fn warn_of_circle(&mut self, by: Option<&str>, name: &str) -> Flow {
        let text = format!("warning: {}: circular name reference", plain_name(name));
        self.complain(by, &text).await
    }

    /// An assignment of bash that failed: it ends the command, or in POSIX mode the shell.
    fn fail_assignment<T>(&mut self, behalf: Behalf<'_>) -> Flow<T> {
        match (behalf, self.dialect()) {
            (Behalf::Command, _) => self.fail_builtin(),
            (Behalf::Builtin(_), _) => {
                self.status = 1;
                Err(Divert::FailedAssignment)
            }
            (Behalf::Shell, Dialect::BashAsSh) => {
                self.status = self.status_of_error();
                Err(Divert::Fatal)
            }
            (Behalf::Shell, _) => {
                self.status = 1;
                Err(Divert::Discard)
            }
        }
    }

    /// A built-in that ends with status 1.
    fn fail_builtin<T>(&mut self) -> Flow<T> {
        self.status = 1;
        Err(Divert::Failed)
    }

    /// A value or a subscript that cannot be calculated ends the shell.
    async fn cannot_calculate<T>(&mut self, error: ArithmeticError, by: Option<&str>) -> Flow<T> {
        match error.fault {
            ArithmeticFault::Refused => {}
            ArithmeticFault::FloatingPointException => {
                return self.unsupported("a division that stops the shell");
            }
            ArithmeticFault::NotSimulated => return self.unsupported(error.message),
        }
        let message = self.arithmetic_message(&error);
        let by = by.filter(|_| !error.is_of_assignment());
        self.complain(by, &message).await?;
        self.status = 1;
        Err(Divert::Exit)
    }
}
