//! [`Script`] and what it is made of, down to [`SimpleCommand`] and [`CompoundCommand`] (XCU 2.9).

use smallvec::SmallVec;

use super::redirection::Redirection;
use super::token::Token;
use super::word::{Assignment, Word};
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

/// A command that holds commands.
#[derive(Debug, Clone, PartialEq)]
pub enum CompoundCommand {
    /// `{ …; }`
    Brace(Group),
    /// `( … )`
    Subshell(Group),
    /// `if`
    If(If),
    /// `while`, `until`
    Loop(Loop),
    /// `for name in …`
    For(For),
    /// `case`
    Case(Case),
    /// `select` (bash)
    Select(Select),
    /// `(( … ))` (bash)
    Arithmetic(ArithmeticCommand),
    /// `for (( … ))` (bash)
    ArithmeticFor(ArithmeticFor),
    /// `[[ … ]]` (bash)
    Conditional(ConditionalCommand),
}

/// Commands between braces or parentheses, or between `do` and `done`.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// What opens it.
    pub open: Span,
    /// The commands.
    pub list: List,
    /// What closes it.
    pub close: Span,
}

/// `if … then … elif … else … fi`
#[derive(Debug, Clone, PartialEq)]
pub struct If {
    /// The condition.
    pub condition: List,
    /// What stands behind `then`.
    pub consequence: List,
    /// The `elif`s, in order.
    pub else_ifs: Vec<ElseIf>,
    /// What stands behind `else`.
    pub alternative: Option<List>,
}

/// `elif … then …`
#[derive(Debug, Clone, PartialEq)]
pub struct ElseIf {
    /// The condition.
    pub condition: List,
    /// What stands behind `then`.
    pub consequence: List,
}

/// `while … do … done`, `until … do … done`
#[derive(Debug, Clone, PartialEq)]
pub struct Loop {
    /// Which.
    pub kind: LoopKind,
    /// The condition.
    pub condition: List,
    /// The body.
    pub body: Group,
}

/// `while` or `until`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LoopKind {
    /// `while`
    While,
    /// `until`
    Until,
}

/// `for name in words; do … done`
#[derive(Debug, Clone, PartialEq)]
pub struct For {
    /// The variable.
    pub variable: Word,
    /// The words; without `in`, the positional parameters.
    pub words: Option<WordList>,
    /// The body.
    pub body: Group,
}

/// `in word …`
#[derive(Debug, Clone, PartialEq)]
pub struct WordList {
    /// Where `in` stands.
    pub keyword: Span,
    /// The words.
    pub words: Vec<Word>,
}

/// `select name in words; do … done` (bash)
#[derive(Debug, Clone, PartialEq)]
pub struct Select {
    /// The variable.
    pub variable: Word,
    /// The words; without `in`, the positional parameters.
    pub words: Option<WordList>,
    /// The body.
    pub body: Group,
}

/// `case word in … esac`
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// The word.
    pub word: Word,
    /// The clauses, in order.
    pub clauses: Vec<CaseClause>,
}

/// `pattern | pattern) … ;;`
#[derive(Debug, Clone, PartialEq)]
pub struct CaseClause {
    /// The patterns.
    pub patterns: SmallVec<[Word; 1]>,
    /// The commands.
    pub list: List,
    /// What ends it; nothing before `esac`.
    pub end: Option<(CaseEnd, Span)>,
}

/// What ends a clause of `case`, and says what comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CaseEnd {
    /// `;;`: nothing more.
    Break,
    /// `;&`: the commands of the next clause.
    FallThrough,
    /// `;;&`: the patterns of the next clauses are tried (bash).
    TestNext,
}

/// `(( expression ))` (bash)
#[derive(Debug, Clone, PartialEq)]
pub struct ArithmeticCommand {
    /// What stands between the parentheses.
    pub expression: Word,
}

/// `for (( start; condition; step ))` (bash)
#[derive(Debug, Clone, PartialEq)]
pub struct ArithmeticFor {
    /// What stands between the parentheses: three expressions with semicolons between them.
    pub expressions: Word,
    /// The body.
    pub body: Group,
}

/// `[[ … ]]` (bash)
#[derive(Debug, Clone, PartialEq)]
pub struct ConditionalCommand {
    /// What stands between the brackets.
    pub expression: ConditionalExpression,
}

/// An expression of `[[ … ]]`.
#[derive(Debug, Clone, PartialEq)]
pub enum ConditionalExpression {
    /// `left || right`
    Or(Box<Self>, Box<Self>),
    /// `left && right`
    And(Box<Self>, Box<Self>),
    /// `! expression`
    Not(Box<Self>),
    /// `( expression )`
    Group(Box<Self>),
    /// `-f word`
    Unary {
        /// The operator.
        operator: Span,
        /// The word.
        operand: Word,
    },
    /// `word == word`
    Binary {
        /// What stands on the left.
        left: Word,
        /// The operator.
        operator: Span,
        /// What stands on the right.
        right: Word,
    },
    /// A word alone: whether it is not empty.
    Word(Word),
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
