//! The syntax of shell scripts: one tree for every dialect, each part with the characters it is written in.
//!
//! Named after POSIX.1 XCU 2.10. What a dialect lacks is simply not in its trees: in dash `[[` is a word.
//! Nothing is expanded here: a word is a row of quoting units, as written.
//! A script is the tree and its tokens; the tokens tile it byte for byte.

mod assignment;
mod characters;
mod command;
mod compound;
mod parameter;
mod redirection;
mod script;
mod token;
mod walk;
mod word;

pub use assignment::{Assignment, AssignmentOperator};
pub use command::{Command, CommandBody, Coprocess, FunctionDefinition, SimpleCommand};
pub use compound::{
    ArithmeticCommand, ArithmeticFor, Case, CaseClause, CaseEnd, CompoundCommand,
    ConditionalCommand, ConditionalExpression, ElseIf, For, Group, If, Loop, LoopKind, Select,
    WordList,
};
pub use parameter::{
    CaseChange, DefaultKind, NullRule, Parameter, ParameterName, ParameterOperation, ReplaceScope,
    TrimLength, TrimSide,
};
pub use redirection::{
    Descriptor, HereDocument, HereDocumentEnd, HereDocumentId, HereDocumentQuoting,
    HereDocumentTabs, Redirection, RedirectionOperator, RedirectionTarget,
};
pub use script::{
    AndOrList, AndOrOperator, CompleteCommand, List, ListItem, ListTerminator, PipeOperator,
    PipedCommand, Pipeline, PipelinePrefix, PrefixKind, Script, TerminatorKind,
};
pub use token::{Lexeme, Operator, ReservedWord, Token, TokenKind};
pub use walk::Visit;
pub use word::{
    Arithmetic, ArrayElement, ArrayLiteral, CommandSubstitution, ExtendedGlob, ProcessDirection,
    ProcessSubstitution, Quoted, SubstitutionStyle, Units, Word, WordUnit,
};
