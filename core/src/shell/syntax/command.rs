//! [`Command`]: simple commands (XCU 2.9.1), functions (XCU 2.9.5), coprocesses.

use super::assignment::Assignment;
use super::compound::CompoundCommand;
use super::redirection::Redirection;
use super::word::Word;
use crate::text::Span;

/// A command.
#[derive(Debug, Clone, PartialEq)]
pub struct Command {
    /// All of it, with its redirections.
    pub span: Span,
    /// The line the shell counts for it, from one: `$LINENO`, and the number in messages.
    pub line: u32,
    /// What it is.
    pub body: CommandBody,
    /// The redirections of a compound command; a simple command has its own.
    pub redirections: Vec<Redirection>,
}

/// The kinds of commands.
#[derive(Debug, Clone, PartialEq)]
pub enum CommandBody {
    /// Words, assignments and redirections.
    Simple(SimpleCommand),
    /// A command that holds commands.
    Compound(Box<CompoundCommand>),
    /// The definition of a function.
    Function(Box<FunctionDefinition>),
    /// `coproc` (bash).
    Coprocess(Box<Coprocess>),
}

/// Assignments, words and redirections.
///
/// ```text
/// A=1 B=2 env -i >out     assignments, words, redirections (which may stand anywhere)
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SimpleCommand {
    /// The assignments before the first word.
    pub assignments: Vec<Assignment>,
    /// The words: the command's name and its arguments.
    pub words: Vec<Word>,
    /// The redirections, in order.
    pub redirections: Vec<Redirection>,
}

/// `name() command`, `function name command`
#[derive(Debug, Clone, PartialEq)]
pub struct FunctionDefinition {
    /// The word `function`, where it is written (bash, busybox).
    pub keyword: Option<Span>,
    /// The name.
    pub name: Word,
    /// The command it runs.
    pub body: Command,
}

/// `coproc name command` (bash)
#[derive(Debug, Clone, PartialEq)]
pub struct Coprocess {
    /// The name, when it is written.
    pub name: Option<Word>,
    /// The command.
    pub command: Command,
}
