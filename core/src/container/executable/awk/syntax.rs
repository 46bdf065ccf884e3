//! The tree of an awk program.

use crate::text::Span;

/// A place of a variable.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Variable {
    Global(usize),
    Local(usize),
}

/// What can be assigned to.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Target {
    Variable(Variable),
    Field(Box<Expression>),
    Element(Variable, Vec<Expression>),
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
    Power,
    Less,
    LessOrEqual,
    Equal,
    NotEqual,
    Greater,
    GreaterOrEqual,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Expression {
    Number(f64),
    Text(Span),
    /// A pattern by itself: whether the record matches.
    Regex(String),
    Target(Target),
    Assign(Target, Option<Operator>, Box<Expression>),
    /// Adds to it; gives what it was before, or what it is then.
    Step(Target, f64, Gives),
    Conditional(Box<[Expression; 3]>),
    And(Box<[Expression; 2]>),
    Or(Box<[Expression; 2]>),
    Binary(Operator, Box<[Expression; 2]>),
    Concatenation(Box<[Expression; 2]>),
    Matches(Box<[Expression; 2]>),
    Not(Box<Expression>),
    Negative(Box<Expression>),
    Positive(Box<Expression>),
    In(Vec<Expression>, Variable),
    Call(String, Vec<Expression>),
    Builtin(&'static str, Vec<Expression>),
    /// `getline [target] [< file]`
    Getline(Option<Target>, Option<Box<Expression>>),
    /// Several in parentheses: the subscript of `in`, or what print writes.
    List(Vec<Expression>),
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Gives {
    Before,
    After,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Redirected {
    Over,
    Behind,
    Command,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Statement {
    Block(Vec<Statement>),
    Expression(Expression),
    Print(Vec<Expression>, Option<(Redirected, Expression)>),
    Printf(Vec<Expression>, Option<(Redirected, Expression)>),
    If(Expression, Box<Statement>, Option<Box<Statement>>),
    While(Expression, Box<Statement>),
    Do(Box<Statement>, Expression),
    For(
        Option<Box<Statement>>,
        Option<Expression>,
        Option<Box<Statement>>,
        Box<Statement>,
    ),
    ForIn(Variable, Variable, Box<Statement>),
    Next,
    Exit(Option<Expression>),
    Return(Option<Expression>),
    Break,
    Continue,
    Delete(Variable, Option<Vec<Expression>>),
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Pattern {
    Begin,
    End,
    Always,
    Expression(Expression),
    Range(Expression, Expression),
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Rule {
    pub(super) pattern: Pattern,
    /// Without an action the record is printed.
    pub(super) action: Option<Statement>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Function {
    pub(super) name: String,
    pub(super) parameters: usize,
    pub(super) body: Statement,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Program {
    pub(super) rules: Vec<Rule>,
    pub(super) functions: Vec<Function>,
    /// The names of the global variables.
    pub(super) names: Vec<String>,
}
