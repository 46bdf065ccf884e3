//! The syntax of shell scripts: one tree for every dialect, each part with the characters it is written in.
//!
//! Named after POSIX.1 XCU 2.10. What a dialect lacks is simply not in its trees: in dash `[[` is a word.
//! Nothing is expanded here: a word is a row of quoting units, as written.
//! A script is the tree and its tokens; the tokens tile it byte for byte.

mod command;
mod parameter;
mod redirection;
mod token;
mod walk;
mod word;

pub use command::{
    AndOrList, AndOrOperator, ArithmeticCommand, ArithmeticFor, Case, CaseClause, CaseEnd, Command,
    CommandBody, CompleteCommand, CompoundCommand, ConditionalCommand, ConditionalExpression,
    Coprocess, ElseIf, For, FunctionDefinition, Group, If, List, ListItem, ListTerminator, Loop,
    LoopKind, PipeOperator, PipedCommand, Pipeline, PipelinePrefix, PrefixKind, Script, Select,
    SimpleCommand, TerminatorKind, WordList,
};
pub use parameter::{
    CaseChange, DefaultKind, NullRule, Parameter, ParameterName, ParameterOperation, ReplaceScope,
    TrimLength, TrimSide,
};
pub use redirection::{
    Descriptor, HereDocument, HereDocumentEnd, HereDocumentId, HereDocumentQuoting,
    HereDocumentTabs, Redirection, RedirectionOperator, RedirectionTarget,
};
pub use token::{Lexeme, Operator, ReservedWord, Token, TokenKind};
pub use walk::Visit;
pub use word::{
    Arithmetic, ArrayElement, ArrayLiteral, Assignment, AssignmentOperator, CommandSubstitution,
    ExtendedGlob, ProcessDirection, ProcessSubstitution, Quoted, SubstitutionStyle, Units, Word,
    WordUnit,
};
