//! [`Script`] down to [`Pipeline`] (XCU 2.9.2, 2.9.3).

use smallvec::SmallVec;

use super::command::Command;
use super::token::Token;
use crate::shell::Warning;
use crate::shell::error::SyntaxError;
use crate::text::Span;

/// A script, or the script of a substitution.
#[derive(Debug, Clone, PartialEq)]
pub struct Script {
    /// All of it.
    pub span: Span,
    /// The complete commands, in order; those of a script that is refused are the ones before the broken one.
    pub commands: Vec<CompleteCommand>,
    /// What each stretch was read as; they tile the span.
    pub tokens: Vec<Token>,
    /// Why it is refused. Of a substitution: bash reads these only when it expands them.
    pub error: Option<Box<SyntaxError>>,
    /// What bash says of it then without refusing it.
    pub warnings: Vec<Warning>,
}

/// What the shell reads before it runs any of it: mostly one line.
#[derive(Debug, Clone, PartialEq)]
pub struct CompleteCommand {
    /// From the first character of its first command to the last of its last.
    pub span: Span,
    /// What it does.
    pub list: List,
}

/// And-or lists, each with what ends it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct List {
    /// The items, in order.
    pub items: Vec<ListItem>,
}

/// An and-or list with what ends it.
#[derive(Debug, Clone, PartialEq)]
pub struct ListItem {
    /// The list.
    pub and_or: AndOrList,
    /// What ends it; nothing, when the end of what holds it does.
    pub terminator: Option<ListTerminator>,
}

/// What ends an item of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListTerminator {
    /// Which.
    pub kind: TerminatorKind,
    /// Where it stands.
    pub span: Span,
}

/// The ways to end an item of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TerminatorKind {
    /// `;`
    Semicolon,
    /// A line break.
    Newline,
    /// `&`: run in the background.
    Background,
}

/// Pipelines between `&&` and `||`.
#[derive(Debug, Clone, PartialEq)]
pub struct AndOrList {
    /// The first pipeline.
    pub first: Pipeline,
    /// The others, each with the operator before it.
    pub rest: Vec<(AndOrOperator, Span, Pipeline)>,
}

/// `&&` or `||`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AndOrOperator {
    /// `&&`
    And,
    /// `||`
    Or,
}

/// Commands between `|`.
#[derive(Debug, Clone, PartialEq)]
pub struct Pipeline {
    /// `!` and `time` before it; of `!` dash and busybox take one.
    pub prefixes: SmallVec<[PipelinePrefix; 1]>,
    /// The commands; bash takes `!` and `time` without any.
    pub commands: SmallVec<[PipedCommand; 1]>,
}

/// A word before a pipeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PipelinePrefix {
    /// Which.
    pub kind: PrefixKind,
    /// Where it stands.
    pub span: Span,
}

/// The words that may stand before a pipeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PrefixKind {
    /// `!`
    Negation,
    /// `time` (bash)
    Time,
    /// `time -p` (bash)
    PosixTime,
}

/// A command of a pipeline.
#[derive(Debug, Clone, PartialEq)]
pub struct PipedCommand {
    /// The operator that leads into it; none for the first.
    pub operator: Option<(PipeOperator, Span)>,
    /// The command.
    pub command: Command,
}

/// `|` or `|&`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PipeOperator {
    /// `|`
    Output,
    /// `|&` (bash)
    OutputAndError,
}

impl List {
    /// From its first command to its last; nothing for an empty list.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        let first = self.items.first()?.and_or.first.span()?;
        let last = &self.items.last()?.and_or;
        let last = match last.rest.last() {
            Some((_, operator, pipeline)) => pipeline.span().unwrap_or(*operator),
            None => last.first.span()?,
        };
        Some(first.to(last))
    }
}

impl Pipeline {
    /// From its first word to its last; nothing, where nothing was written.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        let prefix = self.prefixes.first().map(|it| it.span);
        let first = prefix.or_else(|| self.commands.first().map(|it| it.command.span))?;
        let last = self.commands.last().map(|it| it.command.span);
        let last = last.or_else(|| self.prefixes.last().map(|it| it.span))?;
        Some(first.to(last))
    }
}
