//! [`CompoundCommand`]: commands that hold commands (XCU 2.9.4).

use smallvec::SmallVec;

use super::script::List;
use super::word::Word;
use crate::text::Span;

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
