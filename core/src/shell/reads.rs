//! [`reads`]: the variables that a script reads, and those it sets itself.

use super::parse::Parse;
use super::syntax::{
    Command, CommandBody, CompoundCommand, DefaultKind, ParameterName, ParameterOperation, Visit,
    Word, WordUnit,
};
use crate::text::Span;

/// A variable that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Read {
    /// Its name.
    pub name: Span,
    /// The expansion.
    pub at: Span,
    /// What counts when nobody sets it.
    pub otherwise: Otherwise,
}

/// What counts for a variable that nobody sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Otherwise {
    /// Nothing: it expands to no characters.
    Nothing,
    /// A word of the script.
    Word(Span),
    /// The script ends with a message.
    Failure,
}

/// What a script does with variables.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reads {
    /// Those it reads, front to back.
    pub read: Vec<Read>,
    /// The names of those it sets by an assignment or a loop.
    pub set: Vec<Span>,
}

/// The variables that a script reads and sets, as far as its characters say it.
#[must_use]
pub fn reads(parse: &Parse) -> Reads {
    let mut found = Reads::default();
    parse.script.visit(&mut found);
    for document in &parse.here_documents {
        document.body.visit(&mut found);
    }
    found
}

impl Visit for Reads {
    fn command(&mut self, command: &Command) {
        match &command.body {
            CommandBody::Simple(simple) => {
                self.set.extend(simple.assignments.iter().map(|it| it.name));
            }
            CommandBody::Compound(compound) => {
                if let CompoundCommand::For(it) = &**compound {
                    self.set.push(it.variable.span);
                }
            }
            CommandBody::Function(_) | CommandBody::Coprocess(_) => {}
        }
    }

    fn word(&mut self, word: &Word) {
        for unit in &word.units {
            let WordUnit::Parameter(it) = unit else {
                continue;
            };
            let ParameterName::Variable(name) = it.name else {
                continue;
            };
            let otherwise = match &it.operation {
                ParameterOperation::Default { kind, word, .. } => match kind {
                    DefaultKind::Use | DefaultKind::Assign => Otherwise::Word(word.span),
                    DefaultKind::Error => Otherwise::Failure,
                    DefaultKind::Alternative => Otherwise::Nothing,
                },
                _ => Otherwise::Nothing,
            };
            self.read.push(Read {
                name,
                at: it.span,
                otherwise,
            });
        }
    }
}
